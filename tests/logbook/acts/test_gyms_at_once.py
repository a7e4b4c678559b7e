"""Gyms and what is said of an exercise, changed from several tabs at the same instant."""

import datetime as dt
import uuid

import pytest

from logbook.acts.gyms import add_gym
from logbook.models import ExerciseHabit, User
from logbook.models.gyms import gym_of, open_gyms
from programming.catalogue.entries import current_release
from tests.at_once import at_once, log, post
from tests.logbook.given import NOON, a_lifter, a_session, the_item

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.deep)])


@pytest.fixture(autouse=True)
def _catalogue_and_noon(_catalogue: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    current_release()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=1))


@ROUNDS
def test_what_is_said_of_an_exercise_twice_at_once_is_one_habit(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        item = the_item(session=a_session(lifter=lifter))

        statuses = at_once(
            lifter,
            [
                post("exercise_habit", item.pk, warm_ups="on"),
                post("exercise_habit", item.pk, bar="EZ bar"),
                post("exercise_habit", item.pk, sides="both"),
                post("exercise_kept_note", item.pk, kept_note="Seat 4", kept_version="0"),
                log(item),
            ],
        )

        assert [one for one in statuses if one >= 400] == []
        habit = ExerciseHabit.objects.get(athlete=lifter)
        assert (habit.warm_ups, habit.bar, habit.sides) == (True, "EZ bar", "both")
        assert habit.note == "Seat 4"
        item.refresh_from_db()
        assert (item.warm_ups, item.bar, item.sides) == (True, "EZ bar", "both")
        assert item.working_sets == 1


@ROUNDS
def test_of_two_notes_at_once_one_stays_and_the_other_is_told(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        item = the_item(session=a_session(lifter=lifter))

        statuses = at_once(
            lifter,
            [
                post("exercise_kept_note", item.pk, kept_note=text, kept_version="0")
                for text in ("Seat 4", "Seat 5", "Seat 6")
            ],
        )

        assert sorted(statuses) == [302, 409, 409]
        assert ExerciseHabit.objects.get(athlete=lifter).note_version == 1


@ROUNDS
def test_gyms_added_stated_and_closed_at_once(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        add_gym(lifter, "Home")
        session = a_session(lifter=lifter)

        statuses = at_once(
            lifter,
            [
                post("gym_add", gym="Garage"),
                post("gym_add", gym="Hotel"),
                post("gym", 1, name="My gym", barbell_step="5", version="1"),
                post("session_gym", session.pk, gym="2"),
                post("session_start", key=str(uuid.uuid4()), workout="", gym="2"),
            ],
        )

        assert [one for one in statuses if one >= 400] == []
        found = User.objects.get(pk=lifter.pk)
        assert {one.called for one in open_gyms(found)} == {"My gym", "Home", "Garage", "Hotel"}
        assert len({one.key for one in open_gyms(found)}) == 4
        assert gym_of(found, 1).loads == {"barbell": (20_000, 5_000, "kg")}
        session.refresh_from_db()
        assert session.gym == found.last_gym == 2


@ROUNDS
def test_of_two_who_state_a_gym_at_once_one_is_told(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()

        statuses = at_once(
            lifter,
            [post("settings_loads", barbell_step=step, version="1") for step in ("1", "5", "10")],
        )

        assert sorted(statuses) == [302, 409, 409]
        assert gym_of(User.objects.get(pk=lifter.pk), 1).version == 2


@ROUNDS
def test_a_warm_up_tapped_twice_is_logged_once(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        item = the_item(session=a_session(lifter=lifter))
        form = {"key": str(uuid.uuid4()), "number": "1", "unit": "kg", "warm_up": "20x10"}

        statuses = at_once(lifter, [post("warm_up_log", item.pk, **form) for _ in range(3)])

        assert statuses == [302] * 3
        assert item.sets.count() == 1
