"""History's first card: effort against its targets over weeks."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from logbook.acts.sessions import delete_session
from logbook.acts.sets import delete_set
from logbook.models import EffortLately
from logbook.pages.history.adherence import read_across_sessions
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, logged_in, the_item
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
LIST = "/sessions/"


@pytest.fixture
def history(monkeypatch):
    """The first page of History at noon of that Wednesday, as words."""

    def read(lifter):
        monkeypatch.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=8))
        return words(page(logged_in(lifter), LIST))

    return read


def curls(*rirs, lifter, name="Curl", started=NOON, load="20", reps=10):
    """A finished session of one exercise. A curl's target is 2 to 4 while it is new, aim 3."""
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=started)
    item = the_item(session=session, name=name)
    for rir in rirs:
        logged(item=item, rir=rir, load=load, reps=reps)
    return finished(session)


def across(lifter, today=NOON):
    return read_across_sessions(lifter, today.date())


def test_before_ten_rated_sets_it_says_how_many_are_missing(lifter, history):
    curls(*[2] * 9, None, lifter=lifter)

    text = history(lifter)

    assert "1 more set to see how often you hit the target" in text
    assert "It takes 10 sets on which you said how many good reps were left; 9 so far." in text
    assert "On target in" not in text


def test_from_ten_rated_sets_on_it_shows_the_shares(lifter, history):
    curls(*[2] * 7, 0, 5, 5, lifter=lifter)

    text = history(lifter)

    assert "On target in 70 % of 10 sets" in text
    assert "10 % close 70 % on target 20 % easy" in text


@pytest.mark.parametrize(("days", "sets"), [(27, 1), (28, 0)])
def test_it_looks_back_28_days_from_the_last_session(lifter, days, sets, history):
    curls(2, lifter=lifter, started=NOON - days * DAY)
    curls(None, lifter=lifter)

    assert across(lifter).rated == across(lifter, NOON + 90 * DAY).rated == sets
    assert f"28 days to {NOON:%a} {NOON.day} {NOON:%b}" in history(lifter)


def test_before_a_session_has_ended_there_is_nothing_to_say(lifter, history):
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=NOON)
    logged(item=the_item(session=session, name="Curl"), rir=2, load="20")

    assert across(lifter) is None
    assert "Effort against plan" not in history(lifter)


def test_what_is_kept_is_what_the_log_says(lifter):
    for back in range(40, 26, -2):
        curls(2, lifter=lifter, started=NOON - back * DAY, load="40")
    for start in (NOON - 20 * DAY, NOON - 12 * DAY):
        curls(0, lifter=lifter, started=start, load="40")
        curls(2, lifter=lifter, started=start + 2 * DAY, load="36")
    curls(*[0] * 6, lifter=lifter, name="Chest-supported row")
    kept = across(lifter)

    assert EffortLately.objects.filter(athlete=lifter).delete()[0]
    assert across(lifter) == kept
    assert kept.debts
    assert kept.compound_too_close == 6


def test_what_other_rules_kept_is_read_from_the_log_again(lifter):
    curls(2, lifter=lifter)
    EffortLately.objects.update(rulebook_version="1.0", found={})

    assert across(lifter).rated == 1


def test_a_set_that_goes_later_goes_from_what_is_kept(lifter):
    session = curls(2, 2, 2, lifter=lifter)
    delete_session(lifter, curls(2, lifter=lifter, started=NOON + DAY).pk)
    row = session.sets.latest("number")
    delete_set(lifter, row.pk, now=NOON + DAY)

    assert across(lifter).rated == 2
    delete_session(lifter, session.pk)
    assert across(lifter) is None
    assert not EffortLately.objects.exists()


@pytest.mark.parametrize(
    ("close", "others", "shown"), [(5, 0, None), (6, 0, 6), (3, 3, 3), (3, 4, None)]
)
def test_half_of_six_compound_sets_too_close_is_overshooting(lifter, close, others, shown):
    curls(*[0] * close, *[3] * others, lifter=lifter, name="Chest-supported row")

    assert across(lifter).compound_too_close == shown


def test_isolation_is_no_compound_lift(lifter):
    curls(*[0] * 8, lifter=lifter)

    assert across(lifter).compound_sets == 0


def test_overshooting_says_what_to_do(lifter, history):
    curls(*[0] * 6, lifter=lifter, name="Chest-supported row")

    text = history(lifter)

    assert "6 of 6 sets in 14 days ended nearer to failure than planned." in text
    assert "Stop a rep sooner, or take less load." in text


@pytest.mark.parametrize(("times", "shown"), [(1, 0), (2, 2)])
def test_coming_back_weaker_after_failure_twice_is_recovery_debt(lifter, times, shown):
    for back in range(40, 26, -2):
        curls(2, lifter=lifter, started=NOON - back * DAY, load="40")
    for back in range(times):
        start = NOON - (20 - 8 * back) * DAY
        curls(0, lifter=lifter, started=start, load="40")
        curls(2, lifter=lifter, started=start + 2 * DAY, load="36")

    debts = across(lifter).debts

    assert len(debts) == shown
    assert all(one.startswith("Curl, ") and "% under what it was before." in one for one in debts)


def test_debts_are_told_with_their_days(lifter, history):
    for back in range(40, 26, -2):
        curls(2, lifter=lifter, started=NOON - back * DAY, load="40")
    for start in (NOON - 20 * DAY, NOON - 12 * DAY):
        curls(0, lifter=lifter, started=start, load="40")
        curls(2, lifter=lifter, started=start + 2 * DAY, load="36")

    text = history(lifter)

    assert "Weaker after failure, 2 times in 28 days." in text
    assert "Curl, Sat 15 Feb: 10 % under what it was before." in text


def test_it_stands_on_the_first_page_alone_and_not_over_an_empty_history(lifter, history):
    assert "Effort against plan" not in history(lifter)

    curls(2, lifter=lifter)

    assert "Effort against plan" in history(lifter)
    older = page(logged_in(lifter), LIST, {"before": f"{NOON.isoformat()}~1"})
    assert "Effort against plan" not in words(older)


def test_nobody_elses_sets_are_in_it(lifter):
    curls(*[0] * 10, lifter=a_lifter())
    curls(2, lifter=lifter)

    assert across(lifter).rated == 1


def test_a_long_history_costs_no_more_queries(lifter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            across(lifter)
        return len(captured)

    curls(2, lifter=lifter)
    few = queries()
    for back in range(1, 30):
        curls(2, 2, lifter=lifter, started=NOON - 4 * back * DAY)

    # The second asks whether a deload was declined, where weeks without an easy one are told.
    assert (few, queries()) == (1, 2)
