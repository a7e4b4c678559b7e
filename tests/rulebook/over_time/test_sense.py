"""Section 11: how well a lifter judges the reps that are left."""

import pytest

from programming.rulebook import rir_sense
from tests.rulebook.logs import failed, logged


def errors(log, **named):
    return [point.error for point in rir_sense(log, **named).points]


def test_a_failure_set_after_a_rated_one_measures_it():
    (point,) = rir_sense([logged(reps=8, rir=2), failed(reps=11)]).points

    assert (point.exercise, point.session, point.place) == ("press", "day 0", 1)
    assert (point.said, point.done, point.error) == (10, 11, 1)
    assert point.said_place == 0


def test_fewer_reps_than_said_is_a_negative_error():
    assert errors([logged(reps=8, rir=2.5), failed(reps=9)]) == [-1.5]


@pytest.mark.parametrize(
    ("load", "found"), [(29_250, [1]), (29_249, []), (30_769, [1]), (30_770, []), (None, [])]
)
def test_the_earlier_set_is_at_the_same_load(load, found):
    assert errors([logged(reps=8), failed(reps=11, load=load)]) == found


def test_the_nearest_earlier_rated_set_at_the_load_is_compared():
    log = [
        logged(reps=8, rir=4),
        logged(reps=8, rir=1),
        logged(reps=8, rir=None),
        logged(reps=22, rir=2),
        logged(reps=8, rir=3, kind="drop"),
        logged(reps=8, rir=3, load=40_000),
        failed(reps=10),
    ]

    assert errors(log) == [1]
    assert [point.said_place for point in rir_sense(log).points] == [1]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({"rir": 0}, []),
        ({"rir": 0.5}, [2.5]),
        ({"rir": 1, "rir_in_words": True}, [2]),
        ({"rir": 3, "rir_in_words": True}, [0]),
        ({"rir": 4}, [-1]),
        ({"rir": 4, "rir_in_words": True}, []),
        ({"rir": 4.5}, []),
        ({"rir": 5}, []),
        ({"rir": 2, "ended_by": "muscular_failure"}, []),
        ({"rir": 2, "ended_by": "technical_failure"}, []),
    ],
)
def test_only_a_set_rated_half_to_4_or_very_hard_to_medium_says_what_was_left(named, found):
    assert errors([logged(reps=8, **named), failed(reps=11)]) == found


def test_a_set_that_says_nothing_is_passed_over_for_the_one_before():
    for silent in ({"rir": 0}, {"rir": 5}, {"rir": 4, "rir_in_words": True}):
        (point, *_) = reversed(
            rir_sense([logged(reps=8), logged(reps=8, **silent), failed(reps=11)]).points
        )
        assert (point.said_place, point.error) == (0, 1)


# --- fatigue ------------------------------------------------------------------------------------


def pairs(*lost, before=-1, **named):
    """Two sets to failure each, the second with so many reps less; no point comes of them."""
    return [
        failed(before, session=f"pair {place}", exercise="dip", reps=reps, **named)
        for place, less in enumerate(lost)
        for reps in (12, 12 - less)
    ]


def test_without_five_pairs_a_point_has_the_fatigue_in_it_and_counts_for_nothing():
    four = rir_sense([*pairs(1, 1, 1, 1), *points(1, 1, 1, 1, 1)])

    assert (four.fatigue_loss, four.fatigue_pairs) == (None, 4)
    assert (four.mean_error, four.spread, four.offset) == (None, None, None)
    assert [(point.error, point.has_fatigue) for point in four.points] == [(1, True)] * 5
    assert [reason.text for reason in four.reasons] == [
        "5 measured, fatigue included: 4 of 5 pairs."
    ]


def test_from_five_pairs_on_the_lifters_own_loss_is_added():
    five = rir_sense([*pairs(1, 2, 1, 2, 1), *points(1, 0, -1)])

    assert (five.fatigue_loss, five.fatigue_pairs) == (1.4, 5)
    assert [point.error for point in five.points] == pytest.approx([2.4, 1.4, 0.4])
    assert not any(point.has_fatigue for point in five.points)
    assert five.mean_error == pytest.approx(1.4)


def test_the_loss_is_the_lifters_of_every_exercise():
    log = [*pairs(1, 1, 1, 1, 1), *points(0, 0, 0)]

    assert rir_sense(log, exercise="press").mean_error == 1


@pytest.mark.parametrize(
    "named",
    [
        {"load": 31_000},
        {"exercise": "dip press"},
        {"session": "evening"},
        {"kind": "drop"},
        {"rir": 1},
    ],
)
def test_a_pair_is_two_sets_to_failure_running_at_the_same_load(named):
    other = {"exercise": "dip", "session": "pair 0", "reps": 11} | named

    assert rir_sense([*pairs(1, 1, 1, 1)[:1], failed(-1, **other)]).fatigue_pairs == 0


def test_a_set_between_makes_no_pair():
    first, second = pairs(1)

    assert rir_sense([first, second]).fatigue_pairs == 1
    between = logged(-1, session="pair 0", exercise="dip", reps=6, rir=5)
    assert rir_sense([first, between, second]).fatigue_pairs == 0
    warmed_up = logged(-1, session="pair 0", exercise="dip", kind="warm_up")
    assert rir_sense([first, warmed_up, second]).fatigue_pairs == 1


def test_reps_gained_from_one_set_to_the_next_count_too():
    assert rir_sense(pairs(2, 2, 2, 2, -3)).fatigue_loss == 1


# --- what is made of them -----------------------------------------------------------------------


def test_an_offset_that_rounds_to_nothing_says_so():
    for errors_of in ((1, -1, 0, 0, 0), (1, *[0] * 15)):
        assert rir_sense(known(*errors_of)).reasons[1].text == (
            "Expect as many reps left as you say."
        )


@pytest.mark.parametrize(
    "before", [logged(-1), logged(exercise="fly"), logged(session="evening"), logged(rir=None)]
)
def test_without_an_earlier_set_of_the_exercise_that_session_there_is_no_point(before):
    assert errors([before, failed(reps=11)]) == []


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({"is_test_set": True}, [1]),
        ({"is_test_set": True, "rir": None}, [1]),
        ({"is_test_set": True, "rir": 1}, []),
        ({"rir": None}, []),
        ({"rir": 3, "ended_by": "muscular_failure"}, [1]),
        ({"rir": 3, "ended_by": "technical_failure"}, [1]),
        ({"kind": "rest_pause"}, []),
        ({"rir": 0.5}, []),
    ],
)
def test_test_and_failure_sets_measure(named, found):
    assert errors([logged(reps=8), failed(reps=11, **named)]) == found


def points(*found):
    """Sessions with one measured point each, 8 reps with 2 left before it."""
    return [
        done
        for number, error in enumerate(found)
        for done in (logged(number, reps=8, rir=2), failed(number, reps=10 + error))
    ]


def known(*found):
    """The same by a lifter who is known to lose nothing from one set to the next."""
    return [*pairs(0, 0, 0, 0, 0), *points(*found)]


def test_mean_and_spread_are_shown_from_three_points_on():
    two, three = rir_sense(known(1, 2)), rir_sense(known(1, 2, 3))

    assert (two.mean_error, two.spread, two.offset) == (None, None, None)
    assert two.reasons[0].text == "2 of 3 measured points so far."
    assert (three.mean_error, three.spread, three.offset) == (2, 1, None)
    assert three.reasons[0].text == "You had 2.0 reps more than you said, on average."
    assert len(three.reasons) == 1


def test_the_offset_is_shown_from_five_points_on_and_shrunk():
    assert rir_sense(known(1, 1, 1, 1)).offset is None
    five = rir_sense(known(1, 1, 1, 1, 2))

    assert five.offset == pytest.approx(0.6)
    assert rir_sense(known(*[1] * 10)).offset == pytest.approx(10 / 15)
    assert five.reasons[1].text == "Expect about 0.6 more reps left than you say."


def test_fewer_reps_than_said_are_told_so():
    fewer = rir_sense(known(-1, -1, -1, -2, -2))

    assert fewer.reasons[0].text == "You had 1.4 reps fewer than you said, on average."
    assert fewer.reasons[1].text == "Expect about 0.7 fewer reps left than you say."
    assert rir_sense(known(-1, 0, 1)).reasons[0].text == (
        "You had as many reps as you said, on average."
    )


def test_one_exercise_can_be_asked_alone():
    log = [*points(1, 1), logged(9, exercise="fly"), failed(9, exercise="fly", reps=12)]

    assert errors(log) == [1, 1, 2]
    assert errors(log, exercise="fly") == [2]
    assert errors(log, exercise="curl") == []
