"""Section 6: the day's state from the check-in."""

import pytest

from programming.rulebook import readiness_state


@pytest.mark.parametrize(
    ("hours", "short_nights", "points"),
    [
        (8, False, 0),
        (7, False, 0),
        (6.9, False, 1),
        (6, False, 1),
        (6, True, 1),
        (5.9, False, 2),
        (5.9, True, 3),
        (7, True, 0),
        (None, True, 0),
        (0, False, 2),
        (24, False, 0),
    ],
)
def test_points_of_sleep(hours, short_nights, points):
    assert readiness_state(sleep_hours=hours, short_nights=short_nights).points == points


@pytest.mark.parametrize(
    ("recovery", "points"), [(10, 0), (7, 0), (6, 1), (4, 1), (3, 2), (0, 2), (None, 0)]
)
def test_points_of_perceived_recovery(recovery, points):
    assert readiness_state(recovery=recovery).points == points


@pytest.mark.parametrize(("stress", "points"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 2), (None, 0)])
def test_points_of_stress(stress, points):
    assert readiness_state(stress=stress).points == points


@pytest.mark.parametrize(
    ("balance", "points"),
    [("surplus", 0), ("maintenance", 0), ("deficit", 1), ("large_deficit", 2), (None, 0)],
)
def test_points_of_the_energy_balance_are_known_apart(balance, points):
    day = readiness_state(stress=3, energy_balance=balance)

    assert day.points == 1 + points
    assert day.points_without_energy == 1


@pytest.mark.parametrize(
    ("answers", "points", "state"),
    [
        ({"stress": 1}, 0, "green"),
        ({"stress": 3}, 1, "green"),
        ({"stress": 5}, 2, "amber"),
        ({"stress": 5, "recovery": 5}, 3, "amber"),
        ({"stress": 5, "recovery": 2}, 4, "red"),
        ({"stress": 5, "recovery": 2, "sleep_hours": 6}, 5, "red"),
        (
            {"sleep_hours": 5, "short_nights": True, "recovery": 0, "stress": 5,
             "energy_balance": "large_deficit"}, 9, "red",
        ),
    ],
)  # fmt: skip
def test_the_sum_makes_the_day(answers, points, state):
    day = readiness_state(**answers)

    assert (day.points, day.state) == (points, state)


def test_a_skipped_check_in_is_green_and_says_so():
    day = readiness_state()

    assert (day.state, day.points, day.known) == ("green", 0, False)
    assert [reason.text for reason in day.reasons] == ["No check-in: counts as a good (green) day."]


def test_one_answer_is_a_known_day():
    assert readiness_state(stress=1).known
    assert readiness_state(stress=1).reasons == ()
    assert readiness_state(energy_balance="surplus").known


def test_each_answer_that_costs_points_is_a_reason():
    day = readiness_state(5.5, True, 3, 4, "deficit")

    assert [reason.text for reason in day.reasons] == [
        "Slept under 6 h again: +3.",
        "Recovery 3 of 10: +2.",
        "Stress 4 of 5: +2.",
        "A deficit up to 500 kcal a day: +1.",
    ]


@pytest.mark.parametrize(
    "answers",
    [
        {"sleep_hours": -0.5},
        {"sleep_hours": 24.5},
        {"sleep_hours": float("nan")},
        {"sleep_hours": True},
        {"recovery": -1},
        {"recovery": 11},
        {"recovery": 5.0},
        {"stress": 0},
        {"stress": 6},
        {"stress": "3"},
        {"energy_balance": "starving"},
        {"short_nights": 1},
    ],
)
def test_an_answer_off_the_scale_names_its_field(answers):
    with pytest.raises(ValueError, match=next(iter(answers))):
        readiness_state(**answers)
