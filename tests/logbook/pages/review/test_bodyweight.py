"""A bodyweight nobody entered is named in the review where it is why nothing is estimated (rulebook 7)."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.logbook.given import NOON, a_session, finished, logged, the_item
from tests.logbook.reading import review, words

pytestmark = pytest.mark.usefixtures("release")

SAID = "Your bodyweight was not known, so nothing is estimated for"


def pulled(lifter, names=("Pull-up",), **named):
    """The review of a session of these exercises, two sets of each."""
    session = a_session(lifter=lifter, workout=None, exercises=names)
    for name in names:
        for _ in range(2):
            logged(item=the_item(session=session, name=name), **{"load": "10", **named})
    return review(finished(session))


def weighed(lifter, days=0):
    day = NOON.date() + dt.timedelta(days=days)
    lifter.bodyweights.create(local_date=day, milli=80_000, unit="kg", micrograms=80 * 10**9)


def link():
    return f'<a href="{reverse("settings")}">Enter it in the settings</a>'


def test_it_is_said_once_with_a_way_to_enter_it(lifter):
    html = pulled(lifter, ("Pull-up", "Chest dip"))

    assert words(html).count(SAID) == 1
    assert f"{SAID} Pull-up, Chest dip:" in words(html)
    assert link() in html


@pytest.mark.parametrize(("days", "is_said"), [(-1, False), (0, False), (1, True)])
def test_it_is_the_reason_up_to_the_day_of_the_first_weighing(lifter, days, is_said):
    weighed(lifter, days)
    html = pulled(lifter)

    assert (SAID in words(html)) is is_said
    # Known by now: there is nothing to enter.
    assert link() not in html


def test_it_is_not_the_reason_of_a_lift_that_moves_no_body(lifter):
    html = pulled(lifter, ("Cable fly",))

    assert SAID not in words(html)


def test_nor_where_the_help_was_more_than_the_body(lifter):
    weighed(lifter)
    html = pulled(lifter, load="90", load_kind="assisted")

    assert SAID not in words(html)


def test_nor_of_a_warm_up(lifter):
    html = pulled(lifter, kind="warm_up", rir=None)

    assert SAID not in words(html)
