"""Rulebook 8: the sets before the first one that counts."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    LoadableSet,
    LoadableSteps,
    WarmUpSet,
    rule,
    warm_up_sets,
    warm_up_sets_added,
)

BAR = LoadableSteps(20_000, 2_500)
DUMBBELLS = LoadableSteps(2_000, 2_000)
STACK = LoadableSteps(5_000, 5_000)


def told(load, loadable=BAR, bar=20_000, per_kg=1_000):
    sets = warm_up_sets(load, loadable=loadable, per_kg=per_kg, bar=bar)
    return " ".join(f"{one.load / 1000:g}x{one.reps}" for one in sets)


@pytest.mark.parametrize(
    ("load", "sets"),
    [
        # The bar alone is the work.
        (20_000, ""),
        # A tenth of the load under it, and less.
        (22_222, ""),
        (22_223, "20x10"),
        (30_000, "20x10"),
        (39_999, "20x10 27.5x4"),
        (40_000, "20x10 27.5x4 32.5x2"),
        (60_000, "20x10 30x8 40x4 50x2"),
        (80_000, "20x10 40x8 55x4 67.5x2"),
        (99_999, "20x10 47.5x8 67.5x4 82.5x2"),
        (100_000, "20x10 40x8 60x5 75x3 90x1"),
        (180_000, "20x10 70x8 107.5x5 135x3 160x1"),
        (50_000, "20x10 25x8 35x4 42.5x2"),
    ],
)
def test_a_barbell_begins_with_the_bar(load, sets):
    assert told(load) == sets


@pytest.mark.parametrize(
    ("load", "sets"),
    [
        (10_000, "6x6"),
        (20_000, "10x8 15x4"),
        (40_000, "20x8 28x4 34x2"),
        (100_000, "40x8 60x5 75x3 90x1"),
    ],
)
def test_each_share_is_of_the_working_load_where_any_load_can_be_made(load, sets):
    assert told(load, LoadableSteps(0, 1), None) == sets


@pytest.mark.parametrize(
    ("load", "sets"),
    [
        (2_000, ""),
        (4_000, "2x6"),
        (10_000, "6x6"),
        (19_999, "10x6"),
        (20_000, "10x8 14x4"),
        (30_000, "14x8 22x4"),
        (40_000, "20x8 28x4 34x2"),
    ],
)
def test_dumbbells_begin_with_a_lighter_pair_and_few_for_light_ones(load, sets):
    assert told(load, DUMBBELLS, None) == sets


@pytest.mark.parametrize(
    ("load", "sets"),
    [(5_000, ""), (15_000, "5x6"), (25_000, "10x8 15x4"), (60_000, "30x8 40x4 50x2")],
)
def test_a_stack_begins_with_a_lighter_pin(load, sets):
    assert told(load, STACK, None) == sets


def test_only_what_can_be_made():
    few = LoadableSet((20_000, 60_000, 100_000))

    assert told(100_000, few) == "20x10 60x5"
    assert told(19_000, LoadableSet((19_000,)), None) == ""


def test_two_steps_nearer_than_a_tenth_are_one():
    # 50 % and 70 % are 20 and 28: 27 is a tenth over 23 and not over 24.
    assert told(40_000, LoadableSet((20_000, 23_999, 24_000, 28_000, 34_000)), 24_000) == (
        "24x10 28x4 34x2"
    )
    assert told(40_000, LoadableSet((20_000, 24_001, 28_000, 34_000)), 24_001) == "24.001x10 34x2"


def test_pounds_are_given_in_their_own_kilograms():
    per_kg = 2_205
    lb = LoadableSteps(45_000, 5_000)

    assert told(100 * per_kg - 1, lb, 45_000, per_kg) == "45x10 110x8 150x4 185x2"
    assert told(100 * per_kg, lb, 45_000, per_kg) == "45x10 85x8 130x5 165x3 195x1"


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"load": 0}, "load"),
        ({"load": 60.5}, "load"),
        ({"per_kg": 0}, "per_kg"),
        ({"bar": 0}, "bar"),
        ({"loadable": 5}, "loadable"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(named, field):
    asked = {"load": 60_000, "loadable": BAR, "per_kg": 1_000, "bar": 20_000} | named

    with pytest.raises(ValueError, match=field):
        warm_up_sets(asked.pop("load"), **asked)


@given(
    load=st.integers(1, 400_000),
    lightest=st.integers(0, 30_000),
    step=st.integers(1, 20_000),
    bar=st.booleans(),
)
def test_properties_they_rise_by_a_tenth_and_can_be_made(load, lightest, step, bar):
    made = LoadableSteps(lightest, step)
    sets = warm_up_sets(load, loadable=made, per_kg=1_000, bar=lightest or None if bar else None)

    loads = [one.load for one in sets]
    assert len(sets) <= 5
    assert all(made.at_most(one) == one for one in loads)
    assert all(one - before >= load / 10 for before, one in itertools.pairwise(loads))
    assert all(0 < one <= load - load / 10 for one in loads)
    assert all(isinstance(one, WarmUpSet) and 1 <= one.reps <= 10 for one in sets)


def test_the_rule_tells_every_share_and_from_where_it_is_taken():
    told_of = rule("warm_ups").explanation

    assert told_of.startswith(
        "Shares of the working load, each rounded down to what can be made: 60 % × 6; "
    )
    assert "; from 20 kg 50 % × 8, 75 % × 4; from 40 kg" in told_of


# --- Before a load added to the body -----------------------------------------------------------

BELT = LoadableSteps(1_250, 1_250)


@pytest.mark.parametrize(
    ("added", "sets"),
    [
        (1, "0x5"),
        (9_999, "0x5"),
        (10_000, "0x5 5x3"),
        (12_000, "0x5 5x3"),
        (12_500, "0x5 6.25x3"),
        (40_000, "0x5 20x3"),
    ],
)
def test_the_body_comes_first_and_then_half_of_what_is_added(added, sets):
    found = warm_up_sets_added(added, loadable=BELT, per_kg=1_000)
    assert " ".join(f"{one.load / 1000:g}x{one.reps}" for one in found) == sets


def test_where_nothing_so_light_can_be_added_the_body_is_all():
    found = warm_up_sets_added(18_000, loadable=LoadableSet((10_000, 20_000)), per_kg=1_000)
    assert found == (WarmUpSet(0, rule("warm_ups_added").numbers["body_reps"]),)


@pytest.mark.parametrize("named", [{"added": 0}, {"added": 1.5}, {"per_kg": 0}], ids=str)
def test_an_added_load_that_is_none_is_refused(named):
    asked = {"added": 20_000, "loadable": BELT, "per_kg": 1_000} | named
    with pytest.raises(ValueError, match=next(iter(named))):
        warm_up_sets_added(asked.pop("added"), **asked)
