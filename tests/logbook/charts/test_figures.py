"""What a picture must not do: flatten, hide a gap, begin a bar above zero, or fall over nothing."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from logbook.charts.columns import Column, columns_figure, spark, strip
from logbook.charts.figures import Figure, astray, per_cent, scale_of
from logbook.charts.over_time import Dot, Point, Target, dots_figure, line_figure
from logbook.charts.spans import Span, span_of

TODAY = dt.date(2025, 3, 5)
SPAN = span_of("12w", today=TODAY, since=None)
YEARS = span_of("all", today=TODAY, since=TODAY - dt.timedelta(days=800))


def points(*values: float, apart: int = 4) -> list[Point]:
    """Points that end today, so many days apart."""
    days = [TODAY - dt.timedelta(days=apart * back) for back in range(len(values))]
    return [
        Point(day, value, f"{value:g}") for day, value in zip(reversed(days), values, strict=True)
    ]


def line(every: list[Point], span: Span = SPAN, gap_days: int = 42) -> Figure:
    return line_figure(
        every, span, title="Press", says="It goes up.", unit="kg", gap_days=gap_days,
        legend=(), head=("Day", "Estimate", ""),
    )  # fmt: skip


def places(d: str) -> list[tuple[float, float]]:
    """The points of a path."""
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", d)]


def inside(figure: Figure) -> bool:
    """Whether every mark lies within the picture."""
    return all(
        0 <= float(one.x.rstrip("%")) <= 100 and 0 <= float(one.y) <= figure.height
        for one in figure.marks
    )


def test_nothing_is_a_scale_without_marks():
    figure = line([])

    assert (figure.marks, figure.lines, figure.rows, figure.note) == ((), (), (), "")
    assert len(figure.ticks) > 1


def test_one_session_is_a_mark_and_no_line():
    figure = line(points(100))

    assert len(figure.marks) == 1
    assert figure.lines == ()
    assert inside(figure)


def test_two_sessions_are_two_marks_and_a_line():
    figure = line(points(100, 102.5))

    [path] = figure.lines
    (_, first), (_, last) = places(path.d)
    assert last < first, "up is up"
    assert [row[1] for row in figure.rows] == ["102.5", "100"]


def test_equal_values_have_a_scale_around_them():
    figure = line(points(100, 100, 100))

    assert inside(figure)
    assert len({tick.text for tick in figure.ticks}) > 1


@pytest.mark.parametrize(("apart", "lines"), [(42, 1), (43, 0)])
def test_a_gap_is_a_gap(apart: int, lines: int):
    assert len(line(points(100, 105, apart=apart), YEARS).lines) == lines


def test_a_year_off_breaks_the_line_and_what_stands_around_it_is_drawn():
    before = [
        Point(one.day - dt.timedelta(days=400), one.value, one.shown)
        for one in points(100, 101, 102)
    ]
    figure = line(before + points(90, 91, 92), YEARS)

    assert len(figure.lines) == 2
    assert len(figure.marks) == 6


def test_a_typo_of_ten_times_does_not_flatten_the_rest_and_is_said():
    figure = line(points(100, 102, 1020, 104, 105))

    assert [one.kind for one in figure.marks] == ["dot", "dot", "over", "dot", "dot"]
    assert float(figure.ticks[-1].text.removesuffix(" kg")) < 120
    assert figure.note.startswith(
        "One value lies far from all around and outside the scale: 1020 kg"
    )
    assert "1020" in {row[1] for row in figure.rows}, "the table has it still"
    assert inside(figure)


def test_a_tenth_is_an_arrow_down():
    assert [one.kind for one in line(points(100, 102, 10, 104)).marks][2] == "under"


@pytest.mark.parametrize(
    ("values", "out"),
    [
        ([], set()),
        ([100], set()),
        ([10, 100], set()),
        ([100, 101, 200, 101, 100], set()),
        ([100, 101, 202, 101, 100], set()),
        ([100, 101, 203, 101, 100], {2}),
        ([100, 101, 24, 101, 100], {2}),
        ([100, 101, 25, 101, 100], set()),
        ([100, 102, 1020], {2}),
        ([1000, 100, 102], {0}),
        ([100, 100, 1000, 1000, 100, 100, 100], {2, 3}),
        ([20, 30, 45, 65, 90, 120, 160, 200], set()),
    ],
)
def test_only_what_stands_far_from_its_neighbours_is_astray(values: list[float], out: set[int]):
    assert astray(values) == out


@pytest.mark.parametrize("values", [[0.2], [3, 7], [95, 107], [1, 1e6], [0, 0], [1e-3, 2e-3]])
@pytest.mark.parametrize("from_zero", [True, False])
def test_a_scale_holds_its_values_on_few_round_lines(values: list[float], from_zero: bool):
    scale = scale_of(values, 100, from_zero=from_zero)

    assert scale.ticks[0] <= min(values) <= max(values) <= scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= 6
    assert scale.ticks[0] == 0 or not from_zero


@pytest.mark.parametrize("most", [1, 2, 3, 4, 7, 40])
def test_beside_what_is_counted_stand_whole_numbers_alone(most: int):
    ticks = scale_of([float(most)], 100, from_zero=True, is_whole=True).ticks

    assert all(one == int(one) for one in ticks)
    assert ticks[-1] >= most


def test_the_band_goes_up_one_way_and_back_the_other():
    every = [
        Point(one.day, one.value, one.shown, low=one.value - 5, high=one.value + 5)
        for one in points(100, 110)
    ]

    [area] = line(every).areas
    assert len(places(area.d)) == 4
    assert area.d.endswith("z")


def columns(*totals: float | None) -> list[Column]:
    """One for each column of the span, the last ones of these heights."""
    empty = [None] * (len(SPAN.bins) - len(totals))
    return [
        Column(None if one is None else (("moved", one),), (str(at),))
        for at, one in enumerate([*empty, *totals])
    ]


def stacked(every: list[Column], **named: object) -> Figure:
    return columns_figure(
        every, SPAN, title="Sets", says="", unit="", legend=(), head=("Week", "Sets"),
        **named,  # type: ignore[arg-type]
    )  # fmt: skip


def test_columns_begin_at_zero():
    figure = stacked(columns(90, 95, 100))

    assert figure.ticks[0].text == "0"
    bottoms = {round(float(one.y) + float(one.height), 1) for one in figure.boxes}
    assert bottoms == {float(figure.ticks[0].y)}


def test_a_week_without_anything_is_a_gap():
    figure = stacked(columns(10, None, 12))

    assert len(figure.boxes) == 2
    assert len(figure.rows) == len(SPAN.bins)


def test_nothing_at_all_is_an_empty_picture():
    assert stacked(columns()).boxes == ()
    assert stacked(columns(0, 0)).boxes == ()


def test_a_column_that_dwarfs_all_is_cut_off_and_said():
    figure = stacked(columns(10, 12, 400, 11, 12))

    assert [one.kind for one in figure.marks] == ["over"]
    assert float(figure.ticks[-1].text) <= 20
    assert "400" in figure.note


def test_a_busy_week_after_weeks_off_is_not_cut_off():
    assert stacked(columns(10, 10, 30, 10, 10)).note == ""


def test_shares_fill_their_column():
    every = columns()
    every[3] = Column((("close", 1.0), ("on", 2.0), ("easy", 1.0)), ("3",))

    figure = stacked(every, are_shares=True)
    heights = [float(one.height) for one in figure.boxes]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert [one.is_hatched for one in figure.boxes] == [True, False, False]


def test_dots_lie_on_the_band_of_their_target_and_failure_is_below():
    dots = [Dot(TODAY, rir, "on") for rir in (0, 2, 5, 9)]
    figure = dots_figure(dots, [Target(TODAY, 1, 3)], SPAN, title="", says="", legend=(), head=())
    at = [float(one.y) for one in figure.marks]
    [band] = figure.boxes

    assert at[0] > at[1] > at[2] == at[3]
    assert float(band.y) < at[1] < float(band.y) + float(band.height)
    assert not float(band.y) < at[0] < float(band.y) + float(band.height)
    assert inside(figure)


def test_a_band_ends_after_a_week_without_a_session():
    old = TODAY - dt.timedelta(days=60)
    [first, _] = dots_figure(
        [], [Target(old, 1, 3), Target(TODAY, 1, 3)], SPAN, title="", says="", legend=(), head=()
    ).boxes

    assert float(first.width.rstrip("%")) < 10


def test_a_strip_has_a_cell_for_each_column_and_none_for_nothing():
    cells = strip([(0, "a"), (None, ""), (4, "c")])

    assert [(one.x, one.shade) for one in cells] == [("0.00%", 0), ("66.67%", 4)]


def test_a_line_as_small_as_a_word_is_broken_at_gaps():
    assert spark([]) == ()
    assert spark([None, None]) == ()
    assert spark([5]) == ("M0.0 10.0L0.0 10.0",)
    assert len(spark([1, 2, None, 3])) == 2


@pytest.mark.parametrize("ago", [0, 1, 20, (TODAY - SPAN.first).days])
@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_dots_of_one_day_and_height_stand_beside_one_another(ago: int, count: int):
    day = TODAY - dt.timedelta(days=ago)
    others = [Dot(day - dt.timedelta(days=2), 2, "on"), Dot(day - dt.timedelta(days=4), 2, "on")]
    dots = [Dot(day, 2, "on")] * count + [one for one in others if one.day >= SPAN.first]

    figure = dots_figure(dots, [], SPAN, title="", says="", legend=(), head=())

    places = [float(one.x.rstrip("%")) for one in figure.marks]
    assert len(set(places)) == len(places)
    assert all(10 <= place <= 100 for place in places)


def test_a_dot_alone_stands_on_its_day():
    day = TODAY - dt.timedelta(days=9)
    dots = [Dot(day, 2, "on"), Dot(day, 3, "on")]

    figure = dots_figure(dots, [], SPAN, title="", says="", legend=(), head=())

    assert {one.x for one in figure.marks} == {per_cent(SPAN.share(day))}


def test_a_slip_does_not_come_back_into_the_scale_by_the_band():
    every = [
        replace(one, low=100.0, high=1000.0 if at > 3 else one.value)
        for at, one in enumerate(points(100, 101, 102, 1000, 103, 104, 105))
    ]

    figure = line(every)

    assert max(float(one.text.split()[0]) for one in figure.ticks) < 200
    assert [one.kind for one in figure.marks].count("over") == 1
    assert "1000 kg" in figure.note
