"""What a session plans for its exercises, by how the lifter is and what last time suggests."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.models import SessionExercise, TrainingSession, User
from logbook.suggesting import suggest
from programming.choices import ReadinessState
from programming.rulebook import RULES, deload_recipe

_RED = RULES["red_day"].numbers


def take_sets_off(session: TrainingSession, items: Iterable[SessionExercise]) -> None:
    """A deload halves each plan and a red day takes a set off it; nothing is saved.

    Any other day gives it back. Never below one set, nor below what is done (rulebook 6 and 9).
    """
    off = _RED["sets_off"] if session.readiness == ReadinessState.RED else 0
    for item in items:
        if item.planned_sets is not None:
            whole = item.planned_sets + item.sets_off
            planned = deload_recipe().sets(whole) if session.is_deload else whole
            left = max(planned - off, _RED["least_sets"], item.working_sets)
            item.planned_sets, item.sets_off = left, whole - left


def plan_again(lifter: User, session: TrainingSession) -> None:
    """After a check-in: the sets planned, and what is suggested for what is not begun."""
    items = list(session.exercises.select_related("risk").select_for_update(of=("self",)))
    take_sets_off(session, items)
    suggest(lifter, session, [item for item in items if item.last_set_at is None])
    SessionExercise.objects.bulk_update(
        items, ["planned_sets", "sets_off", "suggestion", "takes_suggestion"]
    )
