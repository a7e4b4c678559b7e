"""The latest sets of all exercises, as much of them as a forecast reads: bounded, in two queries."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from logbook.choices import SetKind
from logbook.clock import Moment
from logbook.log.bodyweight import added_load
from logbook.log.exposure_rows import in_time_order
from logbook.models import SessionExercise, Set, User
from programming.loads import typed_load
from programming.rulebook import LoggedSet

LATEST_SETS = 1500
# Exercises in sessions: half a year of five sessions a week, and where the cost stops growing.
_LATEST_ITEMS = 600


class _Row(NamedTuple):
    exercise_id: int
    session_id: int
    local_date: dt.date
    reps: int
    load: int | None
    load_milli: int | None
    load_unit: str
    load_kind: str
    rir_halves: int | None
    ended_by: str
    is_slip: bool

    def logged(self, until: Moment) -> LoggedSet:
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=until.counted(self.local_date),
            reps=self.reps,
            load=self.load,
            added=added_load(self.load_kind, typed_load(self.load_milli, self.load_unit)),
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            ended_by=self.ended_by,
            is_slip=self.is_slip,
        )


def latest_sets_of_all(lifter: User, until: Moment) -> list[LoggedSet]:
    """The latest working sets of the sessions that have ended, 1,500 at most, in time order.

    Up to a moment, loads in micrograms. The session that the limit cuts through is left out.
    """
    items = (
        SessionExercise.objects.visible_to(lifter)
        .trained()
        .filter(local_date__lte=until.last_day, started_at__lte=until.at)
        .exclude(session__finished_at=None)
        .order_by("-local_date", "-pk")
        .values_list("pk", flat=True)[:_LATEST_ITEMS]
    )
    rows = [
        _Row(*columns)
        for columns in Set.objects.visible_to(lifter)
        .live()
        .filter(session_exercise_id__in=list(items), kind=SetKind.WORKING)
        .latest_first()
        .values_list(*_Row._fields)[:LATEST_SETS]
    ]
    cut = rows[-1].session_id if len(rows) == LATEST_SETS else None
    return in_time_order(row.logged(until) for row in reversed(rows) if row.session_id != cut)
