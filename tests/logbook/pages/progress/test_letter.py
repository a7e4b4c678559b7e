"""The week's letter: a full week in a few lines, each week marked for what it was."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.programs import excuse, follow
from logbook.acts.session_exercises import mark_pain
from logbook.models import TrainingSession
from programming.models import Program
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

MONDAY = dt.date(2025, 3, 3)
"""NOON is the Wednesday of this week."""
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """A clock that stands on the Monday after, until a test sets it."""
    at = {"now": NOON + 5 * DAY}
    monkeypatch.setattr("django.utils.timezone.now", lambda: at["now"])
    return at


def letter(lifter, monday=MONDAY):
    return words(page(logged_in(lifter), reverse("progress_letter", args=[monday])))


def trained(lifter, *days, sets=3):
    return [a_finished_session(lifter=lifter, started=NOON + day * DAY, sets=sets) for day in days]


def test_it_says_what_was_done_and_how_hard():
    lifter = a_lifter()
    trained(lifter, 0, 1)

    text = letter(lifter)

    assert "Week of 3 March" in text
    assert "2 sessions" in text
    sets = sum(one.sets.count() for one in TrainingSession.objects.filter(athlete=lifter))
    assert f"{sets} of " in text
    assert "On target in " in text
    assert "One thing to change" in text


def test_under_ten_rated_sets_it_says_so():
    lifter = a_lifter()
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"])
    for _ in range(9):
        logged(item=the_item(session=session, name="Curl"), load="20")
    finished(session)
    assert "Too few rated sets to speak of effort: 9" in letter(lifter)


def test_the_week_leads_to_the_last_full_one():
    lifter = a_lifter()
    trained(lifter, 0)

    response = logged_in(lifter).get(reverse("progress_week"))

    assert response["Location"] == "/progress/week/2025-03-03/"


def test_before_the_first_full_week_there_is_none_yet():
    assert "No letter yet" in letter(a_lifter())


@pytest.mark.parametrize("monday", ["2025-03-10", "2025-02-24", "2025-03-04", "x", "2025-3-3"])
def test_no_letter_of_a_week_that_runs_of_one_before_the_log_or_of_no_monday(monday):
    lifter = a_lifter()
    trained(lifter, 0)

    path = reverse("progress_letter", args=[monday])
    assert logged_in(lifter).get(path).status_code == 404


@pytest.mark.parametrize("odd", [one for one in RUBBISH.values() if "/" not in one])
def test_an_odd_week_is_not_there(odd):
    path = reverse("progress_letter", args=[odd])

    assert logged_in(a_lifter()).get(path).status_code in {400, 404}


def test_weeks_lead_to_one_another(now):
    lifter = a_lifter()
    trained(lifter, 0, 7, 14)
    now["now"] = NOON + 19 * DAY
    client = logged_in(lifter)

    for week, (before, after) in enumerate([(False, True), (True, True), (True, False)]):
        html = page(client, reverse("progress_letter", args=[MONDAY + 7 * week * DAY]))
        assert ("Week before" in html) is before
        assert ("Week after" in html) is after


def test_a_session_of_sunday_night_is_this_weeks_and_one_after_midnight_the_next_ones(now):
    lifter = a_lifter(zone="America/Chicago")
    a_finished_session(lifter=lifter, started=NOON, sets=1)
    # Sunday 23:00 and Monday 00:30 in Chicago.
    a_finished_session(lifter=lifter, started=dt.datetime(2025, 3, 10, 4, 0, tzinfo=dt.UTC), sets=1)
    a_finished_session(
        lifter=lifter, started=dt.datetime(2025, 3, 10, 5, 30, tzinfo=dt.UTC), sets=1
    )
    now["now"] = NOON + 12 * DAY

    assert "2 sessions" in letter(lifter)
    assert "1 session " in letter(lifter, MONDAY + 7 * DAY)


def test_a_log_that_begins_in_it_is_marked():
    lifter = a_lifter()
    trained(lifter, 0)

    assert "Your log begins on Wednesday." in letter(lifter)


def test_a_deload_is_marked():
    lifter = a_lifter()
    trained(lifter, 0)
    TrainingSession.objects.filter(athlete=lifter).update(is_deload=True)

    assert "A deload: fewer sets, on purpose." in letter(lifter)


def planned(lifter, *, weekdays=0b0010101, since=MONDAY):
    """Follows a program on Monday, Wednesday and Friday."""
    return follow(lifter, Program.objects.get(slug="upper-lower-4"), weekdays=weekdays, today=since)


def test_sessions_are_held_against_the_program():
    lifter = a_lifter()
    planned(lifter)
    trained(lifter, 0, sets=1)

    text = letter(lifter)

    assert "1 of 3 planned sessions" in text
    assert "Come as often as planned" in text


def test_an_excused_day_is_not_missed():
    lifter = a_lifter()
    planned(lifter)
    excuse(lifter, MONDAY + 4 * DAY, reason="ill")
    trained(lifter, 0)

    text = letter(lifter)

    assert "1 of 2 planned sessions" in text
    assert "Excused: Friday (ill)." in text


def test_a_program_that_begins_in_the_week_counts_from_then_on():
    lifter = a_lifter()
    planned(lifter, since=MONDAY + 2 * DAY)
    trained(lifter, 0, 2)

    text = letter(lifter)

    assert "2 of 2 planned sessions" in text
    assert "The program began on Wednesday." in text


def test_a_program_by_turns_has_as_many_a_week_as_its_days():
    lifter = a_lifter()
    planned(lifter, weekdays=0)
    trained(lifter, 0)

    assert "1 of 4 planned sessions" in letter(lifter)


def test_the_worst_pattern_of_that_week_is_the_one_thing():
    lifter = a_lifter()
    for day in (0, 1):
        session = a_session(
            lifter=lifter, workout=None, exercises=["Cable fly"], started=NOON + day * DAY
        )
        item = the_item(session=session, name="Cable fly")
        logged(item=item, load="15", reps=12)
        mark_pain(lifter, item.pk, has_pain=True)
        finished(session)

    assert "One thing to change Cable fly: pain in 2 of the last 3 sessions." in letter(lifter)


def test_what_came_after_the_week_is_not_in_its_letter(now):
    lifter = a_lifter()
    trained(lifter, 0)
    before = letter(lifter)
    trained(lifter, 6, 7)
    now["now"] = NOON + 12 * DAY

    assert letter(lifter).replace("Week after", "").split() == before.split()


def test_the_number_of_queries_is_the_same_for_any_week(now):
    lifter = a_lifter()
    trained(lifter, 0)
    client = logged_in(lifter)
    path = reverse("progress_letter", args=[MONDAY])
    counts = []
    for _ in range(2):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        counts.append(len(asked))
        trained(lifter, 1, 2, 3, 4)

    assert counts[0] == counts[1]
