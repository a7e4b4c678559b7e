"""What the open sets are filled in with: what is suggested, last time, and today's own load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.facts import Facts, moved
from logbook.advice.load_scale import ToDo
from logbook.advice.suggestions import Suggested
from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.models import Set
from programming.loads import Load, Unit, rounded


def expected_sets(facts: Facts, hint: Suggested | None) -> Sequence[PastSet | ToDo]:
    """What the open sets are filled in with: the suggestion where it is taken, else last time."""
    if hint is not None and hint.sets and facts.item.takes_suggestion:
        return hint.sets
    return facts.history.previous


def at(expected: Sequence[PastSet | ToDo], index: int) -> PastSet | ToDo | None:
    """The set expected at this place, else the last one."""
    return expected[min(index, len(expected) - 1)] if expected else None


@dataclass(frozen=True, slots=True)
class Prefill:
    """What the next set is pre-filled with; the load in the unit the lifter types."""

    load: Load | None
    reps: int | None
    load_kind: str


def prefill(
    facts: Facts,
    live: Sequence[Set],
    done: int,
    expected: Sequence[PastSet | ToDo],
    ahead: int = 0,
) -> Prefill:
    """The load and reps expected; once today's load has left the one expected, today's load.

    Of the next set, or of one so many sets `ahead` of it.
    """
    unit = Unit(facts.lifter.unit)
    working = [row for row in live if row.kind == SetKind.WORKING and not row.is_slip]
    past = at(expected, done + ahead)
    load = _in_unit(past, unit) if past is not None else None
    kind = past.load_kind if past is not None else facts.item.risk.load_kind
    reps = past.reps if past is not None else facts.item.reps_bottom
    if working:
        today = working[-1]
        before = at(expected, done - 1)
        if before is None or before.load != today.typed_load:
            load = today.typed_load if today.typed_load and today.load_unit == unit else load
            kind = today.load_kind
        if past is None:
            reps = today.reps
    return Prefill(load, reps, kind)


def _in_unit(past: PastSet | ToDo, unit: Unit) -> Load | None:
    """The load expected in the unit typed now; what was logged stays as it was."""
    if past.load is None or past.load.unit == unit:
        return past.load
    return rounded(past.load.micrograms, unit)


def planned_load(facts: Facts) -> int | None:
    """What the first set of an exercise that is not begun would move, in micrograms."""
    return micrograms_of(facts, prefill(facts, (), 0, facts.history.previous))


def micrograms_of(facts: Facts, plan: Prefill) -> int | None:
    """What a set filled in so would move, in micrograms; None where that is not known."""
    percent = facts.item.risk.bodyweight_percent
    return moved(percent, plan.load_kind, plan.load, facts.bodyweight)
