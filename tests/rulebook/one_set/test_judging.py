"""Section 4: outcomes and warnings, inside, on and outside each line. Long: one section, one file."""

from dataclasses import replace

import pytest

from programming.rulebook import (
    EffortOverride,
    effort_target,
    judge_set,
    warnings_before,
    worst_first,
)
from tests.rulebook.given import bench, context, done, row, target


def judged(given, performed, **named):
    return judge_set(effort_target(given), performed, context=given, **named)


def said(given, performed, **named):
    """The warnings as (code, severity), in their order."""
    judgement = judged(given, performed, **named)
    return [(one.code, str(one.severity)) for one in judgement.warnings]


def severity_of(code, given, performed, **named):
    return dict(said(given, performed, **named)).get(code)


SAFE = row(tier="safer", rir_floor=0)  # 1–2–3, floor 0


# Outcomes


@pytest.mark.parametrize(
    ("rir", "outcome"),
    [
        (0, "too_close"),
        (0.5, "too_close"),
        (1, "on_target"),
        (3, "on_target"),
        (3.5, "too_easy"),
        (4, "too_easy"),
        (None, "unrated"),
    ],
)
def test_the_outcome_reads_rir_against_the_target(rir, outcome):
    assert judged(SAFE, done(8, rir)).outcome == outcome


@pytest.mark.parametrize("ended_by", ["muscular_failure", "technical_failure"])
@pytest.mark.parametrize("typed", [None, 0, 3])
def test_failure_counts_as_nothing_left_whatever_was_typed(ended_by, typed):
    judgement = judged(SAFE, done(8, typed, ended_by=ended_by))

    assert judgement.outcome == "too_close"
    assert "early_failure" in [one.code for one in judgement.warnings]


def test_more_than_five_left_is_five_left():
    assert done(8, 9.5).rir == 5
    assert judged(bench(goal="max_strength"), done(3, 9)).outcome == "on_target"


@pytest.mark.parametrize(
    ("reps", "outcome", "warned"), [(20, "too_easy", True), (21, "unrated", False)]
)
def test_from_21_reps_on_reps_in_reserve_are_not_judged(reps, outcome, warned):
    judgement = judged(SAFE, done(reps, 4))

    assert judgement.outcome == outcome
    assert bool(judgement.warnings) is warned


@pytest.mark.parametrize(
    "performed",
    [
        done(25, 0),
        done(25, 3, ended_by="muscular_failure"),
        done(25, None, ended_by="technical_failure"),
    ],
)
def test_a_long_set_to_failure_is_judged(performed):
    judgement = judged(SAFE, performed)

    assert judgement.outcome == "too_close"
    assert "early_failure" in [one.code for one in judgement.warnings]


def test_a_long_set_without_rir_asks_for_it():
    assert said(SAFE, done(25)) == [("rir_missing", "note")]


@pytest.mark.parametrize("kind", ["warm_up", "drop", "rest_pause", "timed"])
def test_other_sets_than_working_ones_carry_no_verdict(kind):
    judgement = judged(bench(), done(8, 0, kind=kind, ended_by="technical_failure"))

    assert judgement.outcome is None
    assert judgement.warnings == ()


# A failed attempt


def test_a_failed_attempt_has_no_verdict_but_the_warnings_of_rir_0():
    given = bench(budget_left=False)
    judgement = judged(given, done(0), hours_since_muscle_failure=20)

    assert judgement.outcome is None
    assert [one.code for one in judgement.warnings] == [
        "below_floor",
        "early_failure",
        "safeties_missing",
        "budget_spent",
        "muscle_recovering",
    ]


def test_a_failed_attempt_counts_as_nothing_left_whatever_was_typed():
    assert said(SAFE, done(0, 3)) == [("early_failure", "caution")]


def test_a_failed_attempt_after_good_sets_is_a_sharp_drop():
    earlier = [done(5, 1, load=100)]

    assert severity_of("sharp_drop", SAFE, done(0, load=100), earlier=earlier) == "stop"


# below_floor


@pytest.mark.parametrize(("rir", "warned"), [(1.5, True), (2, False), (2.5, False)])
def test_below_the_floor_is_a_stop(rir, warned):
    given = bench()

    assert (severity_of("below_floor", given, done(6, rir)) == "stop") is warned


def test_below_the_floor_replaces_too_close():
    assert said(row(), done(8, 0.5)) == [("below_floor", "stop")]


def test_one_left_on_the_bench_without_safeties_is_a_stop_with_its_reason():
    first = judged(bench(rir_floor_with_safeties=0), done(6, 1)).warnings[0]

    assert first.says == "1 left; without safeties this lift asks for 2 or more."
    assert first.do_next == "Set safeties, or end with 2 or more left."


def test_the_same_with_spotter_arms_is_a_note_only():
    given = bench(safeties=True)

    assert said(given, done(6, 1)) == [("too_close", "note")]
    assert judged(given, done(6, 1)).outcome == "too_close"


def test_where_safeties_lower_the_floor_but_not_to_nothing():
    squat = bench(rir_floor_with_safeties=1, safeties=True)

    assert judged(squat, done(6, 0.5)).warnings[0].says == (
        "0.5 left; even with safeties this lift asks for 1 or more."
    )


def test_the_floor_of_a_lift_nothing_helps():
    deadlift = bench(rir_floor_with_safeties=None)

    assert judged(deadlift, done(6, 1)).warnings[0].says == "1 left; this lift asks for 2 or more."


def test_the_stored_target_holds_not_a_new_one():
    stored = target(1, 2, 3, floor_in_force=1)

    assert judge_set(stored, done(6, 1), context=bench(safeties=True)).outcome == "on_target"
    judgement = judge_set(stored, done(6, 0.5), context=bench(safeties=True))
    assert [one.code for one in judgement.warnings] == ["below_floor"]


# early_failure


@pytest.mark.parametrize(
    ("tier", "floor", "severity"), [("safer", 0, "caution"), ("caution", 1, "stop")]
)
def test_failure_before_the_final_set(tier, floor, severity):
    given = row(tier=tier, rir_floor=floor)

    assert severity_of("early_failure", given, done(8, 0)) == severity
    assert severity_of("early_failure", given, done(8, 0.5)) is None


def test_the_own_tier_decides_even_with_safeties():
    assert severity_of("early_failure", bench(safeties=True), done(6, 0)) == "stop"


def test_failure_on_the_final_set_is_not_early():
    given = context(is_final_set=True)

    assert said(given, done(12, 0)) == []
    assert judged(given, done(12, 0)).outcome == "on_target"


def test_the_flys_first_set_at_0_is_not_on_target():
    judgement = judged(context(), done(12, 0))

    assert judgement.outcome == "too_close"
    assert [one.code for one in judgement.warnings] == ["early_failure"]
    assert judgement.warnings[0].do_next == "End the next set with 1 or more left."


def test_a_planned_zero_before_the_final_set_is_still_early():
    given = context(override=EffortOverride(0, 0, 1, "coach"))
    judgement = judged(given, done(12, 0))

    assert judgement.outcome == "on_target"
    assert [one.code for one in judgement.warnings] == ["early_failure"]
    assert judgement.warnings[0].do_next == "End the next set with 1 or more left."


# form_broke


@pytest.mark.parametrize(
    ("given", "severity"),
    [(bench(safeties=True), "stop"), (row(), "caution"), (SAFE, "caution")],
)
def test_broken_form_is_a_stop_on_an_avoid_lift(given, severity):
    broke = done(6, 3, ended_by="technical_failure")

    assert severity_of("form_broke", given, broke) == severity


def test_muscular_failure_is_not_broken_form():
    assert severity_of("form_broke", bench(), done(6, 0, ended_by="muscular_failure")) is None


# safeties_missing


@pytest.mark.parametrize(("rir", "severity"), [(0, "stop"), (1, "stop"), (1.5, None), (2, None)])
def test_close_to_failure_without_safeties_is_a_stop(rir, severity):
    assert severity_of("safeties_missing", bench(), done(6, rir)) == severity


@pytest.mark.parametrize(("load", "severity"), [(79, None), (80, "caution"), (81, "caution")])
def test_a_heavy_load_without_safeties_is_a_caution(load, severity):
    heavy = done(6, 3, load=load)

    assert severity_of("safeties_missing", bench(), heavy, e1rm=100) == severity


def test_the_heavy_load_is_said_once_and_the_close_set_each_time():
    heavy, close = done(6, 3, load=90), done(6, 1, load=90)
    before = ("safeties_missing",)

    assert severity_of("safeties_missing", bench(), heavy, e1rm=100, already_said=before) is None
    assert severity_of("safeties_missing", bench(), close, e1rm=100, already_said=before) == "stop"


@pytest.mark.parametrize(
    "given",
    [
        bench(safeties=True),
        bench(rir_floor_with_safeties=None),
        row(rir_floor_with_safeties=0),
    ],
)
def test_nothing_is_missing_with_safeties_in_place_or_where_none_help(given):
    assert severity_of("safeties_missing", given, done(6, 0, load=95), e1rm=100) is None


def test_a_heavy_set_without_rir_still_lacks_safeties():
    assert said(bench(), done(6, load=90), e1rm=100) == [
        ("safeties_missing", "caution"),
        ("rir_missing", "note"),
    ]


def test_without_a_load_or_an_estimate_nothing_is_heavy():
    assert said(bench(), done(6, 3, load=90)) == []
    assert said(bench(), done(6, 3), e1rm=100) == []


# too_close


@pytest.mark.parametrize(
    ("low", "rir", "severity"),
    [
        (3, 3, None),
        (3, 2.5, "note"),
        (3, 2, "note"),
        (3, 1.5, "caution"),
        (3, 1, "caution"),
        (4, 0.5, "caution"),
        (1, 0.5, "note"),
        (1, 0, "caution"),
        (4, 0, "caution"),
    ],
)
def test_closer_than_planned_is_a_note_or_a_caution_and_never_a_stop(low, rir, severity):
    final = row(tier="safer", rir_floor=0, is_final_set=True)
    judgement = judge_set(target(low, low + 1, low + 2), done(8, rir), context=final)

    assert {one.code: str(one.severity) for one in judgement.warnings}.get("too_close") == severity


def test_closer_than_planned_says_what_the_plan_was():
    warning = judge_set(target(2, 3, 5), done(8, 1), context=SAFE).warnings[0]

    assert warning.says == "1 left; the plan was 2–5+."
    assert warning.do_next == "Stop a rep sooner next time."


# budget_spent


def test_a_failure_set_with_the_budget_spent_is_a_caution():
    spent = context(is_final_set=True, budget_left=False)

    assert severity_of("budget_spent", spent, done(12, 0)) == "caution"
    assert severity_of("budget_spent", spent, done(12, 0.5)) is None


def test_with_budget_left_it_is_not():
    assert severity_of("budget_spent", context(), done(12, 0)) is None


def test_a_spent_budget_is_said_once_a_session():
    spent = context(is_final_set=True, budget_left=False)

    assert said(spent, done(12, 0), already_said=["budget_spent"]) == [("too_close", "caution")]


# muscle_recovering


@pytest.mark.parametrize(
    ("hours", "sets", "severity"),
    [
        (None, 0, None),
        (47.9, 1, "caution"),
        (48, 1, None),
        (48, 2, None),
        (71.9, 3, "caution"),
        (72, 3, None),
        (0, 1, "caution"),
    ],
)
def test_a_muscle_recovers_two_days_and_three_after_many_sets(hours, sets, severity):
    given = context(is_final_set=True)
    recovering = severity_of(
        "muscle_recovering",
        given,
        done(12, 0),
        hours_since_muscle_failure=hours,
        muscle_failure_sets=sets,
    )

    assert recovering == severity


def test_only_a_failure_set_meets_a_recovering_muscle():
    assert said(context(), done(12, 1), hours_since_muscle_failure=5, muscle_failure_sets=1) == []


def test_a_recovering_muscle_is_said_once_an_exercise():
    given = context(is_final_set=True)
    recovering = {"hours_since_muscle_failure": 5, "muscle_failure_sets": 1}

    assert said(given, done(12, 0), already_said=["muscle_recovering"], **recovering) == []


# load_too_heavy


def before(given, **named):
    warnings = warnings_before(effort_target(given), context=given, **named)
    return [(one.code, str(one.severity)) for one in warnings]


@pytest.mark.parametrize(
    ("reps", "severity"), [(7, None), (8, "note"), (9, "note"), (10, "caution")]
)
def test_a_load_too_heavy_is_a_note_before_the_set_and_a_caution_from_far(reps, severity):
    said_of_it = [] if severity is None else [("load_too_heavy", severity)]

    assert before(bench(planned_reps=reps, reps_to_failure=8.9)) == said_of_it


def test_a_load_that_leaves_less_than_the_low_is_a_note_where_few_reps_are_planned():
    assert before(bench(planned_reps=1, reps_to_failure=2.0)) == [("load_too_heavy", "note")]
    assert before(bench(planned_reps=None, reps_to_failure=2.0)) == [("load_too_heavy", "note")]


def test_what_was_done_makes_it_a_note():
    heavy = bench(planned_reps=8, reps_to_failure=5.0)

    assert before(heavy) == [("load_too_heavy", "caution")]
    assert before(replace(heavy, reps_to_failure_seen=7.0)) == [("load_too_heavy", "note")]
    assert before(replace(heavy, reps_to_failure_seen=9.0)) == []


def test_without_a_context_it_is_a_note():
    heavy = effort_target(bench(planned_reps=20, reps_to_failure=5.0))

    assert [str(one.severity) for one in warnings_before(heavy)] == ["note"]


def test_a_set_that_is_done_is_never_told_that_its_load_was_too_heavy():
    assert said(bench(planned_reps=8, reps_to_failure=5.0), done(6, 2)) == []


@pytest.mark.parametrize(
    ("earlier", "is_silent"),
    [
        (done(6, 3, load=100, target=target(2, 3, 4)), True),
        (done(6, 2, load=98, target=target(2, 3, 4)), True),
        (done(6, 3, load=97, target=target(2, 3, 4)), False),
        (done(6, 1.5, load=100, target=target(2, 3, 4)), False),
        (done(6, 4.5, load=100, target=target(2, 3, 4)), False),
        (done(6, None, load=100, target=target(2, 3, 4)), False),
        (done(0, 0, load=100, target=target(0, 0, 1)), False),
        (done(6, 3, load=100), False),
        (done(6, 3, load=100, kind="warm_up", target=target(2, 3, 4)), False),
    ],
)
def test_it_is_silent_once_a_set_at_the_load_met_its_target_today(earlier, is_silent):
    heavy = bench(planned_reps=8, reps_to_failure=8.0)

    assert (before(heavy, load=100, earlier=[earlier]) == []) is is_silent


# too_easy


@pytest.mark.parametrize(("rir", "severity"), [(3, None), (3.5, "note"), (5, "note")])
def test_easier_than_planned_is_a_note(rir, severity):
    assert severity_of("too_easy", SAFE, done(8, rir)) == severity


EASY = target(1, 2, 3)


@pytest.mark.parametrize(
    ("before", "now", "severity"),
    [
        (done(8, 5, target=EASY), 5, "caution"),
        (done(8, 4.5, target=EASY), 5, "note"),
        (done(8, 5, target=EASY), 4.5, "note"),
        (done(8, 5, target=target(1, 3, 4)), 5, "note"),
        (done(8, 5), 5, "note"),
        (done(8, None, target=EASY), 5, "note"),
        (done(25, 5, target=EASY), 5, "note"),
        (done(0, 5, target=EASY), 5, "note"),
    ],
)
def test_two_or_more_over_twice_running_is_a_caution(before, now, severity):
    assert severity_of("too_easy", SAFE, done(8, now), earlier=[before]) == severity


def test_only_the_set_before_counts_and_warm_ups_do_not_stand_between():
    far, on, warm_up = done(8, 5, target=EASY), done(8, 2, target=EASY), done(10, kind="warm_up")

    assert severity_of("too_easy", SAFE, done(8, 5), earlier=[far, on]) == "note"
    assert severity_of("too_easy", SAFE, done(8, 5), earlier=[on, far, warm_up]) == "caution"
    assert severity_of("too_easy", SAFE, done(8, 5), earlier=[warm_up]) == "note"


# rir_missing


def test_a_set_without_rir_is_a_note_once_an_exercise():
    assert said(SAFE, done(8)) == [("rir_missing", "note")]
    assert said(SAFE, done(8), already_said=["rir_missing"]) == []


def test_failure_tells_its_rir():
    assert severity_of("rir_missing", SAFE, done(8, ended_by="muscular_failure")) is None


# Test sets


TEST = context(is_test_set=True, is_final_set=True, budget_left=False)


def test_a_test_set_is_silent_about_failure_and_ease():
    earlier = [done(12, 5, load=100, target=EASY)]
    said_nothing = {"earlier": earlier, "hours_since_muscle_failure": 5, "muscle_failure_sets": 3}

    assert said(TEST, done(8, 0, load=100), **said_nothing) == []
    assert said(TEST, done(8, 5, load=100), **said_nothing) == []
    assert judged(TEST, done(8, 0)).outcome == "on_target"
    assert judged(TEST, done(8, 5)).outcome == "too_easy"


def test_a_test_set_raises_broken_form_and_missing_rir():
    assert said(TEST, done(8, ended_by="technical_failure")) == [("form_broke", "caution")]
    assert said(TEST, done(8)) == [("rir_missing", "note")]


def test_a_refused_test_is_judged_like_any_set():
    refused = context(is_test_set=True, is_final_set=True, days_since_test=1, budget_left=False)

    assert said(refused, done(12, 0)) == [("too_close", "caution"), ("budget_spent", "caution")]


# Order


def test_the_worst_comes_first_and_equals_stand_as_in_the_rulebook():
    given = bench(budget_left=False, planned_reps=8, reps_to_failure=8.0)
    warnings = said(
        given,
        done(5, 0, load=95, ended_by="technical_failure"),
        earlier=[done(8, 2, load=95)],
        e1rm=100,
        hours_since_muscle_failure=10,
    )

    assert warnings == [
        ("below_floor", "stop"),
        ("early_failure", "stop"),
        ("form_broke", "stop"),
        ("safeties_missing", "stop"),
        ("sharp_drop", "stop"),
        ("budget_spent", "caution"),
        ("muscle_recovering", "caution"),
    ]
    too_heavy = warnings_before(effort_target(given), context=given)
    both = worst_first((*too_heavy, *judged(given, done(6)).warnings))
    assert [one.code for one in both] == ["load_too_heavy", "rir_missing"]
