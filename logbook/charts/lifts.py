"""A lift's estimated single over days: its sessions, the current estimate, and what it comes to."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from logbook.charts.figures import Figure
from logbook.charts.over_time import Point, line_figure
from logbook.charts.spans import Cut, Span
from programming.loads import Unit, shown
from programming.rulebook import current_e1rm, rule

_CURRENT = rule("current_e1rm").numbers
# More sessions than an estimate of 42 days is made of, whoever trains how often.
_SESSIONS = 9
_NEWS = dt.timedelta(days=28)
GAPS = {Cut.WEEK: _CURRENT["days"], Cut.MONTH: 62, Cut.QUARTER: 186, Cut.YEAR: 731}
"""How many days apart two points may be before the line between them is broken.

An estimate is current for so many days (rulebook 7); of longer columns one in between may be empty.
"""
_LINES = (
    ("line", "series", "current estimate"),
    ("box", "band", "lowest to highest of its sessions"),
)
_SIGNS = {
    "dot": ("mark", "dot", "session"),
    "record": ("mark", "record", "record"),
    "grind": ("mark", "grind", "form broke"),
}
_OF_COLUMNS = (
    ("mark", "dot", "best of the {column}"),
    ("mark", "record", "best of these"),
    ("box", "band", "from its lowest session up"),
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate of a day, in micrograms: the best of it, and the least where it is of a month."""

    day: dt.date
    best: int
    least: int


@dataclass(frozen=True, slots=True)
class LiftPicture:
    """The picture, its finding and the sentence behind that."""

    title: str
    says: str
    figure: Figure


def lift_picture(
    name: str,
    estimates: Sequence[Estimate],
    span: Span,
    unit: Unit,
    kinds: Mapping[dt.date, str] | None = None,
) -> LiftPicture | None:
    """The picture of a lift in the span, None without an estimate in it.

    `estimates` may begin before the span: the first current estimates rest on them. `kinds` says
    of days what they are besides a session (record, grind); without it the best is marked.
    """
    within = [one for one in estimates if one.day >= span.first]
    if not within:
        return None
    by_month = span.cut is not Cut.WEEK
    title, says = finding(within, span, unit)
    top = max(within, key=lambda one: one.best)
    signs = kinds if kinds is not None and not by_month else {top.day: "record"}
    points = [_point(one, estimates, signs.get(one.day, "dot"), unit, by_month) for one in within]
    drawn = {one.kind for one in points}
    column = span.of_column
    best_words = "record" if kinds is not None else "best of these"
    told = [
        (*sign[:2], best_words if kind == "record" else sign[2])
        for kind, sign in _SIGNS.items()
        if kind in drawn
    ]
    figure = line_figure(
        points,
        span,
        title=f"Estimated single of {name}",
        says=says,
        unit=unit.value,
        gap_days=GAPS[span.cut],
        legend=tuple((*one[:2], one[2].format(column=column)) for one in _OF_COLUMNS)
        if by_month
        else (*told, *(_LINES if len(within) > 1 else ())),
        head=(column.capitalize() if by_month else "Session", f"Estimate, {unit.value}", ""),
        line=None if by_month else _current(estimates, span, unit),
    )
    return LiftPicture(title, says, figure)


def _point(
    one: Estimate, every: Sequence[Estimate], kind: str, unit: Unit, by_month: bool
) -> Point:
    low, high = (one.least, one.best) if by_month else _band(every, one.day)
    return Point(
        day=one.day,
        value=number(one.best, unit),
        shown=shown(one.best, unit),
        kind=kind,
        low=number(low, unit),
        high=number(high, unit),
        said={"record": "best", "grind": "form broke"}.get(kind, ""),
    )


def number(micrograms: int, unit: Unit) -> float:
    """A load as shown in a lifter's unit, as a number to draw."""
    return float(shown(micrograms, unit).replace(",", ""))


def _band(every: Sequence[Estimate], day: dt.date) -> tuple[int, int]:
    """The least and the best of the sessions that the current estimate of a day rests on."""
    end = bisect_right(every, day, key=attrgetter("day"))
    lately = every[max(end - _CURRENT["sessions"], 0) : end]
    last = [one.best for one in lately if (day - one.day).days <= _CURRENT["days"]]
    return min(last), max(last)


def _current(every: Sequence[Estimate], span: Span, unit: Unit) -> list[tuple[dt.date, float]]:
    """The current estimate as it stood after each session of the span (rulebook 7)."""
    found = []
    for at, one in enumerate(every):
        if one.day >= span.first:
            lately = islice(every, max(at - _SESSIONS, 0), at + 1)
            value = current_e1rm([(earlier.day, earlier.best) for earlier in lately], one.day)
            if value is not None:
                found.append((one.day, number(value, unit)))
    return found


def finding(within: Sequence[Estimate], span: Span, unit: Unit) -> tuple[str, str]:
    """What a lift's estimates come to: a title, and a sentence with the numbers behind it."""
    first, latest = within[0], within[-1]
    top = max(within, key=lambda one: one.best)
    last = f"{shown(latest.best, unit)} {unit.value}"
    # Of what is cut by months or longer it is not known on which day of one it was.
    by_day = span.cut is Cut.WEEK
    when = f"on {_day(top.day)}" if by_day else f"in {_column(top.day, span)}"
    if len(within) == 1:
        return f"{last}, once so far", f"One estimate: {last} {when}."
    change = number(latest.best, unit) - number(first.best, unit)
    size = f"{abs(change):g} {unit.value}"
    begun = _day(first.day) if by_day else _column(first.day, span)
    moved = f"up {size}" if change > 0 else f"down {size}" if change < 0 else "unchanged"
    says = f"{last} last time, {moved} since {begun}; best {shown(top.best, unit)} {when}."
    if latest.best == top.best:
        return f"At its best: {last}", says
    if span.today - top.day >= _NEWS:
        weeks = (span.today - top.day).days // 7
        how_long = f"for {weeks} weeks" if by_day else f"since {_column(top.day, span)}"
        return f"No new best {how_long}", says
    return f"{last}, best {shown(top.best, unit)}", says


def _column(day: dt.date, span: Span) -> str:
    at = span.place(day)
    return _day(day) if at is None else span.bins[at].name


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
