"""A ready-made program that changes: who is in the middle of it goes on as they began.

What they follow becomes a copy of their own, so that no session to come shifts; what is new is
offered, and taken or declined by a tap.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404

from logbook.choices import FollowState
from logbook.log.locks import lock_lifter
from logbook.models import FollowedProgram, User
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from programming.programs.slots import slots_of

_NAME_LENGTH = 60


def keep_as_begun(program: Program, *, is_gone: bool, **_: Any) -> None:
    """Let everybody who follows a ready-made program, or lets it wait, go on with a copy of it.

    Call it before the program changes, in the transaction that changes it.
    """
    # One copy after the other, in the order of the lifters' keys: people are locked in that order.
    followed = (
        FollowedProgram.objects.filter(program=program)
        .exclude(state=FollowState.ENDED)
        .select_related("athlete")
        .order_by("athlete_id")
    )
    prefetch_related_objects([program], "blocks__workouts__planned__substitutes")
    plan = Plan.of(program)
    for one in followed:
        lock_lifter(one.athlete)
        name = f"{plan.name[:_NAME_LENGTH]} (as you began it)"
        one.program = begin(one.athlete, replace(plan, name=name))
        one.renewed_by = None if is_gone else program
        one.save(update_fields=["program", "renewed_by"])


def keeps_place(begun: Program, new: Program) -> bool:
    """Whether who is in the middle of `begun` can go on in `new` at the same session."""
    shapes = [
        [(slot.week, slot.day, slot.is_deload, slot.workout.name) for slot in slots_of(one)]
        for one in (begun, new)
    ]
    return shapes[0] == shapes[1]


@transaction.atomic
def take_renewed(lifter: User, followed_id: int) -> FollowedProgram:
    """Go on with the program as it is now: at the same session where it has the same ones, else anew.

    The copy that was followed stays the lifter's own. Raises `Http404` where nothing is offered.
    """
    held = _offered(lifter, followed_id)
    new = held.renewed_by
    if new is None:
        raise Http404("Nothing new is offered.")
    same = FollowedProgram.objects.visible_to(lifter).exclude(state=FollowState.ENDED)
    same.filter(program=new).update(state=FollowState.ENDED)
    if keeps_place(held.program, new):
        held.program, held.renewed_by = new, None
        held.save(update_fields=["program", "renewed_by"])
        return held
    state, held.state, held.renewed_by = held.state, FollowState.ENDED, None
    held.save(update_fields=["state", "renewed_by"])
    return FollowedProgram.objects.create(
        athlete=lifter,
        program=new,
        state=state,
        started_on=held.started_on,
        weekdays=held.weekdays,
    )


@transaction.atomic
def decline_renewed(lifter: User, followed_id: int) -> None:
    """Stay with the program as it was begun; it is not offered again. Raises `Http404`."""
    held = _offered(lifter, followed_id)
    held.renewed_by = None
    held.save(update_fields=["renewed_by"])


def _offered(lifter: User, followed_id: int) -> FollowedProgram:
    lock_lifter(lifter)
    rows = FollowedProgram.objects.visible_to(lifter).exclude(state=FollowState.ENDED)
    found = rows.select_related("program", "renewed_by").filter(pk=followed_id).first()
    if found is None:
        raise Http404("Not a program you follow.")
    return found
