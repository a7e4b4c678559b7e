"""A program as the row of sessions it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from programming.models import Block, Program, Workout


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of a program.

    `number` counts from 0 through the whole program, `week` from 1 through it, `day` from 1 within
    the week. `is_deload` where the block plans an easy week.
    """

    number: int
    block: Block
    workout: Workout
    week: int
    day: int
    is_deload: bool


def blocks_of(program: Program) -> list[Block]:
    """The blocks of a program in order, without what was removed."""
    return [one for one in program.blocks.all() if not one.is_removed]


def workouts_of(block: Block) -> list[Workout]:
    """The workouts of a block in order, without what was removed."""
    return [one for one in block.workouts.all() if not one.is_removed]


def slots_of(program: Program) -> tuple[Slot, ...]:
    """The sessions of a program in order, from its blocks and their workouts.

    The workouts of a block take turns: three days of two workouts are A B A, then B A B. A block
    without a workout comes to nothing.
    """
    slots: list[Slot] = []
    before = 0
    for block in blocks_of(program):
        workouts = workouts_of(block)
        for turn in range(block.weeks * program.days if workouts else 0):
            week, day = divmod(turn, program.days)
            slots.append(
                Slot(
                    number=len(slots),
                    block=block,
                    workout=workouts[turn % len(workouts)],
                    week=before + week + 1,
                    day=day + 1,
                    is_deload=week + 1 == block.deload_week,
                )
            )
        before += block.weeks if workouts else 0
    return tuple(slots)


def weeks_of(program: Program) -> int:
    """How many weeks a program lasts when no day is missed."""
    return sum(block.weeks for block in blocks_of(program) if workouts_of(block))
