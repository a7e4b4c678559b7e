"""Which ready-made program fits a lifter: RepStack policy, no finding."""

from __future__ import annotations

from collections.abc import Iterable

from programming.choices import Goal, Level, Needs
from programming.models import Program

_LEVELS = [level.value for level in Level]


def best_first(
    programs: Iterable[Program],
    *,
    level: str,
    goal: str,
    days: int | None = None,
    needs: str = Needs.GYM,
) -> list[Program]:
    """The programs that can be done with what there is, the one that fits best first.

    `days` a week, None where nobody said. What counts, in this order: no more days than there are,
    a level not above the lifter's own, what it was made to be done with, fitness for those who want
    that and nobody else, the level, the goal, as many days as there are.
    """

    def misfit(program: Program) -> tuple[int | bool, ...]:
        steps = _LEVELS.index(level) - _LEVELS.index(program.level)
        fitness = Goal.GENERAL_FITNESS
        return (
            max(0, program.days - days) if days is not None else 0,
            steps < 0,
            program.needs != needs,
            (program.goal == fitness) != (goal == fitness),
            abs(steps),
            program.goal != goal,
            max(0, days - program.days) if days is not None else 0,
            program.position,
        )

    return sorted((one for one in programs if _can_be_done(one, needs)), key=misfit)


def _can_be_done(program: Program, needs: str) -> bool:
    """What needs a gym cannot be done at home; dumbbells are in every gym."""
    return needs == Needs.GYM or program.needs == needs
