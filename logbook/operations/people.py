"""What a lifter says about themselves."""

from __future__ import annotations

import datetime as dt

from logbook.clock import local_date
from logbook.models import Bodyweight, User
from programming.loads import Load


def last_weighing(lifter: User) -> Bodyweight | None:
    """The lifter's latest bodyweight, as it was typed."""
    return Bodyweight.objects.filter(athlete=lifter).order_by("-local_date").first()


def weigh(lifter: User, weighed: Load, *, now: dt.datetime) -> Bodyweight:
    """Keep today's bodyweight; a second weighing of the day takes the first one's place."""
    weighing, _ = Bodyweight.objects.update_or_create(
        athlete=lifter,
        local_date=local_date(now, lifter.zone),
        defaults={
            "milli": weighed.milli,
            "unit": weighed.unit,
            "micrograms": weighed.micrograms,
        },
    )
    return weighing
