"""What was trained over some weeks, added up by the engine a day at a time.

The summary columns of a session's exercise are grouped, so that no set is read. Longer times are
read as sums that are kept (`periods.py`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, DateField, DateTimeField, Max, Min, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Substr

from logbook.clock import Moment
from logbook.log.period_sums import Counts, Period, worked
from logbook.models import Bodyweight, ExcusedDay, SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, Part, athlete, together
from programming.models import RiskEntry

_A_DAY_ANYWHERE = dt.timedelta(days=2)
# Of a day in ISO, which both engines write alike.
_MONTH = len("2026-11")
_SUMS = (
    *("working_sets", "on_target", "too_close", "too_easy", "rated_hard_sets", "unrated_sets"),
    *("failure_sets", "budget_failures", "deviation_halves"),
)


class Trained(NamedTuple):
    """An exercise on a day: sums, best and least estimate.

    Estimates are in micrograms; `deviation_halves` is what `SessionExercise` keeps of it, summed.
    """

    day: dt.date
    exercise_id: int
    role: str
    risk_id: int
    working_sets: int
    on_target: int
    too_close: int
    too_easy: int
    rated_hard_sets: int
    unrated_sets: int
    failure_sets: int
    budget_failures: int
    deviation_halves: int
    best: int | None
    least: int | None

    @property
    def rated(self) -> int:
        """Its sets with a verdict."""
        return self.on_target + self.too_close + self.too_easy


class Sessions(NamedTuple):
    """Sessions of a day: how many on a day of this readiness, in a deload or not."""

    day: dt.date
    is_deload: bool
    state: str | None
    number: int


class Risk(NamedTuple):
    """What an exercise was classified as when it was done."""

    tier: str
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]


class Weeks(NamedTuple):
    """The log of a span of days, added up.

    `risks` by the key in `trained`; `weighings` are (day, micrograms) in time order, the first of
    them the latest before the span.
    """

    trained: list[Trained]
    sessions: list[Sessions]
    weighings: list[tuple[dt.date, int]]
    risks: dict[int, Risk]


_SINCE = Given("since", output_field=DateField())
_UNTIL = Given("until", output_field=DateField())
_AT = Given("at", output_field=DateTimeField())
_FROM = Given("from", output_field=DateTimeField())


_SUMS_OF = {f"of_{name}": Sum(name) for name in _SUMS}
_TRAINED = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .trained()
        .of_days(_SINCE, _UNTIL)
        .order_by()
        .values("local_date", "exercise_id", "role", "risk_id")
        .annotate(**_SUMS_OF, best=Max("e1rm"), least=Min("e1rm"))
        .values_list("local_date", "exercise_id", "role", "risk_id", *_SUMS_OF, "best", "least")
    )
)
_SESSIONS = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), started_at__gte=_FROM, started_at__lte=_AT
        )
        .filter(local_date__gte=_SINCE)
        .order_by()
        .values("local_date", "is_deload", "check_in__state")
        .annotate(count=Count("pk"))
        .values_list("local_date", "is_deload", "check_in__state", "count")
    )
)
_COLUMNS = ("local_date", "micrograms")


def _weighings() -> QuerySet[Bodyweight, Any]:
    return Bodyweight.objects.filter(
        athlete_id=athlete(), local_date__gte=_SINCE, local_date__lte=_UNTIL
    )


def _last_of_months() -> QuerySet[Bodyweight, Any]:
    """Of each month the last weighing: all that a column of a month or longer asks for."""
    month = Substr(Cast("local_date", TextField()), 1, _MONTH)
    last = _weighings().order_by().annotate(month=month).values("month")
    days = last.annotate(last=Max("local_date")).values("last")
    return Bodyweight.objects.filter(athlete_id=athlete(), local_date__in=days)


_WEIGHINGS = Compiled(lambda: _weighings().order_by("local_date").values_list(*_COLUMNS))
_LAST_WEIGHINGS = Compiled(lambda: _last_of_months().order_by("local_date").values_list(*_COLUMNS))
_WEIGHED_BEFORE = Compiled(
    lambda: (
        Bodyweight.objects.filter(athlete_id=athlete(), local_date__lt=_SINCE)
        .order_by("-local_date")
        .values_list(*_COLUMNS)[:1]
    )
)
_FIRST = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .order_by("local_date")
        .values_list("local_date")[:1]
    )
)


def first_day_of(lifter: User) -> dt.date | None:
    """The day of the lifter's first session with an exercise in it, None without one."""
    found = _FIRST(athlete=lifter.pk)
    return found[0][0] if found else None


def read_weeks(lifter: User, since: dt.date, until: Moment) -> Weeks:
    """The log from a day up to a moment, added up by day, in two queries."""
    given = {
        "athlete": lifter.pk,
        "since": since,
        "until": until.last_day,
        "at": until.at,
        # The index of sessions begins with instants; a day is by the calendar somewhere.
        "from": dt.datetime.combine(since, dt.time(), dt.UTC) - _A_DAY_ANYWHERE,
    }
    items, visits, weighed, before = together(
        (_TRAINED, given), (_SESSIONS, given), (_WEIGHINGS, given), (_WEIGHED_BEFORE, given)
    )
    rows = [Trained(*row) for row in items]
    return Weeks(
        trained=sorted(rows, key=lambda row: (row.day, row.exercise_id, row.role, row.risk_id)),
        sessions=[Sessions(*row) for row in visits],
        weighings=[*before, *weighed],
        risks=_risks({row.risk_id for row in rows}),
    )


def weighing_parts(
    lifter: User, since: dt.date, until: Moment, *, of_months: bool
) -> tuple[Part, Part]:
    """The queries for the last weighing before a day, and for those since, or of each month the last.

    Their rows are (day, micrograms) in time order.
    """
    given = {"athlete": lifter.pk, "since": since, "until": until.last_day}
    return (_WEIGHED_BEFORE, given), (_LAST_WEIGHINGS if of_months else _WEIGHINGS, given)


def by_day(weeks: Weeks) -> list[Period]:
    """The same as sums, a period a day: as a card of longer times takes them."""
    found: dict[dt.date, Period] = {}
    for row in weeks.trained:
        risk = weeks.risks[row.risk_id]
        hard = row.rated_hard_sets + row.unrated_sets
        counts = Counts(*(getattr(row, name) for name in Counts._fields))
        of_day = Period(
            row.day,
            {(row.role, risk.tier): counts},
            worked(risk.primary_muscles, risk.secondary_muscles, hard, row.budget_failures),
        )
        found.setdefault(row.day, Period(row.day)).add(of_day)
    for one in weeks.sessions:
        visits = {one.state or "": (one.number, one.number if one.is_deload else 0)}
        deload = one.day if one.is_deload else None
        of_day = Period(one.day, visits=visits, last_deload=deload)
        found.setdefault(one.day, Period(one.day)).add(of_day)
    return [one for _, one in sorted(found.items())]


def _risks(keys: set[int]) -> dict[int, Risk]:
    rows = RiskEntry.objects.filter(pk__in=keys).order_by()
    return {
        pk: Risk(tier, tuple(primary), tuple(secondary))
        for pk, tier, primary, secondary in rows.values_list(
            "pk", "tier", "primary_muscles", "secondary_muscles"
        )
    }


def sessions_between(lifter: User, first: dt.date, last: dt.date) -> list[TrainingSession]:
    """The sessions of some days with the counts of their sets, in time order, in one query."""
    rows = TrainingSession.objects.visible_to(lifter).filter(
        started_at__gte=dt.datetime.combine(first, dt.time(), dt.UTC) - _A_DAY_ANYWHERE,
        started_at__lte=dt.datetime.combine(last, dt.time(), dt.UTC) + 2 * _A_DAY_ANYWHERE,
        local_date__gte=first,
        local_date__lte=last,
    )
    return list(rows.with_effort().order_by("started_at", "pk"))


def excused_between(lifter: User, first: dt.date, last: dt.date) -> list[ExcusedDay]:
    """The excused days among some, in one query."""
    rows = ExcusedDay.objects.visible_to(lifter).filter(day__gte=first, day__lte=last)
    return list(rows.order_by("day"))
