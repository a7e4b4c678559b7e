"""Rulebook 8: each row of the table, at its lines, and the order of the rows. Long: one section, one file."""

from typing import Any

import pytest

from programming.rulebook import LoadableSteps, PerformedSet, next_time, offer_next_set
from tests.rulebook.given import bench, target
from tests.rulebook.lifts import BARBELL, DUMBBELLS, after, codes, log, session, squat
from tests.rulebook.logs import day, logged

# --- what is read -------------------------------------------------------------------------------


def test_without_a_set_on_record_nothing_is_suggested():
    unknown = after()

    assert (unknown.case, unknown.load, unknown.reps, unknown.rests_on) == (
        "next_unknown",
        None,
        (),
        (),
    )
    assert after(squat(0)).case == "next_unknown"


def test_warm_ups_and_tests_are_not_read():
    test = session(0, (15,), 0, is_test_set=True)
    warm_up = session(0, (3,), 5, kind="warm_up", load=120_000)

    assert after(warm_up, session(0, (9, 9)), test) == after(session(0, (9, 9)))
    assert after(test).case == "next_unknown"


def test_a_suggestion_names_the_sets_it_rests_on():
    sets = session(0, (9, 9, 8), (2, 1.5, None))
    suggestion = after(sets)

    assert suggestion.rests_on == tuple(sets)
    assert suggestion.reasons[-1].text == "Rests on 2026-09-07: 9 @2, 9 @1.5, 8."


def test_reps_are_read_against_the_range_planned_on_the_sets_where_no_other_is_asked():
    planned = after(session(0, (5, 5, 5), rep_range=(3, 5)), rep_range=None)

    assert (planned.case, planned.reps) == ("next_step_up", (3, 3, 3))


def test_sets_planned_with_other_reps_are_no_evidence():
    fives, eights = session(2, (5, 5), rep_range=(3, 5)), session(0, (9, 9), rep_range=(8, 10))

    assert after(eights, fives) == after(eights)
    assert after(eights, fives, rep_range=None) == after(fives, rep_range=None)
    assert after(fives).case == "next_no_evidence"


def test_one_number_is_bottom_and_top():
    assert after(session(0, (8, 8)), rep_range=8).case == "next_step_up"
    assert after(session(0, (7, 8), 4), rep_range=8).case == "next_cut_short"


def test_an_unplanned_range_is_that_of_the_exposure_before():
    before = session(0, (10, 9, 8))

    assert after(before, rep_range=None).case == "next_one_rep"
    assert after(before, session(2, (10, 10, 10)), rep_range=None).case == "next_step_up"
    assert after(before, session(2, (10, 10, 10)), rep_range=None).reps == (8, 8, 8)
    assert after(before, session(2, (9, 7, 7)), rep_range=None).case == "next_missed_reps"


def test_unplanned_sets_are_read_against_those_at_the_same_load():
    heavy, light = session(0, (5, 5, 5), 2), session(2, (12, 12, 12), 3, load=60_000)
    again = after(heavy, light, session(4, (5, 5, 5), 1), rep_range=None)

    assert codes(again) == ["next_hold:top"], "twelve light ones ask for nothing of a heavy five"
    assert again.reps == (5, 5, 5)


@pytest.mark.parametrize(("load", "case"), [(97_500, "next_missed_reps"), (97_400, "next_hold")])
def test_the_same_load_is_within_2_and_a_half_percent(load, case):
    found = after(session(0, (10, 10)), session(2, (8, 8), 1, load=load), rep_range=None)

    assert found.case == case, "with no set at that load nothing is under the range"


def test_back_off_sets_are_read_against_back_off_sets():
    def day_of(number, top, back):
        return [
            *session(number, top, 2),
            *session(number, back, 2, load=80_000),
        ]

    one_more = after(day_of(0, (5,), (8, 9)), day_of(2, (5,), (8, 8)), rep_range=None)
    up = after(day_of(0, (5,), (8, 9)), day_of(2, (5,), (9, 9)), rep_range=None)

    assert codes(one_more) == ["next_one_rep"]
    assert one_more.reps == (5, 9, 8)
    assert (up.case, up.loads, up.reps) == (
        "next_step_up", (102_500, 80_000, 80_000), (5, 8, 8),
    )  # fmt: skip


def test_an_unplanned_failed_attempt_still_leaves_a_range():
    assert after(session(0, (0, 0), 0), rep_range=None).case == "next_missed_reps"


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"goal": "size"}, "goal"),
        ({"rep_range": (10, 8)}, "rep_range"),
        ({"rep_range": (8,)}, "rep_range"),
        ({"rep_range": 0}, "rep_range"),
        ({"loadable": "all"}, "loadable"),
        ({"today": "2026-09-07"}, "today"),
        ({"readiness": "amber"}, "readiness"),
        ({"context": "heavy"}, "context"),
    ],
)
def test_anything_else_is_refused_by_name(named, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        after(session(0), **named)


def test_a_log_out_of_order_is_refused():
    history = [*session(3), *session(0)]
    with pytest.raises(ValueError, match="history: "):
        next_time(history, exercise="bench", goal="mixed", loadable=BARBELL, today=day(3))


# --- form and pain ------------------------------------------------------------------------------

BROKE: dict[str, Any] = {"ended_by": "technical_failure"}


def test_broken_form_on_an_avoid_lift_holds_and_raises_the_aim():
    held = after(session(0, (10, 10), **BROKE))

    # Ten to failure leave nine with the two that are to be left now.
    assert (held.case, held.load, held.reps, held.aim_rise) == (
        "next_form_or_pain",
        100_000,
        (9, 9),
        1,
    )


def test_broken_form_on_another_lift_is_only_effort():
    assert after(session(0, (9, 9), **BROKE, tier="caution")).case == "next_harder"


def test_a_pain_mark_does_the_same_on_any_lift():
    assert codes(after(session(0, (10, 10), tier="safer", has_pain=True))) == [
        "next_form_or_pain:pain"
    ]


def test_the_second_time_running_takes_5_percent_off_as_well():
    again = after(session(0, has_pain=True), session(2, **BROKE))

    assert codes(again) == ["next_form_or_pain:form_again"]
    assert (again.load, again.aim_rise, len(again.rests_on)) == (95_000, 1, 6)
    assert codes(after(session(0, **BROKE), session(2, has_pain=True))) == [
        "next_form_or_pain:pain_again"
    ]


def test_those_5_percent_are_exact():
    trouble = [session(number, has_pain=True) for number in (0, 2)]

    assert after(*trouble, loadable=LoadableSteps(0, 100)).load == 95_000


def test_two_times_with_a_good_day_between_are_not_running():
    assert after(session(0, has_pain=True), session(2), session(4, has_pain=True)).load == 100_000


def test_a_red_day_between_two_does_not_part_them():
    red = session(2, readiness="red")

    assert after(session(0, has_pain=True), red, session(4, has_pain=True)).load == 95_000


# --- under the range ----------------------------------------------------------------------------


def test_half_of_the_sets_under_the_bottom_is_under_the_range():
    assert after(session(0, (8, 8, 7, 7), 4)).case == "next_cut_short"
    assert after(session(0, (8, 8, 8, 7, 7), 3)).case == "next_hold"


def test_sets_cut_short_keep_the_load_and_ask_for_the_bottom():
    short = after(session(0, (9, 7, 6), 4))

    assert (short.case, short.load, short.reps) == ("next_cut_short", 100_000, (9, 8, 8))


@pytest.mark.parametrize(
    ("rir", "case"),
    [(0, "next_missed_reps"), (3, "next_missed_reps"), (3.5, "next_cut_short"),
     (None, "next_cut_short")],
)  # fmt: skip
def test_under_the_range_at_or_under_its_targets_high_the_load_is_too_heavy(rir, case):
    assert after(session(0, (7, 7), (4, rir))).case == case


def test_only_the_sets_under_the_range_tell_whether_it_was_effort():
    assert after(session(0, (8, 7), (0, 4))).case == "next_cut_short"


@pytest.mark.parametrize(("rir", "case"), [(1, "next_missed_reps"), (1.5, "next_cut_short")])
def test_without_a_target_the_least_high_there_is_tells(rir, case):
    assert after(session(0, (7, 7), rir, target=None)).case == case


@pytest.mark.parametrize(
    ("reps", "load"),
    [
        ((7, 7), 97_000),  # 3 % for one
        ((6, 6), 94_000),
        ((5, 5), 90_000),  # 3.5 % for each from 5 to failure down: 10.5 %
        # 10 % at most; but eight and the one to be left are more than 90 kg leave.
        ((4, 4), 89_400),
    ],
)
def test_the_cut_is_a_step_for_each_missing_rep_up_to_10_percent(reps, load):
    assert after(session(0, reps, 0), loadable=LoadableSteps(0, 100)).load == load


def test_the_smallest_cut_is_2_and_a_half_percent():
    # 16 reps of 17: 2 % for the one that was missing.
    fine = LoadableSteps(0, 100)

    assert after(session(0, (16, 16), 0), rep_range=(17, 20), loadable=fine).load == 97_500


def test_missing_reps_are_the_mean_of_the_sets_under_the_range():
    # 8, 7 and 6 of 8: one and a half on average, at 3 % 4.5 %.
    assert after(session(0, (8, 7, 6), 0), loadable=LoadableSteps(0, 500)).load == 95_500


# --- reset --------------------------------------------------------------------------------------


def test_under_the_range_on_two_exposures_running_is_a_reset():
    reset = after(session(0, (6, 6), 3), session(2, (6, 6), 3))

    assert (reset.case, reset.load, reset.reps, reset.aim_rise) == ("reset", 90_000, (8, 8), 1)
    assert len(reset.rests_on) == 4


@pytest.mark.parametrize(("reps", "load"), [((7, 7), 95_000), ((7, 6), 90_000)])
def test_one_rep_or_less_missing_resets_to_95_percent(reps, load):
    assert after(session(0, (7, 7)), session(2, reps)).load == load


def test_max_strength_waits_for_the_third_time():
    low = [session(number, (6, 6), 4) for number in (0, 2, 4)]

    assert after(*low[:2], goal="max_strength").case == "next_cut_short"
    assert after(*low, goal="max_strength").case == "reset"
    assert len(after(*low, goal="max_strength").rests_on) == 6


def test_no_reset_while_another_main_lift_is_down():
    squats = [squat(number) for number in range(0, 12, 2)]
    bench = [session(number, (6, 6), 4) for number in (10, 11)]

    assert after(*squats, *bench).case == "reset"
    weak = squat(12, load=89_000)
    assert after(*squats, weak, *bench, today=day(12)).case == "next_cut_short"
    # Accessories and lifts not done for weeks do not hold it up.
    assert after(*squats, squat(12, load=89_000, role="secondary"), *bench).case == "reset"
    late = [session(number, (6, 6), 3) for number in (80, 82)]
    assert after(*squats, weak, *late).case == "reset"


def test_its_own_being_down_does_not_hold_a_reset_up():
    good = [session(number) for number in range(0, 12, 2)]

    assert after(*good, session(12, (5, 5), 0), session(14, (5, 5), 0)).case == "reset"


def test_no_reset_for_a_lift_that_is_rising():
    climbing = [session(number, (reps, reps), 4) for number, reps in ((0, 5), (2, 6), (4, 7))]

    assert after(*climbing).case == "next_cut_short"


# --- effort mostly blank ------------------------------------------------------------------------


def test_under_half_rated_is_the_2_for_2_rule():
    assert after(session(0, (9, 9, 9), (2, None, None))).case == "next_two_for_two"
    assert after(session(0, (9, 9), (2, None))).case == "next_one_rep"


def test_a_set_without_a_target_has_no_aim_to_hold_its_effort_against():
    assert after(session(0, (9, 9), target=None)).case == "next_two_for_two"


def test_with_the_target_of_now_it_has():
    # A set of the bench press on a green day: 2 to 4, aim 3; on an amber one that changes nothing.
    given = bench(planned_reps=8, readiness="amber")

    def now(reps, rir):
        return after(session(0, reps, rir, target=None), context=given)

    assert now((9, 9), 5).case == "next_far_easier"
    assert codes(now((9, 9), 1)) == ["next_harder"]
    assert codes(now((9, 9), 3)) == ["next_one_rep"]
    assert now((10, 10), 3).case == "next_step_up"
    assert codes(now((10, 10), 2)) == ["next_hold:top"]
    assert now((7, 7), 4).case == "next_missed_reps"
    assert now((7, 7), 4.5).case == "next_cut_short"


def test_with_effort_blank_every_set_at_the_top_of_a_range_goes_up():
    up = after(session(0, (10, 10, 11), None))

    assert codes(up) == ["next_two_for_two:top"]
    assert (up.load, up.reps, len(up.rests_on)) == (102_500, (8, 8, 8), 3)
    assert codes(after(session(0, (10, 10, 9), None))) == ["next_two_for_two:hold"]


def test_with_one_number_2_reps_over_it_in_the_last_set_twice_running_go_up():
    over = [session(number, (8, 8, 10), None) for number in (0, 2)]
    up = after(*over, rep_range=8)

    assert codes(up) == ["next_two_for_two:up"]
    assert (up.load, up.reps, len(up.rests_on)) == (102_500, (8, 8, 8), 6)


@pytest.mark.parametrize(("first", "second"), [(10, 9), (9, 10), (7, 10)])
def test_1_rep_over_is_not_enough(first, second):
    held = after(session(0, (8, first), None), session(2, (8, second), None), rep_range=8)

    assert codes(held) == ["next_two_for_two:hold"]


def test_once_over_it_is_not_enough():
    held = after(session(0, (8, 10), None), rep_range=8)

    assert (held.load, held.reps) == (100_000, (8, 11))


def unplanned(*reps, **named):
    return after(
        *(session(2 * at, one, None, **named) for at, one in enumerate(reps)), rep_range=None
    )


def test_unplanned_a_rep_more_in_every_set_twice_running_goes_up():
    up = unplanned((8, 8), (9, 9), (10, 10))

    assert codes(up) == ["next_two_for_two:habit"]
    assert (up.load, up.reps, len(up.rests_on)) == (102_500, (9, 9), 6)


@pytest.mark.parametrize(
    "reps",
    [((8, 8), (9, 9)), ((8, 8), (9, 9), (10, 9)), ((8, 8), (9, 8), (10, 10)), ((10, 10),)],
)
def test_unplanned_a_set_without_one_more_is_not_enough(reps):
    assert codes(unplanned(*reps)) == ["next_two_for_two:hold"]


def test_unplanned_more_reps_with_less_load_are_not_more():
    sessions = [
        session(0, (8, 8), None), session(2, (9, 9), None), session(4, (10, 10), None, load=97_000),
    ]  # fmt: skip

    assert codes(after(*sessions, rep_range=None)) == ["next_two_for_two:hold"]


def test_with_effort_blank_one_rep_is_added_where_most_are_missing():
    assert after(session(0, (10, 9, 9), None)).reps == (10, 10, 9)
    assert after(session(0, (10, 10, 6), None)).reps == (10, 10, 8)
    assert after(session(0, (8, 8, 8), None), rep_range=8).reps == (8, 8, 9)


# --- every set at 5+ ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("load", "made", "once", "twice"),
    [
        (100_000, [90_000, 100_000, 104_000, 105_000, 110_000, 111_000], 105_000, 110_000),
        (40_000, [40_000, 42_500, 45_000], 42_500, 42_500),
        (8_000, [8_000, 10_000, 12_000], 10_000, 10_000),
    ],
)
def test_every_set_at_5_goes_up_by_5_and_then_10_percent_but_one_step_at_least(
    load, made, once, twice
):
    easy = [session(number, (9, 9), 5, load=load) for number in (0, 2)]
    first, second = after(easy[0], loadable=made), after(*easy, loadable=made)

    assert (codes(first), first.load, first.reps) == (["next_far_easier:once"], once, (9, 9))
    assert (codes(second), second.load) == (["next_far_easier:twice"], twice)
    assert (len(first.rests_on), len(second.rests_on)) == (2, 4)


def test_at_5_and_at_the_top_the_effort_speaks_first():
    assert after(session(0, (10, 10), 5)).case == "next_far_easier"


def test_one_set_nearer_than_5_is_not_every_set():
    assert after(session(0, (9, 9), (5, 4))).case == "next_easier"
    assert after(session(0, (9, 9, 9), (5, None, None))).case == "next_two_for_two"
    assert after(session(0, (9, 9, 9), (5, 5, None))).case == "next_far_easier"
    again = after(session(0, (9, 9), (5, 4)), session(2, (9, 9), 5))
    assert codes(again) == ["next_far_easier:once"]


def test_5_without_a_target_is_5_all_the_same():
    assert after(session(0, (9, 9), 5, target=None)).case == "next_far_easier"


def test_at_the_end_of_the_rack_5_asks_for_reps():
    held = after(session(0, (9, 9), 5), loadable=[100_000])

    assert codes(held) == ["next_far_easier:once", "one_step:nothing_heavier"]
    assert held.reps == (10, 9)


# --- at the top ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rir", "case"), [(2, "next_step_up"), (1.5, "next_step_up"), ((1.5, 1), "next_hold")]
)
def test_at_the_top_within_half_a_rep_of_the_aim_goes_up(rir, case):
    assert after(session(0, (10, 10), rir)).case == case


def test_the_load_goes_up_and_the_reps_back_to_the_bottom():
    up = after(session(0, (10, 11, 12)))

    assert (up.load, up.loads, up.reps, up.aim_rise) == (102_500, (102_500,) * 3, (8, 8, 8), 0)


def test_every_set_has_to_be_at_the_top():
    assert after(session(0, (10, 10, 9))).case == "next_one_rep"


@pytest.mark.parametrize(
    ("load", "named", "expected"),
    [
        (100_000, {}, 102_500),
        (200_000, {}, 205_000),
        (200_000, {"rep_range": 10}, 202_500),
        (50_000, {}, 52_500),
        (20_000, {"loadable": [20_000, 21_000, 22_000]}, 21_000),
        (20_000, {"loadable": [20_000, 20_400, 20_600]}, 20_400),
    ],
)
def test_one_step_is_nearest_to_2_and_a_half_percent_for_the_upper_body(load, named, expected):
    assert after(session(0, (10, 10), load=load), **named).load == expected


@pytest.mark.parametrize(
    ("load", "named", "expected"),
    [(100_000, {}, 105_000), (100_000, {"rep_range": 10}, 102_500), (25_000, {}, 27_500)],
)
def test_one_step_is_nearest_to_5_percent_for_the_lower_body(load, named, expected):
    history = squat(0, (10, 10), load=load)

    assert after(history, exercise="squat", **named).load == expected


@pytest.mark.parametrize(
    ("lift", "rep_range", "load"),
    [
        (session, (8, 10), 102_500),
        (session, 10, 101_250),
        (squat, (8, 10), 105_000),
        (squat, 10, 102_500),
    ],
)
def test_with_fine_plates_one_step_is_exact(lift, rep_range, load):
    history = lift(0, (10, 10))
    named = {"exercise": history[0].exercise, "rep_range": rep_range}

    assert after(history, loadable=LoadableSteps(0, 50), **named).load == load


def test_an_unplanned_single_number_of_reps_is_no_plan_to_halve_the_step_for():
    assert after(session(0, (10, 10), load=200_000), rep_range=None).load == 205_000


@pytest.mark.parametrize(("load", "case"), [(50_000, []), (49_900, ["one_step:reps_first"])])
def test_no_step_goes_over_5_percent_for_the_upper_body(load, case):
    step = LoadableSteps(load, 2_500)

    history = session(0, (10, 10), load=load)
    assert codes(after(history, loadable=step, rep_range=(9, 10)))[1:] == case


@pytest.mark.parametrize(("load", "case"), [(25_000, []), (24_900, ["one_step:reps_first"])])
def test_no_step_goes_over_10_percent_for_the_lower_body(load, case):
    step, history = LoadableSteps(load, 2_500), squat(0, (10, 10), load=load)

    assert codes(after(history, exercise="squat", loadable=step))[1:] == case


def test_dumbbells_add_reps_past_the_top_before_the_next_pair():
    # 20 to 22 kg is 10 %; at 2.5 % a rep (12 to failure) that is 4 reps over the bottom of 8.
    first = after(session(0, (10, 10), load=20_000), loadable=DUMBBELLS)
    assert codes(first) == ["next_step_up", "one_step:reps_first"]
    assert (first.load, first.reps) == (20_000, (11, 10))

    assert after(session(0, (12, 11), load=20_000), loadable=DUMBBELLS).reps == (12, 12)
    up = after(session(0, (12, 12), load=20_000), loadable=DUMBBELLS)
    assert (up.load, up.reps) == (22_000, (8, 8))


def test_the_reps_that_pay_for_a_large_step_round_up():
    # 30 to 32 kg is 6.7 %: at 3 % a rep 2.2 reps, so 3: 9 over a bottom of 6.
    def plan(reps):
        return after(
            session(0, (reps, reps), 1.5, load=30_000), loadable=DUMBBELLS, rep_range=(6, 8)
        )

    assert plan(8).load == 30_000
    assert codes(plan(8)) == ["next_step_up", "one_step:reps_first"]
    assert dict(plan(8).reasons[1].numbers)["reps"] == 9
    # At 9 reps with 1.5 left they are 10.5 to failure, worth 2.5 % each, so 3 again.
    assert plan(9).load == 32_000


def test_at_the_end_of_the_rack_reps_go_on():
    top = after(session(0, (10, 10)), loadable=[90_000, 100_000])

    assert codes(top) == ["next_step_up", "one_step:nothing_heavier"]
    assert top.reps == (11, 10)


def test_without_a_load_only_reps_go_up():
    for reps, rir, case in (((10, 10), 2, "next_step_up"), ((9, 9), 4, "next_easier")):
        up = after(session(0, reps, rir, load=None))
        assert codes(up)[-1] == "loads_made:no_load"
        assert (up.case, up.load, up.loads) == (case, None, (None, None))
        assert sum(up.reps) == sum(reps) + 1


# --- off the aim --------------------------------------------------------------------------------

FINE = LoadableSteps(0, 100)


@pytest.mark.parametrize(
    ("rir", "case"), [((4, 4), "next_easier"), ((4, 3.5), "next_one_rep"), ((0, 0), "next_harder")]
)
def test_2_away_from_the_aim_changes_the_load(rir, case):
    assert after(session(0, (9, 9), rir)).case == case


@pytest.mark.parametrize(
    ("reps", "rir", "aim", "load"),
    [
        (1, 4, 2, 103_500),  # 5 to failure: 3.5 %
        (2, 4, 2, 103_000),  # 6: 3 %
        (6, 4, 2, 103_000),  # 10
        (7, 4, 2, 102_500),  # 11: 2.5 %
        (11, 4, 2, 102_500),  # 15
        (12, 4, 2, 102_000),  # 16: 2 %
        (2, 3, 0, 105_000),  # 3 off, at 3.5 % 7 %: capped
        (12, 4.5, 2, 103_000),
    ],
)
def test_easier_once_goes_up_by_a_step_for_each_rep_after_the_first(reps, rir, aim, load):
    given = session(0, (reps, reps), rir, target=target(0, aim, 4))
    up = after(given, rep_range=(1, 30), loadable=FINE)

    assert (up.case, up.load, up.reps) == ("next_easier", load, (reps, reps))


@pytest.mark.parametrize(
    ("rir", "aim", "load"), [(4, 2, 107_000), (4.5, 2, 107_500), (4.5, 1, 110_000)]
)
def test_easier_twice_running_goes_up_by_a_step_for_each(rir, aim, load):
    easy = [session(n, (1, 1), rir, target=target(0, aim, 4)) for n in (0, 2)]
    up = after(*easy, rep_range=(1, 30), loadable=FINE)

    assert codes(up) == ["next_easier:twice"]
    assert (up.load, len(up.rests_on)) == (load, 4)


def test_easier_after_a_set_at_its_aim_is_once():
    assert codes(after(session(0, (9, 9), 3), session(2, (9, 9), 4))) == ["next_easier:once"]
    assert codes(after(session(0, (9, 9), None), session(2, (9, 9), 4))) == ["next_easier:once"]


def test_a_rise_by_effort_never_rounds_past_its_cap():
    held = after(session(0, (9, 9), 4, load=40_000), loadable=LoadableSteps(0, 2_500))

    assert codes(held) == ["next_easier:once", "one_step:nothing_between"]
    assert (held.load, held.reps) == (40_000, (10, 9))
    assert after(session(0, (9, 9), 4, load=50_000)).load == 52_500


@pytest.mark.parametrize(
    ("reps", "rir", "aim", "load"),
    [
        (1, 0, 2, 93_000),  # 3.5 % × 2
        (9, 0, 2, 94_000),
        (1, 0, 3, 92_500),  # 10.5 %: capped at 7.5
        (9, 0, 3, 92_500),
        (16, 0, 2, 96_000),
    ],
)
def test_harder_comes_down_by_a_step_for_each_up_to_7_and_a_half_percent(reps, rir, aim, load):
    given = session(0, (reps, reps), rir, target=target(0, aim, 4))

    assert after(given, rep_range=(1, 30), loadable=FINE).load == load


def test_a_cut_never_rounds_up():
    assert after(session(0, (9, 9), 0), loadable=BARBELL).load == 92_500


def test_nothing_lighter_than_the_lightest_can_be_asked():
    held = after(session(0, (9, 9), 0), loadable=[100_000, 110_000])

    assert codes(held) == ["next_harder", "loads_made:lightest"]
    assert (held.load, held.reps) == (100_000, (7, 7))


def test_a_cut_without_a_load_says_so():
    assert codes(after(session(0, (9, 9), 0, load=None))) == ["next_harder", "loads_made:no_load"]


@pytest.mark.parametrize(
    ("reps", "rir", "told"),
    [
        ((9, 9), (1, 0.5), ["next_hold:harder"]),
        ((9, 9), 1, ["next_one_rep"]),
        ((10, 10), 1, ["next_hold:top"]),
        ((9, 9, 7), 2, ["next_hold:short"]),
    ],
)
def test_the_same_again_until_effort_is_back_at_the_aim(reps, rir, told):
    held = after(session(0, reps, rir))

    assert codes(held) == told
    assert held.load == 100_000
    asked = tuple(max(one, 8) for one in reps)
    assert (held.reps == asked) is (told != ["next_one_rep"])


def test_a_hold_asks_for_the_planned_reps_and_not_for_those_that_were_short():
    held = after(session(0, (5, 5, 4)), rep_range=5)

    assert (held.case, held.load, held.reps) == ("next_hold", 100_000, (5, 5, 5))
    assert after(session(0, (13, 10, 10), 1)).reps == (10, 10, 10)


def test_the_rest_get_a_rep_on_the_first_set_furthest_below_the_top():
    assert after(session(0, (9, 8, 8))).reps == (9, 9, 8)


def test_each_set_is_held_against_its_own_aim():
    sets = [
        *session(0, (9,), 4, target=target(3, 4, 5)),
        *session(0, (9,), 0, target=target(0, 0, 1)),
    ]

    assert after(sets).case == "next_one_rep"


# --- sets of several loads ----------------------------------------------------------------------


def test_lighter_sets_go_with_the_heaviest():
    mixed = [
        *session(0, (10,), load=100_000),
        *session(0, (10,), load=80_000),
        *session(0, (10,), load=None),
    ]
    assert after(mixed).loads == (102_500, 80_000, None)
    mixed = [*session(0, (7,), 0), *session(0, (7,), 0, load=80_000)]
    assert after(mixed).loads == (95_000, 75_000)
    rack = [80_000, 100_000, 102_500]
    uneven = [*session(0, (10,), load=90_000), *session(0, (10,))]
    assert after(uneven, loadable=rack).loads == (90_000, 102_500)


# --- the next set at once -----------------------------------------------------------------------


def offer(reps, rir, rep_range=(8, 10), **named):
    performed = PerformedSet(reps, rir, load=100_000, target=target(1, 2, 3))
    return offer_next_set(performed, **({"loadable": BARBELL, "rep_range": rep_range} | named))


@pytest.mark.parametrize(
    ("reps", "rir", "case", "load"),
    [
        (9, 4, "next_easier", 102_500),
        (12, 4, "next_easier", 102_500),
        (9, 0, "next_harder", 92_500),
        (7, 1, "next_missed_reps", 95_000),
        (7, 3, "next_missed_reps", 95_000),
        (7, 3.5, "", None),
        (9, 5, "next_far_easier", 105_000),
        (9, 3.5, "", None),
        (10, 2, "", None),
        (9, None, "", None),
    ],
)
def test_the_same_step_is_offered_for_the_next_set(reps, rir, case, load):
    offered = offer(reps, rir)

    assert (offered.case, offered.load) == (case, load)
    assert bool(offered.reasons) is bool(case)


def test_an_unplanned_set_is_offered_a_load_by_its_effort_alone():
    assert offer(3, 4, rep_range=None).case == "next_easier"


def test_nothing_is_offered_where_no_other_load_can_be_made():
    assert offer(9, 4, loadable=[100_000]).load is None


def test_nothing_is_offered_for_what_has_no_aim_or_no_load():
    for named in (
        {"load": None, "target": target(1, 2, 3)},
        {"load": 100_000},
        {"load": 100_000, "target": target(1, 2, 3), "kind": "warm_up"},
    ):
        assert not offer_next_set(PerformedSet(9, 5, **named), loadable=BARBELL).case
    with pytest.raises(ValueError, match="performed: "):
        offer_next_set(logged(), loadable=BARBELL)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["strength", "context"])
def test_an_offer_that_is_asked_with_anything_else_is_refused_by_name(field):
    performed = PerformedSet(9, 5, load=100_000, target=target(1, 2, 3))
    named: dict[str, Any] = {field: 100_000}
    with pytest.raises(ValueError, match=f"{field}: "):
        offer_next_set(performed, loadable=BARBELL, **named)


def test_without_loads_all_at_5_or_more_asks_for_a_rep():
    easy = after(session(0, (9, 9), 5, load=None))

    assert (easy.case, easy.load, easy.reps) == ("next_far_easier", None, (10, 9))
    assert codes(easy) == ["next_far_easier:once", "loads_made:no_load"]


def test_without_loads_a_set_under_the_range_is_held_against_the_planned_bottom():
    short = after(session(0, (9, 9), load=None), session(3, (7, 7), 5, load=None))

    assert (short.case, short.reps) == ("next_cut_short", (8, 8))


def test_a_log_of_other_lifts_does_not_disturb():
    assert log(session(0), squat(0))[0].exercise == "bench"
    assert after(squat(0), session(0, (9, 9))) == after(session(0, (9, 9)))


def test_a_reset_that_finds_no_lighter_load_is_asked_once_and_rebuilt_from_its_reps():
    """The next dumbbell under 6 kg is a third lighter: 6 kg stay, and 5 reps are the new bottom."""
    named = {"load": 6_000, "rep_range": (10, 15), "role": "isolation", "tier": "safer"}
    under = [session(0, (8, 8, 7), 1, **named), session(3, (6, 6, 5), 1, **named)]
    asked = after(*under, loadable=DUMBBELLS, rep_range=(10, 15))
    rebuilt = after(
        *under, session(6, (5, 5, 5), 2, **named), loadable=DUMBBELLS, rep_range=(10, 15)
    )

    assert (asked.case, asked.load) == ("reset", 6_000)
    assert "big_cut" in codes(asked)
    assert min(asked.reps) == 5
    assert (rebuilt.case, rebuilt.load, rebuilt.reps) == ("next_one_rep", 6_000, (6, 5, 5))
