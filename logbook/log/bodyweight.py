"""What the lifter weighed, on a day or last."""

from __future__ import annotations

import datetime as dt

from django.db.models import DateField

from logbook.models import Bodyweight, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.loads import Load, LoadKind

WEIGHED = Compiled(
    lambda: (
        Bodyweight.objects.filter(
            athlete_id=athlete(), local_date__lte=Given("day", output_field=DateField())
        )
        .order_by("-local_date")
        .values_list("micrograms")[:1]
    )
)
"""Given `athlete` and `day`: the latest bodyweight on or before it, to be asked with others."""


def latest_bodyweight(lifter: User, day: dt.date) -> int | None:
    """The lifter's latest bodyweight in micrograms on or before `day`, if any."""
    return (
        Bodyweight.objects.visible_to(lifter)
        .filter(local_date__lte=day)
        .order_by("-local_date")
        .values_list("micrograms", flat=True)
        .first()
    )


def last_weighing(lifter: User) -> Bodyweight | None:
    """The lifter's latest bodyweight, as it was typed."""
    return Bodyweight.objects.visible_to(lifter).order_by("-local_date").first()


def first_weighed(lifter: User) -> dt.date | None:
    """The day of the lifter's first weighing, None where nothing was ever weighed."""
    days = Bodyweight.objects.visible_to(lifter).order_by("local_date")
    return days.values_list("local_date", flat=True).first()


def added_load(kind: str, typed: Load | None) -> int | None:
    """What was added to the body in micrograms, below 0 for assistance (rulebook 7).

    None where the load is all that was lifted.
    """
    if kind == LoadKind.EXTERNAL:
        return None
    amount = typed.micrograms if typed is not None else 0
    return -amount if kind == LoadKind.ASSISTED else amount


def weighings_between(lifter: User, first: dt.date, last: dt.date) -> list[Bodyweight]:
    """The weighings of some days, in time order, in one query."""
    rows = Bodyweight.objects.visible_to(lifter).filter(local_date__gte=first, local_date__lte=last)
    return list(rows.order_by("local_date"))
