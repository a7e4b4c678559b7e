"""Today: what to do now, how hard, and how the lifter is."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.session_exercises import skip_exercise
from logbook.models import TrainingSession
from programming.models import Workout
from tests.logbook.given import (
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, hidden, page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def a_workout(name):
    return Workout.objects.get(name=name)


def test_today_names_the_next_workout_with_every_exercise_and_its_aim(client, lifter):
    known_movements(lifter=lifter, before=timezone.now() - dt.timedelta(days=8))

    text = words(page(client, f"/?workout={a_workout('Upper A').pk}"))

    assert "Upper A 16 sets · 60 min" in text
    assert "Barbell bench press Aim 3 RIR 3 × 6–8 · 75 kg" in text
    assert "Cable fly Aim 1 RIR 3 × 12–15 · 80 kg final 0" in text


def test_a_movement_the_lifter_does_not_own_yet_aims_easier(client):
    assert "Cable fly Aim 2 RIR 3 × 12–15" in words(
        page(client, f"/?workout={a_workout('Upper A').pk}")
    )


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("intermediate", "Aim 3 RIR means: stop while 3 more good reps would still go."),
        ("beginner", "The aim is how many good reps to leave undone: easy 4 or more, medium 3"),
    ],
)
def test_before_the_first_session_the_plan_says_what_an_aim_is(level, says):
    lifter = a_lifter(level=level)
    text = words(page(logged_in(lifter), "/"))

    assert says in text
    assert "no rep in good form is left: that is failure." in text

    known_movements(lifter=lifter, before=timezone.now() - dt.timedelta(days=8))
    upper_a = f"/?workout={a_workout('Upper A').pk}"
    assert "that is failure" not in words(page(logged_in(lifter), upper_a))


def test_the_workout_done_longest_ago_is_next(client, lifter):
    now = timezone.now()
    for days, name in enumerate(["Lower B", "Upper B", "Lower A", "Upper A"], start=1):
        a_finished_session(
            lifter=lifter, workout=name, started=now - dt.timedelta(days=20 * days), sets=0
        )

    assert "Next · Upper and lower, 4 days Upper A" in words(page(client))


def test_another_workout_can_be_looked_at_before_it_is_started(client):
    text = words(page(client, f"/?workout={a_workout('Push').pk}"))

    assert "Chosen · Push, pull, legs, 6 days Push" in text
    assert "Start Push" in text


def test_a_lifter_who_uses_words_reads_words():
    client = logged_in(a_lifter(level="beginner"))

    text = words(page(client))

    assert "Aim easy" in text
    assert "RIR" not in text


def test_a_start_leads_to_the_session_and_a_double_tap_starts_one(client, lifter):
    html = page(client)
    form = {"key": hidden(html, "key")[0], "workout": hidden(html, "workout")[0]}

    first = client.post(reverse("session_start"), form)
    second = client.post(reverse("session_start"), form)

    session = TrainingSession.objects.get()
    assert session.athlete == lifter
    assert session.exercises.count() > 3
    assert first["Location"] == second["Location"] == f"/sessions/{session.pk}/"


def test_a_free_session_starts_by_picking_an_exercise(client):
    html = page(client)

    response = client.post(reverse("session_start"), {"key": hidden(html, "key")[-1]})

    session = TrainingSession.objects.get()
    assert session.workout is None
    assert response["Location"] == reverse("exercise_pick", args=[session.pk])


def test_a_running_session_comes_first_with_its_sets_counted(client, lifter):
    session = a_session(lifter=lifter, started=timezone.now() - dt.timedelta(minutes=20))
    logged(item=the_item(session=session))

    text = words(page(client))

    assert "1 of 16 sets done Continue Upper A" in text
    assert text.index("Continue Upper A") < text.index("How are you?")


def test_a_skipped_exercise_is_no_longer_counted_as_planned(client, lifter):
    session = a_session(lifter=lifter, started=timezone.now())
    item = the_item(session=session)
    logged(item=item)
    skip_exercise(lifter, item.pk, is_skipped=True)

    assert "1 of 14 sets done" in words(page(client))


def test_beside_a_running_session_another_can_be_started_but_quietly(client, lifter):
    a_session(lifter=lifter, started=timezone.now())

    html = page(client)

    assert html.count("rs-btn--primary") == 1
    assert "as well" in words(html)


def test_a_session_forgotten_days_ago_says_since_when(client, lifter):
    a_session(lifter=lifter, started=timezone.now() - dt.timedelta(days=400))

    assert re.search(r"Running since \w{3} \d+ \w{3}, \d\d:\d\d", words(page(client)))


def test_a_finished_session_is_not_running(client, lifter):
    finished(a_session(lifter=lifter, started=timezone.now()))

    assert "Continue" not in words(page(client))


def test_after_training_today_says_how_it_went_and_folds_what_comes_next(client, lifter):
    started = timezone.now() - dt.timedelta(minutes=1)
    done = a_session(lifter=lifter, started=started)
    for rir in (3, 3, 1, 5):
        logged(item=the_item(session=done), rir=rir)
    assert "Done today" not in words(page(client))
    finished(done, minutes=1)

    html = page(client)

    assert "Done today Upper A 3 of 4 on target" in words(html)
    assert f'href="/sessions/{done.pk}/review/"' in html
    assert '<details class="rs-fold"> <summary> <div class="rs-card__head">' in html
    assert html.count("rs-btn--primary") == 1


def test_a_workout_chosen_after_training_is_shown_whole(client, lifter):
    finished(a_session(lifter=lifter, started=timezone.now() - dt.timedelta(minutes=1)), minutes=1)

    html = page(client, f"/today/?workout={a_workout('Push').pk}")

    assert '<details class="rs-fold" open> <summary> <div class="rs-card__head">' in html


@pytest.mark.parametrize(("zone", "is_done"), [("UTC", False), ("Pacific/Auckland", True)])
def test_a_session_is_done_today_where_the_lifter_was(zone, is_done, monkeypatch):
    """Trained at 13:00 in Auckland on the 6th, which in UTC is midnight; looked at 22 hours later."""
    lifter = a_lifter(zone=zone)
    began = dt.datetime(2025, 3, 5, 12, 30, tzinfo=dt.UTC)
    finished(a_session(lifter=lifter, started=began), minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: began + dt.timedelta(hours=22))

    assert ("Done today" in words(page(logged_in(lifter)))) is is_done


def test_beside_a_running_session_the_one_before_is_not_shown(client, lifter):
    now = timezone.now()
    finished(a_session(lifter=lifter, started=now - dt.timedelta(minutes=2)), minutes=1)
    a_session(lifter=lifter, workout="Push", started=now)

    assert "Done today" not in words(page(client))


def test_the_other_workouts_are_a_page_that_leads_back_with_the_one_chosen(client, lifter):
    push = a_workout("Push")
    today = page(client, f"/today/?workout={push.pk}")
    assert f'href="/workouts/?workout={push.pk}"' in today
    assert "Lower B" not in today

    html = page(client, f"/workouts/?workout={push.pk}")

    assert f'href="/today/?workout={push.pk}" aria-current="true"' in html
    text = words(html)
    assert "Upper A next · 60 min" in text
    assert text.index("Full body, 3 days") < text.index("Upper and lower") < text.index("Push")
    assert "Start a free session" in text


def test_nobody_elses_workouts_are_among_them(client):
    an_own_workout(a_lifter(), "Hers")

    assert "Hers" not in page(client, "/workouts/")


def test_today_asks_the_same_number_of_questions_after_thirty_sessions(client, lifter):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client)
        return len(captured)

    long_ago = timezone.now() - dt.timedelta(days=200)
    a_finished_session(lifter=lifter, started=long_ago)
    few = queries()
    for days in range(1, 30):
        a_finished_session(lifter=lifter, started=long_ago + dt.timedelta(days=days))

    assert queries() == few


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_an_odd_workout_shows_the_next_one(client, rubbish):
    assert "Next ·" in words(flat(client.get("/", {"workout": rubbish}).content.decode()))


@pytest.mark.parametrize("field", ["key", "workout"])
@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_an_odd_start_starts_nothing(client, field, rubbish):
    form = {"key": str(uuid.uuid4()), "workout": ""} | {field: rubbish}

    response = client.post(reverse("session_start"), form)

    assert response.status_code in {400, 404}
    assert not TrainingSession.objects.exists()


def test_a_workout_of_somebody_else_cannot_be_started(client):
    private = an_own_workout(a_lifter(), "Hers")

    response = client.post(
        reverse("session_start"), {"key": str(uuid.uuid4()), "workout": private.pk}
    )

    assert response.status_code == 404
    assert "Hers" not in page(client)
