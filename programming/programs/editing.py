"""Changing a program of one's own: every change is one step that can be undone.

A program is changed as a whole: what it says is read into plain values, changed there, and
written back. So an undo, a copy and a change are the same write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404

from programming.choices import Goal, Level, LoadRule, Needs, Role
from programming.models import Block, PlannedExercise, PlannedSubstitute, Program, Workout
from programming.programs.plans import Day, Line, Phase, Plan, RefusedEditError
from programming.programs.slots import blocks_of, workouts_of

_Row = TypeVar("_Row")


class ProgramChangedError(Exception):
    """The program was changed since the page was made."""


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


def with_last(plan: Plan, key: int | None, new: Day) -> Plan:
    """The plan with a workout at the end of a block, of the last one without a key.

    One that says the same there already is it: a second tap adds no second one. Raises `Http404`
    where there is no block of this key.
    """
    place = len(plan.blocks) - 1 if key is None else place_of_block(plan, key)
    if ends_with(plan, plan.blocks[place].key, new):
        return plan
    return with_block(plan, place, lambda block: replace(block, workouts=(*block.workouts, new)))


def ends_with(plan: Plan, key: int | None, day: Day) -> bool:
    """Whether the last workout of the block with this key says the same."""
    return any(
        (block.workouts[-1].name, block.workouts[-1].lines) == (day.name, day.lines)
        for block in plan.blocks
        if block.key == key and block.workouts
    )


# --- Writing ----------------------------------------------------------------------------------


def begin(owner: AbstractBaseUser, plan: Plan) -> Program:
    """Write a plan as a new program of `owner`. Raises `RefusedEditError`."""
    plan.check()
    with transaction.atomic():
        program = Program(owner_id=owner.pk)
        _write(program, plan.without_keys())
    return program


@contextmanager
def locked(
    owner: AbstractBaseUser, program_id: int, version: int | None, read: Program | None = None
) -> Iterator[Program]:
    """The owner's program, held until the block ends.

    Raises `Http404` where it is not theirs, `ProgramChangedError` where it has another version.
    Nothing but its row is held, and its blocks and workouts are never deleted: no session, no
    lifter waits for an edit of a plan. Every change makes another version, so what was `read` with
    all that is in it before is what stands, where it has the version that is held.
    """
    with transaction.atomic():
        held = Program.objects.select_for_update(no_key=True).filter(
            pk=program_id, owner_id=owner.pk, is_removed=False
        )
        program = held.first()
        if program is None:
            raise Http404("Not a program of yours.")
        if version is not None and program.version != version:
            raise ProgramChangedError
        if read is not None and (read.pk, read.version) == (program.pk, program.version):
            yield read
            return
        prefetch_related_objects([program], "blocks__workouts__planned__substitutes")
        yield program


def edit(
    owner: AbstractBaseUser,
    program_id: int,
    version: int | None,
    change: Callable[[Plan], Plan],
    *,
    read: Program | None = None,
) -> tuple[Plan, Plan]:
    """Change a program of one's own by one step, which can be undone; returns it before and after.

    `version` is the one the change was made for, None where it fits any; `read` is the program with
    all that is in it, where it was read: it says what stands after the change, as far as `is_whole`.

    Raises `Http404`, `ProgramChangedError`, and `RefusedEditError` for what cannot be planned.
    """
    with locked(owner, program_id, version, read) as program:
        before = Plan.of(program)
        after = change(before)
        after.check()
        if after != before:
            program.before = asdict(before)
            program.version += 1
            _write(program, after, before)
    return before, after


def undo(owner: AbstractBaseUser, program_id: int, version: int) -> tuple[Plan, Plan]:
    """Take the last change back; taken back twice it is made again. Returns it before and after.

    Raises `Http404`, `ProgramChangedError`, and `RefusedEditError` where there is nothing to undo.
    """
    with locked(owner, program_id, version) as program:
        if program.before is None:
            raise RefusedEditError("There is nothing to undo.")
        before, now = Plan.from_json(program.before), Plan.of(program)
        program.before = asdict(now)
        program.version += 1
        _write(program, before, now)
    return now, before


def is_whole(program: Program) -> bool:
    """Whether all that is in the program stands in memory as it is stored."""
    return "blocks" in getattr(program, "_prefetched_objects_cache", ())


def _write(program: Program, plan: Plan, stored: Plan | None = None) -> None:
    """Make the stored program say the plan; what is not in it is marked as removed.

    `stored` is what it says now, read with all that is in it: what stays as it is is not written
    again, and exercises that stay where they are keep their rows.
    """
    program.name, program.days = plan.name, plan.days
    program.level, program.goal = Level(plan.level), Goal(plan.goal)
    program.needs = Needs(plan.needs)
    program.save()
    known = _rows(stored) if stored is not None else {}
    planned = _planned(program) if stored is not None else {}
    kept_blocks: list[int] = []
    kept_days: list[int] = []
    stands = stored is not None
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
            stands = False
        kept_blocks.append(block.pk)
        for place, day in enumerate(phase.workouts):
            workout = Workout(pk=day.key, block=block, name=day.name, position=place)
            if known.get(("day", day.key)) != (block.pk, place, day.name):
                workout.save()
                stands = False
            kept_days.append(workout.pk)
            was = known.get(("lines", day.key))
            if was == day.lines:
                continue
            rows = planned.get(workout.pk, [])
            if isinstance(was, tuple) and len(was) == len(rows) == len(day.lines):
                _change_lines(rows, was, day.lines)
            else:
                _write_lines(workout, day.lines)
                stands = False
    there = {kind: {key for what, key in known if what == kind} for kind in ("block", "day")}
    if not there["block"] <= {*kept_blocks}:
        Block.objects.filter(program=program).exclude(pk__in=kept_blocks).update(is_removed=True)
        stands = False
    if not there["day"] <= {*kept_days}:
        gone = Workout.objects.filter(block__program=program).exclude(pk__in=kept_days)
        gone.update(is_removed=True)
        stands = False
    if not stands:
        program.__dict__.pop("_prefetched_objects_cache", None)


def _planned(program: Program) -> dict[int, list[PlannedExercise]]:
    """The planned exercises of each workout, as they were read with the program."""
    return {
        workout.pk: list(workout.planned.all())
        for block in blocks_of(program)
        for workout in workouts_of(block)
    }


def _rows(plan: Plan) -> dict[tuple[str, int | None], object]:
    """What is stored of each block and workout, to be compared with what is wanted."""
    found: dict[tuple[str, int | None], object] = {}
    for position, phase in enumerate(plan.blocks):
        found["block", phase.key] = (position, replace(phase, workouts=()))
        for place, day in enumerate(phase.workouts):
            found["day", day.key] = (phase.key, place, day.name)
            found["lines", day.key] = day.lines
    return found


def _change_lines(
    rows: list[PlannedExercise], was: tuple[Line, ...], lines: tuple[Line, ...]
) -> None:
    """Change the rows of the exercises that say something else now, each at its place."""
    for position, (row, before, line) in enumerate(zip(rows, was, lines, strict=True)):
        if before == line:
            continue
        for name, value in _columns(line).items():
            setattr(row, name, value)
        row.position = position
        row.save(force_update=True)
        if before.substitutes != line.substitutes:
            row.__dict__.pop("_prefetched_objects_cache", None)
            row.substitutes.all().delete()
            PlannedSubstitute.objects.bulk_create(_substitutes(row, line))


def _write_lines(workout: Workout, lines: tuple[Line, ...]) -> None:
    workout.planned.all().delete()
    written = PlannedExercise.objects.bulk_create(
        _row_of(workout, position, line) for position, line in enumerate(lines)
    )
    PlannedSubstitute.objects.bulk_create(
        other for row, line in zip(written, lines, strict=True) for other in _substitutes(row, line)
    )


def _substitutes(row: PlannedExercise, line: Line) -> list[PlannedSubstitute]:
    return [
        PlannedSubstitute(planned=row, exercise_id=exercise, rank=rank)
        for rank, exercise in enumerate(line.substitutes, start=1)
    ]


def _row_of(workout: Workout, position: int, line: Line) -> PlannedExercise:
    return PlannedExercise(workout=workout, position=position, **_columns(line))


def _columns(line: Line) -> dict[str, Any]:
    """What a line says, by the columns it stands in."""
    low, aim, high = line.target or (None, None, None)
    milli, unit, kind = line.load or (None, "", "")
    held, longest = line.seconds or (None, None)
    return {
        "exercise_id": line.exercise,
        "role": Role(line.role),
        "sets": line.sets,
        "reps_bottom": line.bottom,
        "reps_top": line.top,
        "seconds_bottom": held,
        "seconds_top": longest,
        "rest_seconds": line.rest,
        "target_low": low,
        "target_aim": aim,
        "target_high": high,
        "target_by": line.target_by,
        "load_rule": LoadRule(line.rule),
        "load_percent": line.percent,
        "load_milli": milli,
        "load_unit": unit,
        "load_kind": kind,
        "more": [one.stored() for one in line.more],
        "superset": line.superset,
        "note": line.note,
    }
