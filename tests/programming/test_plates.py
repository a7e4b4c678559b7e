"""What goes on a bar, held against every choice there is."""

from itertools import product
from typing import Any

import pytest

from programming.plates import MOST_A_SIDE, OnTheBar, Stack, nearest, pairs_of, stacks, weights_made

KG = (25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250)
LB = (45_000, 35_000, 25_000, 10_000, 5_000, 2_500)
GYM = pairs_of([(plate, None) for plate in KG])
GYM_LB = pairs_of([(plate, None) for plate in LB])
# Few plates, of sizes where the heaviest that fits leads astray.
HOMES = [
    [(20_000, 2), (15_000, 4), (10_000, 2)],
    [(20_000, 4), (15_000, 4), (2_500, 2), (1_250, 2)],
    [(10_000, 4), (7_000, 6), (1_000, 2)],
    [(25_000, 2), (20_000, 3), (5_000, 1), (1_250, 5)],
    [(45_000, 2), (35_000, 4), (25_000, 4), (10_000, 2)],
    [(12_000, 6), (9_000, 6), (5_000, 6)],
    [],
]
MOST = 300_000


def by_trying_all(plates):
    """Every weight of one side with its best stack, from every choice of pairs."""
    pairs = pairs_of(plates)
    found: dict[int, tuple[Any, Stack]] = {}
    for counts in product(*(range((count or 0) + 1) for _, count in pairs)):
        stack = tuple(
            plate for (plate, _), count in zip(pairs, counts, strict=True) for _ in range(count)
        )
        rank = (len(stack), [-plate for plate in stack])
        if sum(stack) not in found or rank < found[sum(stack)][0]:
            found[sum(stack)] = (rank, stack)
    return {weight: stack for weight, (_, stack) in sorted(found.items())}


@pytest.mark.parametrize("plates", HOMES)
def test_every_weight_that_plates_make_is_found_with_the_fewest(plates):
    assert stacks(pairs_of(plates), MOST) == by_trying_all(plates)


@pytest.mark.parametrize("plates", HOMES)
def test_between_two_weights_that_can_be_made_every_load_names_both(plates):
    bar = 20_000
    made = {bar + 2 * weight: stack for weight, stack in by_trying_all(plates).items()}

    for load in range(0, max(made) + 3_000, 250):
        under, over = nearest(bar, pairs_of(plates), load, MOST)

        below = max((one for one in made if one <= load), default=None)
        above = min((one for one in made if one >= load), default=None)
        assert under == (None if below is None else OnTheBar(below, made[below]))
        assert over == (None if above is None else OnTheBar(above, made[above]))


@pytest.mark.parametrize(
    ("bar", "gym", "step", "last"),
    [(20_000, GYM, 2_500, 400_000), (45_000, GYM_LB, 5_000, 700_000)],
)
def test_a_usual_gym_makes_every_step_and_nothing_between(bar, gym, step, last):
    for load in range(bar, last + 1, step // 2):
        under, over = nearest(bar, gym, load, MOST * 2)

        assert under is not None
        assert over is not None
        assert bar + 2 * sum(under.a_side) == under.total
        assert list(under.a_side) == sorted(under.a_side, reverse=True)
        if (load - bar) % step:
            assert (under.total, over.total) == (load - step // 2, load + step // 2)
        else:
            assert under == over
            assert under.total == load


@pytest.mark.parametrize(
    ("load", "a_side"),
    [
        (20_000, ()),
        (22_500, (1_250,)),
        (60_000, (20_000,)),
        (97_500, (25_000, 10_000, 2_500, 1_250)),
        # 15 + 15 a side: two plates either way, the heavier first.
        (80_000, (25_000, 5_000)),
        (142_500, (25_000, 25_000, 10_000, 1_250)),
    ],
)
def test_the_plates_of_a_side_are_those_a_lifter_would_take(load, a_side):
    assert nearest(20_000, GYM, load, MOST)[0] == OnTheBar(load, a_side)


def test_the_heaviest_that_fits_would_miss_thirty():
    few = pairs_of([(20_000, 2), (15_000, 4)])

    assert stacks(few, MOST)[30_000] == (15_000, 15_000)


def test_of_an_odd_number_one_plate_stays_on_the_rack():
    assert pairs_of([(10_000, 3), (5_000, 1)]) == ((10_000, 1), (5_000, 0))
    assert tuple(stacks(pairs_of([(10_000, 3), (5_000, 1)]), MOST)) == (0, 10_000)


def test_a_plate_named_twice_is_there_as_often_as_both_say():
    assert pairs_of([(5_000, 2), (10_000, 2), (5_000, 2)]) == ((10_000, 1), (5_000, 2))
    assert pairs_of([(5_000, None), (5_000, 2)]) == ((5_000, None),)
    assert pairs_of([(5_000, 2), (5_000, None)]) == ((5_000, None),)


@pytest.mark.parametrize("plate", [0, -5_000])
def test_what_weighs_nothing_is_no_plate(plate):
    with pytest.raises(ValueError, match=f"plates: {plate}"):
        pairs_of([(plate, 2)])


def test_a_sleeve_is_full_at_sixteen_plates():
    one_size = pairs_of([(10_000, None)])

    assert max(map(len, stacks(one_size, 10**9).values())) == MOST_A_SIDE
    assert nearest(20_000, one_size, 10**9, 10**9) == (
        OnTheBar(20_000 + 2 * 16 * 10_000, (10_000,) * 16),
        None,
    )


@pytest.mark.parametrize(
    ("most", "heaviest"), [(29_999, 20_000), (30_000, 30_000), (30_001, 30_000)]
)
def test_one_side_weighs_at_most_what_is_asked(most, heaviest):
    assert max(stacks(pairs_of([(10_000, None)]), most)) == heaviest


def test_under_the_bar_there_is_nothing_and_the_bar_is_next():
    assert nearest(20_000, GYM, 19_999, MOST) == (None, OnTheBar(20_000, ()))
    assert nearest(20_000, GYM, 20_000, MOST) == (OnTheBar(20_000, ()),) * 2
    assert nearest(20_000, (), 20_001, MOST) == (OnTheBar(20_000, ()), None)


def test_the_weights_made_are_the_bars_and_twice_a_side():
    assert weights_made(10_000, pairs_of([(5_000, 2), (1_250, 2)]), MOST) == (
        10_000,
        12_500,
        20_000,
        22_500,
    )
