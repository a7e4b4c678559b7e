"""Which days were trained on and how much, for the calendar: a row a day, or a month of many years."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, DateField, DateTimeField, F, Sum, TextField
from django.db.models.functions import Cast, Substr

from logbook.models import TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete

_A_DAY_ANYWHERE = dt.timedelta(days=2)
_MONTH = 7  # characters of a day in ISO


class Trained(NamedTuple):
    """What was trained on a day, or in a month from its first day on: on how many days.

    `sets` are the working and timed ones done; None for a month, of which no set is read.
    """

    day: dt.date
    days: int
    sets: int | None


_BY_DAY = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(),
            # The index of sessions begins with instants; a day is by the calendar somewhere.
            started_at__gte=Given("from", output_field=DateTimeField()),
            local_date__gte=Given("since", output_field=DateField()),
        )
        .order_by()
        .values("local_date")
        .annotate(
            number=Sum(F("exercises__working_sets") + F("exercises__timed_sets"), default=0),
        )
        .values_list("local_date", "number")
    )
)
_BY_MONTH = Compiled(
    lambda: (
        TrainingSession.objects.filter(athlete_id=athlete())
        .order_by()
        .annotate(month=Substr(Cast("local_date", TextField()), 1, _MONTH))
        .values("month")
        .annotate(days=Count("local_date", distinct=True))
        .values_list("month", "days")
    )
)
_FIRST = Compiled(
    lambda: (
        TrainingSession.objects.filter(athlete_id=athlete())
        .order_by("started_at")
        .values_list("local_date")[:1]
    )
)


def first_session_day(lifter: User) -> dt.date | None:
    """The day of the lifter's first session, None without one."""
    found = _FIRST(athlete=lifter.pk)
    return found[0][0] if found else None


def days_trained(lifter: User, since: dt.date) -> list[Trained]:
    """The days from one on that have a session, in order, in one query."""
    start = dt.datetime.combine(since, dt.time(), dt.UTC) - _A_DAY_ANYWHERE
    rows = _BY_DAY(athlete=lifter.pk, since=since, **{"from": start})
    return [Trained(day, 1, sets) for day, sets in sorted(rows)]


def months_trained(lifter: User) -> list[Trained]:
    """The months that have a session, in order, in one query: it reads every session, and no set."""
    rows = sorted(_BY_MONTH(athlete=lifter.pk))
    return [Trained(dt.date.fromisoformat(f"{month}-01"), days, None) for month, days in rows]
