"""What a lifter weighed, with its trend: the median of seven days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from logbook.charts.figures import Figure
from logbook.charts.lifts import GAPS
from logbook.charts.over_time import Point, line_figure
from logbook.charts.spans import RANGES, Cut, Span, span_of
from logbook.log.bodyweight import first_weighed, last_weighing, weighings_between
from logbook.models import Bodyweight, User
from logbook.models.people import unit_of
from programming.loads import Load, Unit, in_unit

TREND = dt.timedelta(days=7)
"""RepStack policy: a weighing swings by water from day to day, a week's median hardly does."""
_LISTED = 10
_LEGENDS = {
    True: (("mark", "dot", "median of the {column}"),),
    False: (("mark", "dot", "weighing"), ("line", "series", "median of 7 days")),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing of the list, in the lifter's unit."""

    pk: int
    day: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class BodyweightPage:
    """The page; `filled` is what the field begins with, `latest` are the last weighings."""

    span: Span
    ranges: tuple[tuple[str, str], ...]
    unit: str
    filled: str
    title: str
    says: str
    figure: Figure | None
    latest: tuple[Weighed, ...]


def read_bodyweight(lifter: User, asked: str, today: dt.date) -> BodyweightPage:
    """The page of a range, in three queries."""
    unit = unit_of(lifter)
    last, since = last_weighing(lifter), first_weighed(lifter)
    span = span_of(asked, today=today, since=since)
    rows = weighings_between(lifter, span.first - TREND, today)
    within = [row for row in rows if row.local_date >= span.first]
    title, says = _finding(rows, within, unit, last)
    return BodyweightPage(
        span=span,
        ranges=tuple((name, words) for name, (_, words) in RANGES.items()),
        unit=unit.value,
        filled=_text(last.micrograms, unit) if last is not None else "",
        title=title,
        says=says,
        figure=_figure(rows, within, span, unit, title) if within else None,
        latest=tuple(
            Weighed(row.pk, row.local_date, _text(row.micrograms, unit))
            for row in reversed(within[-_LISTED:])
        ),
    )


def trend_on(rows: Sequence[Bodyweight], day: dt.date) -> int:
    """The median of the weighings of the seven days up to a day, in micrograms."""
    return round(median(row.micrograms for row in rows if day - TREND < row.local_date <= day))


def _finding(
    rows: Sequence[Bodyweight], within: Sequence[Bodyweight], unit: Unit, last: Bodyweight | None
) -> tuple[str, str]:
    if last is None:
        return "No weighing yet", "Pull-ups, dips and the strength score ask for it."
    if not within:
        return "No weighing in these days", f"The last one was on {_day(last.local_date)}."
    now, then = (trend_on(rows, one.local_date) for one in (within[-1], within[0]))
    title = f"{_text(now, unit)} {unit.value}, as the median of 7 days"
    change = _number(now, unit) - _number(then, unit)
    size = f"{abs(change):.1f} {unit.value}"
    if size.startswith("0.0"):
        return title, f"As on {_day(within[0].local_date)}."
    return title, f"{size} {'more' if change > 0 else 'less'} than on {_day(within[0].local_date)}."


def _figure(
    rows: Sequence[Bodyweight],
    within: Sequence[Bodyweight],
    span: Span,
    unit: Unit,
    title: str,
) -> Figure:
    by_column = span.cut is not Cut.WEEK
    line = None
    if by_column:
        found: dict[int, list[int]] = defaultdict(list)
        for row in within:
            found[span.place(row.local_date) or 0].append(row.micrograms)
        points = [
            Point(
                min(span.bins[at].last, span.today),
                _number(round(median(values)), unit),
                _text(round(median(values)), unit),
            )
            for at, values in sorted(found.items())
        ]
    else:
        points = [
            Point(
                row.local_date,
                _number(row.micrograms, unit),
                _text(row.micrograms, unit),
                said=_text(trend_on(rows, row.local_date), unit),
            )
            for row in within
        ]
        line = [(row.local_date, _number(trend_on(rows, row.local_date), unit)) for row in within]
    return line_figure(
        points,
        span,
        title="Bodyweight",
        says=f"{title}.",
        unit=unit.value,
        gap_days=GAPS[span.cut],
        legend=[
            (shape, kind, words.format(column=span.of_column))
            for shape, kind, words in _LEGENDS[by_column]
        ],
        head=("Up to" if by_column else "Day", unit.value, "" if by_column else "Of 7 days"),
        line=line,
    )


def _text(micrograms: int, unit: Unit) -> str:
    """A bodyweight to the tenth."""
    return Load(round(in_unit(micrograms, unit).milli, -2), unit).text


def _number(micrograms: int, unit: Unit) -> float:
    return round(in_unit(micrograms, unit).milli, -2) / 1000


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
