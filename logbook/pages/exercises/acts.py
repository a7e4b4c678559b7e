"""Putting a star on an exercise, and taking it off."""

from __future__ import annotations

from logbook.models import Favourite, User
from programming.models import Exercise


def put_star(lifter: User, exercise: Exercise, *, is_on: bool) -> None:
    """Mark an exercise as a favourite or not; doing it again changes nothing."""
    if is_on:
        Favourite.objects.get_or_create(athlete=lifter, exercise=exercise)
    else:
        Favourite.objects.visible_to(lifter).filter(exercise=exercise).delete()
