"""The days a picture covers: four weeks, twelve, a year or all, cut into weeks or longer.

Weeks begin on Monday (rulebook 1). “All” is cut into weeks, months, quarters or years, so that a
picture of forty years has as few columns as one of one.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from logbook.clock import week_start

_WEEK = dt.timedelta(weeks=1)
_MONTHS = 12


class Cut(StrEnum):
    """How long a column is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS_OF = {Cut.MONTH: 1, Cut.QUARTER: 3, Cut.YEAR: _MONTHS}
# The most columns that still are columns on a phone; what is longer is cut more coarsely.
_MOST = {Cut.WEEK: 60, Cut.MONTH: 60, Cut.QUARTER: 60}

RANGES = {"4w": (4, "4 weeks"), "12w": (12, "12 weeks"), "1y": (53, "1 year"), "all": (0, "All")}
"""What a link may ask for: weeks up to this one, and the link's words; all is 0."""
USUAL = "12w"


@dataclass(frozen=True, slots=True)
class Bin:
    """One column: its first and last day, both included."""

    first: dt.date
    last: dt.date
    cut: Cut

    @property
    def name(self) -> str:
        """What it is called in a table: `23 Nov 2026`, `Nov 2026`, `Q4 2026`, `2026`."""
        if self.cut is Cut.WEEK:
            return f"{self.first.day} {self.first:%b %Y}"
        if self.cut is Cut.MONTH:
            return f"{self.first:%b %Y}"
        quarter = f"Q{(self.first.month + 2) // 3} " if self.cut is Cut.QUARTER else ""
        return f"{quarter}{self.first.year}"

    @property
    def named(self) -> str:
        """The same within a sentence: `the week of 23 Nov 2026`, `Nov 2026`, `Q4 2026`, `2026`."""
        return f"the week of {self.name}" if self.cut is Cut.WEEK else self.name

    @property
    def short(self) -> str:
        """What it is called on an axis: `23 Nov`, `Nov 26`, `2026`."""
        if self.cut is Cut.WEEK:
            return f"{self.first.day} {self.first:%b}"
        return f"{self.first:%b %y}" if self.cut is not Cut.YEAR else str(self.first.year)

    @property
    def weeks(self) -> float:
        """How many weeks long it is."""
        return ((self.last - self.first).days + 1) / 7


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of a picture, in time order; the last one has today in it."""

    range: str
    cut: Cut
    bins: tuple[Bin, ...]
    today: dt.date

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.bins[0].first

    @property
    def of_column(self) -> str:
        """The word for one column: week, month, quarter, year."""
        return self.cut.value

    def place(self, day: dt.date) -> int | None:
        """The column of a day, None for one outside; a day still to come counts as today."""
        at = bisect_right(self.bins, min(day, self.today), key=lambda one: one.first) - 1
        return at if at >= 0 else None

    def share(self, day: dt.date) -> float:
        """Where a day stands between the first day and today, 0 to 1."""
        days = (self.today - self.first).days
        return min(max((day - self.first).days / days, 0.0), 1.0) if days else 1.0


def span_of(asked: str, *, today: dt.date, since: dt.date | None) -> Span:
    """The columns of a range that ends with today; `since` is the log's first day, None without one.

    A range nobody knows is the usual one. The year begins no earlier than the log, so that a short
    log is not drawn into a corner; “all” is cut by how long the log is.
    """
    name = asked if asked in RANGES else USUAL
    weeks, _ = RANGES[name]
    this = week_start(today)
    begin = week_start(min(since or today, today))
    if weeks:
        first = this - (weeks - 1) * _WEEK
        if name == "1y":
            first = max(first, min(begin, this - (RANGES[USUAL][0] - 1) * _WEEK))
        return Span(name, Cut.WEEK, tuple(_weeks(first, this)), today)
    begin = min(begin, this - (RANGES["4w"][0] - 1) * _WEEK)
    if (this - begin) // _WEEK < _MOST[Cut.WEEK]:
        return Span(name, Cut.WEEK, tuple(_weeks(begin, this)), today)
    begin = min(since or today, today)
    months = (today.year - begin.year) * _MONTHS + today.month - begin.month + 1
    cut = next(
        (one for one, most in _MOST.items() if months <= most * _MONTHS_OF.get(one, 0)), Cut.YEAR
    )
    return Span(name, cut, tuple(_months(begin, today, cut)), today)


def _weeks(first: dt.date, last: dt.date) -> Iterator[Bin]:
    monday = first
    while monday <= last:
        yield Bin(monday, monday + _WEEK - dt.timedelta(days=1), Cut.WEEK)
        monday += _WEEK


def _months(first: dt.date, last: dt.date, cut: Cut) -> Iterator[Bin]:
    """Columns of whole months: a quarter begins in January, April, July or October."""
    step = _MONTHS_OF[cut]
    count = first.year * _MONTHS + (first.month - 1) // step * step
    while (begin := dt.date(count // _MONTHS, count % _MONTHS + 1, 1)) <= last:
        count += step
        end = dt.date(count // _MONTHS, count % _MONTHS + 1, 1) - dt.timedelta(days=1)
        yield Bin(begin, end, cut)
