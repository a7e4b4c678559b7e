"""What results tell beside their decision: sentences, numbers, days, places (long: one table)."""

from datetime import UTC, datetime, timedelta

import pytest

from programming.rulebook import (
    EffortOverride,
    LoadableSteps,
    Outcome,
    PerformedSet,
    budget_state,
    current_e1rm,
    effort_adherence,
    effort_target,
    failure_budget,
    judge_set,
    movement_level,
    offer_next_set,
    readiness_state,
    records_set_by,
    rir_sense,
    strength_total,
    weekly_volume,
)
from tests.rulebook.given import bench, context, done, target
from tests.rulebook.lifts import after, session
from tests.rulebook.logs import START, day, failed, logged
from tests.rulebook.next_time.test_next_time_days import AMBER, GREEN, RED

EASY = session(0, (9, 9), 4)
EASY_AGAIN = session(2, (9, 9), 4)
PAIN = session(0, (9, 9), has_pain=True), session(2, (9, 9), has_pain=True)
NO_PAIN_LOADS = (
    session(0, (9, 9), has_pain=True, load=None),
    session(2, (9, 9), has_pain=True, load=None),
)
NO_LOAD = "No load is known: only the reps can change."
AT_TOP = "Every set at 10 reps or more, at the aim: one step up."
DUMBBELL = LoadableSteps(2_000, 2_000)


def told(result):
    """The sentences of a suggestion, the sets it rests on left out."""
    return [one.text for one in result.reasons if one.code != "next_rests_on"]


@pytest.mark.parametrize(
    ("sessions", "named", "case", "rests_on", "sentences"),
    [
        ([session(0, (9, 9), 0.5)], {}, "next_hold", 2,
         ["1.5 fewer left than the aim: same load."]),
        ([session(0, (10, 10), 1)], {}, "next_hold", 2,
         ["10 reps, but fewer left than the aim: same load."]),
        ([session(0, (7, 9, 9), 1.5)], {}, "next_hold", 3, ["A set was under 8 reps: same load."]),
        ([session(0, (9, 8, 9))], {}, "next_one_rep", 3,
         ["On average at the aim: same load, one more rep on set 2."]),
        ([EASY], {}, "next_easier", 2, ["2 more left than the aim: about 2.5 % more load."]),
        ([session(0, (9, 9), (4.5, 4))], {}, "next_easier", 2,
         ["2.2 more left than the aim: about 3.1 % more load."]),
        ([EASY, EASY_AGAIN], {}, "next_easier", 4,
         ["Again 2 more left than the aim: 5 % more load."]),
        ([EASY], {"loadable": [100_000, 120_000]}, "next_easier", 2,
         ["2 more left than the aim: about 2.5 % more load.",
          "No load that near can be made: one more rep instead."]),
        ([session(0, (9, 9), 4, load=None)], {}, "next_easier", 2,
         ["2 more left than the aim: about 2.5 % more load.", NO_LOAD]),
        ([session(0, (10, 10), load=None)], {}, "next_step_up", 2, [AT_TOP, NO_LOAD]),
        ([session(0, (10, 10))], {"readiness": AMBER}, "next_step_up", 2,
         [AT_TOP, "Amber day: the rise in load waits."]),
        ([EASY, EASY_AGAIN], {"readiness": AMBER}, "next_easier", 4,
         ["Again 2 more left than the aim: 5 % more load.",
          "Amber day: the rise in load waits."]),
        ([session(0, (10, 10), load=20_000)], {"loadable": DUMBBELL}, "next_step_up", 2,
         [AT_TOP, "The next load is 10 % more: first 12 reps a set."]),
        ([session(0, (10, 10), load=24_000)], {"loadable": DUMBBELL}, "next_step_up", 2,
         [AT_TOP, "The next load is 8.3 % more: first 12 reps a set."]),
        ([session(0, (10, 10))], {"loadable": [100_000]}, "next_step_up", 2,
         [AT_TOP, "Nothing heavier can be made: more reps instead."]),
        ([session(0, (6, 7), 1)], {}, "next_missed_reps", 2,
         ["Under 8 reps at the effort asked: at least 4.5 % less load."]),
        ([session(0, (9, 9), 0)], {}, "next_harder", 2,
         ["2 fewer left than the aim: at least 6 % less load."]),
        (PAIN, {}, "next_form_or_pain", 4, ["Pain again: at least 5 % off, 1 more left."]),
        (PAIN, {"loadable": [100_000]}, "next_form_or_pain", 4,
         ["Pain again: at least 5 % off, 1 more left.", "Nothing lighter can be made: fewer reps instead."]),
        (NO_PAIN_LOADS, {}, "next_form_or_pain", 4,
         ["Pain again: at least 5 % off, 1 more left.", NO_LOAD]),
        ([session(0, (9, 9), None)], {}, "next_two_for_two", 2,
         ["Effort mostly left blank: same load, one more rep."]),
        ([session(0, (12, 12), None)], {}, "next_two_for_two", 2,
         ["Every set at 10 reps or more, effort blank: one step up."]),
        ([session(0, (9, 9), 5)], {}, "next_far_easier", 2,
         ["All at 5 or more left: about 5 % more load."]),
        ([session(0, (9, 9), 0, load=8_000)], {"loadable": DUMBBELL}, "next_harder", 2,
         ["2 fewer left than the aim: at least 6 % less load.",
          "The next lighter load is too far off: fewer reps."]),
        ([session(0, (10, 10), load=None), session(2, (5, 5), rep_range=(5, 5))], {}, "next_step_up",
         2, [AT_TOP, NO_LOAD]),
        ([session(0, (5, 5), rep_range=(5, 5))], {}, "next_no_evidence", 2,
         ["Nothing at these reps lately: an estimate, 8 @2."]),
        ([session(0, (12, 12), None), session(2, (12, 12), None)], {"rep_range": 10},
         "next_two_for_two", 4,
         ["Last set 2 reps over plan 2 times running: a step up."]),
        ([session(0, (6, 6), 0), session(2, (6, 6), 0)], {}, "reset", 4,
         ["Under 8 reps 2 times running: 90 % of the load."]),
    ],
)  # fmt: skip
def test_a_suggestion_says_why_in_figures(sessions, named, case, rests_on, sentences):
    result = after(*sessions, **named)

    assert (result.case, len(result.rests_on)) == (case, rests_on)
    assert told(result) == sentences


def test_a_lighter_set_never_goes_past_the_rise_of_the_heaviest():
    loads = after(
        session(0, (10,)), session(0, (10, 10), load=60_000), session(0, (10,), load=None)
    ).loads

    assert loads == (102_500, 60_000, 60_000, None)
    heavier = after(session(0, (10,), load=60_000), session(0, (10,), load=58_000)).loads
    assert heavier == (62_500, 60_000)


def test_a_held_day_is_called_by_its_last_set():
    mixed = [
        *session(2, (9,)),
        *session(2, (9,), readiness="red"),
        *session(2, (9,), is_deload=True),
    ]

    assert told(after(session(0, (9, 9)), mixed)) == [
        "A deload says little of your strength: the plan stands.",
        "On average at the aim: same load, one more rep on set 1.",
    ]


@pytest.mark.parametrize(
    ("day_of", "load"), [(None, 105_000), (GREEN, 105_000), (AMBER, None), (RED, None)]
)
def test_the_next_set_is_offered_no_rise_on_a_poor_day(day_of, load):
    performed = PerformedSet(9, 5, load=100_000, target=target(1, 2, 3))
    offered = offer_next_set(
        performed, loadable=LoadableSteps(0, 2_500), rep_range=(8, 10), readiness=day_of
    )

    assert offered.load == load


@pytest.mark.parametrize(
    ("reps", "rir", "rep_range", "load"),
    [
        (9, 4, None, 102_500),
        (1, 4, None, 102_500),
        (0, None, None, 95_000),
        (9, 0, 8, 92_500),
        (12, 4, (8, 12), 102_500),
    ],
)
def test_the_offer_for_an_unplanned_set_a_failed_one_and_one_at_the_top(reps, rir, rep_range, load):
    performed = PerformedSet(reps, rir, load=100_000, target=target(1, 2, 3))

    offered = offer_next_set(performed, loadable=LoadableSteps(0, 2_500), rep_range=rep_range)
    assert offered.load == load


def test_nothing_is_offered_for_a_set_without_a_load_or_a_target():
    for named in (
        {"load": 0, "target": target(1, 2, 3)},
        {"load": 100_000, "target": None},
        {"load": None, "target": None},
    ):
        performed = PerformedSet(9, 5, **named)
        assert offer_next_set(performed, loadable=LoadableSteps(0, 2_500)).load is None


# --- records ------------------------------------------------------------------------------------


def test_a_record_holds_all_it_was():
    found = records_set_by([logged(0), logged(1, reps=9, load=31_000, rir=3)])
    heaviest, reps, best, volume = found.records

    for record, kind, value, before in (
        (heaviest, "heaviest_load", 31_000, 30_000),
        (reps, "most_reps", 9, None),
        (best, "best_e1rm", 43_400, 40_000),
    ):
        assert (record.kind, record.value, record.before) == (kind, value, before)
        assert (record.exercise, record.session, record.day) == ("press", "day 1", day(1))
        assert (record.place, record.load, record.reps, record.rir) == (1, 31_000, 9, 3)
        assert record.at_least is False
    assert (volume.kind, volume.value, volume.before) == ("session_volume", 279_000, 240_000)
    assert (volume.exercise, volume.session, volume.day) == ("press", "day 1", day(1))
    assert (volume.place, volume.load, volume.reps, volume.rir) == (None, None, None, 3)
    assert volume.at_least is False


def test_a_grind_holds_all_it_was():
    (grind,) = records_set_by([logged(0), logged(1, ended_by="technical_failure")]).grinds

    assert (grind.exercise, grind.session, grind.day) == ("press", "day 1", day(1))
    assert (grind.place, grind.load, grind.reps) == (1, 30_000, 8)


def test_sets_between_and_after_the_session_are_nothing_to_beat():
    between = [
        logged(0, session="a"),
        logged(0, session="b", load=40_000),
        logged(0, session="a", load=31_000),
    ]

    kinds = {str(one.kind): one.before for one in records_set_by(between, session="a").records}
    assert kinds["heaviest_load"] is None
    assert records_set_by(between, session="nowhere").records == ()


def test_the_first_rep_is_a_record_and_the_told_effort_stands_for_equal_estimates():
    single = records_set_by([logged(0, reps=1, rir=None, load=None)]).records
    assert [(one.kind, one.value, one.before) for one in single] == [("most_reps", 1, None)]
    equal = records_set_by([logged(0, rir=None), logged(0, rir=0)]).records
    best = next(one for one in equal if one.kind == "best_e1rm")
    assert (best.place, best.at_least) == (1, False)
    apart = records_set_by([logged(0, rir=4), logged(0, rir=0, reps=7)]).records
    assert next(one for one in apart if one.kind == "best_e1rm").place == 0


# --- across sessions ----------------------------------------------------------------------------


def debts():
    """Two late exposures of the press under their reference after failure, and one of the row."""
    weekly = [logged(7 * week, exercise=lift) for week in range(5) for lift in ("press", "row")]
    return [
        *weekly,
        failed(35), failed(35, exercise="row"),
        logged(36, exercise="row", load=20_000), logged(37, load=20_000),
        failed(42), logged(45, load=20_000),
    ]  # fmt: skip


def test_debts_stand_in_time_order_with_their_days_and_their_count():
    found = effort_adherence(debts(), day(46))

    assert [(one.exercise, one.session, one.day, one.percent) for one in found.debts] == [
        ("row", "day 36", day(36), 33),
        ("press", "day 37", day(37), 33),
        ("press", "day 45", day(45), 33),
    ]
    assert found.recovery_debt
    (reason,) = (one for one in found.reasons if one.code == "recovery_debt")
    assert reason.numbers == (("times", 3),)
    assert reason.text == "Weaker soon after failure, 3 times in 28 days."


def test_a_first_exposure_owes_nothing():
    assert effort_adherence([failed(0, exercise="row"), logged(1)], day(2)).debts == ()


def test_recovery_is_told_by_muscle_with_sets_and_hours():
    history = [
        failed(0, primary_muscles=("quads",)),
        failed(0, primary_muscles=("chest",)),
        failed(1, exercise="fly", primary_muscles=("chest", "back")),
    ]
    found = failure_budget(history, today=day(1), level="advanced")

    assert [(one.muscle, one.failure_sets, one.hours_left) for one in found.recovering] == [
        ("back", 1, 48),
        ("chest", 1, 48),
        ("quads", 1, 24),
    ]
    told_of = [one for one in found.reasons if one.code == "recovery_time"]
    assert told_of[2].numbers == (("muscle", "quads"), ("sets", 1), ("left", 24))
    assert told_of[2].text == "quads went to failure: 24 h of recovery to go."


def test_hours_count_from_the_end_of_each_session():
    noon = datetime(2026, 9, 7, 12, tzinfo=UTC)
    history = [
        failed(0, session="early", at=noon - timedelta(hours=2)),
        logged(0, session="early", exercise="row", at=noon, primary_muscles=("lats",)),
        logged(0, session="early", exercise="row", at=noon - timedelta(hours=1),
               primary_muscles=("lats",)),
    ]  # fmt: skip
    (chest,) = failure_budget(
        history, today=day(1), level="advanced", now=noon + timedelta(hours=20)
    ).recovering
    assert chest.hours_left == 28

    untimed = [failed(0), *history[1:]]
    (chest,) = failure_budget(
        untimed, today=day(1), level="advanced", now=noon + timedelta(hours=20)
    ).recovering
    assert chest.hours_left == 24
    (chest,) = failure_budget(history, today=day(1), level="advanced").recovering
    assert chest.hours_left == 24


def test_todays_own_session_and_older_ones_do_not_hide_what_recovers():
    history = [
        failed(0, session="old"), logged(3, session="now"), failed(3, session="morning"),
    ]  # fmt: skip
    found = failure_budget(history, today=day(3), level="advanced", session="now")

    assert [one.hours_left for one in found.recovering] == [48]


def test_a_measured_point_holds_its_day_and_place():
    (point,) = rir_sense([logged(3, rir=2), failed(3, reps=11)]).points

    assert (point.exercise, point.session, point.day, point.place) == ("press", "day 3", day(3), 1)
    assert (point.said, point.done, point.error) == (10, 11, 1)


def test_the_sense_of_effort_tells_points_and_error_to_a_tenth():
    def points(*more):
        pairs = [failed(-1, session=place, reps=8) for place in range(5) for _ in range(2)]
        found = [one for at, reps in enumerate(more) for one in (logged(at), failed(at, reps=reps))]
        return [*pairs, *found]

    reason = rir_sense(points(10, 10, 11)).reasons[0]
    assert reason.numbers == (("case", "more"), ("points", 3), ("error", "0.3"))
    # A twentieth of a rep is none.
    even = rir_sense(points(*[10] * 30, 11)).reasons[0]
    assert even.numbers == (("case", "level"), ("points", 31), ("error", "0.0"))


def test_volume_tells_effort_unknown_and_band_by_muscle():
    sets = [logged(rir=None, secondary_muscles=("triceps",))] * 3 + [logged()] * 2
    chest, triceps = weekly_volume(sets, today=day(0)).muscles

    assert (chest.muscle, chest.sets, chest.effort_unknown, chest.band) == (
        "chest", 5, 3, "productive",
    )  # fmt: skip
    assert (triceps.sets, triceps.effort_unknown, triceps.band) == (1.5, 1.5, "below_detection")


def test_a_total_is_the_sum_of_the_three_and_the_level_of_a_movement_is_named():
    sets = [
        logged(exercise=lift, competition_lift=lift, reps=1, rir=0, load=load)
        for lift, load in (("squat", 150), ("bench", 100), ("deadlift", 200))
    ]
    assert strength_total(sets, day(0)).total == 450
    (reason,) = movement_level(sets, exercise="squat", level="advanced").reasons
    assert reason.text == "Still new to you: the intermediate level counts for now."


# --- a set --------------------------------------------------------------------------------------


def test_form_breaking_on_an_avoid_lift_is_told_as_such():
    given = bench()
    broke = judge_set(
        effort_target(given), done(6, ended_by="technical_failure"), context=given
    ).warnings
    (warning,) = (one for one in broke if one.code == "form_broke")

    assert warning.numbers == (("case", "avoid"),)
    assert warning.says == "Form went, on a lift where failing costs most."
    assert warning.do_next == "End the exercise here."


def test_a_long_set_with_reps_left_carries_no_warning_at_all():
    judged = judge_set(effort_target(context()), done(21, 5), context=context())

    assert (judged.outcome, judged.warnings) == (Outcome.UNRATED, ())


def test_the_day_tells_the_answers_that_cost_points():
    told_of = readiness_state(6.5, recovery=0, stress=5, energy_balance="deficit")

    assert [one.numbers for one in told_of.reasons] == [
        (("case", "little"), ("points", 1)),
        (("answer", 0), ("points", 2)),
        (("answer", 5), ("points", 2)),
        (("case", "deficit"), ("points", 1)),
    ]
    assert (told_of.points, told_of.points_without_energy) == (6, 5)
    good = readiness_state(8, recovery=9, stress=1)
    assert (good.points, good.points_without_energy, good.reasons) == (0, 0, ())


def test_an_amber_day_leaves_a_whole_number_of_sets():
    (muscle,) = budget_state("advanced", "amber", 0, {"chest": 1}, 0, 0).muscles

    assert repr((muscle.limit, muscle.left)) == "(2, 1)"


def test_estimates_of_one_day_are_read_as_they_came():
    assert current_e1rm([(START, 130), (START, 90), (START, 100), (START, 110)], START) == 100


def test_a_target_by_hand_on_a_new_movement_says_it_was_new():
    given = context(
        level="advanced", is_new_movement=True, override=EffortOverride(1, 2, 3, "coach")
    )
    codes = [one.code for one in effort_target(given).reasons]
    assert codes[0] == "override"
