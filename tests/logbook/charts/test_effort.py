"""The review's chart and its table: each set against the target it was shown."""

import re

import pytest

from logbook.pages.review.page import read_review
from tests.logbook.given import (
    a_lifter,
    a_red_day,
    a_session,
    checked_in,
    logged,
    the_item,
)
from tests.logbook.reading import chart_labels, review, words

pytestmark = pytest.mark.usefixtures("release")


def test_each_set_is_drawn_against_the_target_it_was_shown(session):
    bench = the_item(session=session)
    logged(item=bench, reps=7, rir=3)
    logged(item=bench, reps=8, rir=1)

    html = review(session)

    assert chart_labels(html) == [
        "Set 1: 80 × 7, 3 in reserve, target 2 to 4, aim 3: on target",
        "Set 2: 80 × 8, 1 in reserve, target 2 to 4, aim 3: Stop: below floor",
    ]
    # 3 RIR is the fourth of six places.
    assert '<svg x="58.33%"> <circle class="rs-dot-on"' in html
    assert '<svg x="25.00%"> <path class="rs-dot-floor"' in html


@pytest.mark.parametrize(
    ("rir", "dot"), [(1.5, "near"), (0, "floor"), (2, "on"), (4, "on"), (4.5, "easy"), (5, "easy")]
)
def test_a_dot_has_the_shape_of_its_verdict(lifter, session, rir, dot):
    row = the_item(session=session, name="Incline dumbbell press")
    checked_in(lifter=lifter, sleep="under_6")
    logged(item=row, rir=rir)

    assert read_review(lifter, session).exercises[0].rows[0].dot == dot


def test_the_table_says_the_same_numbers(session):
    logged(item=the_item(session=session), reps=7, rir=3)

    table = review(session).split("<table", 1)[1].split("</table>", 1)[0]

    assert words("<" + table).endswith("Barbell bench press 1 80 × 7 3 2–4, aim 3 on target")


def test_warm_ups_are_counted_apart(session):
    bench = the_item(session=session)
    logged(item=bench, load="40", kind="warm_up", rir=None)
    logged(item=bench, rir=3)

    html = review(session)
    text = words(html)

    assert "1 of 1 set on target" in text
    assert [label.split(",")[0] for label in chart_labels(html)] == ["Set 1: 80 × 8"]
    assert "And 1 warm-up, never judged." in text


def test_a_check_in_half_way_moves_no_saved_set_and_the_review_says_so(lifter, session):
    bench = the_item(session=session)
    logged(item=bench, kind="warm_up", rir=None)
    logged(item=bench, rir=3)
    logged(item=bench, rir=3)
    a_red_day(lifter=lifter)
    logged(item=bench, rir=5)

    html = review(session)

    assert (
        "Each set keeps the target it was shown: two for a green day, then one for a red day."
        in (words(html))
    )
    assert [label.split("target ")[1].split(":")[0] for label in chart_labels(html)] == [
        "2 to 4, aim 3",
        "2 to 4, aim 3",
        "4 to 5, aim 4",
    ]


def test_a_lifter_who_uses_words_reads_words_on_the_scale_and_beside_it():
    lifter = a_lifter(level="beginner")
    session = a_session(lifter=lifter, workout="Full body A")
    logged(item=the_item(session=session, name="Leg press"), rir=4, rir_in_words=True)

    html = review(session)

    assert "Set 1: 80 × 8, effort easy, target 3 to 5, aim 4: on target" in chart_labels(html)
    assert re.search(r'<text[^>]*y="14"[^>]*>Very hard</text>', html)
    assert "@" not in words(html)


def test_a_long_load_takes_two_lines_beside_the_chart(session):
    logged(item=the_item(session=session), load="137.5", reps=12)

    assert "rs-effort__chart--tall" in review(session)


def test_a_short_load_takes_one(session):
    logged(item=the_item(session=session), load="27.5", reps=10)

    assert "rs-effort__chart--tall" not in review(session)
