"""Taking up a program, pausing and ending it, and changing when its sessions come.

Each holds the lifter's row: a start of a session asks which program runs, and two taps at once
must not make two of them run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.http import Http404

from logbook.choices import FollowState
from logbook.log.locks import lock_lifter
from logbook.models import ExcusedDay, FollowedProgram, SlotChange, User
from programming.exchange.exercises import Reference, taken_by, with_exercises
from programming.models import Program, Workout
from programming.programs.editing import (
    ProgramChangedError,
    begin,
    edit,
    ends_with,
    locked,
    with_last,
)
from programming.programs.plans import Day, Plan, RefusedEditError, lines_of

ALL_DAYS = 127


@transaction.atomic
def follow(lifter: User, program: Program, *, weekdays: int, today: dt.date) -> FollowedProgram:
    """Take up a program from its beginning; one that runs waits from now on.

    One that waits goes on where it was. `weekdays` is a bit for each day, Monday the lowest, 0 for
    in order. Raises `ValueError` where they are fewer than none or more than seven.
    """
    if not 0 <= weekdays <= ALL_DAYS:
        raise ValueError("weekdays: seven bits.")
    lock_lifter(lifter)
    taken_up = FollowedProgram.objects.visible_to(lifter)
    held = taken_up.exclude(state=FollowState.ENDED).filter(program=program).first()
    taken_up.filter(state=FollowState.RUNNING).update(state=FollowState.WAITING)
    if held is None:
        return FollowedProgram.objects.create(
            athlete=lifter, program=program, started_on=today, weekdays=weekdays
        )
    held.state, held.weekdays = FollowState.RUNNING, weekdays
    held.save(update_fields=["state", "weekdays"])
    return held


@transaction.atomic
def let_wait(lifter: User, program: Program, *, today: dt.date) -> None:
    """Take up a program that waits from the beginning; one that was taken up stays as it is."""
    lock_lifter(lifter)
    taken_up = FollowedProgram.objects.visible_to(lifter).exclude(state=FollowState.ENDED)
    if not taken_up.filter(program=program).exists():
        FollowedProgram.objects.create(
            athlete=lifter, program=program, state=FollowState.WAITING, started_on=today
        )


@transaction.atomic
def pause(lifter: User, followed_id: int) -> None:
    """Let a program wait; it goes on where it was. Raises `Http404` where it is not the lifter's."""
    _put(lifter, followed_id, FollowState.WAITING)


@transaction.atomic
def end(lifter: User, followed_id: int) -> None:
    """Give a program up, or close one that is done: taken up again it begins anew.

    Raises `Http404` where it is not the lifter's.
    """
    _put(lifter, followed_id, FollowState.ENDED)


def _put(lifter: User, followed_id: int, state: FollowState) -> None:
    followed = held_by(lifter, followed_id)
    followed.state = state
    followed.save(update_fields=["state"])


def held_by(lifter: User, followed_id: int) -> FollowedProgram:
    """A program the lifter follows or lets wait; the lifter is held. Raises `Http404`."""
    lock_lifter(lifter)
    taken_up = FollowedProgram.objects.visible_to(lifter).exclude(state=FollowState.ENDED)
    found = taken_up.filter(pk=followed_id).first()
    if found is None:
        raise Http404("Not a program you follow.")
    return found


@transaction.atomic
def begin_program(lifter: User, plan: Plan) -> Program:
    """Write a plan as a program of the lifter's own; one that says the same and was never changed is it.

    A double tap so makes one. Raises `RefusedEditError`.
    """
    lock_lifter(lifter)
    untouched = Program.objects.filter(owner=lifter, name=plan.name, version=1, is_removed=False)
    for program in untouched.prefetch_related("blocks__workouts__planned__substitutes"):
        if Plan.of(program).without_keys() == plan.without_keys():
            return program
    return begin(lifter, plan)


@transaction.atomic
def take_program(
    lifter: User, plan: Plan, references: Mapping[int, Reference]
) -> tuple[Program, tuple[str, ...]]:
    """Write somebody else's plan as the lifter's own, with exercises that are theirs.

    `references` are the plan's exercises by what they are called. Returns the program, and the
    names that became exercises of the lifter's own. A second tap finds it. Raises
    `RefusedEditError` with a sentence.
    """
    lock_lifter(lifter)
    try:
        taken = taken_by(lifter, references.values())
    except ValueError as fault:
        raise RefusedEditError(str(fault)) from fault
    known = {key: taken.exercises[one] for key, one in references.items()}
    return begin_program(lifter, with_exercises(plan, known)), taken.made


def copy_workout(
    lifter: User, workout: Workout, program_id: int, block: int, *, version: int
) -> None:
    """Copy a workout to the end of a block of the lifter's own; it can be undone in the editor.

    A second tap finds it there and copies none. Raises `Http404`, `ProgramChangedError` where the
    program has another version, and `RefusedEditError` where the block is full.
    """
    new = Day(None, workout.name, lines_of(workout))
    try:
        edit(lifter, program_id, version, lambda plan: with_last(plan, block, new))
    except ProgramChangedError:
        with locked(lifter, program_id, version + 1) as program:
            if not ends_with(Plan.of(program), block, new):
                raise


@transaction.atomic
def remove_program(lifter: User, program_id: int) -> None:
    """Take a program of the lifter's own away; it is followed no more, and its log stays.

    Raises `Http404` where it is not theirs.
    """
    lock_lifter(lifter)
    own = Program.objects.filter(pk=program_id, owner=lifter, is_removed=False)
    if not own.update(is_removed=True):
        raise Http404("Not a program of yours.")
    FollowedProgram.objects.visible_to(lifter).filter(program_id=program_id).update(
        state=FollowState.ENDED
    )


@transaction.atomic
def change_slot(lifter: User, followed_id: int, slot: int, *, day: dt.date | None) -> None:
    """Put a session of a program off to a day, or leave it out (None); said again it is changed."""
    followed = held_by(lifter, followed_id)
    SlotChange.objects.update_or_create(
        followed=followed, slot=slot, defaults={"day": day, "athlete": lifter}
    )


@transaction.atomic
def take_change_back(lifter: User, followed_id: int, slot: int) -> None:
    """Let a session come when it is its turn again."""
    followed = held_by(lifter, followed_id)
    SlotChange.objects.visible_to(lifter).filter(followed=followed, slot=slot).delete()


@transaction.atomic
def excuse(lifter: User, day: dt.date, *, reason: str) -> None:
    """Plan nothing on a day; said again the reason is changed."""
    lock_lifter(lifter)
    ExcusedDay.objects.update_or_create(athlete=lifter, day=day, defaults={"reason": reason})


@transaction.atomic
def take_excuse_back(lifter: User, day: dt.date) -> None:
    """Plan on a day again."""
    lock_lifter(lifter)
    ExcusedDay.objects.visible_to(lifter).filter(day=day).delete()
