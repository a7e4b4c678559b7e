"""A level is put in force by an act, never by a look at the page."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from logbook.acts.levels import BackgroundEntry, answer
from logbook.clock import Moment
from logbook.kept.levels import keep_level, read_level
from logbook.log.long_term import read_training
from logbook.models import LevelComputation
from logbook.pages.level.page import level_page
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    the_item,
)
from tests.logbook.pages.level.test_level import NOVICE, TRAINED, WEEK

pytestmark = pytest.mark.usefixtures("release")


def test_opening_the_page_puts_nothing_in_force_and_says_what_will_be():
    lifter = a_lifter(level="beginner", is_level_by_hand=False)
    answer(lifter, NOVICE, now=NOON)
    answer(lifter, TRAINED, now=NOON + WEEK)
    two_weeks_on = NOON + 2 * WEEK
    before = list(LevelComputation.objects.values())

    standing = read_level(lifter, now=two_weeks_on)
    shown = level_page(lifter, standing, now=two_weeks_on)

    assert list(LevelComputation.objects.values()) == before
    lifter.refresh_from_db()
    assert (lifter.level, shown.level, shown.by_score) == ("beginner", "Beginner", "Intermediate")
    assert shown.why[-1] == "Intermediate from the end of your next session on."

    keep_level(lifter, now=two_weeks_on)

    assert lifter.level == "intermediate"
    in_force = level_page(lifter, read_level(lifter, now=two_weeks_on), now=two_weeks_on)
    assert not any("next session" in line for line in in_force.why)


def signs(standing) -> dict[str, int | None]:
    return {one.code: one.points for one in standing.assessment.parameters}


def test_a_sign_that_is_no_longer_known_keeps_the_points_of_the_week_before():
    lifter = a_lifter(level="beginner", is_level_by_hand=False)
    answer(lifter, TRAINED, now=NOON)
    answer(lifter, BackgroundEntry(), now=NOON + WEEK)

    third = keep_level(lifter, now=NOON + 2 * WEEK)

    assert signs(third)["level_total"] == signs(third)["level_technique"] == 3
    kept = LevelComputation.objects.get(monday=NOON.date() + dt.timedelta(days=12))
    assert (kept.points, kept.known, kept.is_provisional) == (9, 3, False)
    shown = level_page(lifter, third, now=NOON + 2 * WEEK)
    assert "Stable form not known now: still 3 of 4." in [sign.says for sign in shown.signs]


def test_a_first_week_has_no_week_before():
    lifter = a_lifter(is_level_by_hand=False)

    assert set(signs(keep_level(lifter, now=NOON)).values()) == {None}


@pytest.mark.parametrize(("sessions", "months"), [(4, 1), (3, None)])
def test_the_months_of_the_log_are_read_off_its_sessions(sessions: int, months: int | None):
    """February had so many; two of one day are two, and one without a set is none."""
    lifter = a_lifter()
    for place in range(sessions):
        started = NOON - dt.timedelta(days=20 - place // 2, hours=3 * (place % 2))
        a_finished_session(lifter=lifter, started=started)
    finished(a_session(lifter=lifter, started=NOON - dt.timedelta(days=10)))

    [total] = [
        one
        for one in read_level(lifter, now=NOON).assessment.parameters
        if one.code == "level_total"
    ]

    assert total.value == months


def test_what_a_level_costs_is_the_same_whatever_the_log_holds(
    django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
):
    lifter = a_lifter()
    for weeks in range(6):
        a_finished_session(lifter=lifter, started=NOON - weeks * WEEK, sets=2)

    # Weeks and answers; the release; sessions, exercises and bodyweight; sets.
    with django_assert_num_queries(4):
        read_level(lifter, now=NOON + dt.timedelta(hours=2))


def test_the_level_reads_the_sets_of_a_lift_in_the_order_they_were_done():
    lifter = a_lifter()
    for days, hours in ((2, 0), (1, 5), (1, 0)):
        session = a_session(lifter=lifter, started=NOON - dt.timedelta(days=days, hours=hours))
        for reps in (8, 7):
            logged(item=the_item(session=session), reps=reps, load="80")
        logged(item=the_item(session=session, name="Curl"), reps=12, load="20")
        finished(session)

    training = read_training(lifter, Moment(NOON.date(), NOON))

    # The bench is a main lift, the curl is not; of two sessions a day the earlier comes first.
    assert [done.reps for done in training.history] == [8, 7] * 3
    places = list(dict.fromkeys(done.session for done in training.history))
    assert places == list(lifter.sessions.order_by("started_at").values_list("pk", flat=True))
    assert training.log.days.days == tuple(NOON.date() - dt.timedelta(days=n) for n in (2, 1))
    assert training.log.days.months == ((2025, 3, 3),)
