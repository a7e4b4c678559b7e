"""The review: whether effort matched the plan, set by set."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.session_exercises import mark_pain, note_exercise, skip_exercise
from logbook.acts.sessions import finish_session
from logbook.models import SessionExercise
from logbook.pages.review.page import read_review
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import review, words

pytestmark = pytest.mark.usefixtures("release")


def test_the_headline_counts_the_sets_on_target(session):
    bench = the_item(session=session)
    for rir in (3, 2, 1):
        logged(item=bench, rir=rir)

    text = words(review(finished(session)))

    assert "2 of 3 sets on target" in text
    assert "One ended with fewer reps left than the exercise allows." in text
    assert "33 % close 67 % on target 0 % easy" in text


def test_a_warning_names_its_sets_and_leads_to_its_rule(session):
    bench = the_item(session=session)
    logged(item=bench, rir=3)
    row = logged(item=bench, rir=1)

    html = review(session)

    assert "Stop · Set 2: 1 left; without safeties this lift asks for 2 or more." in words(html)
    assert f'href="{reverse("rulebook_of_set", args=["below_floor", row.pk])}"' in html


def test_a_set_with_safeties_is_a_note_and_no_stop(session):
    bench = the_item(session=session)
    bench.safeties = "spotter_arms"
    bench.save(update_fields=["safeties"])
    logged(item=bench, rir=1)

    text = words(review(session))

    assert "Note · Set 1" in text
    assert "Stop ·" not in text


def test_sets_without_rir_are_said_not_to_be_rated(session):
    bench = the_item(session=session)
    logged(item=bench, rir=3)
    logged(item=bench, rir=None)

    text = words(review(session))

    assert "1 of 1 set on target" in text
    assert "1 more is not rated: you did not say how many good reps were left." in text


def test_a_set_too_long_to_be_rated_says_so(session):
    fly = the_item(session=session, name="Cable fly")
    logged(item=fly, reps=21, rir=3)
    logged(item=fly, reps=20, rir=None)

    text = words(review(session))

    assert "1 long set is not rated: after 21 reps or more nobody can count what is left." in text
    assert "1 more is not rated: you did not say" in text
    assert "not rated: 21+ reps" in text


def test_a_long_set_to_failure_is_rated(session):
    logged(item=the_item(session=session, name="Cable fly"), reps=21, rir=0)

    text = words(review(session))

    assert "long set" not in text
    assert "21+ reps" not in text


@pytest.mark.parametrize(
    ("seconds", "lasted"), [(0, "under a minute"), (59, "under a minute"), (60, "1 min")]
)
def test_a_session_of_seconds_lasted_under_a_minute(lifter, session, seconds, lasted):
    logged(item=the_item(session=session))
    finish_session(lifter, session.pk, now=NOON + dt.timedelta(seconds=seconds))
    session.refresh_from_db()

    assert read_review(lifter, session).lasted == lasted


def test_a_session_with_nothing_rated_says_what_would_rate_it(session):
    logged(item=the_item(session=session), rir=None)

    text = words(review(session))

    assert "1 set, none rated" in text
    assert "Tap how many good reps were left" in text


def test_skipped_and_not_started_are_two_things(lifter, session):
    skip_exercise(lifter, the_item(session=session, name="Curl").pk, is_skipped=True)
    logged(item=the_item(session=session))

    text = words(review(session))

    assert "Skipped: Curl." in text
    assert "Not started: Chest-supported row, Incline dumbbell press, Cable fly." in text


def test_an_exercise_given_up_half_way_keeps_its_sets_and_says_so(lifter, session):
    bench = the_item(session=session)
    logged(item=bench)
    skip_exercise(lifter, bench.pk, is_skipped=True)

    text = words(review(session))

    assert "The rest of it was skipped." in text
    assert "Skipped:" not in text


def test_pain_and_notes_are_shown_as_they_were_written(lifter, session):
    bench = the_item(session=session)
    logged(item=bench, note="<b>slow</b>")
    mark_pain(lifter, bench.pk, has_pain=True)
    note_exercise(lifter, bench.pk, version=1, note="left\nshoulder")

    html = review(session)

    assert "Pain was marked here." in words(html)
    assert "Set 1: &lt;b&gt;slow&lt;/b&gt;" in html
    # As it was written: in lines.
    written = logged_in(lifter).get(reverse("session_review", args=[session.pk]))
    assert "left\nshoulder" in written.content.decode()


def test_the_duration_is_real_across_a_clock_change():
    lifter = a_lifter(zone="Europe/Berlin")
    # 30 March 2025: at 02:00 the clocks went to 03:00.
    session = a_session(lifter=lifter, started=dt.datetime(2025, 3, 30, 0, 30, tzinfo=dt.UTC))
    finish_session(lifter, session.pk, now=dt.datetime(2025, 3, 30, 1, 45, tzinfo=dt.UTC))
    logged(item=the_item(session=session))

    text = words(review(session))

    assert "Sun 30 Mar, 01:30 –03:45" in text.replace("–", " –").replace("  ", " ")
    assert "1 h 15 min" in text


def test_a_red_day_is_said(lifter, session):
    a_red_day(lifter=lifter)
    logged(item=the_item(session=session), rir=5)

    text = words(review(session))

    assert "Red day" in text
    assert "Targets were two reps easier: a red day." in text


def test_a_green_day_needs_no_words(session):
    logged(item=the_item(session=session))

    assert read_review(session.athlete, session).day == ""


def test_an_empty_session_reads_kindly(lifter):
    text = words(review(finished(a_session(lifter=lifter), minutes=4)))

    assert "No sets this time" in text
    assert "Nothing here counts against you" in text
    assert "Effort against plan" not in text


def test_a_running_session_can_be_reviewed_and_ends_on_its_own_page(session):
    logged(item=the_item(session=session))

    html = review(session)

    assert "Still running" in words(html)
    # There what is typed and not logged is asked about.
    assert reverse("session_finish", args=[session.pk]) not in html
    assert f'href="{reverse("session_detail", args=[session.pk])}">Back to the session' in html
    assert reverse("session_reopen", args=[session.pk]) not in html


def test_finishing_leads_here_and_reopening_leads_back(lifter, session):
    client = logged_in(lifter)

    done = client.post(reverse("session_finish", args=[session.pk]))
    again = client.post(reverse("session_reopen", args=[session.pk]))

    assert done["Location"] == reverse("session_review", args=[session.pk])
    assert again["Location"].startswith(reverse("session_detail", args=[session.pk]))
    session.refresh_from_db()
    assert session.finished_at is None


def test_the_review_of_somebody_else_is_not_found(session):
    client = logged_in(a_lifter())

    assert client.get(reverse("session_review", args=[session.pk])).status_code == 404
    assert client.post(reverse("session_reopen", args=[session.pk])).status_code == 404
    assert client.post(reverse("session_finish", args=[session.pk])).status_code == 404


def test_the_review_costs_the_same_with_one_set_and_with_every_set(lifter, session):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            review(session)
        return len(captured)

    bench = the_item(session=session)
    logged(item=bench, at=NOON + dt.timedelta(minutes=5))
    few = queries()
    for item in SessionExercise.objects.filter(session=session).select_related("risk", "session"):
        for _ in range(4):
            logged(item=item, rir=1)

    assert queries() == few
