"""Changing a program of one's own: every change is one step that can be undone.

A program is changed as a whole: what it says is read into plain values, changed there, and
written back. So an undo, a copy and a change are the same write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404

from programming.choices import Goal, Level, Needs, Role
from programming.models import Block, PlannedExercise, Program, Workout
from programming.models.programs import LONGEST_BLOCK, MOST_DAYS
from programming.programs.slots import blocks_of, workouts_of

MOST_BLOCKS = 8
MOST_WORKOUTS = 7
MOST_EXERCISES = 15
MOST_SETS = 10
MOST_REPS = 50
LONGEST_REST = 900

_Row = TypeVar("_Row")


class ProgramChangedError(Exception):
    """The program was changed since the page was made."""


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
                    tuple(Day(one.pk, one.name, _lines(one)) for one in workouts_of(block)),
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


def _lines(workout: Workout) -> tuple[Line, ...]:
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


# --- Steps ------------------------------------------------------------------------------------


def moved(rows: tuple[_Row, ...], place: int, by: int) -> tuple[_Row, ...]:
    """The rows with the one at `place` moved `by` places; at an end it stays. Raises `IndexError`."""
    row, to = rows[place], min(max(place + by, 0), len(rows) - 1)
    rest = rows[:place] + rows[place + 1 :]
    return (*rest[:to], row, *rest[to:])


def changed(rows: tuple[_Row, ...], place: int, *into: _Row) -> tuple[_Row, ...]:
    """The rows with what stands at `place` replaced by others, or by none. Raises `IndexError`."""
    _ = rows[place]
    return (*rows[:place], *into, *rows[place + 1 :])


def place_of_block(plan: Plan, key: int) -> int:
    """Where a block stands. Raises `Http404` where there is none of this key."""
    for place, block in enumerate(plan.blocks):
        if block.key == key:
            return place
    raise Http404("Not a block of this program.")


def place_of_day(plan: Plan, key: int) -> tuple[int, int]:
    """Where a workout stands: its block's place, and its own. Raises `Http404` where there is none."""
    for at, block in enumerate(plan.blocks):
        for place, day in enumerate(block.workouts):
            if day.key == key:
                return at, place
    raise Http404("Not a workout of this program.")


def with_block(plan: Plan, place: int, change: Callable[[Phase], Phase]) -> Plan:
    """The plan with one block changed."""
    return replace(plan, blocks=changed(plan.blocks, place, change(plan.blocks[place])))


def with_day(plan: Plan, key: int, change: Callable[[Day], Day]) -> Plan:
    """The plan with one workout changed. Raises `Http404` where there is none of this key."""
    at, place = place_of_day(plan, key)

    def in_block(block: Phase) -> Phase:
        day = change(block.workouts[place])
        return replace(block, workouts=changed(block.workouts, place, day))

    return with_block(plan, at, in_block)


# --- Writing ----------------------------------------------------------------------------------


def create(owner: AbstractBaseUser, plan: Plan) -> Program:
    """Write a plan as a new program of `owner`. Raises `RefusedEditError`."""
    plan.check()
    with transaction.atomic():
        program = Program(owner_id=owner.pk)
        _write(program, plan.without_keys())
    return program


def empty_plan(level: str, goal: str) -> Plan:
    """What a new program begins as: one block of four weeks with one empty workout."""
    block = Phase(None, "Block 1", goal, 4, None, (Day(None, "Day 1"),))
    return Plan("My program", level, goal, Needs.GYM, 3, (block,))


@contextmanager
def locked(owner: AbstractBaseUser, program_id: int, version: int) -> Iterator[Program]:
    """The owner's program, held until the block ends.

    Raises `Http404` where it is not theirs, `ProgramChangedError` where it has another version.
    Nothing but its row is held, and its blocks and workouts are never deleted: no session, no
    lifter waits for an edit of a plan.
    """
    with transaction.atomic():
        held = Program.objects.select_for_update(no_key=True).filter(
            pk=program_id, owner_id=owner.pk, is_removed=False
        )
        program = held.first()
        if program is None:
            raise Http404("Not a program of yours.")
        if program.version != version:
            raise ProgramChangedError
        prefetch_related_objects([program], "blocks__workouts__planned")
        yield program


def edit(
    owner: AbstractBaseUser, program_id: int, version: int, change: Callable[[Plan], Plan]
) -> None:
    """Change a program of one's own by one step, which can be undone.

    Raises `Http404`, `ProgramChangedError`, and `RefusedEditError` for what cannot be planned.
    """
    with locked(owner, program_id, version) as program:
        before = Plan.of(program)
        after = change(before)
        after.check()
        if after == before:
            return
        program.before = asdict(before)
        program.version += 1
        _write(program, after, before)


def undo(owner: AbstractBaseUser, program_id: int, version: int) -> None:
    """Take the last change back; taken back twice it is made again.

    Raises `Http404`, `ProgramChangedError`, and `RefusedEditError` where there is nothing to undo.
    """
    with locked(owner, program_id, version) as program:
        if program.before is None:
            raise RefusedEditError("There is nothing to undo.")
        before, now = Plan.from_json(program.before), Plan.of(program)
        program.before = asdict(now)
        program.version += 1
        _write(program, before, now)


def _write(program: Program, plan: Plan, stored: Plan | None = None) -> None:
    """Make the stored program say the plan; what is not in it is marked as removed.

    `stored` is what it says now: what stays as it is is not written again.
    """
    program.name, program.days = plan.name, plan.days
    program.level, program.goal = Level(plan.level), Goal(plan.goal)
    program.needs = Needs(plan.needs)
    program.save()
    known = _rows(stored) if stored is not None else {}
    kept_blocks: list[int] = []
    kept_days: list[int] = []
    for position, phase in enumerate(plan.blocks):
        block = Block(
            pk=phase.key,
            program=program,
            position=position,
            name=phase.name,
            goal=Goal(phase.goal),
            weeks=phase.weeks,
            deload_week=phase.deload_week,
        )
        if known.get(("block", phase.key)) != (position, replace(phase, workouts=())):
            block.save()
        kept_blocks.append(block.pk)
        for place, day in enumerate(phase.workouts):
            workout = Workout(pk=day.key, block=block, name=day.name, position=place)
            if known.get(("day", day.key)) != (block.pk, place, day.name):
                workout.save()
            kept_days.append(workout.pk)
            if known.get(("lines", day.key)) != day.lines:
                _write_lines(workout, day.lines)
    program.blocks.exclude(pk__in=kept_blocks).update(is_removed=True)
    gone = Workout.objects.filter(block__program=program).exclude(pk__in=kept_days)
    gone.update(is_removed=True)


def _rows(plan: Plan) -> dict[tuple[str, int | None], object]:
    """What is stored of each block and workout, to be compared with what is wanted."""
    found: dict[tuple[str, int | None], object] = {}
    for position, phase in enumerate(plan.blocks):
        found["block", phase.key] = (position, replace(phase, workouts=()))
        for place, day in enumerate(phase.workouts):
            found["day", day.key] = (phase.key, place, day.name)
            found["lines", day.key] = day.lines
    return found


def _write_lines(workout: Workout, lines: tuple[Line, ...]) -> None:
    workout.planned.all().delete()
    PlannedExercise.objects.bulk_create(
        PlannedExercise(
            workout=workout,
            exercise_id=line.exercise,
            position=position,
            role=Role(line.role),
            sets=line.sets,
            reps_bottom=line.bottom,
            reps_top=line.top,
            rest_seconds=line.rest,
        )
        for position, line in enumerate(lines)
    )
