"""What a ready-made program says that the one a lifter began did not, in lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from logbook.acts.renewals import keeps_place
from logbook.log.programs import Course
from logbook.log.whole_programs import whole_program
from logbook.models import User
from programming.catalogue.entries import current_release, entries_for
from programming.models import Block, PlannedExercise, Program, Workout
from programming.programs.slots import blocks_of, workouts_of


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
    exercises = {one.exercise_id for program in (begun, new) for one in _planned(program)}
    known = entries_for(exercises, current_release(), lifter)
    names = {key: entry.name for key, entry in known.items()}
    return Renewed(new, list(differences(begun, new, names)), keeps_place(begun, new))


def _planned(program: Program) -> Iterable[PlannedExercise]:
    return (
        one
        for block in blocks_of(program)
        for workout in workouts_of(block)
        for one in workout.planned.all()
    )


def differences(begun: Program, new: Program, names: dict[int, str]) -> Iterator[str]:
    """What the new one says otherwise, a line each, in its order; `names` are the exercises'."""
    if begun.days != new.days:
        yield f"{new.days} days a week, {begun.days} before."
    for old, now in zip_longest(blocks_of(begun), blocks_of(new)):
        if old is None or now is None:
            yield f"{now.name}: a new block." if now is not None else f"{old.name}: left out."
            continue
        if _weeks(old) != _weeks(now):
            yield f"{now.name}: {_weeks(now)}, {_weeks(old)} before."
        yield from _of_block(old, now, names)


def _weeks(block: Block) -> str:
    easy = f" with week {block.deload_week} easy" if block.deload_week is not None else ""
    return f"{block.weeks} week{'' if block.weeks == 1 else 's'}{easy}"


def _of_block(old: Block, now: Block, names: dict[int, str]) -> Iterator[str]:
    before = {one.name: one for one in workouts_of(old)}
    for workout in workouts_of(now):
        was = before.pop(workout.name, None)
        if was is None:
            yield f"{workout.name}: a new workout."
        else:
            yield from _of_workout(was, workout, names)
    yield from (f"{name}: left out." for name in before)


def _of_workout(old: Workout, now: Workout, names: dict[int, str]) -> Iterator[str]:
    before = {one.exercise_id: one for one in old.planned.all()}
    same = []
    for one in now.planned.all():
        was = before.pop(one.exercise_id, None)
        name = names[one.exercise_id]
        if was is None:
            yield f"{now.name}: {name} is new, {one}."
            continue
        same.append(one.exercise_id)
        if str(was) != str(one):
            yield f"{now.name}: {name} {one}, {was} before."
        elif was.rest_seconds != one.rest_seconds:
            yield f"{now.name}: {name} rests {one.rest_seconds} s, {was.rest_seconds} s before."
        elif _beside(was) != _beside(one):
            yield f"{now.name}: {name} has another load rule, aim, superset, note or substitute."
    yield from (f"{now.name}: without {names[gone]}." for gone in before)
    stood = [one.exercise_id for one in old.planned.all() if one.exercise_id in set(same)]
    if stood != same:
        yield f"{now.name}: in another order."


def _beside(one: PlannedExercise) -> tuple[object, ...]:
    """What else is planned of an exercise."""
    others = tuple(other.exercise_id for other in one.substitutes.all())
    return one.role, one.lines, one.load_rule, one.superset, one.note, others
