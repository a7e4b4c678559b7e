"""A set far from its aim offers another load for the next one at once (rulebook 8)."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from tests.logbook.given import (
    NOON,
    a_lifter,
    a_session,
    a_set_form,
    checked_in,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.session.test_set_views import post
from tests.logbook.reading import flat, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def bench(lifter):
    """Bench press for 6 to 8 reps by a lifter who knows it: aim 3."""
    known_movements(lifter=lifter)
    return the_item(session=a_session(lifter=lifter))


def offered(html):
    """The load the page offers for the next set, None where it offers none."""
    found = re.search(r'data-load="([^"]*)"', html)
    return found and found[1]


@pytest.mark.parametrize(
    ("reps", "rir", "load"),
    [
        (6, "5", "82.5"),
        (6, "4.5", None),
        (7, "3", None),
        (6, "1.5", None),
        (6, "1", "75"),
        (5, "1", "77.5"),
        (5, "4", "77.5"),
        (5, "4.5", None),
        (6, "", None),
    ],
)
def test_two_reps_from_the_aim_or_reps_missed_at_the_effort_asked_offer_a_load(
    bench, reps, rir, load
):
    assert offered(flat(post(bench, reps=str(reps), rir=rir).content.decode())) == load


def test_it_says_which_and_why(bench):
    text = words(flat(post(bench, reps="6", rir="1").content.decode()))

    assert "Next set: 75 kg? 2 fewer left than the aim:" in text


def test_a_reloaded_page_offers_it_still_and_a_later_set_takes_it_away(bench):
    post(bench, reps="6", rir="1")
    client = logged_in(bench.athlete)
    way = f"{reverse('session_detail', args=[bench.session_id])}?exercise={bench.pk}"
    assert offered(flat(client.get(way).content.decode())) == "75"

    post(bench, number="2", load="75", reps="6", rir="3")
    assert offered(flat(client.get(way).content.decode())) is None


def test_a_poor_day_offers_nothing_heavier(lifter, bench):
    checked_in(lifter=lifter, sleep="under_6")

    assert offered(flat(post(bench, reps="6", rir="5").content.decode())) is None


@pytest.mark.parametrize("kind", ["warm_up", "drop", "rest_pause"])
def test_what_is_no_working_set_offers_nothing(bench, kind):
    assert offered(flat(post(bench, reps="6", rir="5", kind=kind).content.decode())) is None


def test_a_belt_goes_up_by_what_can_be_added():
    lifter = a_lifter()
    lifter.bodyweights.create(
        local_date="2025-01-01", milli=80_000, unit="kg", micrograms=80 * 10**9
    )
    session = a_session(lifter=lifter, workout=None, exercises=["Pull-up"])
    item = the_item(session=session, name="Pull-up")
    logged(item=item, load="10", reps=6, rir=1)

    html = flat(
        logged_in(lifter)
        .get(f"{reverse('session_detail', args=[session.pk])}?exercise={item.pk}")
        .content.decode()
    )
    assert offered(html) == "2.5"
    assert "Next set: +2.5 kg?" in words(html)


@pytest.mark.parametrize(
    ("reps", "rir"), [(6, 0), (6, 0.5), (6, 1), (5, 0), (3, 1), (7, 0), (8, 5)]
)
@pytest.mark.parametrize("strong", [80, 90, 100, 120])
def test_what_is_offered_is_not_warned_of_when_it_is_typed(lifter, strong, reps, rir):
    """Whatever the estimate of the days before says of the load (rulebook 8, feasible)."""
    for days in (4, 2):
        before = a_session(lifter=lifter, started=NOON - dt.timedelta(days=days))
        logged(item=the_item(session=before), load=str(strong), reps=1, rir=0)
        finished(before)
    item = the_item(session=a_session(lifter=lifter))
    load = offered(flat(post(item, reps=str(reps), rir=str(rir)).content.decode()))
    form = a_set_form(number="2", load=load, reps="6", rir="3")
    html = logged_in(lifter).post(reverse("set_preview", args=[item.pk]), form).content.decode()
    assert load is not None
    assert "too heavy" not in html
