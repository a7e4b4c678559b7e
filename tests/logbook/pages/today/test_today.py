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
    assert "Barbell bench press 3 × 6–8 · 75 kg Aim 3 RIR" in text
    assert "Cable fly 3 × 12–15 · 80 kg Aim 1 RIR, final 0" in text


def test_a_movement_the_lifter_does_not_own_yet_aims_easier(client):
    assert "Cable fly 3 × 12–15 Aim 2 RIR" in words(
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

    assert "Next · intermediate Upper A" in words(page(client))


def test_another_workout_can_be_looked_at_before_it_is_started(client):
    text = words(page(client, f"/?workout={a_workout('Push').pk}"))

    assert "Chosen · advanced Push" in text
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
    private = Workout.objects.create(
        slug="hers", name="Hers", level="advanced", minutes=10, owner=a_lifter()
    )

    response = client.post(
        reverse("session_start"), {"key": str(uuid.uuid4()), "workout": private.pk}
    )

    assert response.status_code == 404
    assert "Hers" not in page(client)
