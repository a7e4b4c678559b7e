"""Putting a star on an exercise, and taking it off."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from logbook.log.locks import lock_lifter
from logbook.models import Favourite, User
from programming.models import Exercise


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
