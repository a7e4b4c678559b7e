"""Twelve weeks are read by their summaries, and say of fatigue what all of their sets say."""

import datetime as dt
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.acts.session_exercises import mark_pain
from logbook.acts.sets import delete_set
from logbook.clock import Moment
from logbook.log.logged_sets import sets_of_days
from logbook.log.weeks_of_fatigue import Weeks, weeks_of_fatigue
from logbook.models import TrainingSession, User
from tests.logbook.given import NOON, a_lifter, a_red_day, a_session, finished, logged, the_item
from tests.logbook.pages.today.test_deload import BENCH, SQUAT, trained, worn_out
from tests.rulebook.next_time.test_to_read import said, sums_of

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
CURL = "Curl"
NAMES = (BENCH, SQUAT, CURL)


@pytest.fixture
def lifter() -> User:
    return a_lifter()


def read(lifter: User, back: int = 0) -> Weeks:
    """What is read of twelve weeks, and that it says what all of their sets say."""
    until = Moment((NOON - back * DAY).date(), NOON - back * DAY)
    since = until.day - dt.timedelta(days=84)
    weeks = weeks_of_fatigue(lifter, since, until)
    log = sets_of_days(lifter, since, until)
    assert said(weeks.log, until.day) == said(log, until.day)
    by_sets = {(one.session, one.exercise): one for one in sums_of(log)}
    assert {(one.session, one.exercise): one for one in weeks.sums} == by_sets
    return weeks


def test_weeks_that_say_nothing_are_one_query_and_no_set(lifter: User):
    for back in range(40, 0, -3):
        trained(lifter, back, *NAMES, sets=2)
    read(lifter)

    with CaptureQueriesContext(connection) as asked:
        weeks = weeks_of_fatigue(lifter, (NOON - 84 * DAY).date(), Moment(NOON.date(), NOON))

    assert len(asked) == 1
    assert len(weeks.sums) == 14 * 3
    assert [done.counts for done in weeks.log] == [False] * 14


def test_of_lifts_that_may_be_down_the_sets_are_read(lifter: User):
    worn_out(lifter)
    steady = [the_item(session=one).exercise_id for one in lifter.sessions.all()[:1]]

    weeks = read(lifter)

    assert {done.exercise for done in weeks.log if done.counts} >= {*steady}
    assert said(weeks.log, NOON.date())[0]


def test_a_session_is_read_by_its_day_and_its_check_in(lifter: User):
    for back in (60, 30, 9):
        trained(lifter, back, BENCH)
    a_red_day(lifter=lifter, at=NOON - 5 * DAY)
    trained(lifter, 5, BENCH, SQUAT)
    TrainingSession.objects.filter(pk=trained(lifter, 3, SQUAT).pk).update(is_deload=True)

    marks = read(lifter).log

    assert [(str(one.readiness), one.is_deload) for one in marks[-2:]] == [
        ("red", False),
        ("green", True),
    ]
    assert read(lifter, back=4).log == marks[:-1]
    # From beyond the date line: the day of what was done is no later than this one.
    TrainingSession.objects.filter(pk=marks[-1].session).update(local_date=NOON.date() + DAY)
    read(lifter, back=2)


def test_random_logs_say_the_same_by_their_summaries(lifter: User):
    """Failures, pain, red days, broken form, deleted sets."""
    dice = Random(7)
    for back in range(40, 0, -2):
        if dice.random() < 0.2:
            a_red_day(lifter=lifter, at=NOON - back * DAY)
        names = dice.sample(NAMES, 2)
        session = a_session(lifter=lifter, workout=None, exercises=names, started=NOON - back * DAY)
        session.exercises.update(role=dice.choice(("main", "isolation")))
        for item in session.exercises.all():
            load = dice.choice(("100", "100", "103", "95", "90"))
            for _ in range(dice.randint(1, 3)):
                ended = dice.choice(("stopped",) * 5 + ("muscular_failure", "technical_failure"))
                row = logged(
                    item=item, load=load, reps=5, rir=dice.choice((0, 1, 2, 4)), ended_by=ended
                )
                if dice.random() < 0.1:
                    delete_set(lifter, row.pk, now=NOON)
            if dice.random() < 0.2:
                mark_pain(lifter, item.pk, has_pain=True)
        finished(session)
        if back % 10 == 0:
            read(lifter, back=back)

    read(lifter)
    assert {one.is_plain for one in read(lifter).sums} == {True, False}
