"""How many sets an exercise is planned for on a day: fewer on a red one and in a deload (rulebook 6, 9)."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.choices import ReadinessState
from logbook.models import SessionExercise, TrainingSession
from programming.rulebook import RULES, deload_recipe

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
            left = max(whole - off, _RED["least_sets"], item.done_sets)
            item.planned_sets, item.sets_off = left, whole - left


def plan_for_a_deload(session: TrainingSession, item: SessionExercise, usual: int) -> None:
    """Plan what has no plan: half the sets usually done of it, as the day has them; unsaved.

    Without a plan as many sets as ever would be done, deload or not (rulebook 9).
    """
    if item.planned_sets is None and usual:
        item.planned_sets = deload_recipe().sets(usual)
        sets_for_the_day(session, [item])
