"""The log in counts: sections 5 and 12 say the same of them as of the sets."""

from datetime import UTC, datetime, timedelta

import pytest

from programming.rulebook import ExerciseTally, failure_budget_of, weekly_volume_of
from programming.rulebook.over_time.tally import tallied
from tests.rulebook.logs import day, failed, logged

NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)


def test_an_exercise_in_a_session_is_one_tally_and_what_does_not_count_is_none():
    log = [logged(), logged(exercise="row"), logged(), logged(1), logged(kind="warm_up")]

    assert [(one.exercise, one.session, one.rated_hard_sets) for one in tallied(log)] == [
        ("press", "day 0", 2),
        ("row", "day 0", 1),
        ("press", "day 1", 1),
    ]


@pytest.mark.parametrize(
    ("named", "counts"),
    [
        ({"rir": 4}, (1, 0, 0, 0)),
        ({"rir": 4.5}, (0, 0, 0, 0)),
        ({"rir": None}, (0, 1, 0, 0)),
        ({"rir": 0}, (1, 0, 1, 1)),
        ({"rir": None, "reps": 0}, (1, 0, 1, 1)),
        ({"rir": 0, "is_test_set": True}, (1, 0, 1, 0)),
        ({"rir": 0, "is_imported": True}, (1, 0, 1, 0)),
    ],
)
def test_a_set_counts_by_its_effort_and_its_kind(named, counts):
    (one,) = tallied([logged(**named)])

    assert (
        one.rated_hard_sets,
        one.unrated_sets,
        one.failure_sets,
        one.budget_failures,
    ) == counts


def test_a_tally_ends_with_its_last_set_whatever_the_order_of_their_times():
    log = [logged(at=NOON + timedelta(minutes=5)), logged(at=NOON), logged()]

    assert tallied(log)[0].ended == NOON + timedelta(minutes=5)
    assert tallied([logged()])[0].ended is None


def test_sets_of_other_muscles_are_a_tally_of_their_own():
    log = [failed(), failed(primary_muscles=("lats",)), logged(secondary_muscles=("triceps",))]

    assert [one.primary_muscles for one in tallied(log)] == [("chest",), ("lats",), ("chest",)]


def test_counts_after_today_are_not_read():
    later = ExerciseTally(
        exercise="press", session=2, day=day(1), primary_muscles=("chest",), rated_hard_sets=4,
        failure_sets=2, budget_failures=2,
    )  # fmt: skip

    assert failure_budget_of([later], today=day(0), level="advanced").failures == 0
    assert failure_budget_of([later], today=day(1), level="advanced").failures == 2
    assert weekly_volume_of([later], today=day(0)).muscles == ()
    assert weekly_volume_of([later], today=day(1)).muscles[0].sets == 4


def test_a_tally_without_hard_sets_is_no_volume():
    easy = ExerciseTally(exercise="press", session=1, day=day(0), primary_muscles=("chest",))

    assert weekly_volume_of([easy], today=day(0)).muscles == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", NOON),
        ("ended", datetime(2026, 9, 7)),  # noqa: DTZ001
        ("ended", day(0)),
        ("rated_hard_sets", -1),
        ("unrated_sets", 1.5),
        ("failure_sets", True),
        ("budget_failures", None),
    ],
)
def test_a_count_that_cannot_be_is_refused_by_its_name(field, value):
    with pytest.raises(ValueError, match=f"^{field}: "):
        ExerciseTally(**{"exercise": "press", "session": 1, "day": day(0), field: value})
