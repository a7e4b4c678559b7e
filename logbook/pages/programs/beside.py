"""What the editor says and changes of an exercise beside its sets: the superset it is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from programming.choices import LoadRule
from programming.models import PlannedExercise
from programming.programs.plans import Day, Line
from programming.supersets import (
    is_with_next,
    joined,
    order_after_move,
    parted,
    tidied,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Whether an exercise is in a superset with the next one, is planned in seconds, and what may be done instead.

    `substitutes` are the names of those, by rank.
    """

    is_with_next: bool = False
    is_timed: bool = False
    substitutes: tuple[str, ...] = ()


NOTHING = Beside()


def beside_of(planned: Sequence[PlannedExercise], names: Mapping[int, str]) -> list[Beside]:
    """What stands beside each exercise of a workout, in order; `names` are those of the substitutes."""
    links = is_with_next([one.superset for one in planned])
    return [
        Beside(
            is_with_next=link,
            is_timed=one.seconds_bottom is not None,
            substitutes=tuple(names[other.exercise_id] for other in one.substitutes.all()),
        )
        for one, link in zip(planned, links, strict=True)
    ]


def numbers_of(day: Day) -> list[int | None]:
    """The superset numbers of a workout's exercises."""
    return [line.superset for line in day.lines]


def moved(day: Day, place: int, by: int) -> Day:
    """The workout with an exercise moved; no superset is torn apart."""
    order = order_after_move(numbers_of(day), place, by)
    return in_supersets(replace(day, lines=tuple(day.lines[old] for old in order)))


def in_supersets(day: Day, numbers: Sequence[int | None] | None = None) -> Day:
    """The workout with these superset numbers, tidied: what a superset lost may leave one alone."""
    wanted = tidied(numbers_of(day) if numbers is None else numbers)
    return replace(
        day, lines=tuple(_in(line, one) for line, one in zip(day.lines, wanted, strict=True))
    )


def _in(line: Line, number: int | None) -> Line:
    return replace(line, superset=number)


def paired(day: Day, place: int) -> Day:
    """The workout with an exercise and the next one in one superset."""
    return in_supersets(day, joined(numbers_of(day), place))


def unpaired(day: Day, place: int) -> Day:
    """The workout with an exercise and the next one done by themselves."""
    return in_supersets(day, parted(numbers_of(day), place))


# --- Reps or seconds --------------------------------------------------------------------------

# What a plan begins with that is changed from one to the other (RepStack policy).
USUAL_SECONDS = (30, 45)
USUAL_REPS = (8, 12)


def in_seconds(line: Line) -> Line:
    """The exercise planned in seconds: no target and no share of an estimate speaks of those."""
    if line.seconds is not None:
        return line
    held = [
        replace(one, reps=None, seconds=USUAL_SECONDS, target=None, percent=None)
        for one in line.lines
    ]
    rule = line.rule if line.rule == LoadRule.FIXED else LoadRule.LAST_TIME.value
    return replace(line.with_lines(held), rule=rule, target_by="")


def in_reps(line: Line) -> Line:
    """The exercise planned in reps."""
    if line.seconds is None:
        return line
    return line.with_lines([replace(one, reps=USUAL_REPS, seconds=None) for one in line.lines])


STEPS: dict[str, Callable[[Day, int], Day]] = {
    "pair": paired,
    "part": unpaired,
    "seconds": lambda day, place: with_line(day, place, in_seconds),
    "reps": lambda day, place: with_line(day, place, in_reps),
}
"""The steps with one exercise of a workout, by the names of their buttons."""


def with_line(day: Day, place: int, change: Callable[[Line], Line]) -> Day:
    """The workout with one exercise changed. Raises `IndexError` for one there is not."""
    lines = list(day.lines)
    lines[place] = change(lines[place])
    return replace(day, lines=tuple(lines))
