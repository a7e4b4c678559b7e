"""Putting a pattern aside for a while and hearing of it again; taking a weighing out."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import Http404

from logbook.log.locks import lock_lifter
from logbook.models import Bodyweight, PatternPutAside, SessionExercise, User


@transaction.atomic
def put_aside(lifter: User, code: str, exercise: int | None, *, today: dt.date) -> None:
    """Say a pattern no more for some weeks from today on; doing it again begins them anew.

    Raises `Http404` where the account went meanwhile, or the exercise is none of the lifter's log.
    """
    lock_lifter(lifter)
    done = SessionExercise.objects.visible_to(lifter)
    if exercise is not None and not done.filter(exercise_id=exercise).exists():
        raise Http404("There is no such exercise in the log.")
    rows = PatternPutAside.objects.visible_to(lifter)
    same = rows.filter(code=code)
    same = same.filter(exercise_id=exercise) if exercise else same.filter(exercise=None)
    # The lifter is held, so nobody puts the same aside in between.
    if not same.update(since=today):
        PatternPutAside.objects.create(athlete=lifter, code=code, exercise_id=exercise, since=today)


@transaction.atomic
def say_again(lifter: User, row: int) -> None:
    """Say a pattern again that was put aside. Raises `Http404` where it is not, or not any more."""
    if not PatternPutAside.objects.visible_to(lifter).filter(pk=row).delete()[0]:
        raise Http404("That was not put aside.")


@transaction.atomic
def forget_weighing(lifter: User, row: int) -> None:
    """Take a weighing out. What was lifted keeps its load.

    Raises `Http404` where there is none, or none any more.
    """
    lock_lifter(lifter)
    if not Bodyweight.objects.visible_to(lifter).filter(pk=row).delete()[0]:
        raise Http404("There is no such weighing.")
