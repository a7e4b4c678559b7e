"""Which exercises a lifter does most, lately."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, DateField

from logbook.models import SessionExercise, User
from logbook.speed.compiled import Compiled, Given, athlete

# Half a year: what is trained now, and what is out of turn for a block.
_LATELY = dt.timedelta(days=182)
_MOST = 40

_COUNTED = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .begun()
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .order_by()
        .values("exercise_id")
        .annotate(times=Count("pk"))
        .order_by("-times", "exercise_id")
        .values_list("exercise_id", "times")[:_MOST]
    )
)


def most_done(lifter: User, today: dt.date) -> list[int]:
    """The exercises that were in most sessions of the last half year, the most first; in one query."""
    found = _COUNTED(athlete=lifter.pk, since=today - _LATELY, until=today + dt.timedelta(days=1))
    return [exercise for exercise, _ in found]
