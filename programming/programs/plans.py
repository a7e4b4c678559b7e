"""What a program says as plain values, to be copied, changed and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from programming.choices import LoadRule, Needs
from programming.lines import Pair, SetLine, check_lines, pair
from programming.models import PlannedExercise, Program, Workout
from programming.models.programs import LONGEST_BLOCK, MOST_DAYS
from programming.models.workouts import MOST_SUBSTITUTES, NOTE_LENGTH
from programming.programs.slots import blocks_of, workouts_of

MOST_BLOCKS = 8
MOST_WORKOUTS = 7
MOST_EXERCISES = 15
LONGEST_REST = 900


class RefusedEditError(Exception):
    """A change that cannot be made; its text says why to the lifter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of a workout: working sets, bottom and top of the rep range, rest in seconds.

    Reps are None for timed sets, which have `seconds`. What stands here is of the first line of
    sets; `more` are those after it. `target` is set by hand, as (low, aim, high) in reps in reserve, by
    `target_by` where that is not the program's owner. `rule` is a `LoadRule` with its `percent` or `load`.
    """

    exercise: int
    role: str
    sets: int
    bottom: int | None
    top: int | None
    rest: int
    seconds: Pair | None = None
    target: tuple[int, int, int] | None = None
    target_by: str = ""
    rule: str = LoadRule.LAST_TIME.value
    percent: int | None = None
    load: tuple[int, str, str] | None = None
    more: tuple[SetLine, ...] = ()
    superset: int | None = None
    note: str = ""
    substitutes: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """Its lines of sets in order."""
        reps = pair(self.bottom, self.top)
        first = SetLine(self.sets, reps, self.seconds, self.target, self.percent, self.load)
        return (first, *self.more)

    def with_lines(self, lines: Sequence[SetLine]) -> Line:
        """The same exercise with other lines of sets, at least one."""
        first, *more = lines
        bottom, top = first.reps or (None, None)
        return replace(
            self,
            sets=first.sets,
            bottom=bottom,
            top=top,
            seconds=first.seconds,
            target=first.target,
            percent=first.percent,
            load=first.load,
            more=tuple(more),
        )

    @classmethod
    def of(cls, one: PlannedExercise) -> Line:
        """A stored exercise of a workout, its substitutes read with it."""
        line = cls(
            exercise=one.exercise_id,
            role=one.role,
            sets=one.sets,
            bottom=one.reps_bottom,
            top=one.reps_top,
            rest=one.rest_seconds,
            target_by=one.target_by,
            rule=one.load_rule,
            superset=one.superset,
            note=one.note,
            substitutes=tuple(other.exercise_id for other in one.substitutes.all()),
        )
        return line.with_lines(one.lines)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Line:
        """A line as `asdict` wrote it, now or before there were lines of sets."""
        first = SetLine.of({**kept, "reps": None})
        return cls(
            **{
                **kept,
                "seconds": first.seconds,
                "target": first.target,
                "load": first.load,
                "more": tuple(SetLine.of(one) for one in kept.get("more", ())),
                "substitutes": tuple(kept.get("substitutes", ())),
            }
        )


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
                        Day(
                            **{
                                **day,
                                "lines": tuple(Line.from_json(line) for line in day["lines"]),
                            }
                        )
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
    return tuple(Line.of(one) for one in workout.planned.all())


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
    if not 0 <= line.rest <= LONGEST_REST:
        raise RefusedEditError(f"{day.name}: a rest of at most {LONGEST_REST // 60} minutes.")
    try:
        check_lines(line.lines, line.rule)
        _check_beside(line)
    except ValueError as fault:
        raise RefusedEditError(f"{day.name}: {fault}") from fault


def _check_beside(line: Line) -> None:
    """Refuse what else of an exercise cannot be. Raises `ValueError` with a sentence."""
    if line.superset is not None and not 1 <= line.superset <= MOST_EXERCISES:
        raise ValueError(f"a superset has a number from 1 to {MOST_EXERCISES}.")
    if len(line.note) > NOTE_LENGTH:
        raise ValueError(f"a note has at most {NOTE_LENGTH} letters.")
    if len(line.substitutes) > MOST_SUBSTITUTES:
        raise ValueError(f"at most {MOST_SUBSTITUTES} substitutes for an exercise.")
    if len({line.exercise, *line.substitutes}) <= len(line.substitutes):
        raise ValueError("each substitute is another exercise.")


def empty_plan(level: str, goal: str) -> Plan:
    """What a new program begins as: one block of four weeks with one empty workout."""
    block = Phase(None, "Block 1", goal, 4, None, (Day(None, "Day 1"),))
    return Plan("My program", level, goal, Needs.GYM, 3, (block,))
