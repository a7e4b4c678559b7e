"""A ready-made program that changes: who is in the middle of it goes on as they began.

What they follow becomes a copy of their own, so that no session to come shifts; what is new is
offered, and taken or declined by a tap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import Http404

from logbook.acts.programs import follow, held_by
from logbook.choices import FollowState
from logbook.log.locks import lock_sessions, lock_those
from logbook.models import FollowedProgram, TrainingSession, User
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from programming.programs.slots import slots_of

_NAME_LENGTH = 60


def keep_as_begun(
    changed: Sequence[Program], gone: Sequence[Program], workouts: Sequence[int], **_: Any
) -> None:
    """Let everybody who follows one of these ready-made programs, or lets it wait, go on with a copy.

    Call it before the programs change, in the transaction that changes them; `workouts` are the keys
    of those that go.
    """
    every = {one.pk: one for one in (*changed, *gone)}
    followed = FollowedProgram.objects.filter(program__in=every).exclude(state=FollowState.ENDED)
    if not followed.exists():
        return
    # A session whose workout goes is written: sessions are held before people.
    done = TrainingSession.objects.filter(workout__in=workouts)
    lock_sessions(done.values_list("pk", flat=True))
    athletes = lock_those(User.objects.filter(pk__in=followed.values("athlete")))
    plans = {pk: Plan.of(program) for pk, program in every.items()}
    # Read once they are held: who gave it up meanwhile follows it no more.
    for one in followed.filter(athlete__in=athletes).order_by("athlete_id"):
        plan = plans[one.program_id]
        name = f"{plan.name[:_NAME_LENGTH]} (as you began it)"
        one.renewed_by = every[one.program_id] if every[one.program_id] in changed else None
        one.program = begin(athletes[one.athlete_id], replace(plan, name=name))
        one.save(update_fields=["program", "renewed_by"])


def keeps_place(begun: Program, new: Program) -> bool:
    """Whether who is in the middle of `begun` can go on in `new` at the same session."""
    shapes = [
        [(slot.week, slot.day, slot.is_deload, slot.workout.name) for slot in slots_of(one)]
        for one in (begun, new)
    ]
    return shapes[0] == shapes[1]


@transaction.atomic
def take_renewed(lifter: User, followed_id: int, *, today: dt.date) -> FollowedProgram:
    """Go on with the program as it is now: at the same session where it has the same ones, else anew.

    The copy that was followed stays the lifter's own. Raises `Http404` where nothing is offered.
    """
    held = held_by(lifter, followed_id)
    new = held.renewed_by
    if new is None:
        raise Http404("Nothing new is offered.")
    taken_up = FollowedProgram.objects.visible_to(lifter).exclude(state=FollowState.ENDED)
    # The ready-made one may have been taken up by itself: then that goes on where it is.
    if not taken_up.filter(program=new).exists() and keeps_place(held.program, new):
        held.program, held.renewed_by = new, None
        held.save(update_fields=["program", "renewed_by"])
        return held
    held.state, held.renewed_by = FollowState.ENDED, None
    held.save(update_fields=["state", "renewed_by"])
    return follow(lifter, new, weekdays=held.weekdays, today=today)


@transaction.atomic
def decline_renewed(lifter: User, followed_id: int) -> None:
    """Stay with the program as it was begun; it is not offered again. Raises `Http404`."""
    held = held_by(lifter, followed_id)
    held.renewed_by = None
    held.save(update_fields=["renewed_by"])
