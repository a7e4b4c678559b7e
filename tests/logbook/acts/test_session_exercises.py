"""What a lifter says of an exercise stays with it, whatever takes its place."""

import pytest

from logbook.acts.session_exercises import mark_pain, note_exercise, swap_exercise
from logbook.models import SessionExercise
from tests.logbook.given import a_lifter, a_red_day, a_session, an_exercise, logged, the_item
from tests.logbook.reading import review, words

pytestmark = pytest.mark.usefixtures("release")

PRESS = "Machine chest press"


@pytest.fixture
def bench() -> SessionExercise:
    return the_item(session=a_session(lifter=a_lifter()))


def swapped(item: SessionExercise) -> SessionExercise:
    return swap_exercise(item.athlete, item.pk, an_exercise(PRESS).exercise_id)


def standing(item: SessionExercise) -> list[tuple[str, bool, str, bool]]:
    """The first two exercises: name, pain, note, whether it is skipped."""
    return [
        (one.risk.name, one.has_pain, one.note, one.is_skipped)
        for one in item.session.exercises.select_related("risk")[:2]
    ]


def test_pain_marked_before_the_first_set_stays_with_what_hurt(bench: SessionExercise):
    mark_pain(bench.athlete, bench.pk, has_pain=True)

    other = swapped(bench)

    assert standing(bench) == [
        ("Barbell bench press", True, "", True),
        (PRESS, False, "", False),
    ]
    assert other.planned_sets == bench.planned_sets


def test_a_note_stays_with_the_exercise_it_was_written_on(bench: SessionExercise):
    note_exercise(bench.athlete, bench.pk, version=1, note="left elbow clicks")

    swapped(bench)

    assert standing(bench) == [
        ("Barbell bench press", False, "left elbow clicks", True),
        (PRESS, False, "", False),
    ]
    assert "left elbow clicks" in words(review(bench.session))


def test_marks_of_an_exercise_with_sets_stay_with_them(bench: SessionExercise):
    logged(item=bench)
    mark_pain(bench.athlete, bench.pk, has_pain=True)

    other = swapped(bench)

    assert (other.has_pain, other.note, other.planned_sets) == (False, "", 2)


def test_untouched_and_unmarked_it_is_replaced(bench: SessionExercise):
    swapped(bench)

    assert [one[0] for one in standing(bench)] == [PRESS, "Chest-supported row"]


def test_what_a_red_day_took_off_goes_to_where_the_sets_are_done(bench: SessionExercise):
    a_red_day(lifter=bench.athlete)
    bench.refresh_from_db()
    mark_pain(bench.athlete, bench.pk, has_pain=True)

    other = swapped(bench)

    bench.refresh_from_db()
    assert (other.planned_sets, other.sets_off, bench.sets_off) == (2, 1, 0)
