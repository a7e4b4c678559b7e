"""The answer to most changes in the editor: the exercises that were changed, and the totals they move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from logbook.log.asking import STORED, Ask
from logbook.models import User
from logbook.pages.programs.carried import carried
from logbook.pages.programs.editor import EditedBlock, Editor, LineRow, edited_block, line_rows
from logbook.pages.programs.faults import Says
from logbook.pages.programs.page import (
    ProgramPage,
    ShownBlock,
    ShownWorkout,
    read_cards,
)
from logbook.pages.programs.substitutes import substitute_names
from programming.catalogue.entries import current_release, entries_for
from programming.models import Program
from programming.programs.cost import weekly_sets
from programming.programs.plans import Day, Plan
from programming.programs.slots import blocks_of, workouts_of


@dataclass(frozen=True, slots=True)
class Changes:
    """What of an editor a change moves, where its shape stays.

    `places` are those of the changed exercises in each workout, by its key; `blocks` are the
    keys of the blocks whose totals move.
    """

    places: Mapping[int, Sequence[int]]
    blocks: frozenset[int]


def changes_between(before: Plan, after: Plan, form: str) -> Changes | None:
    """What a change made in a form moves; None where more than values of exercises is changed.

    The program's own form has what was typed in it.
    """
    if form == "program":
        # The targets of a plan rest on what its blocks are for, and on the lifter's level.
        same = replace(before, name=after.name, days=after.days, level=after.level, goal=after.goal)
        keys = [block.key or 0 for block in after.blocks] if after.days != before.days else []
        return Changes({}, frozenset(keys)) if same == after else None
    if replace(after, blocks=before.blocks) != before or len(after.blocks) != len(before.blocks):
        return None
    places: dict[int, list[int]] = {}
    blocks: set[int] = set()
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if replace(new, workouts=old.workouts) != old or len(new.workouts) != len(old.workouts):
            return None
        for was, now in zip(old.workouts, new.workouts, strict=True):
            if was == now:
                continue
            if _shape(was) != _shape(now) or now.key is None or new.key is None:
                return None
            places[now.key] = [
                at
                for at, lines in enumerate(zip(was.lines, now.lines, strict=True))
                if lines[0] != lines[1]
            ]
            blocks.add(new.key)
    return Changes(places, frozenset(blocks)) if places else None


def _shape(day: Day) -> tuple[object, ...]:
    """What of a workout is drawn in more places than its exercises' own."""
    return day.key, day.name, [(one.exercise, one.superset) for one in day.lines]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A changed exercise, in its workout, at its place."""

    day: ShownWorkout
    place: int
    is_last: bool
    row: LineRow


@dataclass(frozen=True, slots=True)
class Changed:
    """What of an editor is drawn anew."""

    editor: Editor
    blocks: list[EditedBlock]
    rows: list[ChangedRow]

    @property
    def days(self) -> list[ShownWorkout]:
        """The workouts something was changed in."""
        return list({one.day.workout.pk: one.day for one in self.rows}.values())


def read_changed(
    lifter: User,
    program: Program,
    changes: Changes,
    says: dict[int, list[Says]],
    *,
    now: dt.datetime,
    ask: Ask = STORED,
) -> Changed | None:
    """What a change moved; `says` is what the targets came to before it.

    None where that is not of these exercises.
    """
    blocks = blocks_of(program)
    workouts = {one.pk: one for block in blocks for one in workouts_of(block)}
    planned = {pk: list(one.planned.all()) for pk, one in workouts.items()}
    if {pk: len(lines) for pk, lines in planned.items()} != {
        pk: len(lines) for pk, lines in says.items()
    }:
        return None
    release = current_release()
    risks = entries_for(
        {one.exercise_id for lines in planned.values() for one in lines}, release, lifter
    )
    of_block = {one.pk: block for block in blocks for one in workouts_of(block)}
    # The mark of a superset is read off all of its workout.
    wanted = {
        pk: range(len(planned[pk])) if any(one.superset for one in planned[pk]) else places
        for pk, places in changes.places.items()
    }
    cards = read_cards(
        lifter,
        release,
        [(of_block[pk], [planned[pk][at] for at in places]) for pk, places in wanted.items()],
        now=now,
        ask=ask,
    )
    drawn = {
        (pk, at): card
        for (pk, places), found in zip(wanted.items(), cards, strict=True)
        for at, card in zip(places, found, strict=True)
    }
    says = {
        pk: [Says.of(drawn[pk, at]) if (pk, at) in drawn else one for at, one in enumerate(lines)]
        for pk, lines in says.items()
    }
    shown = {pk: ShownWorkout(one, []) for pk, one in workouts.items()}
    page = ProgramPage(
        program,
        [
            ShownBlock(
                block,
                [shown[one.pk] for one in workouts_of(block)],
                weekly_sets(block, program.days, risks) if block.pk in changes.blocks else [],
            )
            for block in blocks
        ],
        None,
        release,
    )
    names = substitute_names(lifter, release, [workouts[pk] for pk in changes.places])
    rows = []
    for pk, places in changes.places.items():
        every = line_rows(shown[pk], [drawn.get((pk, at)) for at in range(len(planned[pk]))], names)
        rows += [ChangedRow(shown[pk], at, at + 1 == len(every), every[at]) for at in places]
    return Changed(
        Editor(page, [], None, {}, carried(program, says)),
        [
            edited_block(lifter, program.days, one, says, risks, [], None)
            for one in page.blocks
            if one.block.pk in changes.blocks
        ],
        rows,
    )
