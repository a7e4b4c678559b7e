"""Pinning a load to an exercise, and taking the pin off.

The session is held first and then the lifter: a set that is logged meanwhile waits or is read, and
of two pins at once one follows the other.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from logbook.log.locks import lock_lifter
from logbook.log.own import own_item
from logbook.models import PinnedLoad, SessionExercise, User
from programming.loads import Load, LoadKind


@transaction.atomic
def pin_load(
    lifter: User, item_id: int, *, load: Load, kind: LoadKind, now: dt.datetime
) -> SessionExercise:
    """Pin a load to the exercise, from this session on; pinned again it is the new one.

    Raises `ValueError` for a kind that the exercise is not loaded in, `Http404` for an exercise that
    is not the lifter's.
    """
    item = own_item(lifter, item_id, lock=True)
    is_external = item.risk.load_kind == LoadKind.EXTERNAL
    if is_external != (kind == LoadKind.EXTERNAL) or kind == LoadKind.BODYWEIGHT:
        raise ValueError(f"kind: {kind} is not how {item.risk.name} is loaded.")
    lock_lifter(lifter)
    PinnedLoad.objects.update_or_create(
        athlete=lifter,
        exercise_id=item.exercise_id,
        defaults={
            "load_milli": load.milli,
            "load_unit": load.unit,
            "load_kind": kind,
            "pinned_at": now,
        },
    )
    return _put(item, load, kind)


@transaction.atomic
def unpin_load(lifter: User, item_id: int) -> SessionExercise:
    """Take the pin off the exercise; without one nothing changes. Raises `Http404` as `pin_load` does."""
    item = own_item(lifter, item_id, lock=True)
    lock_lifter(lifter)
    PinnedLoad.objects.visible_to(lifter).filter(exercise_id=item.exercise_id).delete()
    return _put(item, None, "")


def _put(item: SessionExercise, load: Load | None, kind: str) -> SessionExercise:
    """Every place of the exercise in this session has the pin, or none."""
    item.pin_milli = load.milli if load is not None else None
    item.pin_unit = load.unit if load is not None else ""
    item.pin_kind = kind
    item.session.exercises.filter(exercise_id=item.exercise_id).update(
        pin_milli=item.pin_milli, pin_unit=item.pin_unit, pin_kind=item.pin_kind
    )
    return item
