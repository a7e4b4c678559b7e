"""Weeks, months, quarters and years of the log, added up when a session ends."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import Q

from logbook.choices import Grain
from logbook.clock import week_start
from logbook.log.period_sums import Item, Period, Visit, first_of, last_of, period_from
from logbook.log.periods import added_up, days_parts
from logbook.models import PeriodSums, User
from logbook.speed.compiled import together

_WIDER = (Grain.QUARTER, Grain.YEAR)
# Of more months than this the whole log is read: one walk through it instead of so many slices.
_MOST_MONTHS = 24
_AT_ONCE = 200
_Key = tuple[Grain, dt.date]


def keep_periods(lifter: User, days: Collection[dt.date] | None) -> None:
    """Put the sums of the periods with these days right, after the log changed there; None: of all.

    Call it in the transaction that changed the log, with the lifter held (`keep_records` does). Where nothing was kept yet all of the log is added up.
    """
    months = {first_of(Grain.MONTH, day) for day in days or ()}
    if days is None or len(months) > _MOST_MONTHS:
        _keep_all(lifter)
        return
    if not months:
        return
    kept = _kept(lifter, days)
    if not kept and not PeriodSums.objects.visible_to(lifter).exists():
        _keep_all(lifter)
        return
    found = dict(_read(lifter, days))
    found |= _widened(months, found, kept)
    _write(lifter, found, kept)


def _keep_all(lifter: User) -> None:
    """All of them anew, read and written as a stream."""
    PeriodSums.objects.visible_to(lifter).delete()
    for some in _some(added_up(lifter)):
        PeriodSums.objects.bulk_create(_row(lifter, grain, one) for grain, one in some)


def _some(periods: Iterator[tuple[Grain, Period]]) -> Iterator[list[tuple[Grain, Period]]]:
    """A handful of them at a time."""
    while found := list(islice(periods, _AT_ONCE)):
        yield found


def differing_periods(lifter: User) -> list[str]:
    """Where what is kept is not what the log says, a line each; nothing kept is no difference."""
    kept = PeriodSums.objects.visible_to(lifter)
    left = {(Grain(grain), first) for grain, first in kept.values_list("grain", "first")}
    if not left:
        return []
    lines: list[str] = []
    for some in _some(added_up(lifter)):
        firsts = {one.first for _, one in some}
        rows = kept.filter(first__in=firsts).values_list("grain", "first", "sums")
        sums = {(Grain(grain), first): one for grain, first, one in rows}
        for grain, one in some:
            left.discard((grain, one.first))
            lines += _differs(grain, one, sums.get((grain, one.first)))
    return [*lines, *(f"{grain} of {first}: kept for nothing" for grain, first in sorted(left))]


def _differs(grain: Grain, one: Period, sums: dict[str, object] | None) -> Iterator[str]:
    rebuilt = one.stored()
    if sums is None:
        yield f"{grain} of {one.first}: not kept"
    elif sums != rebuilt:
        names = ", ".join(name for name in rebuilt if sums.get(name) != rebuilt[name])
        yield f"{grain} of {one.first}: {names or 'more'} differ"


class _Range(NamedTuple):
    """Days that are read at once: those of a month, and of the weeks that were changed in it."""

    month: dt.date
    weeks: frozenset[dt.date]

    @property
    def first(self) -> dt.date:
        return min(self.month, *self.weeks)

    @property
    def last(self) -> dt.date:
        ends = (last_of(Grain.WEEK, week) for week in self.weeks)
        return max(last_of(Grain.MONTH, self.month), *ends)


def _read(lifter: User, days: Collection[dt.date]) -> Iterator[tuple[_Key, Period]]:
    """The months and weeks with these days, as they are now, in one query."""
    weeks: dict[dt.date, set[dt.date]] = defaultdict(set)
    taken: set[dt.date] = set()
    for day in sorted(days):
        month, week = first_of(Grain.MONTH, day), week_start(day)
        # A week of two months is read with the first one alone.
        weeks[month] |= {week} - taken
        taken.add(week)
    ranges = [_Range(month, frozenset(those or {month})) for month, those in weeks.items()]
    asked = [part for one in ranges for part in days_parts(lifter, one.first, one.last)]
    answers = together(*asked)
    for place, one in enumerate(ranges):
        own = weeks[one.month]
        found = {(Grain.MONTH, one.month): Period(one.month)}
        found |= {(Grain.WEEK, week): Period(week) for week in own}
        items, visits = answers[2 * place : 2 * place + 2]
        rows: list[Item | Visit] = [*map(Item._make, items), *map(Visit._make, visits)]
        for row in rows:
            for key in (
                (Grain.MONTH, first_of(Grain.MONTH, row.day)),
                (Grain.WEEK, week_start(row.day)),
            ):
                if key in found:
                    found[key].add_row(row)
        yield from found.items()


def _widened(
    months: Iterable[dt.date], found: dict[_Key, Period], kept: dict[_Key, dict[str, object]]
) -> dict[_Key, Period]:
    """The quarters and years of these months, from the months in them."""
    every = {
        first: period_from(first, sums)
        for (grain, first), sums in kept.items()
        if grain is Grain.MONTH
    }
    every |= {first: one for (grain, first), one in found.items() if grain is Grain.MONTH}
    wider = {
        (grain, first_of(grain, month)): Period(first_of(grain, month))
        for month in months
        for grain in _WIDER
    }
    for first, one in every.items():
        for grain in _WIDER:
            if (period := wider.get((grain, first_of(grain, first)))) is not None:
                period.add(one)
    return wider


def _kept(lifter: User, days: Collection[dt.date]) -> dict[_Key, dict[str, object]]:
    """What is kept of the weeks with these days, and of the years, with all that is in those."""
    weeks = {week_start(day) for day in days}
    years = Q()
    for year in {day.year for day in days}:
        years |= Q(first__gte=dt.date(year, 1, 1), first__lte=dt.date(year, 12, 31))
    rows = PeriodSums.objects.visible_to(lifter).filter(
        Q(Q(grain__in=[Grain.MONTH, *_WIDER]) & years) | Q(grain=Grain.WEEK, first__in=weeks)
    )
    return {
        (Grain(grain), first): sums
        for grain, first, sums in rows.values_list("grain", "first", "sums")
    }


def _write(lifter: User, found: dict[_Key, Period], kept: dict[_Key, dict[str, object]]) -> None:
    """Write what is another than was kept; what has no session any more goes."""
    changed = [
        _row(lifter, grain, one)
        for (grain, first), one in found.items()
        if one.visits and one.stored() != kept.get((grain, first))
    ]
    PeriodSums.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["athlete", "grain", "first"],
        update_fields=["sums"],
    )
    gone = [key for key, one in found.items() if not one.visits and key in kept]
    for grain, first in gone:
        PeriodSums.objects.visible_to(lifter).filter(grain=grain, first=first).delete()


def _row(lifter: User, grain: Grain, one: Period) -> PeriodSums:
    return PeriodSums(athlete=lifter, grain=grain, first=one.first, sums=one.stored())
