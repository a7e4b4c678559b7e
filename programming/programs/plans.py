"""What a program says as plain values, to be copied, changed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from programming.choices import Needs
from programming.models import Program, Workout
from programming.models.programs import LONGEST_BLOCK, MOST_DAYS
from programming.programs.slots import blocks_of, workouts_of

MOST_BLOCKS = 8
MOST_WORKOUTS = 7
MOST_EXERCISES = 15
MOST_SETS = 10
MOST_REPS = 50
LONGEST_REST = 900


class RefusedEditError(Exception):
    """A change that cannot be made; its text says why to the lifter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of a workout: working sets, bottom and top of the rep range, rest in seconds."""

    exercise: int
    role: str
    sets: int
    bottom: int
    top: int
    rest: int


@dataclass(frozen=True, slots=True)
class Day:
    """A workout; `key` is the stored one's, None for a new one."""

    key: int | None
    name: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A block; `key` is the stored one's, None for a new one."""

    key: int | None
    name: str
    goal: str
    weeks: int
    deload_week: int | None
    workouts: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All a program says."""

    name: str
    level: str
    goal: str
    needs: str
    days: int
    blocks: tuple[Phase, ...] = field(default=())

    @classmethod
    def of(cls, program: Program) -> Plan:
        """What a program says, its blocks, workouts and exercises read with it."""
        return cls(
            name=program.name,
            level=program.level,
            goal=program.goal,
            needs=program.needs,
            days=program.days,
            blocks=tuple(
                Phase(
                    block.pk,
                    block.name,
                    block.goal,
                    block.weeks,
                    block.deload_week,
                    tuple(Day(one.pk, one.name, lines_of(one)) for one in workouts_of(block)),
                )
                for block in blocks_of(program)
            ),
        )

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Plan:
        """A plan as `asdict` wrote it and JSON gives it back."""
        blocks = tuple(
            Phase(
                **{
                    **block,
                    "workouts": tuple(
                        Day(**{**day, "lines": tuple(Line(**line) for line in day["lines"])})
                        for day in block["workouts"]
                    ),
                }
            )
            for block in kept["blocks"]
        )
        return cls(**{**kept, "blocks": blocks})

    def without_keys(self) -> Plan:
        """The same as new: for a copy."""
        return replace(
            self,
            blocks=tuple(
                replace(
                    block,
                    key=None,
                    workouts=tuple(replace(day, key=None) for day in block.workouts),
                )
                for block in self.blocks
            ),
        )

    def check(self) -> None:
        """Refuse what cannot be trained or read. Raises `RefusedEditError` with the first fault."""
        if not self.name.strip():
            raise RefusedEditError("A program needs a name.")
        if not 1 <= self.days <= MOST_DAYS:
            raise RefusedEditError(f"Days a week: 1 to {MOST_DAYS}.")
        if not 1 <= len(self.blocks) <= MOST_BLOCKS:
            raise RefusedEditError(f"A program has 1 to {MOST_BLOCKS} blocks.")
        for block in self.blocks:
            _check_block(block)


def lines_of(workout: Workout) -> tuple[Line, ...]:
    """The exercises of a stored workout in order."""
    return tuple(
        Line(
            one.exercise_id,
            one.role,
            one.sets,
            one.reps_bottom,
            one.reps_top,
            one.rest_seconds,
        )
        for one in workout.planned.all()
    )


def _check_block(block: Phase) -> None:
    if not block.name.strip():
        raise RefusedEditError("A block needs a name.")
    if not 1 <= block.weeks <= LONGEST_BLOCK:
        raise RefusedEditError(f"{block.name}: 1 to {LONGEST_BLOCK} weeks.")
    if block.deload_week is not None and not 1 <= block.deload_week <= block.weeks:
        raise RefusedEditError(f"{block.name}: the easy week is one of its {block.weeks} weeks.")
    if len(block.workouts) > MOST_WORKOUTS:
        raise RefusedEditError(f"{block.name}: at most {MOST_WORKOUTS} workouts.")
    for day in block.workouts:
        if not day.name.strip():
            raise RefusedEditError("A workout needs a name.")
        if len(day.lines) > MOST_EXERCISES:
            raise RefusedEditError(f"{day.name}: at most {MOST_EXERCISES} exercises.")
        for line in day.lines:
            _check_line(day, line)


def _check_line(day: Day, line: Line) -> None:
    if not 1 <= line.sets <= MOST_SETS:
        raise RefusedEditError(f"{day.name}: 1 to {MOST_SETS} sets.")
    if not 1 <= line.bottom <= line.top <= MOST_REPS:
        raise RefusedEditError(f"{day.name}: reps from 1 to {MOST_REPS}, the fewest first.")
    if not 0 <= line.rest <= LONGEST_REST:
        raise RefusedEditError(f"{day.name}: a rest of at most {LONGEST_REST // 60} minutes.")


def empty_plan(level: str, goal: str) -> Plan:
    """What a new program begins as: one block of four weeks with one empty workout."""
    block = Phase(None, "Block 1", goal, 4, None, (Day(None, "Day 1"),))
    return Plan("My program", level, goal, Needs.GYM, 3, (block,))
