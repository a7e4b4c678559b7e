"""The columns of a picture: four weeks to forty years."""

import datetime as dt

import pytest

from logbook.charts.spans import RANGES, span_of

TODAY = dt.date(2025, 3, 5)
"""A Wednesday."""


def ago(**named: int) -> dt.date:
    return TODAY - dt.timedelta(**named)


@pytest.mark.parametrize(("name", "count"), [("4w", 4), ("12w", 12)])
def test_weeks_end_with_the_running_one(name: str, count: int):
    span = span_of(name, today=TODAY, since=ago(weeks=300))

    assert len(span.bins) == count
    assert (span.bins[-1].first, span.bins[-1].last) == (dt.date(2025, 3, 3), dt.date(2025, 3, 9))
    assert all(one.first.weekday() == 0 for one in span.bins)


@pytest.mark.parametrize("asked", ["", "12w", "2 years", "<script>", "\x00"])
def test_what_nobody_knows_is_the_usual_range(asked: str):
    assert span_of(asked, today=TODAY, since=None).range == "12w"


def test_a_year_begins_no_earlier_than_the_log_but_shows_twelve_weeks():
    assert len(span_of("1y", today=TODAY, since=ago(weeks=300)).bins) == 53
    assert len(span_of("1y", today=TODAY, since=ago(weeks=20)).bins) == 21
    assert len(span_of("1y", today=TODAY, since=ago(days=1)).bins) == 12
    assert len(span_of("1y", today=TODAY, since=None).bins) == 12


@pytest.mark.parametrize(
    ("since", "cut", "count"),
    [
        (None, "week", 4),
        (ago(days=0), "week", 4),
        (ago(weeks=59), "week", 60),
        (ago(weeks=60), "month", 15),
        (dt.date(2020, 4, 1), "month", 60),
        (dt.date(2020, 3, 31), "quarter", 21),
        (dt.date(2010, 4, 1), "quarter", 60),
        (dt.date(2010, 3, 31), "year", 16),
        (dt.date(1985, 1, 1), "year", 41),
    ],
)
def test_all_is_cut_by_its_length(since: dt.date | None, cut: str, count: int):
    span = span_of("all", today=TODAY, since=since)

    assert (span.cut, len(span.bins)) == (cut, count)
    assert span.first <= (since or TODAY)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("years", [0, 1, 4, 12, 41])
def test_every_day_of_the_log_is_in_the_column_it_belongs_to(name: str, years: int):
    since = ago(days=365 * years + 3)
    span = span_of(name, today=TODAY, since=since)
    day = since

    assert span.bins[-1].first <= TODAY <= span.bins[-1].last
    while day <= TODAY:
        place = span.place(day)
        if place is None:
            assert day < span.first
        else:
            assert span.bins[place].first <= day <= span.bins[place].last
        day += dt.timedelta(days=1)
    assert all(
        (after.first - before.last).days == 1
        for before, after in zip(span.bins, span.bins[1:], strict=False)
    )


def test_a_day_beyond_the_date_line_counts_as_today():
    span = span_of("4w", today=dt.date(2025, 3, 9), since=None)

    assert span.place(dt.date(2025, 3, 10)) == 3


def test_a_log_that_begins_after_today_has_its_columns_still():
    assert span_of("all", today=TODAY, since=TODAY + dt.timedelta(days=1)).bins[-1].first <= TODAY


@pytest.mark.parametrize(
    ("range_", "since", "name", "short"),
    [
        ("4w", None, "3 Mar 2025", "3 Mar"),
        ("all", ago(days=800), "Mar 2025", "Mar 25"),
        ("all", ago(days=3000), "Q1 2025", "Jan 25"),
        ("all", ago(days=9000), "2025", "2025"),
    ],
)
def test_a_column_is_named(range_: str, since: dt.date | None, name: str, short: str):
    last = span_of(range_, today=TODAY, since=since).bins[-1]

    assert (last.name, last.short) == (name, short)
