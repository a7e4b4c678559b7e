"""Section 7: estimated 1RM, the current one, what a load leaves, the load zone."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from programming.rulebook import (
    current_e1rm,
    estimated_1rm,
    load_per_rir,
    load_zone,
    reps_to_failure_at,
    reps_to_failure_seen,
    session_e1rm,
)
from tests.rulebook.given import done

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("load", "reps", "rir", "value"),
    [
        (90_000, 5, 1, 108_000),
        (100_000, 5, 2, 123_333),
        (100_000, 1, 0, 100_000),
        (100_000, 1, 1, 106_667),
        (100_000, 1, 0.5, 105_000),
        (100_000, 12, 0, 140_000),
        (100_000, 8, 4, 140_000),
        (1, 1, 0, 1),
    ],
)
def test_epley_on_reps_to_failure(load, reps, rir, value):
    estimate = estimated_1rm(load, reps, rir)

    assert (estimate.value, estimate.at_least, estimate.refused) == (value, False, None)


def test_without_rir_it_is_at_least():
    estimate = estimated_1rm(90_000, 6)

    assert (estimate.value, estimate.at_least) == (108_000, True)


@pytest.mark.parametrize(
    ("load", "reps", "rir", "code"),
    [
        (100, 0, 0, "no_reps"),
        (100, 12, 0.5, "too_many_reps"),
        (100, 13, None, "too_many_reps"),
        (100, 5, 4.5, "too_far_from_failure"),
        (100, 5, 7, "too_far_from_failure"),
        (None, 5, 1, "no_load"),
        (0, 5, 1, "no_load"),
        (-10, 5, 1, "no_load"),
    ],
)
def test_no_estimate_is_better_than_a_bad_one(load, reps, rir, code):
    estimate = estimated_1rm(load, reps, rir)

    assert (estimate.value, estimate.at_least, estimate.refused) == (None, False, code)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((100.5, 5, 1), "load"),
        ((True, 5, 1), "load"),
        ((100, -1, 1), "reps"),
        ((100, 5, 0.3), "rir"),
        ((100, 5, -1), "rir"),
    ],
)
def test_nonsense_names_its_field(arguments, field):
    with pytest.raises(ValueError, match=field):
        estimated_1rm(*arguments)


def test_a_sessions_best_is_of_its_rated_working_sets():
    sets = [
        done(5, 2, load=100_000),
        done(5, 3, load=100_000),
        done(9, None, load=120_000),
        done(9, 0, load=120_000, kind="drop"),
        done(13, 0, load=120_000),
    ]

    assert session_e1rm(sets) == 126_667


def test_a_session_without_an_estimate_has_no_best():
    assert session_e1rm([done(5, load=100_000)]) is None
    assert session_e1rm([]) is None


def past(*days_and_values):
    return [(TODAY - timedelta(days=days), value) for days, value in days_and_values]


def test_the_current_one_is_the_median_of_the_last_three():
    assert current_e1rm(past((20, 300), (14, 110), (7, 100), (1, 105)), TODAY) == 105


def test_of_two_the_mean_and_of_one_itself():
    assert current_e1rm(past((7, 100), (1, 111)), TODAY) == 106
    assert current_e1rm(past((7, 100)), TODAY) == 100


@pytest.mark.parametrize(("days", "current"), [(41, 100), (42, 100), (43, None)])
def test_it_looks_back_42_days(days, current):
    assert current_e1rm(past((days, 100)), TODAY) == current


def test_what_comes_later_or_has_no_estimate_is_passed_over():
    assert current_e1rm(past((9, 90), (5, None), (0, 100), (-1, 500)), TODAY) == 95
    assert current_e1rm(past((5, None)), TODAY) is None


def test_the_order_given_does_not_matter():
    assert current_e1rm(past((1, 105), (20, 300), (7, 100), (14, 110)), TODAY) == 105


@pytest.mark.parametrize(
    ("e1rm", "load", "reps"),
    [
        (140_000, 100_000, 12.0),
        (123_333, 100_000, 7.0),
        (100_000, 100_000, 0.0),
        (90_000, 100_000, -3.0),
        (115_500, 100_000, 4.65),
    ],
)
def test_what_a_load_leaves(e1rm, load, reps):
    assert reps_to_failure_at(e1rm, load) == pytest.approx(reps)


@pytest.mark.parametrize("reps_to_failure", [n / 2 for n in range(4, 25)])
@pytest.mark.parametrize("load", [100_000, 45_359_237_000, 33_333_333, 7])
def test_the_reps_an_estimate_came_from_are_found_again_exactly(reps_to_failure, load):
    reps = int(reps_to_failure)
    estimate = estimated_1rm(load * 100, reps, reps_to_failure - reps)

    assert estimate.value is not None
    assert reps_to_failure_at(estimate.value, load * 100) == reps_to_failure


def test_just_outside_the_rounding_a_load_leaves_less():
    assert reps_to_failure_at(123_332, 100_000) < 7
    assert reps_to_failure_at(140_002, 100_000) > 12


@pytest.mark.parametrize(("e1rm", "load"), [(0, 100), (100, 0), (100.0, 100), (100, None)])
def test_what_a_load_leaves_needs_both(e1rm, load):
    with pytest.raises(ValueError, match="is not a whole number"):
        reps_to_failure_at(e1rm, load)


@pytest.mark.parametrize(
    ("goal", "role", "low", "percents"),
    [
        ("muscle_gain", "main", 1, (60, 80)),
        ("max_strength", "main", 3, (80, 88)),
        ("max_strength", "main", 4, (80, 85)),
        ("max_strength", "secondary", 2, (80, 90)),
        ("max_strength", "isolation", 1, (80, 92)),
        ("max_strength", "isolation", 0, (80, 92)),
        ("general_fitness", "secondary", 2, (60, 75)),
        ("mixed", "main", 2, (75, 88)),
        ("mixed", "secondary", 1, (60, 80)),
        ("mixed", "isolation", 0, (60, 80)),
    ],
)
def test_the_load_zone_never_leaves_less_than_the_reserve_and_a_rep(goal, role, low, percents):
    zone = load_zone(goal, role, low, 100_000)

    assert (zone.from_percent, zone.to_percent) == percents
    assert (zone.from_load, zone.to_load) == (percents[0] * 1000, percents[1] * 1000)


ZONES = {"muscle_gain": (60, 80), "max_strength": (80, 92), "general_fitness": (60, 75)}


@pytest.mark.parametrize("role", ["main", "secondary", "isolation"])
@pytest.mark.parametrize("goal", [*ZONES, "mixed"])
def test_a_goal_and_a_role_have_the_zone_of_the_table(goal, role):
    zone = load_zone(goal, role, 0, 100_000)
    mixed = (75, 88) if role == "main" else (60, 80)

    assert (zone.from_percent, zone.to_percent) == ZONES.get(goal, mixed)


def test_the_load_zone_rounds_inwards():
    zone = load_zone("mixed", "main", 2, 101)

    assert (zone.from_load, zone.to_load) == (76, 88)


# What was done lately (section 2, step 9)


def _ago(days):
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "shown"), [(0, 8), (42, 8), (43, None), (-1, None)], ids=str)
def test_a_rated_set_shows_its_reps_to_failure_for_42_days(days, shown):
    assert reps_to_failure_seen([(_ago(days), 100, 8)], 100, TODAY) == shown


def test_the_most_of_this_load_and_heavier_ones_counts():
    rated = [(_ago(3), 100, 8), (_ago(2), 120, 9.5), (_ago(1), 80, 20)]

    assert reps_to_failure_seen(rated, 100, TODAY) == 9.5


@pytest.mark.parametrize(
    ("done_at", "reps", "shown"),
    [
        (97_500, 8, 8 - (2_500 / 97_500) / 0.03),
        (95_000, 8, 8 - (5_000 / 95_000) / 0.03),
        (94_999, 8, None),
        (97_500, 5, 5 - (2_500 / 97_500) / 0.035),
        (97_500, 15, 15 - (2_500 / 97_500) / 0.025),
        (97_500, 15.5, 15.5 - (2_500 / 97_500) / 0.02),
    ],
)
def test_a_load_up_to_a_twentieth_lighter_shows_fewer(done_at, reps, shown):
    found = reps_to_failure_seen([(_ago(1), done_at, reps)], 100_000, TODAY)

    assert found == (None if shown is None else pytest.approx(shown))


def test_of_several_the_most_that_one_of_them_shows_counts():
    """At this load, over it and under it, done in any order."""
    done = [(100_000, 6), (96_000, 9), (97_500, 6.5), (120_000, 5.5), (95_000, 8)]
    for some in (done, done[1:], done[2:], done[3:], done[4:]):
        alone = [reps_to_failure_seen([(TODAY, *one)], 100_000, TODAY) for one in some]
        for rated in permutations((TODAY, *one) for one in some):
            assert reps_to_failure_seen(rated, 100_000, TODAY) == max(one or 0 for one in alone)


@pytest.mark.parametrize("rated", [[], [(TODAY, 0, 12)]])
def test_where_nothing_was_done_nothing_is_shown(rated):
    assert reps_to_failure_seen(rated, 100, TODAY) is None


def test_a_load_has_to_be_above_nothing():
    with pytest.raises(ValueError, match="load"):
        reps_to_failure_seen([], 0, TODAY)


@pytest.mark.parametrize(("reps", "permille"), [(5, 35), (5.5, 30), (10, 30), (15, 25), (15.5, 20)])
def test_a_rep_in_reserve_is_worth_less_load_the_more_there_are(reps, permille):
    assert load_per_rir(reps) * 1000 == permille
