"""What a session plans for its exercises, by how the lifter is and what last time suggests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from logbook.advice.set_counts import sets_for_the_day
from logbook.advice.suggestions import suggest
from logbook.choices import ReadinessState, Recovery, Sleep, Stress
from logbook.clock import local_date
from logbook.log.locks import lock_lifter
from logbook.log.own import own_session
from logbook.models import CheckIn, SessionExercise, TrainingSession, User
from programming.rulebook import RULEBOOK_VERSION, Readiness, readiness_state

# The rulebook asks hours and points; a tap names a band, so a number of that band stands for it.
_SLEEP_HOURS = {Sleep.UNDER_6: 5.0, Sleep.FROM_6_TO_7: 6.0, Sleep.FROM_7: 7.0}
_RECOVERY = {Recovery.POOR: 3, Recovery.FAIR: 6, Recovery.GOOD: 7}
_STRESS = {Stress.HIGH: 5, Stress.SOME: 3, Stress.LOW: 1}


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """The four taps; an empty string is a tap that was skipped."""

    sleep: str = ""
    short_nights: bool = False
    recovery: str = ""
    stress: str = ""
    energy_balance: str = ""

    def readiness(self) -> Readiness:
        """What the taps add up to (rulebook 6)."""
        return readiness_state(
            sleep_hours=_SLEEP_HOURS[Sleep(self.sleep)] if self.sleep else None,
            short_nights=self.short_nights,
            recovery=_RECOVERY[Recovery(self.recovery)] if self.recovery else None,
            stress=_STRESS[Stress(self.stress)] if self.stress else None,
            energy_balance=self.energy_balance or None,
        )


def check_in(lifter: User, entry: CheckInEntry, *, now: dt.datetime) -> CheckIn:
    """Record how the lifter is today.

    It holds for the running session and later ones that day; open targets follow at once, saved
    sets keep theirs. The energy balance is kept for the next check-in. The answers are one act,
    and what a running session makes of them another: a session that starts meanwhile waits for
    the first, or is found by the second, and no act holds the lifter while it waits for a session.
    """
    taken = _keep(lifter, entry, now)
    running = TrainingSession.objects.visible_to(lifter).running().order_by("pk")
    for session_id in list(running.values_list("pk", flat=True)):
        _carry_into(lifter, session_id, taken)
    return taken


@transaction.atomic
def _keep(lifter: User, entry: CheckInEntry, now: dt.datetime) -> CheckIn:
    """The answers, for the day and for the next check-in."""
    lock_lifter(lifter)
    readiness = entry.readiness()
    if entry.energy_balance and entry.energy_balance != lifter.energy_balance:
        lifter.energy_balance = entry.energy_balance
        lifter.save(update_fields=["energy_balance"])
    return CheckIn.objects.create(
        athlete=lifter,
        local_date=local_date(now, lifter.zone),
        taken_at=now,
        sleep=entry.sleep,
        short_nights=entry.short_nights,
        recovery=entry.recovery,
        stress=entry.stress,
        energy_balance=entry.energy_balance,
        state=readiness.state,
        points=readiness.points,
        points_without_energy=readiness.points_without_energy,
        rulebook_version=RULEBOOK_VERSION,
    )


@transaction.atomic
def _carry_into(lifter: User, session_id: int, taken: CheckIn) -> None:
    """Put a check-in on a session that runs: the sets planned, and what is suggested from here on.

    Nothing where the session ended or went meanwhile, or a later check-in came first.
    """
    try:
        session = own_session(lifter, session_id, lock=True)
    except Http404:
        return
    before = session.check_in
    if session.finished_at is not None or (before is not None and _is_later(before, taken)):
        return
    was_red = session.readiness == ReadinessState.RED
    session.check_in = taken
    session.save(update_fields=["check_in"])
    items = list(session.exercises.select_related("risk"))
    if was_red != (session.readiness == ReadinessState.RED):
        sets_for_the_day(session, items)
    suggest(lifter, session, [item for item in items if item.last_set_at is None])
    SessionExercise.objects.bulk_update(
        items,
        ["planned_sets", "sets_off", "suggestion", "takes_suggestion", "rule_loads"],
    )


def _is_later(one: CheckIn, other: CheckIn) -> bool:
    return (one.taken_at, one.pk) > (other.taken_at, other.pk)
