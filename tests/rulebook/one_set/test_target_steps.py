"""Section 2, step by step: inside, on and outside each line. Long: one section, one file."""

from itertools import pairwise

import pytest

from programming.rulebook import EffortOverride, effort_target
from tests.rulebook.given import band, bench, codes, context, row


def curl(**named):
    return context(**({"is_final_set": True} | named))


# 0. Base and its chain


def test_the_base_comes_first_and_comes_from_nowhere():
    first = effort_target(context()).reasons[0]

    assert (first.code, first.before, first.after) == ("base", None, (0, 1, 2))
    assert first.text == "Goal mixed, isolation lift: the starting point."


def test_each_reason_starts_where_the_one_before_ended():
    reasons = effort_target(bench(level="beginner", readiness="red")).reasons

    assert [reason.code for reason in reasons] == ["base", "level", "readiness_red", "clamp"]
    for before, after in pairwise(reasons):
        assert after.before == before.after
        assert after.before != after.after


def test_the_last_reason_ends_at_the_target():
    target = effort_target(bench(level="beginner", readiness="amber"))

    assert target.reasons[-1].after == (target.low, target.aim, target.high)


def test_a_step_that_changes_nothing_gives_no_reason():
    assert codes(bench()) == ["base"]


# 1. Level


def test_a_beginner_keeps_one_more_in_reserve():
    assert band(row(level="beginner", tier="safer", rir_floor=0)) == (2, 3, 4)


@pytest.mark.parametrize("level", ["intermediate", "advanced"])
def test_nobody_else_does(level):
    assert band(row(level=level)) == (1, 2, 3)


# 2. Final-set push


def test_a_permitted_final_set_goes_one_closer():
    assert codes(curl()) == ["base", "final_set_push"]
    assert band(curl()) == (0, 0, 1)


def test_the_push_stops_at_zero_and_leaves_the_high_end_at_one():
    assert band(curl(goal="muscle_gain", planned_reps=12)) == (0, 0, 1)


def test_the_push_takes_one_off_all_three_where_there_is_room():
    assert band(curl(role="secondary")) == (0, 1, 2)


def test_a_main_lift_is_never_pushed():
    assert band(curl(role="main", level="advanced")) == (2, 3, 4)


@pytest.mark.parametrize(
    ("named", "obstacle"),
    [
        ({"is_final_set": False}, "Sets still to come: 1 left at least."),
        ({"budget_left": False}, "No set to failure is left for now: keep 1 at least."),
    ],
)
def test_without_permission_a_rep_stays_and_the_reason_says_why(named, obstacle):
    target = effort_target(curl(**named))

    assert (target.low, target.aim, target.high) == (1, 1, 2)
    assert not target.may_fail
    assert target.reasons[-1].text == obstacle


@pytest.mark.parametrize("goal", ["muscle_gain", "mixed"])
def test_muscle_gain_and_mixed_goals_may_fail(goal):
    assert effort_target(curl(goal=goal)).may_fail


@pytest.mark.parametrize("goal", ["max_strength", "general_fitness"])
def test_other_goals_may_not(goal):
    assert not effort_target(curl(goal=goal)).may_fail


@pytest.mark.parametrize("readiness", ["amber", "red"])
def test_a_poor_day_permits_no_failure(readiness):
    assert not effort_target(curl(readiness=readiness)).may_fail


def test_a_beginner_may_not_fail():
    assert not effort_target(curl(level="beginner")).may_fail


def test_an_advanced_lifter_may_fail_an_avoid_lift_with_safeties():
    lift = bench(role="secondary", level="advanced", safeties=True, is_final_set=True)

    assert band(lift) == (0, 1, 2)
    assert effort_target(lift).may_fail


def test_an_intermediate_may_not_even_with_safeties():
    lift = bench(role="secondary", level="intermediate", safeties=True, is_final_set=True)

    assert band(lift) == (1, 2, 3)
    assert not effort_target(lift).may_fail


def test_nobody_may_fail_an_avoid_lift_without_safeties():
    lift = bench(role="secondary", level="advanced", is_final_set=True)

    assert not effort_target(lift).may_fail


def test_a_floor_can_still_forbid_what_is_permitted():
    assert band(row(is_final_set=True)) == (1, 1, 2)
    assert not effort_target(row(is_final_set=True)).may_fail


# 3. Light work


@pytest.mark.parametrize(
    ("reps", "expected"), [(15, (1, 2, 3)), (16, (1, 2, 2)), (None, (1, 2, 3))]
)
def test_light_work_for_muscle_gain_is_over_fifteen_reps(reps, expected):
    lift = row(goal="muscle_gain", tier="safer", rir_floor=0, planned_reps=reps)

    assert band(lift) == expected


def test_light_work_is_only_for_muscle_gain():
    assert band(row(goal="mixed", planned_reps=20)) == (1, 2, 3)


# 4. Readiness and an accepted rise


@pytest.mark.parametrize(
    ("readiness", "expected"), [("green", (1, 2, 3)), ("amber", (2, 3, 4)), ("red", (3, 4, 5))]
)
def test_a_poor_day_adds_reserve(readiness, expected):
    assert band(row(readiness=readiness)) == expected


def test_a_rise_as_large_as_the_scale_is_taken():
    assert band(row(aim_rise=5)) == (4, 4, 5)


def test_an_accepted_rise_acts_like_a_poor_day():
    assert band(row(aim_rise=1)) == (2, 3, 4)
    assert codes(row(aim_rise=1)) == ["base", "aim_rise"]


@pytest.mark.parametrize(
    ("readiness", "rise", "code"),
    [
        ("amber", 0, "readiness_amber"),
        ("amber", 1, "readiness_amber"),
        ("amber", 2, "aim_rise"),
        ("red", 1, "readiness_red"),
        ("red", 2, "readiness_red"),
    ],
)
def test_of_a_poor_day_and_a_rise_the_larger_holds(readiness, rise, code):
    assert codes(row(readiness=readiness, aim_rise=rise))[1] == code
    worse = max({"amber": 1, "red": 2}[readiness], rise)
    assert band(row(readiness=readiness, aim_rise=rise)) == (1 + worse, 2 + worse, 3 + worse)


# 6. Level floor


def test_a_beginner_keeps_two_on_a_safer_lift():
    assert band(curl(level="beginner")) == (2, 2, 3)


def test_a_beginner_keeps_three_on_any_other():
    assert band(row(level="beginner")) == (3, 3, 4)
    assert band(bench(level="beginner", safeties=True, goal="muscle_gain")) == (3, 3, 4)


def test_an_intermediate_keeps_one_on_a_main_lift():
    lift = bench(safeties=True, override=EffortOverride(0, 1, 2, "lifter"))

    assert band(lift) == (1, 1, 2)
    assert codes(lift) == ["override", "level_floor"]


def test_an_intermediate_has_no_level_floor_elsewhere():
    assert band(curl(override=EffortOverride(0, 1, 2, "lifter"))) == (0, 1, 2)


def test_an_advanced_lifter_has_none():
    lift = bench(level="advanced", safeties=True, override=EffortOverride(0, 1, 2, "lifter"))

    assert band(lift) == (0, 1, 2)


# 7. Exercise floor


@pytest.mark.parametrize(
    ("floor", "expected"),
    [(0, (1, 2, 3)), (1, (1, 2, 3)), (2, (2, 2, 3)), (3, (3, 3, 4)), (4, (4, 4, 5))],
)
def test_the_floor_lifts_the_target_and_keeps_it_one_wide(floor, expected):
    assert band(row(tier="avoid", rir_floor=floor)) == expected


def test_with_safeties_their_floor_is_in_force():
    assert effort_target(bench(safeties=True)).floor_in_force == 0
    assert effort_target(bench(safeties=False)).floor_in_force == 2


def test_safeties_change_nothing_where_none_count():
    lift = row(safeties=True)

    assert effort_target(lift).floor_in_force == 1


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ({"rir_floor_with_safeties": None}, "On this exercise: keep 2 at least."),
        ({"rir_floor_with_safeties": 0}, "Without safeties: keep 2 at least."),
        (
            {"rir_floor_with_safeties": 2, "safeties": True},
            "With safeties in place: keep 2 at least.",
        ),
    ],
)
def test_the_reason_of_a_floor_speaks_of_safeties_where_they_help(named, text):
    reasons = effort_target(row(tier="avoid", rir_floor=2, **named)).reasons

    assert reasons[-1].text == text


def test_a_band_too_narrow_to_hit_is_widened():
    lift = curl(override=EffortOverride(2, 2, 2, "coach"))

    assert band(lift) == (2, 2, 3)
    assert codes(lift) == ["override", "band"]


# 8. Clamp


def test_the_aim_is_never_over_four_nor_the_range_over_five():
    assert band(bench(goal="max_strength", readiness="red")) == (4, 4, 5)
    assert codes(bench(goal="max_strength", readiness="red"))[-1] == "clamp"


def test_a_target_on_the_edge_is_not_clamped():
    assert codes(row(readiness="red")) == ["base", "readiness_red"]


# 9. Feasibility


@pytest.mark.parametrize(
    ("leaves", "expected", "heavy"),
    [
        (12.5, (2, 3, 4), False),
        (4.0, (2, 3, 4), False),
        (3.99, (2, 2, 4), False),
        (3.0, (2, 2, 4), False),
        (2.99, (2, 3, 4), True),
        (1.0, (2, 3, 4), True),
        (-3.5, (2, 3, 4), True),
        (None, (2, 3, 4), False),
    ],
)
def test_the_aim_is_at_most_a_rep_less_than_the_load_leaves(leaves, expected, heavy):
    target = effort_target(bench(planned_reps=None, reps_to_failure=leaves))

    assert (target.low, target.aim, target.high) == expected
    assert target.load_too_heavy is heavy


@pytest.mark.parametrize(("leaves", "heavy"), [(12, True), (12.0, True), (12.01, False)])
def test_over_twelve_reps_the_estimate_says_nothing(leaves, heavy):
    assert effort_target(bench(planned_reps=12, reps_to_failure=leaves)).load_too_heavy is heavy


@pytest.mark.parametrize(("reps", "heavy"), [(6, False), (7, False), (8, True)])
def test_planned_reps_and_reserve_may_exceed_the_load_by_a_rep(reps, heavy):
    assert effort_target(bench(planned_reps=reps, reps_to_failure=8.9)).load_too_heavy is heavy


def test_a_load_too_heavy_keeps_the_target():
    target = effort_target(bench(planned_reps=8, reps_to_failure=3.0))

    assert (target.low, target.aim, target.high) == (2, 3, 4)
    assert target.load_too_heavy
    assert [reason.code for reason in target.reasons] == ["base"]


def test_at_least_one_rep_is_taken_to_be_in_a_load():
    target = effort_target(curl(reps_to_failure=0.4, planned_reps=1))

    assert not target.load_too_heavy
    assert (target.low, target.aim, target.high) == (0, 0, 1)


def test_a_load_that_leaves_one_rep_leaves_none_in_reserve():
    lift = curl(reps_to_failure=0.4, planned_reps=1, override=EffortOverride(0, 1, 2, "coach"))

    assert band(lift) == (0, 0, 2)


def test_a_lowered_aim_says_what_the_load_leaves():
    assert effort_target(bench(planned_reps=2, reps_to_failure=3.2)).reasons[-1].text == (
        "You have about 3 reps in you at this load: aim 2."
    )


@pytest.mark.parametrize(
    ("seen", "expected", "heavy"),
    [
        (None, (2, 3, 4), True),
        (2.99, (2, 3, 4), True),
        (3.0, (2, 2, 4), False),
        (4.0, (2, 3, 4), False),
        (14.0, (2, 3, 4), False),
    ],
)
def test_what_was_done_beats_the_estimate(seen, expected, heavy):
    lift = bench(planned_reps=None, reps_to_failure=2.5, reps_to_failure_seen=seen)
    target = effort_target(lift)

    assert (target.low, target.aim, target.high) == expected
    assert target.load_too_heavy is heavy


def test_what_was_done_never_takes_from_the_estimate():
    assert band(bench(reps_to_failure=8.0, reps_to_failure_seen=1.0)) == (2, 3, 4)


@pytest.mark.parametrize("estimate", [None, 12.01])
def test_without_an_estimate_that_says_something_what_was_done_says_nothing(estimate):
    lift = bench(planned_reps=12, reps_to_failure=estimate, reps_to_failure_seen=3.0)

    assert not effort_target(lift).load_too_heavy


@pytest.mark.parametrize(("reps", "heavy"), [(13, False), (14, True)])
def test_reps_seen_beyond_twelve_are_counted(reps, heavy):
    lift = bench(planned_reps=reps, reps_to_failure=11.0, reps_to_failure_seen=14.5)

    assert effort_target(lift).load_too_heavy is heavy


def test_a_session_of_a_deload_changes_no_target_by_itself():
    assert band(bench(is_deload=True)) == band(bench())


# By hand


def test_a_target_set_by_hand_replaces_the_base_and_names_who_set_it():
    target = effort_target(curl(override=EffortOverride(1, 2, 4, "Coach Ana")))

    assert (target.low, target.aim, target.high) == (1, 2, 4)
    assert target.reasons[0].text == "Set by hand: Coach Ana."
    assert target.reasons[0].before is None


@pytest.mark.parametrize(
    "named",
    [
        {"level": "beginner", "tier": "safer"},
        {"is_final_set": True},
        {"goal": "muscle_gain", "planned_reps": 20},
    ],
)
def test_by_hand_level_push_and_light_work_do_not_act(named):
    assert band(curl(override=EffortOverride(3, 3, 4, "coach"), **named)) == (3, 3, 4)


def test_by_hand_zero_is_allowed_before_the_final_set():
    lift = curl(is_final_set=False, override=EffortOverride(0, 1, 2, "coach"))

    assert band(lift) == (0, 1, 2)
    assert not effort_target(lift).may_fail


def test_by_hand_zero_may_be_failed_where_failure_is_permitted():
    assert effort_target(curl(override=EffortOverride(0, 1, 2, "coach"))).may_fail


def test_by_hand_a_poor_day_still_backs_off():
    assert band(curl(readiness="amber", override=EffortOverride(0, 1, 2, "coach"))) == (1, 2, 3)


def test_by_hand_a_floor_is_never_undercut():
    assert band(bench(override=EffortOverride(0, 0, 1, "coach"))) == (2, 2, 3)


def test_by_hand_the_clamp_and_the_load_still_bind():
    assert band(bench(override=EffortOverride(5, 5, 5, "coach"))) == (4, 4, 5)
    assert band(
        bench(override=EffortOverride(2, 4, 5, "coach"), planned_reps=2, reps_to_failure=4.0)
    ) == (2, 3, 5)


# A new movement


def test_a_movement_new_to_an_intermediate_is_a_beginners():
    target = effort_target(row(is_new_movement=True))

    assert (target.low, target.aim, target.high) == (3, 3, 4)
    assert [reason.code for reason in target.reasons] == ["base", "new_movement", "level_floor"]
    assert target.reasons[1].text == "Still new to you: 1 more in reserve for now."


def test_a_movement_new_to_an_advanced_lifter_is_an_intermediates():
    lift = bench(level="advanced", role="secondary", safeties=True, is_final_set=True)

    assert effort_target(lift).may_fail
    new = effort_target(
        bench(
            level="advanced",
            role="secondary",
            safeties=True,
            is_final_set=True,
            is_new_movement=True,
        )
    )
    assert not new.may_fail
    assert new.reasons[1].text == "Still new to you: one level lower for now, intermediate."
    assert new.reasons[1].before == new.reasons[1].after


def test_a_beginner_has_no_level_to_lose():
    assert codes(row(level="beginner", is_new_movement=True)) == codes(row(level="beginner"))


def test_by_hand_a_new_movement_still_has_the_lower_levels_floor():
    lift = row(is_new_movement=True, override=EffortOverride(1, 1, 2, "coach"))

    assert band(lift) == (3, 3, 4)
    assert codes(lift) == ["override", "new_movement", "level_floor", "band"]


def test_by_hand_a_beginners_new_movement_says_nothing_more():
    lift = row(level="beginner", is_new_movement=True, override=EffortOverride(3, 3, 4, "coach"))

    assert codes(lift) == ["override"]
