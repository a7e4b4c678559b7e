"""What is said once of an exercise, when a lifter's own exercise becomes one of the catalogue."""

import pytest

from logbook.acts.habits import hand_over
from logbook.models import ExerciseHabit
from logbook.pages.publishing.candidates import merge
from programming.catalogue.own import create_own_exercise
from tests.logbook.given import a_lifter, an_exercise

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def own(lifter):
    made = create_own_exercise(
        lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"]
    )
    return made.exercise


@pytest.fixture
def curl():
    return an_exercise("Curl").exercise


def habit(lifter, exercise, **said):
    return ExerciseHabit.objects.create(athlete=lifter, exercise=exercise, **said)


def test_goes_with_the_exercise(lifter, own, curl):
    # Asked for by two: then the catalogue may take it over.
    create_own_exercise(a_lifter(), "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    said = habit(lifter, own, bar="EZ bar", warm_ups=True, note="Seat 4", note_version=2)

    merge("zercher carry", curl)

    kept = ExerciseHabit.objects.get()
    assert kept.exercise == curl
    assert (kept.pk, kept.bar, kept.warm_ups, kept.note) == (said.pk, "EZ bar", True, "Seat 4")


def test_of_two_answers_the_one_that_stands_there_stays_and_both_notes_do(lifter, own, curl):
    habit(lifter, own, bar="EZ bar", load_of="one", warm_ups=True, note="Seat 4")
    habit(lifter, curl, load_of="pair", warm_ups=False, note="Slow", note_version=1)
    other = habit(a_lifter(), curl, note="Mine")

    hand_over(lifter, own, curl)

    kept = ExerciseHabit.objects.get(athlete=lifter)
    assert (kept.bar, kept.load_of, kept.warm_ups) == ("EZ bar", "pair", False)
    assert (kept.note, kept.note_version) == ("Slow\nSeat 4", 2)
    other.refresh_from_db()
    assert other.note == "Mine"


def test_the_same_note_stands_once_and_a_long_one_is_cut(lifter, own, curl):
    habit(lifter, own, note="Slow")
    kept = habit(lifter, curl, note="Slow", note_version=1)
    hand_over(lifter, own, curl)
    kept.refresh_from_db()
    assert (kept.note, kept.note_version, kept.warm_ups) == ("Slow", 1, None)

    habit(lifter, own, note="x" * 500, warm_ups=True)
    hand_over(lifter, own, curl)
    kept.refresh_from_db()
    assert (len(kept.note), kept.warm_ups) == (500, True)


def test_without_anything_said_nothing_changes(lifter, own, curl):
    hand_over(lifter, own, curl)

    assert not ExerciseHabit.objects.exists()
