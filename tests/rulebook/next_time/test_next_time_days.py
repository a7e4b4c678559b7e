"""Rulebook 6, 8 and 9, long as they are many: red days, deloads, amber days and layoffs in what comes next."""

from datetime import timedelta
from typing import Any

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

    assert codes(held) == [f"next_not_evidence:{case}", "next_one_rep"]
    assert what(held) == ("next_not_evidence", 100_000, (10, 9), 0)
    assert [done.session for done in held.rests_on] == ["day 0", "day 0"]


def test_an_amber_day_is_evidence():
    assert after(session(0, (10, 10), readiness="amber")).case == "next_step_up"


def test_a_red_day_alone_on_record_holds_its_own_load():
    assert what(after(session(0, (7, 7), readiness="red"))) == (
        "next_not_evidence",
        100_000,
        (8, 8),
        0,
    )


@pytest.mark.parametrize("mark", [{"readiness": "red"}, {"is_deload": True}])
@pytest.mark.parametrize("load", [90_000, 102_500, 160_000])
def test_a_rise_that_was_due_is_neither_lost_nor_raised_by_the_day(mark, load):
    held = after(TOP, session(2, load=load, **mark))

    assert what(held) == ("next_not_evidence", 102_500, (8, 8, 8), 0)
    assert held.rests_on == after(TOP).rests_on


@pytest.mark.parametrize("mark", [{"readiness": "red"}, {"is_deload": True}])
@pytest.mark.parametrize("load", [20_000, 25_000])
def test_a_cut_that_was_due_is_not_forgotten_over_the_day(mark, load):
    # Four at nothing left ask for 5 % less, and the day changes nothing of that.
    missed = session(0, (4, 4), 0, load=25_000, tier="safer")
    fine = {"rep_range": (5, 8), "loadable": LoadableSteps(0, 1_250)}

    assert after(missed, **fine).load == 23_750
    day_after = session(2, (4, 4), None, load=load, **mark)
    assert after(missed, day_after, **fine).load == 23_750


def test_what_was_lifted_beyond_the_plan_on_a_red_day_holds_nothing():
    plan = session(0, (9, 9), load=25_000)

    assert after(plan, session(2, (9, 9), load=40_000, readiness="red")).load == 25_000


def test_a_cut_by_effort_stands_as_well():
    held = after(session(0, (9, 9), 0), session(2, load=87_500, readiness="red"))

    assert what(held) == ("next_not_evidence", 92_500, (9, 9), 0)


def test_less_load_after_a_layoff_stands_over_a_red_day():
    back = after(TOP, session(30, load=80_000, readiness="red"), today=day(32))

    assert what(back) == ("layoff", 85_000, (10, 10, 10), 1)


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


def test_red_days_running_take_their_cut_once():
    """A plan before them stands; without one the load is that of the last, however many there were."""
    reds = [session(2 * place, (8, 8), load=95_000, readiness="red") for place in range(1, 15)]

    with_a_plan = after(session(0, (9, 8, 8)), *reds, readiness=RED)
    without = after(*reds, readiness=RED)

    assert what(with_a_plan) == ("next_not_evidence", 95_000, (9, 9), 0)
    assert what(without) == ("next_not_evidence", 95_000, (8, 8), 0)
    assert codes(without) == ["next_not_evidence:red", "red_day:again"]


def test_after_red_days_and_a_deload_the_load_is_that_of_the_red_days():
    red = session(0, (8, 8), load=95_000, readiness="red")
    deload = session(7, (8, 8), load=85_000, is_deload=True)

    assert what(after(red, deload))[:3] == ("next_not_evidence", 95_000, (8, 8))
    assert what(after(red, deload, readiness=RED))[:3] == ("next_not_evidence", 95_000, (8, 8))


def test_a_deload_alone_on_record_does_not_stand_for_a_red_day():
    easy = after(session(0, (8, 8), load=90_000, is_deload=True), readiness=RED)

    assert easy.load == 85_000
    assert codes(easy) == ["next_not_evidence:deload", "red_day"]


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
        (181, 75_000),
        (182, 60_000),
        (364, 60_000),
        (365, None),
    ],
)
def test_weeks_without_any_session_take_load_off(days, load):
    back = after(TOP, today=day(days), loadable=LoadableSteps(0, 100))

    assert back.load == load
    assert (back.case == "layoff") is (13 < days < 365)
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


def test_after_a_year_no_load_is_filled_in_and_the_aim_is_easier():
    back = after(TOP, today=day(365))

    assert codes(back) == ["next_no_evidence:none", "layoff:no_load"]
    assert (back.loads, back.reps) == ((None,) * 3, (8, 8, 8))
    assert [done.load for done in back.rests_on] == [100_000] * 3


def test_a_layoff_counts_whatever_reps_are_planned():
    fives = session(0, (5, 5), rep_range=(5, 5))

    assert what(after(fives, today=day(50))) == ("layoff", 85_000, (8, 8), 1)
    # With a current estimate no more than it leaves: 123 kg, ten reps to failure.
    assert what(after(fives, today=day(14), loadable=LoadableSteps(0, 100))) == (
        "layoff", 83_200, (8, 8), 1,
    )  # fmt: skip


def test_an_exercise_left_aside_keeps_a_load_that_has_no_lighter_one_near():
    dumbbells = LoadableSteps(2_000, 2_000)
    named: dict[str, Any] = {
        "load": 8_000,
        "rep_range": (10, 15),
        "role": "isolation",
        "tier": "safer",
    }
    back = after(
        session(0, (15, 15), **named), *[squat(7 * week) for week in range(1, 9)],
        today=day(60), loadable=dumbbells, rep_range=(10, 15),
    )  # fmt: skip

    assert (back.load, back.case) == (8_000, "next_step_up")


@pytest.mark.parametrize(
    ("days", "load", "case"), [(55, 102_500, "next_step_up"), (56, 90_000, "left_aside")]
)
def test_an_exercise_left_aside_for_8_weeks_starts_lighter(days, load, case):
    others = [squat(number) for number in range(2, days, 7)]
    back = after(TOP, *others, today=day(days))

    assert (back.case, back.load, back.aim_rise) == (case, load, 0)
    assert back.reps == ((8, 8, 8) if days < 56 else (10, 10, 10))


def test_it_starts_at_nine_tenths_where_any_load_can_be_made():
    others = [squat(number) for number in range(2, 60, 7)]

    assert after(TOP, *others, today=day(58), loadable=LoadableSteps(0, 1)).load == 90_000


def test_it_does_so_at_its_first_time_and_no_longer():
    others = [squat(number) for number in range(2, 60, 7)]

    assert after(TOP, *others, session(58), today=day(60)).case == "next_one_rep"


def test_a_cut_that_was_due_is_not_given_back_by_a_rest():
    missed, others = session(0, (4, 4), 0), [squat(number) for number in range(2, 60, 7)]

    assert after(missed, *others, today=day(58)).load == 90_000
    assert after(missed, *others, today=day(58)).reps == (8, 8)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"today": day(14)}, ["layoff:kept"]),
        ({"readiness": RED}, ["next_hold:short", "red_day:kept"]),
    ],
)
def test_where_the_next_lighter_load_is_far_off_the_aim_is_eased_instead(named, told):
    light = session(0, (9, 7, 9), load=8_000)
    kept = after(light, loadable=[6_000, 8_000, 10_000], **named)

    assert codes(kept) == told
    assert (kept.load, kept.aim_rise) == (8_000, 1)
    assert kept.reps == (9, 8, 9)[: len(kept.reps)]


def test_a_red_day_with_one_set_keeps_it():
    kept = after(session(0, (9,), load=8_000), loadable=[6_000, 8_000], readiness=RED)

    # Eleven to failure, and three are to be left on a red day.
    assert codes(kept) == ["next_one_rep", "red_day:kept_one_set", "next_feasible:reps"]
    assert kept.reps == (9,)


@pytest.mark.parametrize(("lighter", "load"), [(80_000, 80_000), (79_900, 100_000)])
def test_twice_what_is_asked_is_near_enough(lighter, load):
    # 10 % less after a layoff: a step of 20 % is twice that.
    assert after(TOP, today=day(14), loadable=[lighter, 100_000]).load == load


def test_a_layoff_without_a_load_eases_the_aim_alone():
    assert what(after(session(0, load=None), today=day(14)))[1:] == (None, (8, 8, 8), 1)


def test_a_day_before_the_last_session_is_no_layoff():
    assert after(session(20, (9, 9)), today=day(0)).case == "next_one_rep"


def test_a_red_day_after_a_layoff_takes_both_off():
    assert after(TOP, today=day(14), readiness=RED).load == 85_000


def test_two_weeks_without_training_are_the_shortest_layoff():
    assert shortest_layoff() == timedelta(days=14)
