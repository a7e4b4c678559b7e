"""A program on paper: each workout as a table with empty places for weight, reps and RIR."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from logbook.models import User
from logbook.pages.programs.page import ShownWorkout, read_program
from logbook.pages.session.cards import Card
from logbook.wording.effort import open_aim
from programming.models import Block, PlannedExercise, Program

# So many sets stand side by side on a sheet that lies across; more take another line.
ACROSS = 5


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of an exercise: the numbers of its sets, and how many places stay empty after them.

    What it is stands in its first line alone.
    """

    numbers: list[int]
    empty: int
    is_first: bool
    name: str = ""
    plan: str = ""
    aims: str = ""
    rest: str = ""
    note: str = ""
    pair: str = ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A workout on paper."""

    name: str
    rows: list[SheetRow]
    across: int

    @property
    def places(self) -> range:
        """The numbers of the sets that stand side by side."""
        return range(1, self.across + 1)


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """The workouts of a block, which begin on a page of their own."""

    block: Block
    tables: list[SheetTable]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: a program, or one workout of it."""

    program: Program
    title: str
    blocks: list[SheetBlock]
    unit: str


def read_sheet(
    lifter: User, program: Program, *, now: dt.datetime, workout: int | None = None
) -> Sheet:
    """A program on paper, or one of its workouts, with the targets it has for this lifter now.

    In as many queries as its page.
    """
    page = read_program(lifter, program, now=now)
    blocks = [
        SheetBlock(
            shown.block,
            [_table(one) for one in shown.workouts if workout in {None, one.workout.pk}],
        )
        for shown in page.blocks
    ]
    found = [one for one in blocks if one.tables]
    title = found[0].tables[0].name if workout is not None and found else program.name
    return Sheet(program, title, found, lifter.unit)


def _table(shown: ShownWorkout) -> SheetTable:
    planned = list(shown.workout.planned.all())
    most = max((one.all_sets for one in planned), default=1)
    across = min(most, ACROSS)
    pairs = _pairs(planned)
    rows = [
        row
        for one, card, pair in zip(planned, shown.cards, pairs, strict=True)
        for row in _rows(one, card, pair, across)
    ]
    return SheetTable(shown.workout.name, rows, across)


def _rows(planned: PlannedExercise, card: Card, pair: str, across: int) -> list[SheetRow]:
    numbers = list(range(1, planned.all_sets + 1))
    parts = [numbers[begin : begin + across] for begin in range(0, len(numbers), across)]
    first = SheetRow(
        parts[0],
        across - len(parts[0]),
        is_first=True,
        name=card.item.risk.name,
        plan=str(planned),
        aims=_aims(card),
        rest=f"{planned.rest_seconds} s",
        note=planned.note,
        pair=pair,
    )
    more = [SheetRow(part, across - len(part), is_first=False) for part in parts[1:]]
    return [first, *more]


def _aims(card: Card) -> str:
    """The target of every set with its range, and of the final one where that is another."""
    lifter = card.facts.lifter
    every = open_aim(card.now.target, lifter)
    if card.final is None or not card.final_differs:
        return every
    return f"{every}, final {open_aim(card.final.target, lifter).removeprefix('aim ')}"


def _pairs(planned: list[PlannedExercise]) -> list[str]:
    """What exercises done in turn are called, `A1`, `A2`; empty for one by itself."""
    found: list[str] = []
    letters = iter("ABCDEFGHIJKLMNO")
    for group, members in groupby(planned, lambda one: one.superset):
        together = list(members)
        if group is None or len(together) == 1:
            found += [""] * len(together)
            continue
        letter = next(letters)
        found += [f"{letter}{place}" for place in range(1, len(together) + 1)]
    return found
