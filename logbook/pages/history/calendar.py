"""The calendar on History: which days were trained on, and what that comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from logbook.charts.calendar import calendar_figure
from logbook.charts.figures import Figure
from logbook.charts.spans import RANGES, Cut, Span, span_of
from logbook.log.days_trained import (
    Trained,
    days_trained,
    first_session_day,
    months_trained,
)
from logbook.models import User

_WEEK = 7
# From so many days between two sessions on a gap is worth a word (RepStack policy).
_LONG = 8


@dataclass(frozen=True, slots=True)
class Calendar:
    """The card: its range's links, one sentence for what it shows, and the picture."""

    span: Span
    ranges: tuple[tuple[str, str], ...]
    title: str
    says: str
    figure: Figure
    counted: str


def read_calendar(lifter: User, asked: str, today: dt.date) -> Calendar | None:
    """The calendar of a range, in two queries; None before the first session.

    “All” of more than a year reads every session of the log and no set; other ranges read theirs.
    """
    since = first_session_day(lifter)
    if since is None:
        return None
    span = span_of(asked, today=today, since=since)
    by_day = span.cut is Cut.WEEK
    found = days_trained(lifter, span.first) if by_day else months_trained(lifter)
    title, says = _finding(found, span, since)
    return Calendar(
        span=span,
        ranges=tuple((name, words) for name, (_, words) in RANGES.items()),
        title=title,
        says=says,
        figure=calendar_figure(
            {one.day: one.days if one.sets is None else one.sets for one in found},
            span,
            since=since,
            title="Days trained",
            says=f"{title}. {says}".strip(),
        ),
        counted=(
            "Counted: the working sets done on each day"
            if by_day
            else "Counted: the days of each month with a session"
        ),
    )


def _finding(found: Sequence[Trained], span: Span, since: dt.date) -> tuple[str, str]:
    days = sum(one.days for one in found)
    length = (span.today - max(span.first, min(since, span.today))).days + 1
    title = f"Trained on {days} day{'' if days == 1 else 's'} of {length}"
    if not days:
        return title, f"The last {length} days have no session."
    says = []
    a_week = f"{days * _WEEK / length:.1f}"
    if length >= 2 * _WEEK and a_week != "0.0":
        says.append(f"{a_week} days a week.")
    if span.cut is Cut.WEEK:
        says += _longest_gap([one.day for one in found], span.today)
    return title, " ".join(says)


def _longest_gap(days: Sequence[dt.date], today: dt.date) -> list[str]:
    """The longest run of days without a session between two, or since the last one."""
    ends = [*days, max(today + dt.timedelta(days=1), days[-1])]
    length, begin, end = max(
        ((after - before).days - 1, before, after) for before, after in pairwise(ends)
    )
    if length < _LONG:
        return []
    first, last = begin + dt.timedelta(days=1), end - dt.timedelta(days=1)
    return [f"Longest gap: {length} days, {_day(first)} to {_day(last)}."]


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
