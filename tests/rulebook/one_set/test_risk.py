"""Section 3 and the new movement: what counts as risk, and until when a lift is new."""

import pytest

from programming.rulebook import classified_risk, is_new_movement, risk_in_force
from programming.rulebook.rows.tables import DEFAULT_FLOORS


@pytest.mark.parametrize(
    ("tier", "floor", "with_safeties", "safeties", "expected"),
    [
        ("avoid", 2, 0, True, (0, "caution")),
        ("avoid", 2, 0, False, (2, "avoid")),
        ("avoid", 2, None, True, (2, "avoid")),
        ("caution", 1, 0, True, (0, "caution")),
        ("safer", 1, 0, True, (0, "safer")),
    ],
)
def test_floor_and_tier_in_force(tier, floor, with_safeties, safeties, expected):
    assert risk_in_force(tier, floor, with_safeties, safeties) == expected


@pytest.mark.parametrize(
    ("traps", "balance", "expected"),
    [
        (None, None, ("avoid", 2)),
        (True, None, ("avoid", 2)),
        (True, False, ("avoid", 2)),
        (False, None, ("avoid", 2)),
        (False, True, ("caution", 1)),
        (False, False, ("safer", 0)),
    ],
)
def test_an_own_exercise_is_avoid_until_classified(traps, balance, expected):
    assert classified_risk(traps, balance) == expected


@pytest.mark.parametrize("answers", [("yes", None), (False, 1)])
def test_an_answer_is_yes_or_no(answers):
    with pytest.raises(ValueError, match="is not true or false"):
        classified_risk(*answers)


def test_the_default_floors():
    assert dict(DEFAULT_FLOORS) == {"safer": 0, "caution": 1, "avoid": 2}


STABLE, BROKEN = "stopped", "technical_failure"


@pytest.mark.parametrize(("sessions", "is_new"), [(0, True), (3, True), (4, False), (5, False)])
def test_a_movement_is_new_until_four_sessions_are_on_record(sessions, is_new):
    assert is_new_movement(sessions, [STABLE] * 12) is is_new


@pytest.mark.parametrize(
    ("broken", "sets", "is_new"),
    [(1, 20, False), (2, 20, True), (3, 20, True), (1, 11, False), (1, 10, True), (0, 1, False)],
)
def test_it_stays_new_while_a_tenth_of_its_sets_break_form(broken, sets, is_new):
    assert is_new_movement(9, [BROKEN] * broken + [STABLE] * (sets - broken)) is is_new


def test_only_the_last_twenty_sets_are_read():
    assert not is_new_movement(9, [STABLE] * 19 + [BROKEN] * 5)
    assert is_new_movement(9, [STABLE] * 18 + [BROKEN] * 5)
    assert is_new_movement(9, [BROKEN] * 2 + [STABLE] * 19)


def test_muscular_failure_is_not_broken_form():
    assert not is_new_movement(4, ["muscular_failure"] * 12)


def test_four_sessions_without_a_set_are_enough():
    assert not is_new_movement(4, [])
