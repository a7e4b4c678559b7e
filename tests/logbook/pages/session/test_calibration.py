"""A test set is offered where it would measure and costs least, and explained where it is read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.deload import start_deload
from logbook.acts.session_exercises import skip_exercise
from logbook.pages.session.screen import read_screen
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
# The article's session ends with two safer exercises: the fly, then the curl.
FLY, CURL = "Cable fly", "Curl"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON + dt.timedelta(minutes=30))


def begun(lifter, name=CURL, *, sets=2, rir=2, started=NOON, **named):
    """A session with so many sets of one exercise, one before the last by the plan of three."""
    session = a_session(lifter=lifter, started=started)
    for _ in range(sets):
        logged(item=the_item(session=session, name=name), reps=10, load="20", rir=rir, **named)
    return session


def is_offered(session, name=CURL):
    item = the_item(session=session, name=name)
    screen = read_screen(
        session.athlete, session, now=NOON + dt.timedelta(minutes=30), chosen=item.pk
    )
    card = next(card for card in screen.cards if card.item.pk == item.pk)
    return card.open is not None and card.open.offers_test


@pytest.fixture
def lifter():
    person = a_lifter()
    known_movements(lifter=person)
    return person


def test_it_is_offered_with_the_final_set_of_the_last_safer_exercise(lifter):
    session = begun(lifter)
    assert is_offered(session)
    text = words(page(logged_in(lifter), reverse("session_detail", args=[session.pk]),
                      {"exercise": str(the_item(session=session, name=CURL).pk)}))  # fmt: skip
    assert "Test set? Keep the weight and go on until no good rep comes" in text


@pytest.mark.parametrize(("sets", "offered"), [(0, False), (1, False), (2, True), (3, False)])
def test_not_before_the_final_set(lifter, sets, offered):
    assert is_offered(begun(lifter, sets=sets)) is offered


@pytest.mark.parametrize(
    ("rir", "offered"),
    [(None, False), (0, False), (0.5, True), (4, True), (4.5, False), (5, False)],
)
def test_only_after_a_set_that_said_what_was_left(lifter, rir, offered):
    assert is_offered(begun(lifter, rir=rir)) is offered


@pytest.mark.parametrize(("rir", "offered"), [(3, True), (4, False)])
def test_easy_says_only_or_more(rir, offered):
    lifter = a_lifter(effort_input="words")
    known_movements(lifter=lifter)
    assert is_offered(begun(lifter, rir=rir, rir_in_words=True)) is offered


def test_one_as_safe_that_comes_later_has_it_unless_it_is_skipped(lifter):
    session = begun(lifter, FLY)
    assert not is_offered(session, FLY)
    skip_exercise(lifter, the_item(session=session, name=CURL).pk, is_skipped=True)
    assert is_offered(session, FLY)


def test_not_on_a_lift_that_failing_costs_more(lifter):
    session = begun(lifter, "Chest-supported row")
    for name in (FLY, CURL):
        skip_exercise(lifter, the_item(session=session, name=name).pk, is_skipped=True)
    assert not is_offered(session, "Chest-supported row")


def test_not_on_a_poor_day_nor_in_a_deload_nor_of_a_new_movement(lifter):
    assert not is_offered(begun(a_lifter()))
    poor = a_lifter()
    known_movements(lifter=poor)
    a_red_day(lifter=poor)
    # A red day plans a set less.
    assert not is_offered(begun(poor, sets=1))
    start_deload(lifter, today=NOON.date())
    assert not is_offered(begun(lifter, sets=1))


@pytest.mark.parametrize(
    ("level", "days", "offered"),
    [
        ("intermediate", 13, False),
        ("intermediate", 14, True),
        ("beginner", 27, False),
        ("beginner", 28, True),
    ],
)
def test_not_so_soon_after_the_last(level, days, offered):
    lifter = a_lifter(level=level, effort_input="numbers")
    known_movements(lifter=lifter, before=NOON - 40 * DAY)
    # Beginners know a movement from their own sessions on, so the test is granted then.
    earlier = begun(lifter, started=NOON - days * DAY)
    row = logged(item=the_item(session=earlier, name=CURL), reps=13, load="20", rir=0, is_test=True)
    assert row.is_test
    finished(earlier)
    assert is_offered(begun(lifter)) is offered


def test_it_costs_one_question_and_only_where_it_may_be_offered(lifter):
    def asked(session, name):
        item = the_item(session=session, name=name)
        with CaptureQueriesContext(connection) as found:
            read_screen(lifter, session, now=NOON, chosen=item.pk)
        return len(found)

    session = begun(lifter)
    assert asked(session, CURL) == asked(session, FLY) + 1


def sense(lifter):
    return words(page(logged_in(lifter), reverse("rir_sense")))


@pytest.mark.parametrize(
    ("reps", "rir", "earlier", "says"),
    [
        (13, 0, 2, "the set before had 10 reps and 2 left as you said, so 12. The test had 13: 1 rep more than you said."),
        (12, 0, 2, "so 12. The test had 12: as many as you said."),
        (10, 0, 2, "The test had 10: 2 reps fewer than you said."),
        (13, 2, 2, "it ended with reps left, so it measures nothing."),
        (10, 0, 5, "no set before it at that weight said how many reps were left"),
    ],
)  # fmt: skip
def test_what_it_showed_is_explained(lifter, reps, rir, earlier, says):
    assert "Your last test." not in sense(lifter)
    session = begun(lifter, rir=earlier)
    row = logged(
        item=the_item(session=session, name=CURL), reps=reps, load="20", rir=rir, is_test=True
    )
    assert row.is_test

    text = sense(lifter)

    assert "Your last test. Wed 5 Mar, Curl: " in text
    assert says in text
