"""Until when the muscles that were taken to failure recover, as Today says it (rulebook 5)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from logbook.clock import local_date, local_time
from logbook.models import User
from programming.rulebook import ExerciseTally, FailureBudget, recovery_hours

_HOUR = dt.timedelta(hours=1)


def recovering_until(
    lifter: User, budget: FailureBudget, history: Sequence[ExerciseTally], now: dt.datetime
) -> dict[str, str]:
    """Muscles by how soon they have recovered: until when, as the latest of a muscle's sessions has it; in whole hours, rounded up."""
    failed: Counter[tuple[str, int | str]] = Counter()
    ended: dict[int | str, dt.datetime] = {}
    for done in history:
        if done.ended is not None:
            ended[done.session] = max(done.ended, ended.get(done.session, done.ended))
        for muscle in set(done.primary_muscles):
            failed[muscle, done.session] += done.failure_sets
    until: dict[str, dt.datetime] = {}
    for (muscle, session), sets in failed.items():
        if sets:
            ends = ended[session] + recovery_hours(sets) * _HOUR
            until[muscle] = max(ends, until.get(muscle, ends))
    found = sorted((until[one.muscle], one.muscle) for one in budget.recovering)
    return {muscle: _when(ends, now, lifter.zone) for ends, muscle in found}


def _when(ends: dt.datetime, now: dt.datetime, zone: str) -> str:
    """`today, 18:00`, `tomorrow, 09:00` or `Thursday, 07:00`."""
    whole = ends.replace(minute=0, second=0, microsecond=0)
    at = local_time(whole if whole == ends else whole + _HOUR, zone)
    days = (at.date() - local_date(now, zone)).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"{at:%A}")
    return f"{day}, {at:%H:%M}"
