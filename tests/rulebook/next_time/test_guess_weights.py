"""How much each way of guessing counts: the numbers of `guess` and `guess_band`, one by one.

They were chosen by how far off the guesses were (docs/backtest.md). Whoever changes one runs that again.
"""

from math import exp, log

import pytest

from programming.rulebook.next_time.e1rm_forecast import E1RMForecast, E1RMForecasts, E1RMPast
from programming.rulebook.next_time.reps_forecast import (
    RepsPast,
    _fading,
    _nearness,
    errors_by_class,
    weight_of,
)

SAME = {
    "last": 0.96,
    "recent": 0.96,
    "usual": 1.0,
    "near_half": 0.96,
    "near_full": 1.01,
    "full_curve": 1.21,
    "half_curve": 1.28,
    "turn": 1.55,
    "habit": 1.6,
}
OTHER = {
    "near_half": 2.13,
    "nearest_half": 2.14,
    "turn": 2.28,
    "half_curve": 2.34,
    "last": 2.45,
    "full_curve": 2.5,
    "habit": 2.53,
}


@pytest.mark.parametrize("name", SAME)
def test_at_a_load_used_before_a_new_lifter_weighs_as_others_erred_squared(name):
    exercise, lifter = errors_by_class("exercise")[True], errors_by_class("lifter")[True]

    found = weight_of(name, exercise, lifter, is_same=True)

    assert found == pytest.approx((SAME[name] + 0.1) ** -2)


@pytest.mark.parametrize("name", OTHER)
def test_elsewhere_the_sixth_power_leaves_little_but_the_best(name):
    exercise, lifter = errors_by_class("exercise")[False], errors_by_class("lifter")[False]

    found = weight_of(name, exercise, lifter, is_same=False)

    assert found == pytest.approx((OTHER[name] + 0.1) ** -6)


def test_the_usual_error_counts_as_twenty_seen_and_the_lifters_as_six():
    exercise, lifter = errors_by_class("exercise")[True], errors_by_class("lifter")[True]
    for _ in range(2):
        exercise.add({"last": 8}, 8)
        lifter.add({"last": 10}, 8)

    found = weight_of("last", exercise, lifter, is_same=True)

    # The latest counts whole, the one before 98 and 90 percent of it.
    everywhere = (2 * 0.98 + 2 + 0.96 * 20) / (1.98 + 20)
    here = (0 + everywhere * 6) / (1.9 + 6)
    assert found == pytest.approx((here + 0.1) ** -2)


def test_a_guess_is_never_more_than_six_reps_off():
    for off, counted in ((5, 5), (6, 6), (7, 6), (40, 6)):
        errors = errors_by_class("lifter")[True]
        errors.add({"last": 8 + off}, 8)
        assert errors.found["last"] == (counted, 1), off


def test_twelve_sessions_and_six_times_at_a_load_are_looked_at():
    past = RepsPast()
    for reps in range(1, 14):
        past.add([(60_000, reps)], (60_000, reps))

    assert [reps for _, _, reps in past.tops] == list(range(2, 14))
    assert [reps for _, _, reps in past.at[60_000]] == list(range(8, 14))


@pytest.mark.parametrize(
    ("name", "by"), [("recent_percent", 0.5), ("usual_percent", 0.85), ("habit_percent", 0.8)]
)
def test_what_is_older_counts_less(name, by):
    found = _fading([9, 8, 7], name)

    assert [reps for reps, _ in found] == [9, 8, 7]
    assert [weight for _, weight in found] == pytest.approx([1, by, by * by])


def test_a_twentieth_of_the_load_away_a_set_says_a_third():
    """By the logarithm of the loads, and four fifths for each session since."""
    found = _nearness([(2, 63_000, 8), (1, 60_000, 8)], 60_000)

    assert found == pytest.approx([exp(-log(1.05) / 0.05), 0.8])


def test_a_session_three_tenths_off_widens_the_band_as_any_that_is_more():
    for best, error in ((1349, log(1.349)), (1350, 0.3), (5000, 0.3)):
        past = E1RMPast(last=1000, spread=(0.02, 1.0))
        E1RMForecasts().learn(past, E1RMForecast(1000, 900, 1100), best)
        assert past.spread == pytest.approx((0.02 * 0.95 + error, 1.95)), best
