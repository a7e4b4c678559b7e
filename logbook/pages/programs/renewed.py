"""What a ready-made program says that the one a lifter began did not, in lines to read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from logbook.acts.renewals import keeps_place
from logbook.log.programs import Course
from logbook.log.whole_programs import whole_program
from logbook.models import User
from logbook.wording.plan_changes import plan_changes
from programming.catalogue.entries import current_release, entries_for
from programming.exchange.exercises import exercises_in
from programming.models import Program
from programming.programs.plans import Phase, Plan


@dataclass(frozen=True, slots=True)
class Renewed:
    """A ready-made program that changed since it was begun: what is new, and whether the place holds."""

    program: Program
    lines: list[str]
    keeps_place: bool


def renewed_of(lifter: User, course: Course | None) -> Renewed | None:
    """What is offered for the program that is followed; None where nothing is."""
    if course is None or course.followed.renewed_by_id is None:
        return None
    begun = whole_program(course.program.pk)
    new = whole_program(course.followed.renewed_by_id)
    if begun is None or new is None:
        return None
    after = Plan.of(new)
    before = _as_rows_of(Plan.of(begun), after)
    exercises = {*exercises_in(before), *exercises_in(after)}
    known = entries_for(exercises, current_release(), lifter)
    names = {key: entry.name for key, entry in known.items()}
    return Renewed(new, plan_changes(before, after, names), keeps_place(begun, new))


def _as_rows_of(copy: Plan, new: Plan) -> Plan:
    """A copy as if it stood in the rows of what it was copied from: blocks by place, workouts by name."""
    blocks = [
        _as_block_of(block, new.blocks[place]) if place < len(new.blocks) else block
        for place, block in enumerate(copy.blocks)
    ]
    return replace(copy, name=new.name, blocks=tuple(blocks))


def _as_block_of(copy: Phase, new: Phase) -> Phase:
    keys = {day.name: day.key for day in new.workouts}
    workouts = tuple(replace(day, key=keys.get(day.name, day.key)) for day in copy.workouts)
    return replace(copy, key=new.key, workouts=workouts)
