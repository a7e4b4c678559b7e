"""Pain marked where nothing was lifted bears on the next time as well (rulebook 8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.acts.session_exercises import mark_pain
from logbook.acts.sets import delete_set
from logbook.advice.suggestions import suggest
from tests.logbook.advice.test_suggestions import BENCH, DAY, hint, owned, started, trained
from tests.logbook.given import NOON, a_red_day, a_session, finished, logged, the_item
from tests.logbook.pages.review.test_next_time import suggested as suggested_by_the_review

pytestmark = pytest.mark.usefixtures("release")

AGAIN = ("next_form_or_pain", 1)


@pytest.fixture(autouse=True)
def known(release, lifter):
    """The bench press is no new movement."""
    owned(lifter=lifter)


def marked(*, lifter, days=1, name=BENCH, **named):
    """A session with the pain mark on an exercise and no working set of it."""
    return trained(lifter=lifter, days=days, name=name, pain=True, **named)


def case_of(lifter):
    found = hint(started(lifter=lifter))
    return found.case, found.aim_rise


def loads(lifter):
    return {str(one.load) for one in hint(started(lifter=lifter)).sets}


def test_the_load_is_held_and_the_aim_is_a_rep_easier(lifter):
    trained(8, 8, 8, lifter=lifter)
    assert case_of(lifter) == ("next_step_up", 0)

    marked(lifter=lifter)

    assert case_of(lifter) == AGAIN
    assert loads(lifter) == {"80 kg"}


def test_an_exposure_without_pain_since_ends_it(lifter):
    marked(lifter=lifter, days=3)
    trained(8, 8, 8, lifter=lifter, days=1)

    assert case_of(lifter) == ("next_step_up", 0)


def test_after_an_exposure_with_pain_it_is_the_second_running(lifter):
    trained(8, 8, 8, lifter=lifter, days=5, pain=True)
    trained(8, 8, 8, lifter=lifter, days=3)
    marked(lifter=lifter)

    assert case_of(lifter) == AGAIN
    assert loads(lifter) == {"75 kg"}


def test_warm_ups_and_deleted_sets_are_no_working_sets(lifter):
    trained(8, 8, 8, lifter=lifter)
    session = a_session(lifter=lifter, started=NOON - DAY)
    item = the_item(session=session)
    logged(item=item, kind="warm_up", rir=None)
    row = logged(item=item)
    delete_set(lifter, row.pk, now=row.logged_at)
    mark_pain(lifter, item.pk, has_pain=True)
    finished(session)

    assert case_of(lifter) == AGAIN


def test_a_red_day_is_no_evidence_of_pain_either(lifter):
    trained(8, 8, 8, lifter=lifter)
    a_red_day(lifter=lifter, at=NOON - DAY)
    marked(lifter=lifter)

    assert case_of(lifter)[0] == "next_step_up"


def test_a_mark_taken_off_again_and_one_on_another_exercise_change_nothing(lifter):
    trained(8, 8, 8, lifter=lifter)
    session = marked(lifter=lifter)
    mark_pain(lifter, the_item(session=session).pk, has_pain=False)
    marked(lifter=lifter, name="Cable fly")

    assert case_of(lifter) == ("next_step_up", 0)


def test_a_mark_in_the_session_itself_is_for_the_one_after_it(lifter):
    trained(8, 8, 8, lifter=lifter)
    item = started(lifter=lifter)
    mark_pain(lifter, item.pk, has_pain=True)
    suggest(lifter, item.session, [item])

    assert hint(item).case == "next_step_up"


def test_a_review_before_it_says_the_same(lifter):
    session = trained(8, 8, 8, lifter=lifter)
    assert suggested_by_the_review(session, days=2).rule == "next_step_up"

    marked(lifter=lifter)

    assert suggested_by_the_review(session, days=2).rule == "next_form_or_pain"


def test_it_asks_no_more_for_more_marks(lifter):
    trained(8, 8, 8, lifter=lifter, days=13)

    def asked():
        item = started(lifter=lifter)
        with CaptureQueriesContext(connection) as captured:
            suggest(lifter, item.session, [item])
        return len(captured)

    before = asked()
    for days in range(12, 1, -1):
        marked(lifter=lifter, days=days)
    assert asked() == before
    assert case_of(lifter) == AGAIN
