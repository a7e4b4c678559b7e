"""Which exercises are done in turn, and whose turn it is."""

import pytest

from programming.models.workouts import minutes_of
from programming.supersets import (
    is_with_next,
    joined,
    marks,
    next_in_turn,
    order_after_move,
    parted,
    tidied,
)

N = None


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], []),
        ([N, N], ["", ""]),
        ([1, 1], ["A1", "A2"]),
        ([N, 4, 4, 4, N, 2, 2], ["", "A1", "A2", "A3", "", "B1", "B2"]),
        # A number that stands alone makes no superset, nor does one that something stands between.
        ([1], [""]),
        ([1, N, 1], ["", "", ""]),
        ([1, 1, 2, 2], ["A1", "A2", "B1", "B2"]),
        ([1, 1, 2, 1], ["A1", "A2", "", ""]),
    ],
)
def test_neighbours_of_one_number_are_lettered(numbers, said):
    assert marks(numbers) == said


def test_the_letters_begin_again_after_the_last():
    numbers = [number for number in range(1, 28) for _ in range(2)]

    assert marks(numbers)[50:] == ["Z1", "Z2", "A1", "A2"]


@pytest.mark.parametrize(
    ("numbers", "place", "found"),
    [
        ([N, N, N], 0, [1, 1, N]),
        ([N, N, N], 1, [N, 1, 1]),
        # The last one has nobody after it.
        ([N, N, N], 2, [N, N, N]),
        ([1, 1, N], 1, [2, 2, 2]),
        ([N, 1, 1], 0, [2, 2, 2]),
        ([1, 1, 2, 2], 1, [3, 3, 3, 3]),
        ([1, 1, N, N], 2, [1, 1, 2, 2]),
    ],
)
def test_two_neighbours_are_put_into_one_superset_with_theirs(numbers, place, found):
    assert joined(numbers, place) == found


@pytest.mark.parametrize(
    ("numbers", "place", "found"),
    [
        ([1, 1], 0, [N, N]),
        ([1, 1], 1, [1, 1]),
        ([1, 1, 1], 0, [N, 2, 2]),
        ([1, 1, 1], 1, [1, 1, N]),
        ([1, 1, 1, 1, 2, 2], 1, [1, 1, 3, 3, 2, 2]),
        ([N, N], 0, [N, N]),
        ([1, 1, 2, 2], 1, [1, 1, 2, 2]),
    ],
)
def test_a_superset_ends_where_it_is_parted(numbers, place, found):
    assert parted(numbers, place) == found


@pytest.mark.parametrize(
    "step", [joined, parted, lambda numbers, at: order_after_move(numbers, at, 1)]
)
def test_a_place_there_is_not_is_an_error(step):
    with pytest.raises(IndexError):
        step([1, 1], 2)


def test_numbers_are_tidied_in_their_order():
    assert tidied([7, 7, N, 3, 3, 5]) == [1, 1, N, 2, 2, N]
    assert tidied([]) == []


def test_who_is_with_the_next_one():
    assert is_with_next([1, 1, N, 2, 2, 2, 1]) == [True, False, False, True, True, False, False]
    assert is_with_next([]) == []


@pytest.mark.parametrize(
    ("numbers", "place", "by", "order"),
    [
        ([N, N, N], 1, -1, [1, 0, 2]),
        ([N, N, N], 1, 1, [0, 2, 1]),
        ([N, N], 0, -1, [0, 1]),
        ([N, N], 1, 1, [0, 1]),
        # Within a superset.
        ([1, 1, N], 0, 1, [1, 0, 2]),
        ([1, 1, N], 1, -1, [1, 0, 2]),
        # From the edge of it the whole of it.
        ([1, 1, N], 1, 1, [2, 0, 1]),
        ([N, 1, 1], 1, -1, [1, 2, 0]),
        ([1, 1, N], 0, -1, [0, 1, 2]),
        # Past a superset.
        ([N, 1, 1], 0, 1, [1, 2, 0]),
        ([1, 1, 2, 2, 2], 3, -1, [0, 1, 3, 2, 4]),
        ([1, 1, 2, 2, 2], 2, -1, [2, 3, 4, 0, 1]),
    ],
)
def test_a_move_tears_no_superset_apart(numbers, place, by, order):
    assert order_after_move(numbers, place, by) == order


@pytest.mark.parametrize(
    ("is_open", "last", "turn"),
    [
        ([True, True], None, 0),
        ([True, True], 0, 1),
        ([True, True], 1, 0),
        ([True, True, True], 1, 2),
        # The one with more sets ends alone; one that is out of turn is passed over.
        ([True, False], 0, 0),
        ([False, True], 1, 1),
        ([True, False, True], 0, 2),
        ([False, False], 0, None),
        ([], None, None),
    ],
)
def test_whose_turn_it_is(is_open, last, turn):
    assert next_in_turn(is_open, last) == turn


def test_a_rest_within_a_superset_is_taken_once_a_round():
    # 5 minutes to begin with, 2 an exercise, 40 s a set; rests of 40 minutes, or of 24 in turn.
    exercises = [(8, 180, 1), (8, 120, 1)]
    assert minutes_of((sets, rest, N) for sets, rest, _ in exercises) == 60
    assert minutes_of(exercises) == 45
    # The one with fewer sets leaves the other to its rests.
    assert minutes_of([(8, 180, 1), (2, 120, 1)]) == 40
