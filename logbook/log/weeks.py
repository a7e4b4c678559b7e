"""What was trained over weeks and years, added up by the engine: what the progress page reads.

The summary columns of a session's exercise are grouped by day, or by month where the days are
many, so that no set is read. What a lifter trained in a year comes to as many rows as days times
exercises, and forty years to as many as months times exercises.
"""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import Count, DateField, DateTimeField, Max, Min, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Substr

from logbook.clock import Moment
from logbook.models import Bodyweight, ExcusedDay, SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.models import RiskEntry


class By(IntEnum):
    """How long the days are that the engine adds up as one.

    A day in ISO has ten characters, a month seven, a year four; both engines write and cut it alike.
    """

    DAY = 10
    MONTH = 7
    YEAR = 4


_A_DAY_ANYWHERE = dt.timedelta(days=2)
_SUMS = (
    *("working_sets", "on_target", "too_close", "too_easy", "rated_hard_sets", "unrated_sets"),
    *("failure_sets", "budget_failures", "deviation_halves"),
)


class Trained(NamedTuple):
    """An exercise on a day, or in a month or year from its first day on: sums, best and least estimate.

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
    """Sessions of a day or month: how many on a day of this readiness, in a deload or not."""

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


def _day(length: int) -> Substr:
    return Substr(Cast("local_date", TextField()), 1, length)


def _trained(length: By) -> QuerySet[SessionExercise, Any]:
    rows = (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .trained()
        .of_days(_SINCE, _UNTIL)
        .order_by()
        .annotate(day=_day(length))
        .values("day", "exercise_id", "role", "risk_id")
    )
    sums: dict[str, Any] = {f"of_{name}": Sum(name) for name in _SUMS}
    rows = rows.annotate(**sums, best=Max("e1rm"), least=Min("e1rm"))
    return rows.values_list("day", "exercise_id", "role", "risk_id", *sums, "best", "least")


def _sessions(length: By) -> QuerySet[TrainingSession, Any]:
    return (
        TrainingSession.objects.filter(
            athlete_id=athlete(), started_at__gte=_FROM, started_at__lte=_AT
        )
        .filter(local_date__gte=_SINCE)
        .order_by()
        .annotate(day=_day(length))
        .values("day", "is_deload", "check_in__state")
        .annotate(count=Count("pk"))
        .values_list("day", "is_deload", "check_in__state", "count")
    )


def _weighings() -> QuerySet[Bodyweight, Any]:
    return Bodyweight.objects.filter(
        athlete_id=athlete(), local_date__gte=_SINCE, local_date__lte=_UNTIL
    )


def _last_of_months() -> QuerySet[Bodyweight, Any]:
    """Of each month the last weighing: all that a column of a month or longer asks for."""
    last = _weighings().order_by().annotate(month=_day(By.MONTH)).values("month")
    days = last.annotate(last=Max("local_date")).values("last")
    return Bodyweight.objects.filter(athlete_id=athlete(), local_date__in=days)


_COLUMNS = ("local_date", "micrograms")
_BY = {
    length: (
        Compiled(lambda length=length: _trained(length)),  # type: ignore[misc]
        Compiled(lambda length=length: _sessions(max(length, By.MONTH))),  # type: ignore[misc]
        Compiled(
            lambda rows=rows: rows().order_by("local_date").values_list(*_COLUMNS)  # type: ignore[misc]
        ),
    )
    for length, rows in (
        (By.DAY, _weighings),
        (By.MONTH, _last_of_months),
        (By.YEAR, _last_of_months),
    )
}
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


def read_weeks(lifter: User, since: dt.date, until: Moment, by: By) -> Weeks:
    """The log from a day up to a moment, added up by day, month or year, in two queries.

    Of years sessions are told by month still, and weighings are the last of each month.
    """
    given = {
        "athlete": lifter.pk,
        "since": since,
        "until": until.last_day,
        "at": until.at,
        # The index of sessions begins with instants; a day is by the calendar somewhere.
        "from": dt.datetime.combine(since, dt.time(), dt.UTC) - _A_DAY_ANYWHERE,
    }
    trained, sessions, weighings = _BY[by]
    items, visits, weighed, before = together(
        (trained, given), (sessions, given), (weighings, given), (_WEIGHED_BEFORE, given)
    )
    rows = [Trained(_first_day(day), *others) for day, *others in items]
    return Weeks(
        trained=sorted(rows, key=lambda row: (row.day, row.exercise_id, row.role, row.risk_id)),
        sessions=[Sessions(_first_day(day), *others) for day, *others in visits],
        weighings=[(day, weight) for day, weight in (*before, *weighed)],
        risks=_risks({row.risk_id for row in rows}),
    )


def _first_day(day: str) -> dt.date:
    """The day, or the first one of the month or year, that a row is of."""
    return dt.date.fromisoformat(day + "-01-01"[: By.DAY - len(day)])


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
