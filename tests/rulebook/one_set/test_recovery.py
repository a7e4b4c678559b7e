"""Section 5: the failure budget on counts, failure sets, recovering muscles."""

from dataclasses import astuple

import pytest

from programming.rulebook import (
    MuscleBudget,
    budget_state,
    is_failure_set,
    is_hard_set,
    is_recovering,
    recovery_hours,
)
from programming.rulebook.rows.tables import FAILURE_BUDGET
from tests.rulebook.given import done


def state(level="intermediate", readiness="green", exercise=0, muscles=None, failures=0, sets=0):
    return budget_state(
        level,
        readiness,
        exercise_failures=exercise,
        muscle_failures={"chest": 0} if muscles is None else muscles,
        failures=failures,
        rated_hard_sets=sets,
    )


def spent_by(**named):
    return [reason.code for reason in state(**named).reasons]


def test_the_table_is_the_rulebooks():
    columns = {level: astuple(numbers) for level, numbers in FAILURE_BUDGET.items()}

    assert columns == {
        "beginner": (0, 0, 0, None),
        "intermediate": (1, 2, 10, 4),
        "advanced": (1, 4, 20, 6),
    }


def test_a_fresh_week_has_budget_left():
    fresh = state()

    assert not fresh.spent
    assert fresh.exercise_left == 1
    assert fresh.muscles == (MuscleBudget("chest", 0, 2, 2),)
    assert fresh.share_limit_percent == 10
    assert fresh.reasons == ()


@pytest.mark.parametrize("level", ["intermediate", "advanced"])
@pytest.mark.parametrize(("failures", "spent"), [(0, False), (1, True), (2, True)])
def test_one_failure_set_per_exercise_and_session(level, failures, spent):
    assert state(level=level, exercise=failures).spent is spent


@pytest.mark.parametrize(
    ("level", "readiness", "failures", "spent"),
    [
        ("intermediate", "green", 1, False),
        ("intermediate", "green", 2, True),
        ("intermediate", "green", 3, True),
        ("intermediate", "amber", 0, False),
        ("intermediate", "amber", 1, True),
        ("intermediate", "red", 0, True),
        ("advanced", "green", 3, False),
        ("advanced", "green", 4, True),
        ("advanced", "amber", 1, False),
        ("advanced", "amber", 2, True),
        ("advanced", "red", 0, True),
    ],
)
def test_failure_sets_per_muscle_and_week_by_level_and_day(level, readiness, failures, spent):
    assert state(level=level, readiness=readiness, muscles={"chest": failures}).spent is spent


def test_a_red_day_allows_no_failure_set():
    assert state(readiness="red").muscles == (MuscleBudget("chest", 0, 0, 0),)


def test_one_spent_muscle_of_several_is_enough():
    both = state(muscles={"chest": 0, "triceps": 2})

    assert both.spent
    assert [row.left for row in both.muscles] == [2, 0]
    assert both.reasons[0].text == "triceps this week: 2 of 2 sets to failure used."


def test_an_exercise_without_muscles_has_no_muscle_limit():
    assert not state(muscles={}, readiness="red").spent


@pytest.mark.parametrize(
    ("level", "failures", "sets", "spent"),
    [
        ("intermediate", 1, 9, False),
        ("intermediate", 1, 10, True),
        ("intermediate", 1, 11, False),
        ("intermediate", 2, 20, True),
        ("intermediate", 2, 21, False),
        ("advanced", 1, 10, False),
        ("advanced", 2, 10, True),
        ("advanced", 2, 11, False),
        ("advanced", 9, 9, False),
        ("intermediate", 9, 99, False),
        ("intermediate", 10, 100, True),
        ("advanced", 19, 99, False),
        ("advanced", 20, 100, True),
        ("advanced", 20, 101, False),
    ],
)
def test_the_share_of_hard_sets_counts_from_ten_on(level, failures, sets, spent):
    assert state(level=level, failures=failures, sets=sets).spent is spent


def test_a_beginners_budget_is_spent_from_the_start():
    assert spent_by(level="beginner") == ["budget_exercise", "budget_muscle", "budget_share"]
    assert state(level="beginner", muscles={}).spent


def test_over_the_number_nothing_is_left():
    over = state(exercise=3, muscles={"chest": 5})

    assert over.exercise_left == 0
    assert over.muscles[0].left == 0


@pytest.mark.parametrize(
    ("performed", "failed"),
    [
        (done(8, 0), True),
        (done(8, 0.5), False),
        (done(8), False),
        (done(8, 3, ended_by="muscular_failure"), True),
        (done(8, ended_by="technical_failure"), True),
        (done(0), True),
        (done(25, 0), True),
        (done(8, 0, kind="warm_up"), False),
        (done(0, kind="drop"), False),
    ],
)
def test_a_failure_set_is_a_working_set_with_nothing_left(performed, failed):
    assert is_failure_set(performed) is failed


@pytest.mark.parametrize(
    ("performed", "hard"),
    [
        (done(8, 4), True),
        (done(8, 4.5), False),
        (done(8), True),
        (done(30, 4), True),
        (done(8, 5, ended_by="muscular_failure"), True),
        (done(8, 1, kind="timed"), False),
    ],
)
def test_a_hard_set_leaves_four_or_fewer_or_does_not_say(performed, hard):
    assert is_hard_set(performed) is hard


@pytest.mark.parametrize(("sets", "hours"), [(0, 48), (1, 48), (2, 48), (3, 72), (4, 72)])
def test_recovery_takes_two_days_and_three_after_three_sets(sets, hours):
    assert recovery_hours(sets) == hours
    assert is_recovering(hours - 0.1, sets)
    assert not is_recovering(hours, sets)
    assert not is_recovering(None, sets)
