"""Section 4.2: what stands out of the last weeks, each line inside, on and outside."""

from datetime import timedelta

import pytest

from programming.rulebook import PatternEvidence, effort_patterns
from tests.rulebook.logs import day, failed, judged, logged


def codes(log, number=0, level="intermediate"):
    return [one.code for one in effort_patterns(log, today=day(number), level=level)]


def the(code, log, number=0, level="intermediate"):
    """The pattern of this code. Raises `StopIteration` where there is none."""
    return next(
        one for one in effort_patterns(log, today=day(number), level=level) if one.code == code
    )


def test_an_empty_log_has_none():
    assert codes([]) == []


def test_an_ordinary_log_has_none():
    assert codes([judged(at, "on_target") for at in range(28) for _ in range(3)], 28) == []


# --- pain ---------------------------------------------------------------------------------------


def pained(*marks, **named):
    return [logged(at, has_pain=bool(mark), **named) for at, mark in enumerate(marks)]


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ((1,), False),
        ((0, 1), False),
        ((1, 1), True),
        ((1, 0, 1), True),
        ((1, 0, 0, 1), False),
        ((1, 1, 0, 0), False),
        ((1, 1, 0), True),
    ],
)
def test_pain_in_two_of_the_last_three_sessions_repeats(marks, shown):
    assert ("pain_repeats" in codes(pained(*marks), 7)) is shown


@pytest.mark.parametrize(("number", "shown"), [(28, True), (29, False)])
def test_pain_is_said_within_28_days_of_the_last(number, shown):
    assert ("pain_repeats" in codes(pained(1, 1), number)) is shown


def test_pain_names_its_exercise_and_sessions():
    log = [*pained(1, 0, 1), logged(2, has_pain=True)]
    found = the("pain_repeats", log, 3)

    assert found.exercise == "press"
    assert found.reason.text == "press: pain in 2 of the last 3 sessions."
    assert found.evidence == (
        PatternEvidence("press", "day 0", day(0), 1),
        PatternEvidence("press", "day 2", day(2), 2),
    )


def test_of_several_that_hurt_the_one_that_hurt_most_then_latest_is_said_first():
    rows = [*pained(1, 1, 0, exercise="row"), *pained(0, 1, 1, exercise="fly")]
    log = sorted([*rows, *pained(1, 1, 1, exercise="dip")], key=lambda one: one.day)
    found = effort_patterns(log, today=day(3), level="intermediate")

    assert [one.exercise for one in found if one.code == "pain_repeats"] == ["dip", "fly", "row"]


def test_pain_of_a_red_day_or_a_deload_is_none():
    assert "pain_repeats" not in codes(pained(1, 1, readiness="red"), 7)
    assert "pain_repeats" not in codes(pained(1, 1, is_deload=True), 7)


def test_pain_of_two_exercises_does_not_add_up():
    log = [logged(0, has_pain=True), logged(1, has_pain=True, exercise="curl")]

    assert "pain_repeats" not in codes(log, 7)


# --- failure piling up --------------------------------------------------------------------------


def piled(weeks, *, failures=2, easy=8, **named):
    """Ten hard sets in each of these weeks, so many to failure."""
    return [
        done
        for week in weeks
        for done in [
            *[failed(7 * week, primary_muscles=(), **named)] * failures,
            *[logged(7 * week)] * easy,
        ]
    ]


@pytest.mark.parametrize(
    ("weeks", "shown"),
    [((0, 1, 2, 3), True), ((0, 1, 2), True), ((0, 3), False), ((1, 2, 3), True)],
)
def test_three_of_the_last_four_full_weeks_over_the_share(weeks, shown):
    assert ("failure_piles_up" in codes(piled(weeks), 28)) is shown


def test_the_running_week_and_the_fifth_before_it_are_not_among_them():
    assert "failure_piles_up" not in codes(piled((2, 3, 4)), 30)
    assert "failure_piles_up" in codes(piled((2, 3, 4)), 35)
    assert "failure_piles_up" not in codes(piled((0, 2, 3)), 35)


@pytest.mark.parametrize(
    ("level", "failures", "shown"),
    [
        ("beginner", 0, False),
        ("beginner", 1, True),
        ("intermediate", 1, False),
        ("intermediate", 2, True),
        ("advanced", 2, False),
        ("advanced", 3, True),
    ],
)
def test_over_the_share_is_beyond_the_levels_own(level, failures, shown):
    log = piled((0, 1, 2), failures=failures, easy=10 - failures)

    assert ("failure_piles_up" in codes(log, 28, level)) is shown


@pytest.mark.parametrize(("easy", "shown"), [(7, False), (8, True)])
def test_a_week_counts_from_ten_hard_sets_on(easy, shown):
    assert ("failure_piles_up" in codes(piled((0, 1, 2), easy=easy), 28)) is shown


@pytest.mark.parametrize("named", [{"is_test_set": True}, {"is_imported": True}])
def test_tests_and_imports_are_no_failures_here(named):
    assert "failure_piles_up" not in codes(piled((0, 1, 2), **named), 28)


def test_it_rests_on_the_failures_of_those_weeks():
    found = the("failure_piles_up", piled((0, 1, 2)), 28)

    assert [(one.session, one.sets) for one in found.evidence] == [
        ("day 0", 2),
        ("day 7", 2),
        ("day 14", 2),
    ]
    assert found.reason.text == "Over your share of failure in 3 of the last 4 weeks."


# --- sharp drops --------------------------------------------------------------------------------


def dropped(*days, last=7):
    """Sessions of two sets at one load: 12 reps with 2 left, then so many."""
    return [logged(at, reps=reps) for at in days for reps in (12, last)]


@pytest.mark.parametrize(("last", "shown"), [(7, True), (11, False)])
def test_a_sharp_drop_is_that_of_section_4_1(last, shown):
    assert ("repeated_drops" in codes(dropped(0, 1, 2, last=last), 7)) is shown


@pytest.mark.parametrize(("days", "shown"), [((0, 1), False), ((0, 1, 2), True)])
def test_three_sessions_with_a_sharp_drop(days, shown):
    assert ("repeated_drops" in codes(dropped(*days), 7)) is shown


@pytest.mark.parametrize(("number", "shown"), [(27, True), (28, False)])
def test_sharp_drops_are_those_of_28_days(number, shown):
    assert ("repeated_drops" in codes(dropped(0, 1, 2), number)) is shown


def test_two_drops_in_one_session_are_one():
    log = [*dropped(0, 1), logged(1, reps=6)]

    assert "repeated_drops" not in codes(log, 7)


def test_a_drop_after_a_short_rest_is_none():
    log = [
        logged(at, reps=reps, rest_seconds=rest)
        for at in range(3)
        for reps, rest in ((12, None), (7, 60))
    ]

    assert "repeated_drops" not in codes(log, 7)


# --- a grind ------------------------------------------------------------------------------------


def test_a_grind_rests_on_the_hard_sets_of_the_last_weeks():
    log = [judged(7 * week, "too_close", rir=0.5) for week in range(9)]
    found = the("grind", log, 56)

    assert found.exercise == "press"
    assert len(found.evidence) == 4
    assert found.evidence[-1].day == day(56)


def test_a_grind_of_long_ago_is_not_said():
    log = [judged(7 * week, "too_close", rir=0.5) for week in range(9)]

    assert "grind" in codes(log, 56 + 42)
    assert "grind" not in codes(log, 56 + 43)


# --- sandbagging --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hit", "easy", "shown"),
    [(5, 5, True), (6, 5, False), (0, 9, False), (0, 10, True), (4, 5, False)],
)
def test_half_of_ten_or_more_too_easy_is_sandbagging(hit, easy, shown):
    log = [judged(0, "on_target")] * hit + [judged(0, "too_easy")] * easy

    assert ("sandbagging" in codes(log)) is shown


@pytest.mark.parametrize(("number", "shown"), [(13, True), (14, False)])
def test_sandbagging_reads_fourteen_days(number, shown):
    assert ("sandbagging" in codes([judged(0, "too_easy")] * 10, number)) is shown


# --- what other rules say -----------------------------------------------------------------------


def test_too_close_on_compounds_rests_on_those_sets_alone():
    log = [judged(0, "too_close")] * 4 + [judged(0, "on_target")] * 2
    log += [judged(1, "too_close", role="isolation", exercise="curl")] * 9
    found = the("overshooting", log, 1)

    assert [(one.exercise, one.sets) for one in found.evidence] == [("press", 4)]
    assert found.reason.text == "4 of 6 sets on big lifts were too close to failure."


def test_recovery_debt_rests_on_the_sessions_that_were_weaker():
    weekly = [logged(7 * week) for week in range(5)]
    debts = [failed(35), logged(37, load=20_000), failed(42), logged(45, load=20_000)]
    found = the("recovery_debt", [*weekly, *debts], 46)

    assert [one.session for one in found.evidence] == ["day 37", "day 45"]


def test_the_worst_comes_first():
    log = [
        *[judged(at, "too_close", has_pain=True) for at in range(3) for _ in range(2)],
        *[logged(at, reps=reps, exercise="row") for at in (3, 4, 5) for reps in (12, 7)],
    ]

    assert codes(log, 6) == ["pain_repeats", "overshooting", "repeated_drops"]


def test_what_lies_after_today_and_what_never_counts_is_left_out():
    log = [judged(0, "too_easy")] * 9
    log += [judged(0, "too_easy", kind="warm_up"), judged(1, "too_easy")]

    assert "sandbagging" not in codes(log, 0)
    assert "sandbagging" in codes(log, 1)


def test_a_level_there_is_not_is_refused():
    with pytest.raises(ValueError, match="level: 'novice'"):
        effort_patterns([], today=day(0), level="novice")


def test_a_log_out_of_order_is_refused():
    with pytest.raises(ValueError, match="history"):
        effort_patterns([logged(1), logged(0)], today=day(1), level="beginner")


def test_a_day_is_a_day_of_the_lifters():
    """The same log a week later says the same a week later."""
    log = dropped(0, 1, 2)
    later = [logged(at + 7, reps=reps) for at in range(3) for reps in (12, 7)]

    assert codes(log, 5) == codes(later, 12)
    assert day(12) - day(5) == timedelta(weeks=1)
