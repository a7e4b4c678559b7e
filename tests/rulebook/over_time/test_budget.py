"""Section 5 on the log: what is left, weeks at the cap, muscles still recovering."""

from datetime import UTC, datetime, timedelta

import pytest

from programming.rulebook import MuscleBudget, RecoveringMuscle, failure_budget, weeks_at_cap
from tests.rulebook.logs import day, failed, logged

MONDAY_NOON = datetime(2026, 9, 7, 12, tzinfo=UTC)


def budget(log, number=0, level="intermediate", **named):
    return failure_budget(log, today=day(number), level=level, **named)


def test_a_fresh_log_leaves_the_whole_budget():
    fresh = budget([], exercise="press", primary_muscles=("chest",))

    assert not fresh.spent
    assert (fresh.exercise_limit, fresh.exercise_left, fresh.share_limit_percent) == (1, 1, 10)
    assert fresh.muscles == (MuscleBudget("chest", 0, 2, 2),)
    assert (fresh.recovering, fresh.reasons) == ((), ())


def test_an_exercise_never_done_and_without_muscles_has_no_muscle_limit():
    assert budget([failed()] * 2, exercise="fly").muscles == ()


def test_the_muscles_are_those_of_the_exercises_last_set():
    log = [failed(exercise="dip", primary_muscles=("triceps",)), failed(0), logged(0)]

    assert budget(log, exercise="dip").muscles == (MuscleBudget("triceps", 1, 2, 1),)
    assert budget(log, exercise="press").muscles == (MuscleBudget("chest", 1, 2, 1),)


def test_without_an_exercise_every_primary_muscle_of_the_week_is_shown():
    log = [failed(0, primary_muscles=("chest", "triceps")), logged(1, primary_muscles=("lats",))]

    assert [(row.muscle, row.used) for row in budget(log, 1).muscles] == [
        ("chest", 1),
        ("triceps", 1),
        ("lats", 0),
    ]


@pytest.mark.parametrize(("sets", "spent"), [(0, False), (1, True), (2, True)])
def test_one_failure_set_of_the_exercise_in_the_session_spends_it(sets, spent):
    log = [logged(0), *[failed(0)] * sets]
    asked = budget(log, level="advanced", exercise="press", session="day 0")

    assert asked.spent is spent
    assert asked.exercise_left == (0 if spent else 1)


def test_failure_of_another_exercise_or_session_is_not_this_ones():
    log = [failed(0), failed(1, exercise="fly")]
    asked = budget(log, 1, level="advanced", exercise="press", session="day 1")

    assert asked.exercise_left == 1
    assert asked.muscles == (MuscleBudget("chest", 2, 4, 2),)
    assert budget(log, 1, level="advanced", exercise="press").exercise_left == 1


@pytest.mark.parametrize(
    "free",
    [{"is_test_set": True}, {"is_imported": True}, {"kind": "drop"}, {"rir": 0.5}, {"rir": None}],
)
def test_tests_imported_sets_and_sets_short_of_failure_cost_nothing(free):
    log = [failed(0, **free)]
    asked = budget(log, exercise="press", session="day 0", primary_muscles=("chest",))

    assert (asked.failures, asked.exercise_left, asked.muscles[0].used) == (0, 1, 0)


def test_a_failed_attempt_and_broken_form_are_failure_sets():
    log = [failed(0, reps=0, rir=None), logged(0, ended_by="technical_failure")]

    assert budget(log).failures == 2


def test_a_week_begins_on_monday_and_the_future_is_not_read():
    log = [failed(-1), failed(0), failed(6), failed(7)]

    assert budget(log, -1).failures == 1
    assert budget(log, 0).failures == 1
    assert budget(log, 6).failures == 2
    assert budget(log, 7).failures == 1


def test_a_muscle_named_twice_counts_once():
    log = [failed(0, primary_muscles=("chest", "chest"))]

    assert budget(log).muscles == (MuscleBudget("chest", 1, 2, 1),)


@pytest.mark.parametrize(("readiness", "limit"), [("green", 2), ("amber", 1), ("red", 0)])
def test_the_day_halves_or_ends_the_muscles_budget(readiness, limit):
    assert budget([logged(0)], readiness=readiness).muscles[0].limit == limit


@pytest.mark.parametrize(("others", "spent"), [(8, False), (9, True), (10, False)])
def test_the_share_counts_from_ten_rated_hard_sets(others, spent):
    log = [logged(0, exercise="row", primary_muscles=())] * others + [failed(0)]
    asked = budget(log, exercise="row", primary_muscles=())

    assert asked.rated_hard_sets == others + 1
    assert asked.spent is spent


@pytest.mark.parametrize(
    ("named", "counts"), [({"rir": 4}, 1), ({"rir": 4.5}, 0), ({"rir": None}, 0)]
)
def test_only_rated_hard_sets_are_shared(named, counts):
    assert budget([logged(0, **named)]).rated_hard_sets == counts


# --- weeks at the cap --------------------------------------------------------------------------


def capped(weeks, sets=2):
    return [failed(7 * week + 2) for week in range(weeks) for _ in range(sets)]


@pytest.mark.parametrize(
    ("level", "sets", "weeks", "advised"),
    [
        ("intermediate", 2, 3, False),
        ("intermediate", 2, 4, True),
        ("intermediate", 2, 5, True),
        ("advanced", 4, 5, False),
        ("advanced", 4, 6, True),
        ("beginner", 1, 9, False),
    ],
)
def test_weeks_running_at_the_cap_lead_to_a_week_at_0(level, sets, weeks, advised):
    asked = budget(capped(weeks, sets), 7 * weeks, level=level)

    assert asked.weeks_at_cap == weeks
    assert asked.rest_week_advised is advised
    texts = [reason.text for reason in asked.reasons]
    assert (f"{weeks} weeks used up the budget: plan one without failure." in texts) is advised


def test_this_week_is_not_at_its_end_yet():
    assert budget(capped(4), 7 * 3 + 6).weeks_at_cap == 3


@pytest.mark.parametrize("fourth", [[], [failed(23)], [logged(23)]], ids=["off", "one", "none"])
def test_a_week_under_the_cap_ends_the_run(fourth):
    log = [*capped(3), *fourth, *[failed(7 * 4 + 2)] * 2]

    assert budget(log, 7 * 5).weeks_at_cap == 1


@pytest.mark.parametrize(("sets", "weeks"), [(9, 1), (8, 0), (10, 0)])
def test_a_week_with_its_share_spent_is_at_the_cap(sets, weeks):
    log = [failed(0)] + [logged(0)] * sets

    assert budget(log, 7).weeks_at_cap == weeks


def test_the_day_does_not_change_what_a_full_week_was():
    assert budget([failed(0)], 7, readiness="red").weeks_at_cap == 0


# --- recovery ----------------------------------------------------------------------------------


def recovering(log, now=None, number=None, session=None):
    today = 0 if number is None else number
    if now is not None:
        today = (now.date() - day(0)).days
    return budget(log, today, now=now, session=session).recovering


def at_noon(sets=1, **named):
    return [
        failed(0, at=MONDAY_NOON - timedelta(minutes=5 * left), **named)
        for left in reversed(range(sets))
    ]


@pytest.mark.parametrize(
    ("sets", "hours", "left"),
    [(1, 0, 48), (2, 47.5, 1), (2, 48, None), (3, 48, 24), (3, 71, 1), (3, 72, None), (4, 71.9, 1)],
)
def test_a_muscle_recovers_two_days_and_three_after_three_sets(sets, hours, left):
    found = recovering(at_noon(sets), MONDAY_NOON + timedelta(hours=hours))

    assert found == (() if left is None else (RecoveringMuscle("chest", sets, left),))


def test_the_hours_count_from_the_end_of_the_session():
    log = [*at_noon(), logged(0, exercise="row", at=MONDAY_NOON + timedelta(hours=1))]

    assert recovering(log, MONDAY_NOON + timedelta(hours=48))[0].hours_left == 1


def test_the_session_at_hand_is_not_an_earlier_one():
    assert recovering(at_noon(), MONDAY_NOON, session="day 0") == ()


def test_a_muscle_short_of_failure_does_not_wait():
    assert recovering([logged(0)], MONDAY_NOON) == ()


def test_tests_and_imported_sets_need_recovery_too():
    assert recovering(at_noon(is_test_set=True), MONDAY_NOON)
    assert recovering(at_noon(is_imported=True), MONDAY_NOON)


def test_of_two_sessions_the_one_that_binds_longer_is_shown():
    log = [*at_noon(3), failed(1, at=MONDAY_NOON + timedelta(hours=20))]

    assert recovering(log, MONDAY_NOON + timedelta(hours=22)) == (RecoveringMuscle("chest", 3, 50),)
    later = [*at_noon(1), failed(1, at=MONDAY_NOON + timedelta(hours=20))]
    assert recovering(later, MONDAY_NOON + timedelta(hours=22)) == (
        RecoveringMuscle("chest", 1, 46),
    )


@pytest.mark.parametrize(("number", "left"), [(0, 48), (1, 24), (2, None), (3, None)])
def test_without_times_a_day_is_24_hours(number, left):
    found = recovering([failed(0)], number=number)

    assert [row.hours_left for row in found] == ([] if left is None else [left])


def test_a_clock_behind_the_log_counts_as_no_time_passed():
    assert recovering(at_noon(), MONDAY_NOON - timedelta(hours=1))[0].hours_left == 48


def test_long_ago_is_not_read():
    assert recovering([failed(0)] * 9, number=30) == ()


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(ValueError, match=r"^now: "):
        budget([], now=datetime(2026, 9, 7))  # noqa: DTZ001
    with pytest.raises(ValueError, match=r"^now: "):
        budget([], now=day(0))
    with pytest.raises(ValueError, match=r"^level: 'novice'"):
        budget([], level="novice")


@pytest.mark.parametrize(
    ("level", "weeks"), [("beginner", 0), ("intermediate", 4), ("advanced", 6)]
)
def test_so_many_full_weeks_advise_one_without_failure(level, weeks):
    assert weeks_at_cap(level) == weeks


def test_of_no_other_level_is_it_known():
    with pytest.raises(ValueError, match=r"^level: 'novice'"):
        weeks_at_cap("novice")
