"""Weeks, months, quarters and years of a log, added up: what a page of many years reads.

What ended is kept as sums (`kept/periods.py`), a row a period; what runs is added when it is read.
So a page reads as many rows as it has columns, however long the log is. A log of which nothing is
kept is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from operator import attrgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, QuerySet

from logbook.choices import Grain
from logbook.clock import Moment, week_start
from logbook.log.muscles import muscle_columns
from logbook.log.period_sums import Counts, Item, Period, Visit, first_of, period_from
from logbook.models import PeriodSums, SessionExercise, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Given, Part, athlete

_A_DAY_ANYWHERE = dt.timedelta(days=2)
_AT_ONCE = 500


_SINCE = Given("since", output_field=DateField())
_UNTIL = Given("until", output_field=DateField())
_AT = Given("at", output_field=DateTimeField())
_ITEM = ("local_date", "exercise_id", "role", "risk__tier", *Counts._fields, "e1rm", "volume")
_VISIT = ("local_date", "is_deload", "check_in__state")


def ended_items(lifter: User) -> QuerySet[SessionExercise, Any]:
    """The exercises of the sessions that ended, as `Item` has them, in no order."""
    rows = SessionExercise.objects.visible_to(lifter).exclude(session__finished_at=None).trained()
    return rows.order_by().values_list(*_ITEM, *muscle_columns("risk"))


def ended_visits(lifter: User) -> QuerySet[TrainingSession, Any]:
    """The sessions that ended, as `Visit` has them, in no order."""
    return TrainingSession.objects.visible_to(lifter).finished().order_by().values_list(*_VISIT)


_ITEMS = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .exclude(session__finished_at=None)
        .trained()
        .of_days(_SINCE, _UNTIL)
        .order_by()
        .values_list(*_ITEM, *muscle_columns("risk"))
    )
)
_VISITS = Compiled(
    lambda: (
        TrainingSession.objects.finished()
        .filter(
            athlete_id=athlete(),
            started_at__gte=Given("from", output_field=DateTimeField()),
            started_at__lte=Given("to", output_field=DateTimeField()),
            local_date__gte=_SINCE,
            local_date__lte=_UNTIL,
        )
        .order_by()
        .values_list(*_VISIT)
    )
)


def days_parts(lifter: User, since: dt.date, until: dt.date) -> tuple[Part, Part]:
    """The queries whose rows are the `Item`s and the `Visit`s of ended sessions of some days."""
    given = {
        "athlete": lifter.pk,
        "since": since,
        "until": until,
        # The index of sessions begins with instants; a day is by the calendar somewhere.
        "from": dt.datetime.combine(since, dt.time(), dt.UTC) - _A_DAY_ANYWHERE,
        "to": dt.datetime.combine(until, dt.time(), dt.UTC) + 2 * _A_DAY_ANYWHERE,
    }
    return (_ITEMS, given), (_VISITS, given)


_KEPT = Compiled(
    lambda: (
        PeriodSums.objects.filter(
            athlete_id=athlete(),
            grain=Given("grain", output_field=CharField()),
            first__gte=_SINCE,
            first__lte=_UNTIL,
        )
        .order_by("first")
        .values_list("first", "sums")
    )
)
_RUNNING = Compiled(
    lambda: (
        TrainingSession.objects.running()
        .filter(athlete_id=athlete(), started_at__lte=_AT)
        .order_by()
        .values_list(*_VISIT)
    )
)
_RUNNING_ITEMS = Compiled(
    lambda: (
        TrainingSession.objects.running()
        .filter(athlete_id=athlete(), started_at__lte=_AT, exercises__working_sets__gt=0)
        .order_by()
        .values_list(
            *(f"exercises__{name}" if name != "local_date" else name for name in _ITEM),
            *muscle_columns("exercises__risk"),
        )
    )
)


def period_parts(
    lifter: User, grain: Grain, since: dt.date, until: Moment
) -> tuple[Part, Part, Part]:
    """The queries whose rows `periods_of` makes the periods of, from one's first day up to a moment."""
    given = {
        "athlete": lifter.pk,
        "grain": grain.value,
        "since": since,
        "until": until.last_day,
        "at": until.at,
    }
    return (_KEPT, given), (_RUNNING, given), (_RUNNING_ITEMS, given)


def periods_of(
    lifter: User,
    grain: Grain,
    since: dt.date,
    kept: Sequence[Columns],
    running: Iterable[Columns],
    running_items: Iterable[Columns],
) -> list[Period]:
    """The periods from the rows of `period_parts`, in time order; one without training is left out.

    Where nothing was ever kept of the log it is read: one query more, or a walk through it.
    """
    found = [period_from(*row) for row in kept]
    if not found and not PeriodSums.objects.visible_to(lifter).exists():
        found = [one for of, one in added_up(lifter) if of is grain and one.first >= since]
    periods = {one.first: one for one in found}

    def period(day: dt.date) -> Period:
        first = first_of(grain, day)
        return periods.setdefault(first, Period(first))

    for row in running:
        if row[0] >= since:
            period(row[0]).add_visit(Visit(*row))
    for row in running_items:
        if row[0] >= since:
            period(row[0]).add_item(Item(*row))
    return [one for _, one in sorted(periods.items())]


def added_up(lifter: User) -> Iterator[tuple[Grain, Period]]:
    """The whole log in periods, read as a stream: each as soon as it is over, in no order of grains.

    What is held is the period of each grain that is under way, and what the engine hands over at once.
    """
    week: Period | None = None
    wider: dict[Grain, Period] = {}
    for row in _in_day_order(lifter):
        if week is None or week.first != week_start(row.day):
            if week is not None:
                yield Grain.WEEK, week
            week = Period(week_start(row.day))
        month = wider.get(Grain.MONTH)
        if month is None or month.first != first_of(Grain.MONTH, row.day):
            yield from _over(wider, row.day)
            month = wider[Grain.MONTH] = Period(first_of(Grain.MONTH, row.day))
        for one in (week, month):
            one.add_row(row)
    if week is not None:
        yield Grain.WEEK, week
        yield from _over(wider, dt.date.max)


def _over(wider: dict[Grain, Period], day: dt.date) -> Iterator[tuple[Grain, Period]]:
    """Close the month, and the quarter and the year if the day is not in them."""
    month = wider.pop(Grain.MONTH, None)
    if month is None:
        return
    yield Grain.MONTH, month
    for grain in (Grain.QUARTER, Grain.YEAR):
        first = first_of(grain, month.first)
        wider.setdefault(grain, Period(first)).add(month)
        if first != first_of(grain, day):
            yield grain, wider.pop(grain)


def _in_day_order(lifter: User) -> Iterator[Item | Visit]:
    """The exercises and the sessions that ended, by day."""
    items = ended_items(lifter).order_by("local_date").iterator(_AT_ONCE)
    visits = ended_visits(lifter).order_by("local_date").iterator(_AT_ONCE)
    return merge(map(Item._make, items), map(Visit._make, visits), key=attrgetter("day"))


# ---- one exercise, by day -----------------------------------------------------------------------------

_ESTIMATES = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(),
            exercise_id=Given("exercise", output_field=BigIntegerField()),
            started_at__gte=Given("from", output_field=DateTimeField()),
            started_at__lte=_AT,
            e1rm__isnull=False,
        )
        .trained()
        .latest_first()
        .values_list("exercise_id", "local_date", "e1rm")
    )
)


def estimates_since(
    lifter: User, exercises: Iterable[int], since: dt.date, until: Moment
) -> dict[int, dict[dt.date, tuple[int, int]]]:
    """Of each exercise the best and the least estimate of each day, in time order; in one query."""
    begin = dt.datetime.combine(since, dt.time(), dt.UTC) - _A_DAY_ANYWHERE
    given = {"athlete": lifter.pk, "from": begin, "at": until.at}
    rows = _ESTIMATES.of_each("exercise", sorted(set(exercises)), **given)
    found: dict[int, dict[dt.date, tuple[int, int]]] = {}
    for exercise, day, e1rm in sorted(rows, key=lambda row: row[1]):
        if day >= since:
            days = found.setdefault(exercise, {})
            best, least = days.get(day, (e1rm, e1rm))
            days[day] = max(best, e1rm), min(least, e1rm)
    return found
