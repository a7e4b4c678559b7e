"""What the lifter weighed, on a day or last."""

from __future__ import annotations

import datetime as dt

from logbook.models import Bodyweight, User


def latest_bodyweight(lifter: User, day: dt.date) -> int | None:
    """The lifter's latest bodyweight in micrograms on or before `day`, if any."""
    return (
        Bodyweight.objects.filter(athlete=lifter, local_date__lte=day)
        .order_by("-local_date")
        .values_list("micrograms", flat=True)
        .first()
    )


def last_weighing(lifter: User) -> Bodyweight | None:
    """The lifter's latest bodyweight, as it was typed."""
    return Bodyweight.objects.filter(athlete=lifter).order_by("-local_date").first()
