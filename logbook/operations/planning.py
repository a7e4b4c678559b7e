"""What a session plans for its exercises, by how the lifter is and what last time suggests."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.models import CheckIn, SessionExercise, TrainingSession, User
from logbook.suggesting import suggest
from programming.choices import ReadinessState
from programming.rulebook import RULES

_RED = RULES["red_day"].numbers


def sets_for_the_day(session: TrainingSession, items: Iterable[SessionExercise]) -> None:
    """A red day takes a set off each plan, any other gives it back; nothing is saved.

    Never below one set, nor below what is done (rulebook 6). Call it where the day changed: what
    the lifter added since stays.
    """
    off = _RED["sets_off"] if session.readiness == ReadinessState.RED else 0
    for item in items:
        if item.planned_sets is not None:
            whole = item.planned_sets + item.sets_off
            left = max(whole - off, _RED["least_sets"], item.working_sets)
            item.planned_sets, item.sets_off = left, whole - left


def check_in_again(lifter: User, session: TrainingSession, check_in: CheckIn) -> None:
    """Another check-in for a session: the sets planned, and what is suggested for what is to come."""
    was_red = session.readiness == ReadinessState.RED
    session.check_in = check_in
    session.save(update_fields=["check_in"])
    items = list(session.exercises.select_related("risk").select_for_update(of=("self",)))
    if was_red != (session.readiness == ReadinessState.RED):
        sets_for_the_day(session, items)
    suggest(lifter, session, [item for item in items if item.last_set_at is None])
    SessionExercise.objects.bulk_update(
        items, ["planned_sets", "sets_off", "suggestion", "takes_suggestion"]
    )
