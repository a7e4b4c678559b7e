"""Putting a star on an exercise and taking it off; answering anew what an own one costs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404

from logbook.kept.periods import keep_periods
from logbook.log.locks import lock_lifter
from logbook.models import Favourite, User
from programming.catalogue.own import change_own_exercise, own_entry
from programming.models import Exercise, RiskEntry


@transaction.atomic
def put_star(lifter: User, exercise: Exercise, *, is_on: bool) -> None:
    """Mark an exercise as a favourite or not; doing it again changes nothing.

    Raises `Http404` where the account or the exercise, of an import that is undone, went meanwhile.
    """
    lock_lifter(lifter)
    if is_on:
        if not Exercise.objects.filter(pk=exercise.pk).exists():
            raise Http404("This exercise is gone.")
        Favourite.objects.get_or_create(athlete=lifter, exercise=exercise)
    else:
        Favourite.objects.visible_to(lifter).filter(exercise=exercise).delete()


@transaction.atomic
def change_own(lifter: User, exercise_id: int, **values: Any) -> RiskEntry:
    """Change an own exercise, and what weeks to years say of it where its muscles or tier changed.

    `values` and what it raises are those of `change_own_exercise`.
    """
    before = own_entry(lifter, exercise_id, lock=True)
    changed = change_own_exercise(lifter, exercise_id, **values)
    if _counted_as(before) != _counted_as(changed):
        # What was done with it is found by reading the log, which whoever changes it can wait for.
        lock_lifter(lifter)
        keep_periods(lifter, None)
    return changed


def _counted_as(entry: RiskEntry) -> tuple[object, ...]:
    return entry.tier, entry.primary_muscles, entry.secondary_muscles
