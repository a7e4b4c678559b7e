"""The calendar of shades: what a square is, where it stands, and which ones there are."""

import datetime as dt

import pytest

from logbook.charts.calendar import calendar_figure, shade_of
from logbook.charts.spans import span_of

TODAY = dt.date(2025, 3, 5)
"""A Wednesday."""
DAY = dt.timedelta(days=1)


def drawn(done, asked, since):
    span = span_of(asked, today=TODAY, since=since)
    return calendar_figure(done, span, since=since, title="Days trained", says="Said.")


@pytest.mark.parametrize(
    ("what", "number", "shade"),
    [
        *[("sets", 0, 0), ("sets", 1, 1), ("sets", 9, 1), ("sets", 10, 2), ("sets", 19, 2)],
        *[("sets", 20, 3), ("sets", 29, 3), ("sets", 30, 4), ("sets", 400, 4)],
        *[("days", 0, 0), ("days", 1, 1), ("days", 4, 1), ("days", 5, 2), ("days", 8, 2)],
        *[("days", 9, 3), ("days", 12, 3), ("days", 13, 4), ("days", 31, 4)],
    ],
)
def test_a_shade_stands_for_what_its_legend_says(what, number, shade):
    assert shade_of(what, number) == shade


def test_four_weeks_are_rows_of_days_up_to_today():
    figure = drawn({TODAY: 12, TODAY - 2 * DAY: 30}, "4w", TODAY - 100 * DAY)

    assert len(figure.boxes) == 3 * 7 + 3
    assert [box.kind for box in figure.boxes[-3:]] == ["shade4", "shade0", "shade2"]
    assert [text.text for text in figure.texts[:7]] == list("MTWTFSS")
    assert figure.rows[0] == ("3 Mar 2025", "30", "–", "12", "", "", "", "")
    assert len(figure.rows) == 4


def test_days_before_the_first_session_are_not_days_off():
    figure = drawn({TODAY: 5, TODAY - DAY: 5}, "12w", TODAY - DAY)

    assert [box.kind for box in figure.boxes] == ["shade1", "shade1"]


def test_a_session_beyond_the_date_line_is_drawn_on_its_day():
    figure = drawn({TODAY + DAY: 12}, "4w", TODAY)

    assert [box.kind for box in figure.boxes] == ["shade0", "shade2"]


def test_a_year_is_columns_of_weeks():
    figure = drawn({TODAY: 12}, "1y", TODAY - 500 * DAY)

    assert len(figure.boxes) == 52 * 7 + 3
    assert [text.text for text in figure.texts if text.x == "0"] == ["Mon", "Wed", "Fri", "Sun"]
    assert [text.text for text in figure.texts if text.x != "0"] == ["Apr", "Jul", "Oct", "Jan"]
    rightmost = max(float(box.x[:-1]) + float(box.width[:-1]) for box in figure.boxes)
    assert rightmost <= 100


@pytest.mark.parametrize(("years", "named"), [(5, 6), (40, 21)])
def test_many_years_are_rows_of_months(years, named):
    since = TODAY.replace(year=TODAY.year - years)
    figure = drawn({since.replace(day=1): 3, TODAY.replace(day=1): 14}, "all", since)

    assert len(figure.boxes) == 12 * years + 1
    assert (figure.boxes[0].kind, figure.boxes[-1].kind) == ("shade1", "shade4")
    assert sum(text.x == "0" for text in figure.texts) == named
    assert figure.rows[0] == ("2025", "–", "–", "14", *[""] * 9) if years == 40 else True
    assert figure.rows[-1][0] == str(since.year)
    assert figure.rows[-1][1:4] == ("", "", "3")


def test_no_two_squares_lie_on_each_other():
    for asked, since in (("4w", 30), ("12w", 100), ("1y", 400), ("all", 9000)):
        figure = drawn({}, asked, TODAY - since * DAY)
        places = [(box.x, box.y) for box in figure.boxes]
        assert len(set(places)) == len(places) > 20
        assert all(float(box.y) + float(box.height) < figure.height for box in figure.boxes)
