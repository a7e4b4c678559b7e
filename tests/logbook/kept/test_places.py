"""Days and places kept on the rows of a session: the rebuild sees them and puts them right."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from logbook.models import SessionExercise, Set, TrainingSession
from tests.logbook.given import a_finished_session, a_lifter
from tests.logbook.kept.test_summaries import rebuilt

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)


@pytest.fixture
def session() -> TrainingSession:
    return a_finished_session(
        lifter=a_lifter(), workout=None, exercises=["Curl", "Barbell squat", "Pull-up"], sets=2
    )


def differences() -> str:
    with pytest.raises(CommandError):
        call_command("rebuild_summaries", "--check", verbosity=0)
    return rebuilt()


def test_a_set_left_on_another_day_is_named_and_brought_back(session: TrainingSession):
    astray = session.sets.order_by("pk")[:2]
    Set.objects.filter(pk__in=[one.pk for one in astray]).update(
        local_date=session.local_date - DAY
    )

    said = differences()

    assert f"session {session.pk} {session.athlete.email}: 2 sets at another place" in said
    assert set(session.sets.values_list("local_date", flat=True)) == {session.local_date}
    assert rebuilt("--check") == ""


def test_an_exercise_left_on_another_day_is_named_and_brought_back(session: TrainingSession):
    item = session.exercises.order_by("position")[1]
    SessionExercise.objects.filter(pk=item.pk).update(local_date=session.local_date + DAY)

    said = differences()

    assert f"exercise {item.pk} place kept 2025-03-06 (" in said
    item.refresh_from_db()
    assert item.local_date == session.local_date


def test_what_kept_an_earlier_start_is_named_and_brought_back(session: TrainingSession):
    item = session.exercises.order_by("position")[0]
    earlier = session.started_at - dt.timedelta(minutes=5)
    SessionExercise.objects.filter(pk=item.pk).update(started_at=earlier)
    item.sets.update(started_at=earlier)

    said = differences()

    assert f"exercise {item.pk} place kept 2025-03-05 (2025-03-05 11:55:00 UTC)" in said
    assert f"{item.sets.count()} sets at another place" in said
    assert set(session.sets.values_list("started_at", flat=True)) == {session.started_at}
    assert rebuilt("--check") == ""


def test_two_exercises_in_one_place_stand_behind_each_other(session: TrainingSession):
    first, second, third = session.exercises.order_by("position")
    SessionExercise.objects.filter(pk=second.pk).update(position=first.position)

    said = differences()

    assert f"exercise {second.pk} position kept 1, rebuilt 2" in said
    places = dict(session.exercises.values_list("pk", "position"))
    assert places == {first.pk: 1, second.pk: 2, third.pk: 3}


def test_a_gap_between_places_is_none(session: TrainingSession):
    SessionExercise.objects.filter(session=session, position=3).update(position=7)

    assert rebuilt("--check") == ""
