"""Rulebook 6, 8 and 9: red days, deloads, amber days and layoffs in what comes next."""

from datetime import timedelta

import pytest

from programming.rulebook import LoadableSteps, NextTime, readiness_state, shortest_layoff
from tests.rulebook.lifts import after, codes, session, squat
from tests.rulebook.logs import day

GREEN = readiness_state(8, recovery=8)
AMBER = readiness_state(5.5)
HUNGRY = readiness_state(6.5, energy_balance="deficit")
RED = readiness_state(5.5, stress=4)
TOP = session(0, (10, 10, 10))


def what(result: NextTime):
    return result.case, result.load, result.reps, result.aim_rise


# --- a day that is no evidence ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "case"), [({"readiness": "red"}, "red"), ({"is_deload": True}, "deload")]
)
def test_a_red_day_or_a_deload_raises_nothing(mark, case):
    held = after(session(0, (9, 9)), session(2, (12, 12), 5, **mark))

    assert codes(held) == [f"next_not_evidence:{case}"]
    assert what(held) == ("next_not_evidence", 100_000, (9, 9), 0)
    assert [done.session for done in held.rests_on] == ["day 0", "day 0"]


def test_an_amber_day_is_evidence():
    assert after(session(0, (10, 10), readiness="amber")).case == "next_step_up"


def test_a_red_day_alone_on_record_holds_its_own_load():
    assert what(after(session(0, (7, 7), 0, readiness="red"))) == (
        "next_not_evidence",
        100_000,
        (7, 7),
        0,
    )


def test_the_load_taken_off_for_the_day_comes_back():
    assert after(TOP, session(2, load=95_000, readiness="red")).load == 100_000


def test_a_rise_that_was_done_on_the_day_stands():
    assert after(TOP, session(2, load=102_500, readiness="red")).load == 102_500


def test_a_cut_asked_for_before_the_day_stands():
    held = after(session(0, (9, 9), 0), session(2, load=87_500, readiness="red"))

    assert what(held) == ("next_not_evidence", 92_500, (9, 9), 0)


def test_a_rise_of_aim_asked_for_before_the_day_stands():
    assert after(session(0, has_pain=True), session(2, readiness="red")).aim_rise == 1


def test_a_red_day_without_loads_holds_none():
    assert after(session(0, (9, 9), load=None), session(2, load=None, readiness="red")).load is None


# --- an amber or red day today ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("readiness", "load", "told"),
    [
        (None, 102_500, []),
        (GREEN, 102_500, []),
        (AMBER, 100_000, ["rise_waits:amber"]),
        (HUNGRY, 102_500, []),
        (RED, 95_000, ["rise_waits:red", "red_day"]),
    ],
)
def test_a_poor_day_delays_a_rise_unless_only_food_is_short(readiness, load, told):
    assert HUNGRY.state == "amber"
    risen = after(TOP, readiness=readiness)

    assert risen.load == load
    assert codes(risen) == ["next_step_up", *told]


def test_a_rise_that_waits_keeps_the_reps():
    assert after(TOP, readiness=AMBER).reps == (10, 10, 10)


def test_a_rise_by_effort_waits_too():
    assert codes(after(session(0, (9, 9), 4), readiness=AMBER)) == [
        "next_easier:once",
        "rise_waits:amber",
    ]


def test_no_other_suggestion_waits():
    assert after(session(0, (9, 9), 0), readiness=AMBER).load == 92_500
    assert codes(after(session(0, (9, 9)), readiness=AMBER)) == ["next_one_rep"]


def test_a_red_day_takes_a_set_and_5_percent():
    red = after(session(0, (9, 8, 8)), readiness=RED)

    assert what(red) == ("next_one_rep", 95_000, (9, 9), 0)
    assert red.loads == (95_000, 95_000)


def test_those_5_percent_are_exact():
    assert after(session(0, (9,)), readiness=RED, loadable=LoadableSteps(0, 100)).load == 95_000


def test_a_red_day_leaves_one_set_and_says_nothing_of_fewer():
    red = after(session(0, (9,)), readiness=RED)

    assert (red.reps, codes(red)) == ((10,), ["next_one_rep", "red_day:one_set"])


def test_a_red_day_without_a_load_takes_a_set_alone():
    assert what(after(session(0, (9, 9), load=None), readiness=RED))[1:3] == (None, (10,))


# --- after a layoff -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "load"),
    [
        (13, 102_500),
        (14, 90_000),
        (27, 90_000),
        (28, 85_000),
        (55, 85_000),
        (56, 75_000),
        (400, 75_000),
    ],
)
def test_weeks_without_any_session_take_load_off(days, load):
    back = after(TOP, today=day(days), loadable=LoadableSteps(0, 100))

    assert back.load == load
    assert (back.case == "layoff") is (days > 13)
    assert back.aim_rise == (1 if days > 13 else 0)


def test_weeks_without_the_exercise_alone_are_no_layoff():
    others = [squat(number) for number in (10, 20, 30)]

    assert after(TOP, *others, today=day(40)).case == "next_step_up"


def test_a_layoff_holds_at_the_exercises_first_time_and_no_longer():
    back = squat(30)

    assert after(TOP, back, today=day(32)).case == "layoff"
    assert after(TOP, back, session(32), today=day(34)).case == "next_one_rep"


def test_the_longest_gap_since_the_exercise_counts():
    assert after(TOP, squat(60), squat(75), today=day(76)).load == 75_000


def test_reps_after_a_layoff_stay_within_the_plan():
    assert after(session(0, (12, 7, 9)), today=day(14)).reps == (10, 8, 9)


def test_a_layoff_takes_the_place_of_a_reset():
    missed = [session(number, (5, 5), 0) for number in (0, 2)]

    assert what(after(*missed, today=day(30))) == ("layoff", 85_000, (8, 8), 1)


def test_a_layoff_without_a_load_eases_the_aim_alone():
    assert what(after(session(0, load=None), today=day(14)))[1:] == (None, (8, 8, 8), 1)


def test_a_day_before_the_last_session_is_no_layoff():
    assert after(session(20, (9, 9)), today=day(0)).case == "next_one_rep"


def test_a_red_day_after_a_layoff_takes_both_off():
    assert after(TOP, today=day(14), readiness=RED).load == 85_000


def test_two_weeks_without_training_are_the_shortest_layoff():
    assert shortest_layoff() == timedelta(days=14)
