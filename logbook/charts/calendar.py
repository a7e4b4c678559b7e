"""A calendar of shades: weeks as rows of days, a year as columns of weeks, many years as months.

Whatever the range, a square is one day or one month, and never a mean of several: forty years are
forty rows of twelve.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from logbook.charts.figures import Box, Figure, Text
from logbook.charts.spans import Cut, Span

# Up to so many weeks a week is a row, as calendars have it; of more it is a column.
_MOST_ROWS = 12
_ROW, _LOW_ROW = 22, 16
# With large text a year is as high as two low rows: of many every other one is named.
_MOST_NAMED = 10
_HEAD = 18
_GAP = 2
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Left of the squares is room for a month, a weekday or a year, in text of twice the size too.
_LEFT = 17.0
_DAY = dt.timedelta(days=1)
NONE = "–"

SHADES = {
    "sets": ("0", "1–9", "10–19", "20–29", "30+ sets"),
    "days": ("0", "1–4", "5–8", "9–12", "13+ days"),
}
"""What the five shades stand for: sets of a day, days of a month. RepStack policy."""
_STEPS = {"sets": 10, "days": 4}


def shade_of(what: str, number: int) -> int:
    """The shade, 0 to 4, of a number of `sets` or of `days`."""
    if number <= 0:
        return 0
    step = _STEPS[what]
    count = number // step + 1 if what == "sets" else -(-number // step)
    return min(count, 4)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Squares in rows and columns: how wide one is in per cent, and how high in pixels."""

    columns: int
    row: int

    def box(self, at_column: int, at_row: int, shade: int) -> Box:
        wide = (100 - _LEFT) / self.columns
        gap = min(0.5, wide * 0.15)
        return Box(
            f"shade{shade}",
            f"{_LEFT + at_column * wide:.2f}%",
            f"{_HEAD + at_row * self.row}",
            f"{wide - gap:.2f}%",
            f"{self.row - _GAP}",
        )

    def head(self, at_column: float, text: str) -> Text:
        wide = (100 - _LEFT) / self.columns
        return Text(f"{_LEFT + at_column * wide:.2f}%", f"{_HEAD - 5}", "middle", text)

    def side(self, at_row: int, text: str) -> Text:
        return Text("0", f"{_HEAD + at_row * self.row + self.row // 2 + 3}", "start", text)

    def height(self, rows: int) -> int:
        return _HEAD + rows * self.row + 2


def calendar_figure(
    done: Mapping[dt.date, int], span: Span, *, since: dt.date, title: str, says: str
) -> Figure:
    """The calendar of a span.

    `done` has the sets of each day with a session, or where the span is cut into months or longer
    the days of each month, by its first day. Days before `since` or after today are not drawn.
    """
    if span.cut is not Cut.WEEK:
        return _years(done, span, since, title, says)
    weeks = [[one.first + at * _DAY for at in range(7)] for one in span.bins]

    def is_drawn(day: dt.date) -> bool:
        # A session of the date line's other side may stand a day ahead, or before the first.
        return since <= day <= span.today or day in done

    upright = len(weeks) <= _MOST_ROWS
    grid = _Grid(7, _ROW) if upright else _Grid(len(weeks), _LOW_ROW)
    boxes = tuple(
        grid.box(*((at_day, at) if upright else (at, at_day)), shade_of("sets", done.get(day, 0)))
        for at, days in enumerate(weeks)
        for at_day, day in enumerate(days)
        if is_drawn(day)
    )
    if upright:
        heads = [grid.head(at + 0.46, name[0]) for at, name in enumerate(_WEEKDAYS)]
        sides = [grid.side(at, name) for at, name in _month_rows(weeks)]
    else:
        heads = _month_names(weeks, grid)
        sides = [grid.side(at, _WEEKDAYS[at]) for at in (0, 2, 4, 6)]
    return Figure(
        title=title,
        says=says,
        height=grid.height(len(weeks) if upright else 7),
        boxes=boxes,
        texts=(*heads, *sides),
        legend=_legend("sets"),
        head=("Week of", *_WEEKDAYS),
        rows=tuple(
            (
                f"{days[0].day} {days[0]:%b %Y}",
                *(_told(done, day) if is_drawn(day) else "" for day in days),
            )
            for days in reversed(weeks)
        ),
    )


def _month_rows(weeks: Sequence[Sequence[dt.date]]) -> list[tuple[int, str]]:
    """A month beside the week it begins in; the first week's too where its name has room."""
    begins = [(at, day) for at, days in enumerate(weeks) for day in days if day.day == 1]
    if not begins or begins[0][0] > 1:
        begins.insert(0, (0, weeks[0][0]))
    return [(at, f"{day:%b}") for at, day in begins]


def _month_names(weeks: Sequence[Sequence[dt.date]], grid: _Grid) -> list[Text]:
    """Every third month over the column it begins in; the names would touch otherwise."""
    firsts = [
        (at, day)
        for at, days in enumerate(weeks)
        for day in days
        if day.day == 1 and day.month % 3 == 1
    ]
    return [grid.head(at + 0.5, f"{day:%b}") for at, day in firsts if at < len(weeks) - 1]


def _years(
    done: Mapping[dt.date, int], span: Span, since: dt.date, title: str, says: str
) -> Figure:
    first = min([since, *done])
    years = range(first.year, max([span.today, *done]).year + 1)
    months = [dt.date(year, month, 1) for year in years for month in range(1, 13)]

    def is_drawn(month: dt.date) -> bool:
        return first.replace(day=1) <= month <= span.today or month in done

    few = len(years) <= _MOST_NAMED
    grid = _Grid(12, _ROW if few else _LOW_ROW)
    return Figure(
        title=title,
        says=says,
        height=grid.height(len(years)),
        boxes=tuple(
            grid.box(month.month - 1, month.year - years[0], shade_of("days", done.get(month, 0)))
            for month in months
            if is_drawn(month)
        ),
        texts=(
            *(grid.head(at + 0.46, name[0]) for at, name in enumerate(_MONTHS)),
            *(grid.side(at, str(year)) for at, year in enumerate(years) if few or at % 2 == 0),
        ),
        legend=_legend("days"),
        head=("Year", *_MONTHS),
        rows=tuple(
            (
                str(year),
                *(_told(done, month) if is_drawn(month) else "" for month in of_year),
            )
            for year, of_year in reversed(
                [(year, list(rows)) for year, rows in groupby(months, lambda one: one.year)]
            )
        ),
    )


def _told(done: Mapping[dt.date, int], at: dt.date) -> str:
    return str(done[at]) if at in done else NONE


def _legend(what: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(("box", f"shade{at}", words) for at, words in enumerate(SHADES[what]))
