"""What the open sets are filled in with: what is suggested, last time, and today's own load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.facts import Facts, moved
from logbook.advice.load_rules import (
    Typed,
    back_off_load,
    begins_a_line,
    by_plan,
    is_back_off,
    top_set_of,
)
from logbook.advice.load_scale import ToDo
from logbook.advice.suggestions import Suggested
from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.models import Set
from programming.lines import line_at
from programming.loads import Load, Unit, rounded


def expected_sets(facts: Facts, hint: Suggested | None) -> Sequence[PastSet | ToDo]:
    """What the open sets are filled in with: the suggestion where it is taken, else last time.

    Where the plan says more, or a load is pinned, each set has the load of its line.
    """
    is_taken = hint is not None and hint.sets and facts.item.takes_suggestion
    base = hint.sets if hint is not None and is_taken else facts.history.previous
    if facts.item.lines or facts.item.pin_milli is not None:
        return by_plan(facts, base)
    return base


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
    if isinstance(past, ToDo) and not past.reps:
        reps = None
    if working and begins_a_line(facts.item, done, done + ahead):
        # The load of another line is no sign of what this one wants, but the top set is of its
        # back-off sets.
        if (back_off := _back_off(facts, live, done + ahead)) is not None:
            load, kind = _converted(back_off[0], unit), back_off[1]
    elif working:
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
    return None if past.load is None else _converted(past.load, unit)


def _converted(load: Load, unit: Unit) -> Load:
    return load if load.unit == unit else rounded(load.micrograms, unit)


def _back_off(facts: Facts, live: Sequence[Set], index: int) -> Typed | None:
    """The load of a back-off set by the top set done today; None for any other set."""
    place, line = line_at(facts.item.set_lines, index) or (0, None)
    top = top_set_of(facts.item, live)
    if not is_back_off(facts.item, place) or line is None or line.percent is None or top is None:
        return None
    return back_off_load(facts, line.percent, top)


def micrograms_of(facts: Facts, plan: Prefill) -> int | None:
    """What a set filled in so would move, in micrograms; None where that is not known."""
    percent = facts.item.risk.bodyweight_percent
    return moved(percent, plan.load_kind, plan.load, facts.bodyweight)
