"""Loads that do not come from last time: pinned, by the plan's rule, or a share of the day's top set."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from logbook.advice.facts import Facts, moved
from logbook.advice.kit import Kit
from logbook.advice.load_scale import Lifted, Scale, ToDo
from logbook.choices import ReadinessState, SetKind
from logbook.log.exercise_history import PastSet
from logbook.models import SessionExercise, Set
from programming.choices import LoadRule
from programming.lines import SetLine, line_at
from programming.loads import Load, Unit, typed_load
from programming.rulebook import RULES, deload_recipe

_PERCENT = 100
_RED_CUT = RULES["red_day"].numbers["cut_percent"]

# A load as typed, and what it means.
Typed = tuple[Load, str]


def loads_by_rule(item: SessionExercise, e1rm: int | None, scale: Scale) -> list[list[Any]]:
    """What the load rule gives each line of an exercise: (thousandths, unit, kind).

    Empty where last time says the load, or no current e1RM is there to take a percent of (rulebook
    7). A percent is rounded down to what can be made. A deload and a red day take off what they
    take off any load (rulebook 6, 9).
    """
    found: list[list[Any]] = []
    for line in item.set_lines:
        typed = _by_rule(item, line, e1rm, scale)
        if typed is None:
            return []
        load, kind = typed
        found.append([load.milli, load.unit, kind])
    return found


def _by_rule(item: SessionExercise, line: SetLine, e1rm: int | None, scale: Scale) -> Typed | None:
    if item.load_rule == LoadRule.PERCENT and line.percent is not None and e1rm is not None:
        wanted = Fraction(e1rm * line.percent, _PERCENT)
        return _typed(scale, _eased(item, wanted, scale, holds=False))
    if item.load_rule == LoadRule.FIXED and line.load is not None:
        milli, unit, kind = line.load
        load = Load(milli, Unit(unit))
        return _eased_typed(item, (load, kind), scale, holds=False)
    return None


def _eased_typed(item: SessionExercise, typed: Typed, scale: Scale, *, holds: bool) -> Typed:
    """A typed load as the day has it: less of it in a deload, and on a red day unless it `holds`."""
    load, kind = typed
    if not _is_eased(item, holds=holds):
        return typed
    whole = moved(_PERCENT, kind, load, scale.own)
    return (
        typed if whole is None else _typed(scale, _eased(item, whole, scale, holds=holds)) or typed
    )


def _is_eased(item: SessionExercise, *, holds: bool) -> bool:
    is_red = item.session.readiness == ReadinessState.RED
    return item.session.is_deload or (is_red and not holds)


def _eased(item: SessionExercise, load: Fraction | int, scale: Scale, *, holds: bool) -> int:
    """The load of an ordinary day as this one has it, rounded down to one that can be made."""
    made = scale.loadable.at_most(load)
    if made is None:
        return scale.loadable.lightest
    if item.session.is_deload and made:
        return deload_recipe().load(made, scale.loadable)
    if _is_eased(item, holds=holds):
        less = scale.loadable.at_most(Fraction(made * (_PERCENT - _RED_CUT), _PERCENT))
        return made if less is None else less
    return made


def _typed(scale: Scale, load: int) -> Typed | None:
    found = scale.to_do(0, load, None)
    return None if found.load is None else (found.load, found.load_kind)


# --- At a set of the session ------------------------------------------------------------------


def is_back_off(item: SessionExercise, place: int) -> bool:
    """Whether the line at this place takes its load from the day's top set."""
    return item.load_rule == LoadRule.TOP_SET and place > 0


def given_load(item: SessionExercise, place: int) -> Typed | None:
    """The load that a pin or the plan gives a line; None where last time or a top set says it.

    A pin comes first: it is the lifter's own word, whatever plan they follow. In a deload it is
    eased like any load; a red day's lifter may hold theirs, and a pin says that they do (rulebook 6).
    """
    if is_back_off(item, place):
        return None
    if item.pin is not None:
        # The body's own part of the load needs no number here: what is hung on it is eased alone.
        scale = Scale.of(Kit.of(item.athlete, item), item.risk, ())
        return _eased_typed(item, (item.pin, item.pin_kind), scale, holds=True)
    if place < len(item.rule_loads):
        milli, unit, kind = item.rule_loads[place]
        load = typed_load(milli, unit)
        return None if load is None else (load, kind)
    return None


def back_off_load(facts: Facts, percent: int, top: Lifted) -> Typed | None:
    """A share of the day's top set, rounded down to a load that can be made; None without its load.

    Where nothing so light can be made it is the lightest there is.
    """
    scale = Scale.of(Kit.of(facts.lifter, facts.item), facts.item.risk, [top])
    if top.load is None:
        return None
    made = scale.loadable.at_most(Fraction(top.load * percent, _PERCENT))
    return _typed(scale, scale.loadable.lightest if made is None else made)


def begins_a_line(item: SessionExercise, done: int, index: int) -> bool:
    """Whether the set with `index` before it stands in another line than the last of so many `done`."""
    if not item.lines:
        return False
    lines = item.set_lines
    return line_at(lines, index) != line_at(lines, max(done - 1, 0))


def moves_other_loads(item: SessionExercise, done: int) -> bool:
    """Whether the last of so many sets done changes what later rows are filled in with.

    It was a top set, or the last one of its line.
    """
    last = line_at(item.set_lines, max(done - 1, 0)) if item.lines else None
    is_top_set = last is not None and last[0] == 0 and item.load_rule == LoadRule.TOP_SET
    return is_top_set or begins_a_line(item, done, done)


def top_set_of(item: SessionExercise, live: Sequence[Set]) -> Set | None:
    """The heaviest of today's sets of the first line, the one the back-off sets follow."""
    working = [row for row in live if row.kind == SetKind.WORKING and not row.is_slip]
    done = working[: item.set_lines[0].sets]
    return max(done, key=lambda row: row.load or 0, default=None)


def by_plan(facts: Facts, base: Sequence[PastSet | ToDo]) -> list[ToDo]:
    """Every planned set with the load its line has and the reps that go with it.

    `base` is what is expected by last time. At its load its reps hold; at another load the plan's
    fewest are asked, since those done say nothing of it.
    """
    item = facts.item
    lines = item.set_lines
    found: list[ToDo] = []
    for index in range(item.planned_sets or max(len(base), 1)):
        place, line = line_at(lines, index) or (0, None)
        reps = line.reps if line is not None else facts.rep_range
        past: PastSet | ToDo | None = base[min(index, len(base) - 1)] if base else None
        if is_back_off(item, place):
            done = facts.history.previous
            past = done[index] if index < len(done) else None
            given = _expected_back_off(facts, line, found[: lines[0].sets])
            found.append(_to_do(facts, _within(reps, past), given, past))
            continue
        given = given_load(item, place)
        is_same = past is not None and (given is None or given == (past.load, past.load_kind))
        bottom = reps[0] if reps is not None else (past.reps if past is not None else 0)
        asked = past.reps if past is not None and is_same else bottom
        found.append(_to_do(facts, asked, given, past))
    return found


def _expected_back_off(facts: Facts, line: SetLine | None, tops: Sequence[ToDo]) -> Typed | None:
    """The back-off load by the top set that is expected, before it is done."""
    known = [one for one in (_lifted(facts, top) for top in tops) if one.load]
    if line is None or line.percent is None or not known:
        return None
    return back_off_load(facts, line.percent, max(known, key=lambda one: one.load or 0))


class _Expected(NamedTuple):
    """A set to be done as a scale reads one that was."""

    load: int | None
    load_kind: str
    typed_load: Load | None


def _lifted(facts: Facts, one: ToDo) -> _Expected:
    """What a set to be done would move, as a scale reads it."""
    percent = facts.item.risk.bodyweight_percent
    load = moved(percent, one.load_kind, one.load, facts.bodyweight)
    return _Expected(load, one.load_kind, one.load)


def _within(reps: tuple[int, int] | None, past: PastSet | ToDo | None) -> int:
    """Last time's reps within the range, else its fewest."""
    if reps is None:
        return past.reps if past is not None else 0
    return reps[0] if past is None else min(max(past.reps, reps[0]), reps[1])


def _to_do(facts: Facts, reps: int, given: Typed | None, past: PastSet | ToDo | None) -> ToDo:
    if given is not None:
        return ToDo(reps, *given)
    if past is not None:
        return ToDo(reps, past.load, past.load_kind)
    return ToDo(reps, None, facts.item.risk.load_kind)
