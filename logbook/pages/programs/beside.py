"""What the editor says and changes of an exercise beside its sets: the superset it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programming.models import PlannedExercise
from programming.programs.plans import Day, Line
from programming.programs.supersets import (
    is_with_next,
    joined,
    order_after_move,
    parted,
    tidied,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Whether an exercise is in a superset with the next one."""

    is_with_next: bool = False


NOTHING = Beside()


def beside_of(planned: Sequence[PlannedExercise]) -> list[Beside]:
    """What stands beside each exercise of a workout, in order."""
    links = is_with_next([one.superset for one in planned])
    return [Beside(is_with_next=link) for link in links]


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
