"""One exercise over days or months: estimates, volume, records and sets, each a slice of its index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField

from logbook.choices import Grain
from logbook.clock import Moment
from logbook.log.period_sums import Item, Period
from logbook.log.periods import period_parts, periods_of
from logbook.models import ExerciseRecord, SessionExercise, Set, User
from logbook.models.querysets import ItemQuerySet
from logbook.speed.compiled import (
    Columns,
    Compiled,
    Given,
    Part,
    athlete,
    columns_of,
    row_of,
    together,
)

_A_DAY_ANYWHERE = dt.timedelta(days=2)
# Of a year, at five sets on each of six days a week.
_MOST_SETS = 1600


class OnDay(NamedTuple):
    """The exercise on a day, or in a month, quarter or year from its first day on: estimates and volume.

    In micrograms; volume is micrograms × reps.
    """

    day: dt.date
    working_sets: int
    best: int | None
    least: int | None
    volume: int


class Course(NamedTuple):
    """What was done of an exercise; `sets` are its working sets since a day, in time order."""

    days: list[OnDay]
    records: list[ExerciseRecord]
    sets: list[Set]


_EXERCISE = Given("exercise", output_field=BigIntegerField())
_FROM = Given("from", output_field=DateTimeField())
_AT = Given("at", output_field=DateTimeField())


def _items() -> ItemQuerySet[SessionExercise]:
    return SessionExercise.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE)


_DAYS = Compiled(
    lambda: (
        _items()
        .trained()
        .filter(started_at__gte=_FROM, started_at__lte=_AT)
        .latest_first()
        .values_list("local_date", "working_sets", "e1rm", "volume")
    )
)
_ENDS = Compiled(
    lambda: (
        _items().trained().filter(started_at__lte=_AT).latest_first().values_list("local_date")[:1]
    )
)
_BEGINS = Compiled(
    lambda: _items().trained().order_by("started_at", "pk").values_list("local_date")[:1]
)
_RECORDS = Compiled(
    lambda: (
        ExerciseRecord.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE)
        .order_by("started_at", "session")
        .values_list(*columns_of(ExerciseRecord))
    )
)
_SETS = Compiled(
    lambda: (
        Set.objects.slice_of(athlete(), _EXERCISE, _AT)
        .filter(started_at__gte=Given("sets_from", output_field=DateTimeField()))
        .values_list(*columns_of(Set))[:_MOST_SETS]
    )
)


def ends_parts(lifter: User, exercise: int, until: Moment) -> list[Part]:
    """The queries whose rows are the first and the last day of an exercise, none without one."""
    given = {"athlete": lifter.pk, "exercise": exercise, "at": until.at}
    return [(_BEGINS, given), (_ENDS, given)]


def read_course(
    lifter: User,
    exercise: int,
    since: dt.date,
    until: Moment,
    *,
    sets_since: dt.date,
    grain: Grain | None,
) -> Course:
    """An exercise from a day up to a moment, in one query; its records are all there are.

    By day, or by month, quarter or year as they are kept: then `since` is the first day of one.
    """
    given = {
        "athlete": lifter.pk,
        "exercise": exercise,
        "at": until.at,
        "from": _instant(since),
        "sets_from": _instant(sets_since),
    }
    parts: tuple[Part, ...] = ((_DAYS, given),)
    if grain is not None:
        parts = period_parts(lifter, grain, since, until)
    records, sets, *rows = together((_RECORDS, given), (_SETS, given), *parts)
    if grain is None:
        days = _added(row for row in rows[0] if row[0] >= since)
    else:
        kept, running, items = rows
        mine = [row for row in items if Item(*row).exercise_id == exercise]
        periods = periods_of(lifter, grain, since, kept, running, mine)
        days = list(_of_periods(periods, exercise))
    found = [row_of(Set, iter(row)) for row in reversed(sets)]
    return Course(
        days=days,
        records=[row_of(ExerciseRecord, iter(row)) for row in records],
        sets=[row for row in found if row.local_date >= sets_since],
    )


def _of_periods(periods: Iterable[Period], exercise: int) -> Iterable[OnDay]:
    for period in periods:
        one = period.lifts.get(exercise)
        if one is not None:
            yield OnDay(period.first, one.working_sets, one.best, one.least, one.volume)


def _instant(day: dt.date) -> dt.datetime:
    """An instant before the day begins anywhere."""
    return dt.datetime.combine(day, dt.time(), dt.UTC) - _A_DAY_ANYWHERE


def _added(rows: Iterable[Columns]) -> list[OnDay]:
    """The rows of each day as one, in time order."""
    found: dict[dt.date, OnDay] = {}
    for day, sets, e1rm, volume in rows:
        before = found.get(day, OnDay(day, 0, None, None, 0))
        known = [one for one in (before.best, before.least, e1rm) if one is not None]
        found[day] = OnDay(
            day,
            before.working_sets + sets,
            max(known, default=None),
            min(known, default=None),
            before.volume + volume,
        )
    return [one for _, one in sorted(found.items())]
