"""Results at the edges of what they are made for, each beside its decision (long: one section a part)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from programming.rulebook import (
    EffortOverride,
    ExerciseBests,
    LevelAnswers,
    LoadableSteps,
    NextSetOffer,
    PerformedSet,
    bests_after,
    effort_adherence,
    effort_target,
    failure_budget,
    offer_next_set,
    records_set_by,
    reps_to_failure_at,
    sharp_drop,
)
from programming.rulebook.next_time.evidence import Evidence
from programming.rulebook.next_time.load_moves import loads_for
from programming.rulebook.next_time.loadable import nearest_above
from programming.rulebook.one_set import target as steps
from tests.rulebook.given import bench, context, done, target
from tests.rulebook.level.test_levels import ago, answers, assessed, climbing, sign, single, trained
from tests.rulebook.lifts import after, session, squat
from tests.rulebook.logs import day, failed, logged
from tests.rulebook.next_time.test_fatigue import (
    BENCH_DOWN,
    ON,
    SQUAT_DOWN,
    advice,
    curls,
    lift,
    stalled,
    steady,
    weak,
    weeks_of,
)

MONDAY = datetime(2026, 9, 7, tzinfo=UTC)


def texts(result):
    return [one.text for one in result.reasons]


# --- budget and recovery ------------------------------------------------------------------------


def recovering(history, today, **named):
    found = failure_budget(history, today=today, level="intermediate", **named).recovering
    return [(one.muscle, one.failure_sets, one.hours_left) for one in found]


def test_a_week_without_a_muscle_is_under_its_cap():
    budget = failure_budget([logged(primary_muscles=())], today=day(7), level="intermediate")

    assert budget.weeks_at_cap == 0


@pytest.mark.parametrize(("first", "left"), [(0, [("chest", 3, 1)]), (-1, [])])
def test_a_session_past_midnight_still_counts_after_three_days(first, left):
    ended = MONDAY + timedelta(days=1, hours=2)
    history = [failed(first, at=ended)] * 3

    assert recovering(history, day(4), now=MONDAY + timedelta(days=4, hours=1)) == left


def test_a_session_ends_with_its_last_set_whatever_the_order():
    history = [
        failed(0, at=MONDAY + timedelta(hours=12)),
        logged(0, exercise="row", primary_muscles=("lats",), at=MONDAY + timedelta(hours=11)),
    ]

    assert recovering(history, day(1), now=MONDAY + timedelta(hours=32)) == [("chest", 1, 28)]


def test_failures_of_a_session_add_up_over_its_exercises():
    history = [failed(0), failed(0), failed(0, exercise="fly")]

    assert recovering(history, day(1)) == [("chest", 3, 48)]


def test_sessions_of_any_identity_recover_and_of_two_as_long_the_first_is_told():
    history = [
        *[failed(0, session="a")] * 3, failed(1, session=7),
    ]  # fmt: skip

    assert recovering(history, day(2)) == [("chest", 3, 24)]


def test_debts_of_one_session_stand_side_by_side():
    history = [
        *(logged(7 * week, exercise=name) for week in range(5) for name in ("press", "row")),
        failed(35), failed(35, exercise="row"),
        logged(36, load=20_000), logged(36, exercise="row", load=20_000),
    ]  # fmt: skip

    assert [one.exercise for one in effort_adherence(history, day(37)).debts] == ["press", "row"]


# --- a set and its target -----------------------------------------------------------------------


def test_a_drop_tells_whole_reps_whole():
    dropped = sharp_drop(done(4, 0.0, load=100), [done(8, 2.0, load=100)])

    assert repr(dropped.numbers) == "(('case', 'red'), ('best', 10), ('now', 4))"


def test_an_estimate_is_trusted_to_half_a_unit_and_no_less():
    assert reps_to_failure_at(91, 90) == 0.5


def test_a_test_that_is_granted_has_no_load_to_hold_it_back():
    granted = effort_target(context(is_test_set=True, is_final_set=True, planned_reps=None))

    assert (granted.load_too_heavy, granted.floor_in_force) == (False, 0)
    assert granted.reasons[0].after == (granted.low, granted.aim, granted.high)


def test_the_goal_is_told_in_words():
    (first, *_) = effort_target(context(goal="muscle_gain")).reasons

    assert dict(first.numbers) == {"goal": "muscle gain", "role": "isolation"}


def test_a_new_movement_leaves_a_target_by_hand_as_it_is():
    given = bench(level="advanced", is_new_movement=True, override=EffortOverride(1, 2, 3, "coach"))
    told = next(one for one in effort_target(given).reasons if one.code == "new_movement")

    assert told.after == (1, 2, 3)


# --- loads --------------------------------------------------------------------------------------


def test_steps_are_counted_in_whole_numbers_and_reach_the_heaviest():
    assert LoadableSteps(0, 1).at_most(10**18 + 1) == 10**18 + 1
    assert LoadableSteps(10, 5, 20).above(15) == 20
    assert nearest_above(LoadableSteps(0, 10), 0, 19, 20) == 20  # type: ignore[arg-type]


def test_sets_without_a_load_keep_none_and_the_heaviest_takes_the_new_one():
    steps, blank = LoadableSteps(0, 10), Evidence([done(8)], 8, 8)
    loaded = Evidence([done(8, load=100), done(8, load=50)], 8, 8)

    assert loads_for(blank, 100, steps) == (None,)
    assert loads_for(loaded, None, steps) == (100, 50)
    assert loads_for(loaded, 101, steps) == (101, 50)


# --- next time ----------------------------------------------------------------------------------

USUAL, EASY, EASY_AGAIN = session(0), session(2, (9, 9), 4), session(4, (9, 9), 4)


@pytest.mark.parametrize(
    ("sessions", "rests_on"),
    [
        ((USUAL, session(2, (10, 10))), 2),
        ((USUAL, EASY), 2),
        ((USUAL, EASY, EASY_AGAIN), 4),
        ((USUAL, session(2, (9, 9), 0)), 2),
        ((USUAL, session(2, has_pain=True), session(4, has_pain=True)), 6),
        ((USUAL, session(2), session(4, readiness="red")), 3),
    ],
)
def test_a_suggestion_rests_on_no_more_than_it_read(sessions, rests_on):
    assert len(after(*sessions).rests_on) == rests_on


def test_a_red_day_alone_raises_no_aim_and_is_read_alone():
    assert after(session(0, has_pain=True, readiness="red")).aim_rise == 0
    lonely = after(
        session(0, (5,), readiness="red"), session(2, (9,), readiness="red"),
        rep_range=None, today=day(20),
    )  # fmt: skip
    assert lonely.reps == (9,)


def test_a_cut_to_nothing_is_too_large_a_step_and_is_none():
    held = after(
        session(0, (6,), 0, load=2_500), session(2, readiness="red", load=0),
        loadable=LoadableSteps(0, 2_500),
    )  # fmt: skip

    assert (held.load, held.reps) == (2_500, (6,))


def test_a_single_unplanned_stays_one_rep():
    assert after(session(0, (1,)), session(2, (1,)), rep_range=None).case == "next_step_up"


@pytest.mark.parametrize(
    ("sessions", "named", "text"),
    [
        ((session(0, (7,), 4),), {}, "Sets were cut short of 8 reps: same load."),
        ((session(0),), {"today": day(15)}, "2 weeks off: 90 % of the load, 1 more in reserve."),
        (tuple(session(at, (6, 6), 0) for at in (0, 2, 4)), {"goal": "max_strength"},
         "Under 8 reps 3 times running: 90 % of the load."),
    ],
)  # fmt: skip
def test_a_row_says_its_figures(sessions, named, text):
    assert texts(after(*sessions, **named))[0] == text


def test_nothing_heavier_asks_for_no_reps_first():
    numbers = after(session(0, (10, 10)), loadable=[100_000]).reasons[1].numbers

    assert dict(numbers) == {"case": "nothing_heavier", "percent": 0, "reps": 0}


@pytest.mark.parametrize(
    "named",
    [
        {"rir": 5, "load": 0, "target": target(1, 2, 3)},
        {"rir": 5, "load": None, "target": target(1, 2, 3)},
        {"rir": 0, "load": 100_000, "target": None},
    ],
)
def test_no_offer_has_no_case_either(named):
    offered = offer_next_set(
        PerformedSet(7, **named), loadable=LoadableSteps(0, 2_500), rep_range=(8, 10)
    )

    assert offered == NextSetOffer()


# --- fatigue ------------------------------------------------------------------------------------


def test_a_session_of_tests_alone_does_not_end_a_row_of_missed_ranges():
    told = advice(
        session(-2, (8,), rep_range=(8, 10)),
        session(0, (6,), rep_range=(8, 10)), session(2, (6,), is_test_set=True),
        session(4, (6,), rep_range=(8, 10)),
    )  # fmt: skip

    assert (told.kind, told.deload) == ("reset", None)
    assert texts(told)[0] == "Under 8 reps 2 times running: 90 % of the load."


def test_a_note_tells_its_weeks():
    told = advice(*weeks_of(60, 0))

    assert "8 weeks without an easy week. Only a note." in texts(told)


def test_the_pattern_is_the_one_of_the_last_session():
    bench_down = [
        *steady(0, 2, 4, 6, 8, pattern="squat"), *weak(10, 16, pattern="horizontal_push"),
    ]  # fmt: skip

    assert advice(bench_down, SQUAT_DOWN).evidence.patterns == ("horizontal_push", "squat")


def test_the_signs_of_a_deload_are_told_in_figures():
    red = advice(BENCH_DOWN, *(curls(n, readiness="red") for n in (17, 18, 19)))
    pain = advice(*(make(n, has_pain=True) for n in (0, 2) for make in (session, curls)))
    weeks = advice(*weeks_of(60, 4))

    assert [dict(one.reasons[0].numbers) for one in (red, pain, weeks)] == [
        {"case": "lift_and_red", "red": 3, "of": 4},
        {"case": "pain", "count": 2},
        {"case": "weeks", "weeks": 8, "poor": 4, "of": 4},
    ]


def test_a_lift_that_is_down_twice_is_measured_by_its_last_session():
    assert lift(advice(steady(0, 2, 4, 6, 8), weak(6, 10), weak(12, 12))).percent_under == 12


def test_mean_reps_rise_though_sets_get_fewer_and_never_without_the_load():
    fewer = advice(
        *(session(2 * at, reps, None) for at, reps in enumerate(((7,) * 3, (8,) * 2, (9,))))
    )
    lighter = [
        session(2 * at, (6 + at,), None, load=load) for at, load in enumerate((100, 100, None))
    ]

    assert lift(fewer).is_rising
    assert not lift(advice(*lighter)).is_rising
    assert texts(fewer) == ["bench is rising: leave it as it is."]


def test_a_single_is_a_best_like_any_other():
    singles = [session(5 * at, (1,), 2, outcome=ON) for at in range(8)]

    assert lift(advice(*singles)).stall == "plateau"


def test_a_stall_names_its_lift():
    assert dict(advice(*stalled(*[ON] * 6)).reasons[-1].numbers)["exercise"] == "bench"


# --- level --------------------------------------------------------------------------------------


def test_a_first_session_today_is_no_month_yet():
    assert sign(assessed(session(0), answers=None), "uninterrupted").value == 0


def test_a_date_without_an_answer_says_nothing():
    assert sign(assessed(answers=LevelAnswers(answered_on=ago(90))), "uninterrupted").value is None


def test_an_answer_reaches_over_to_a_log_that_begins_soon_after():
    since = LevelAnswers(uninterrupted_months=10, answered_on=ago(63))

    assert sign(assessed(*trained(*range(0, 51, 10)), answers=since), "uninterrupted").value == 12


def test_the_year_of_the_longest_gap_begins_on_the_same_day():
    today = date(2026, 8, 31)
    logs = [session((on - day(0)).days) for on in (date(2025, 1, 1), date(2026, 6, 30))]

    assert sign(assessed(*logs, today=today), "gap").value == 303


def test_signs_hold_and_tell_what_they_counted():
    told = assessed(answers=answers(24, 30, 3))

    assert (sign(told, "total").value, sign(told, "technique").value) == (30, 3)
    assert sign(told, "total").reason.text == "Months of training in all: 30. That is 3 of 4."
    assert sign(told, "technique").reason.text == "Stable form on 3 of 4 lifts. That is 3 of 4."
    assert dict(told.reasons[0].numbers) == {
        "known": 3, "score": "3.00", "level": told.computed.value,
    }  # fmt: skip


def test_of_two_lifts_as_strong_the_first_is_told():
    lifts = single(-3, 250_000), single(-2, 250_000, "deadlift")
    told = sign(assessed(*lifts, sex="m", bodyweight=100_000), "strength")

    assert dict(told.reason.numbers)["lift"] == "Squat"


def test_the_pace_is_over_all_main_lifts_and_told_whole():
    bench_bests = climbing(*range(0, 80, 10))
    squat_bests = [
        squat(-number, (5,), load=int(100_000 * 1.02**at))
        for at, number in enumerate(range(21, -1, -3))
    ]
    told = sign(assessed(*bench_bests, *squat_bests), "pace")
    even = sign(assessed(*climbing(*range(0, 45, 5))), "pace")

    assert told.value == 6.5
    assert repr(even.reason.numbers[0]) == "('days', 5)"


def test_a_level_that_waits_is_the_one_of_this_week():
    told = assessed(standing="beginner")
    waits = next(one for one in told.reasons if one.code == "level_change")

    assert dict(waits.numbers) == {"case": "waits", "level": told.computed.value}
    assert told.level == "beginner"
    assert told.computed != "beginner"


# --- records ------------------------------------------------------------------------------------


def kinds(found):
    return {str(one.kind): one for one in found.records}


def test_a_single_without_effort_is_kept_and_a_grind_hides_nothing_after_it():
    single_kept = bests_after(ExerciseBests(), [logged(reps=1, rir=None)])
    after_grind = bests_after(
        ExerciseBests(), [logged(ended_by="technical_failure"), logged(load=20_000)]
    )

    assert single_kept.marks == {(30_000, 1): None}
    assert after_grind.marks == {(20_000, 8): 2}


def test_earlier_sessions_are_beaten_one_by_one():
    found = kinds(records_set_by([logged(0), logged(1), logged(2), logged(2, load=31_000)]))

    assert found["session_volume"].before == 240_000


def test_the_best_of_a_session_is_found_wherever_it_stands():
    found = kinds(records_set_by([logged(load=31_000), logged(reps=12), logged(reps=6)]))

    assert (found["heaviest_load"].place, found["best_e1rm"].place) == (0, 0)
    later = kinds(records_set_by([logged(reps=6), logged(reps=9), logged(reps=7, load=29_000)]))
    assert later["best_e1rm"].place == 1


def test_effort_is_compared_at_the_same_reps_alone():
    history = [
        logged(0, rir=1), logged(0, reps=9, rir=1), logged(1, rir=2), logged(1, reps=9, rir=3),
    ]  # fmt: skip
    efforts = [one for one in records_set_by(history).records if one.kind == "effort"]

    assert [(one.reps, one.value, one.before) for one in efforts] == [(8, 2, 1), (9, 3, 1)]


def test_the_push_never_takes_a_high_to_failure_even_from_a_base_of_one(monkeypatch):
    monkeypatch.setattr(steps, "BASE_TARGETS", {("mixed", "isolation"): (0, 1, 1)})
    push = effort_target(context(is_final_set=True)).reasons[1]

    assert (push.code, push.after) == ("final_set_push", (0, 0, 1))
