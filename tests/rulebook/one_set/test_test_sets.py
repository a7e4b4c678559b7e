"""Section 2, test sets: granted, refused, and why."""

import pytest

from programming.rulebook import RULES, EffortOverride, effort_target
from tests.rulebook.given import bench, context


def asked(**named):
    return effort_target(context(**({"is_test_set": True, "is_final_set": True} | named)))


def test_a_test_set_is_to_failure_in_place_of_all_steps():
    target = asked()

    assert (target.low, target.aim, target.high) == (0, 0, 1)
    assert target.may_fail
    assert target.test_refused is None
    assert [reason.code for reason in target.reasons] == ["test_set"]
    assert target.reasons[0].before is None


@pytest.mark.parametrize(
    "named",
    [
        {"level": "beginner"},
        {"goal": "max_strength"},
        {"goal": "general_fitness"},
        {"budget_left": False},
        {"role": "main"},
        {"aim_rise": 2},
        {"reps_to_failure": 1.0},
        {"override": EffortOverride(3, 3, 4, "coach")},
    ],
)
def test_no_goal_level_budget_or_step_stands_in_its_way(named):
    target = asked(**named)

    assert (target.low, target.aim, target.high) == (0, 0, 1)
    assert not target.load_too_heavy


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"is_final_set": False}, "test_not_final"),
        ({"tier": "caution"}, "test_not_safe"),
        ({"tier": "avoid", "rir_floor": 0}, "test_not_safe"),
        ({"rir_floor": 1}, "test_not_safe"),
        ({"rir_floor": 1, "rir_floor_with_safeties": 0, "safeties": True}, "test_not_safe"),
        ({"readiness": "amber"}, "test_not_green"),
        ({"readiness": "red"}, "test_not_green"),
        ({"is_new_movement": True}, "test_new_movement"),
        ({"is_deload": True}, "test_in_deload"),
        ({"days_since_test": 0}, "test_too_soon"),
    ],
)
def test_it_is_refused_otherwise_with_the_reason(named, code):
    target = asked(**named)

    assert target.test_refused == code
    assert RULES[code].sentence({}).startswith("No test: ")
    assert target.reasons[0].code == "base"


@pytest.mark.parametrize(
    ("level", "days", "refused"),
    [
        ("beginner", 27, True),
        ("beginner", 28, False),
        ("beginner", 29, False),
        ("intermediate", 13, True),
        ("intermediate", 14, False),
        ("advanced", 13, True),
        ("advanced", 14, False),
        ("advanced", 15, False),
    ],
)
def test_two_weeks_lie_between_tests_and_four_for_beginners(level, days, refused):
    assert (asked(level=level, days_since_test=days).test_refused == "test_too_soon") is refused


def test_a_refused_test_gets_the_target_of_an_ordinary_set():
    refused = asked(days_since_test=3)
    ordinary = effort_target(context(is_final_set=True))

    assert (refused.low, refused.aim, refused.high) == (ordinary.low, ordinary.aim, ordinary.high)
    assert refused.reasons == ordinary.reasons


def test_no_refusal_where_none_was_asked():
    assert effort_target(bench()).test_refused is None
