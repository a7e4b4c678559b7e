"""Changing a program of one's own: every change is one step that can be undone.

A program is changed as a whole: what it says is read into plain values, changed there, and
written back. So an undo, a copy and a change are the same write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404

from programming.models import Program
from programming.programs.plans import Day, Phase, Plan, RefusedEditError
from programming.programs.writing import write

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
        write(program, plan.without_keys())
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
            write(program, after, before)
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
        write(program, before, now)
    return now, before
