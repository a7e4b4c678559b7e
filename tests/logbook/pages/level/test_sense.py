"""The sense of effort: measured where a set to failure followed a rated one at the same weight."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.logbook.given import (
    NOON,
    a_lifter,
    a_session,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import chart_labels, page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    return logged_in(lifter)


def measured(lifter, *, errors, before=NOON, name="Curl"):
    """A session for each error: a set of 10 with 2 left, then one to failure with so many more."""
    for place, error in enumerate(errors, start=1):
        started = before - dt.timedelta(days=3 * place)
        session = a_session(lifter=lifter, started=started)
        item = the_item(session=session, name=name)
        logged(item=item, reps=10, rir=2, load="30")
        logged(item=item, reps=12 + error, rir=0, load="30")
        finished(session)


def tired(lifter, *, reps=(10, 10, 10, 10, 10, 10), days=200):
    """One set to failure after the other at one weight: a pair each with the one before."""
    session = a_session(lifter=lifter, started=NOON - dt.timedelta(days=days))
    for one in reps:
        logged(item=the_item(session=session, name="Curl"), reps=one, rir=0, load="20")
    finished(session)


def sense(client) -> str:
    return page(client, reverse("rir_sense"))


def test_without_points_it_says_how_to_get_one(client):
    text = words(sense(client))

    assert "0 of 3 measured points so far" in text
    assert "Mark the last set as a test set" in text
    assert "Halperin 2022" in text
    assert "Mean" not in text


def test_two_points_have_no_mean_and_three_have(client, lifter):
    tired(lifter)
    measured(lifter, errors=[1, 2])
    text = words(sense(client))
    assert "2 of 3 measured points so far" in text
    assert "1 more, and you see how far off you are" in text

    measured(lifter, errors=[0], before=NOON - dt.timedelta(days=30))

    text = words(sense(client))
    assert "You had 1.0 reps more than you said, on average." in text
    assert "Average +1.0 Spread ± 1.0" in text
    assert "Your offset" not in text
    assert "2 more points, and your own offset is shown" in text


def test_from_five_points_on_the_offset_is_shown_and_nothing_is_rewritten(client, lifter):
    tired(lifter)
    measured(lifter, errors=[1, 1, 1, 1])
    assert "Your offset" not in words(sense(client))

    measured(lifter, errors=[1], before=NOON - dt.timedelta(days=30))

    text = words(sense(client))
    assert "Your offset +0.5" in text
    assert "Expect about 0.5 more reps left than you say." in text
    assert "Nothing you logged is changed" in text
    assert set(lifter.sessions.values_list("sets__rir_halves", flat=True)) == {4, 0}


def test_the_chart_and_the_table_say_the_same(client, lifter):
    tired(lifter)
    measured(lifter, errors=[2, -1, 0])

    html = sense(client)

    assert chart_labels(html.replace('<svg class="rs-sense" role', "<svg role")) == [
        "3 measured, reps really left minus reps said: −1, 0, +2; average +0.3"
    ]
    text = words(html)
    for row in ("12 10 + 2 14 +2", "12 10 + 2 11 −1", "12 10 + 2 12 0"):
        assert row in text


def test_points_of_one_place_are_one_dot_with_their_number(client, lifter):
    tired(lifter)
    measured(lifter, errors=[0, 0, 0, 0, 2, -1])

    html = sense(client)

    assert html.count('class="rs-dot-sense"') == 3
    assert re.findall(r'rs-dot-sense" [^>]*r="([\d.]+)"', html) == ["5.0", "10.0", "5.0"]
    assert re.findall(r'y="62"[^>]*>(\d+)<', html) == ["4"]
    assert 'minus reps said: −1, 0 (4 times), +2; average +0.2"' in html
    text = words(html)
    assert "Apart, to the nearest half rep Points −1 1 0 4 +2 1" in text
    assert "Points of the same half rep are one dot: the number below it says how many." in text


def test_half_reps_are_drawn_apart_where_there_is_room_and_together_where_there_is_none(
    client, lifter
):
    tired(lifter, reps=(14, 13, 12, 12, 11, 10))  # 0.8 lost from one to the next
    measured(lifter, errors=[0, 1])
    assert "minus reps said: +1, +2" in sense(client)
    assert "0 12 +0.8" in words(sense(client)).replace("12 10 + 2 12", "0 12")

    measured(lifter, errors=[-9], before=NOON - dt.timedelta(days=30))
    text = words(sense(client))
    assert "−8.2" in text
    assert "to the nearest" not in text


def test_the_lifters_own_loss_is_added_and_told(client, lifter):
    tired(lifter, reps=(14, 12, 11, 10, 10, 9))
    measured(lifter, errors=[0, 0, 0])

    text = words(sense(client))

    assert "Average +1.0" in text
    assert "you lose 1.0 reps on average, in 5 pairs" in text
    assert "fatigue included" not in text


def test_without_five_pairs_the_points_are_shown_with_the_fatigue_included(client, lifter):
    tired(lifter, reps=(10, 9, 8, 7, 6))
    measured(lifter, errors=[1, 1, 1, 1, 1])

    html = sense(client)

    text = words(html)
    assert "5 measured, fatigue included: 4 of 5 pairs." in text
    assert "+1 (5 times); fatigue included" in html
    assert text.count("13 +1 fatigue included") == 5
    assert "from 1 more pair of sets to failure" in text
    assert "Average" not in text
    assert "Your offset" not in text


def test_the_spread_is_told_in_points(client, lifter):
    tired(lifter)
    measured(lifter, errors=[2, -1, 0, 0])
    assert "3 of 4 points lie within 1.3 reps of your average." in words(sense(client))


def test_equal_points_have_no_spread_to_tell(client, lifter):
    tired(lifter)
    measured(lifter, errors=[1, 1, 1])
    assert "All points are the same." in words(sense(client))


@pytest.mark.parametrize(
    ("earlier", "row"),
    [
        ({"rir": 4}, "16 12 + 4 12 −4"),
        ({"rir": 0.5}, "12.5 12 + 0.5 12 −0.5"),
        ({"rir": 3, "rir_in_words": True}, "15 12 + 3 12 −3"),
        ({"rir": 5}, None),
        ({"rir": 4, "rir_in_words": True}, None),
        ({"rir": 0}, None),
        ({"rir": 2, "ended_by": "technical_failure"}, None),
    ],
)
def test_what_was_said_is_told_with_the_set_it_comes_from(client, lifter, earlier, row):
    item = the_item(
        session=a_session(lifter=lifter, started=NOON - dt.timedelta(days=1)), name="Curl"
    )
    logged(item=item, reps=12, load="30", **earlier)
    logged(item=item, reps=12, rir=0, load="30")

    text = words(sense(client))

    if row is None:
        assert "0 of 3 measured points so far" in text
    else:
        assert f"{row} fatigue included “You said”" in text


def test_a_set_whose_form_broke_is_done_and_says_so(client, lifter):
    item = the_item(
        session=a_session(lifter=lifter, started=NOON - dt.timedelta(days=1)), name="Curl"
    )
    logged(item=item, reps=12, rir=2, load="30")
    logged(item=item, reps=12, rir=5, load="30", ended_by="technical_failure")

    assert "14 12 + 2 12 form broke −2" in words(sense(client))


def test_a_test_set_without_a_number_counts(client, lifter):
    known_movements(lifter=lifter, before=NOON - dt.timedelta(days=1))
    session = a_session(lifter=lifter, started=NOON - dt.timedelta(days=1))
    item = the_item(session=session, name="Curl")
    for _ in range(2):
        logged(item=item, reps=10, rir=2, load="30")
    assert logged(item=item, reps=13, rir=None, load="30", is_test=True).is_test

    assert "1 measured, fatigue included" in words(sense(client))


def test_another_weight_a_year_ago_and_somebody_else_give_no_point(client, lifter):
    session = a_session(lifter=lifter, started=NOON - dt.timedelta(days=1))
    item = the_item(session=session, name="Curl")
    logged(item=item, reps=10, rir=2, load="30")
    logged(item=item, reps=13, rir=0, load="31")
    measured(lifter, errors=[1], before=NOON - dt.timedelta(days=363))
    measured(a_lifter(), errors=[1])

    assert "0 of 3 measured points so far" in words(sense(client))


def test_the_last_day_of_the_year_still_counts(client, lifter):
    measured(lifter, errors=[1], before=NOON - dt.timedelta(days=362))

    assert "13 +1 fatigue included" in words(sense(client))


def test_more_points_ask_no_more_questions(client, lifter):
    measured(lifter, errors=[1])
    with CaptureQueriesContext(connection) as first:
        sense(client)
    measured(lifter, errors=[1] * 8, before=NOON - dt.timedelta(days=30))
    with CaptureQueriesContext(connection) as later:
        sense(client)

    assert len(later) == len(first)
