"""What twelve weeks say of fatigue is said by the sets of those exercises that are to be read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    ExposureSums,
    LoggedSet,
    Outcome,
    ReadinessState,
    effort_adherence,
    effort_adherence_of,
    exercises_to_read,
    fatigue_advice,
    is_failure_set,
    is_hard_set,
    session_e1rm,
)
from tests.rulebook.given import target
from tests.rulebook.logs import START, day

MUSCLES = {
    "squat": ("quads",),
    "bench": ("chest", "triceps"),
    "dip": ("chest",),
    "curl": ("biceps",),
}
PATTERNS = {
    "squat": "squat",
    "bench": "horizontal_push",
    "dip": "vertical_push",
    "curl": "isolation",
}


def sums_of(log: Sequence[LoggedSet]) -> list[ExposureSums]:
    """Every exposure of a log, summed as it would be kept."""
    found: dict[tuple[Any, Any], list[LoggedSet]] = {}
    for done in log:
        if done.counts:
            found.setdefault((done.session, done.exercise), []).append(done)
    return [
        ExposureSums(
            exercise=exercise,
            session=session,
            day=sets[0].day,
            role=sets[0].role,
            is_evidence=sets[0].readiness is not ReadinessState.RED and not sets[0].is_deload,
            has_pain=any(done.has_pain for done in sets),
            on_target=sum(done.verdict is Outcome.ON_TARGET for done in sets),
            too_close=sum(done.verdict is Outcome.TOO_CLOSE for done in sets),
            too_easy=sum(done.verdict is Outcome.TOO_EASY for done in sets),
            failures=sum(map(is_failure_set, sets)),
            e1rm=session_e1rm(sets),
            is_plain=not any(done.is_slip or done.ended_by == "technical_failure" for done in sets),
            primary_muscles=sets[-1].primary_muscles,
            rated_hard_sets=sum(
                done.good_reps_left is not None and is_hard_set(done) for done in sets
            ),
            budget_failures=sum(
                is_failure_set(done) and not done.is_test_set and not done.is_imported
                for done in sets
            ),
        )
        for (session, exercise), sets in found.items()
    ]


def of_these(log: Sequence[LoggedSet], exercises: set[Any]) -> list[LoggedSet]:
    """The sets of these exercises, and of each session one that counts for nothing."""
    found, seen = [], set()
    for done in log:
        if done.session not in seen:
            seen.add(done.session)
            found.append(
                LoggedSet(
                    exercise="none", session=done.session, day=done.day, reps=0, kind="timed",
                    readiness=done.readiness, is_deload=done.is_deload,
                )
            )  # fmt: skip
        if done.exercise in exercises:
            found.append(done)
    return found


def said(log: Sequence[LoggedSet], today: date) -> tuple[Any, ...]:
    """What is kept of fatigue: the signs of a deload with what they rest on, grinds, the note, debts.

    Of lifts that began at one instant none is the first.
    """
    advice = fatigue_advice(log, today=today, level="intermediate", goal="mixed")
    signs = [one for one in advice.reasons if one.code in ("deload", "deload_waits")]
    cases = {dict(one.numbers).get("case") for one in signs}
    seen = advice.evidence
    under = {one.exercise: one.percent_under for one in advice.lifts}
    debts = effort_adherence(log, today)
    return (
        signs,
        sorted(((lift, under[lift]) for lift in seen.down), key=str)
        if cases & {"lifts", "lift_and_red"}
        else None,
        sorted(seen.painful, key=str) if "pain" in cases else None,
        (seen.red_days, seen.poor_days, seen.of_days, seen.weeks, advice.is_noted),
        sorted((one.exercise for one in advice.lifts if one.stall == "grind"), key=str),
        sorted(debts.debts, key=str) if debts.recovery_debt else [],
    )


def check(log: Sequence[LoggedSet], today: date) -> set[Any]:
    sums = sums_of(log)
    wanted = exercises_to_read(sums, today)
    part = of_these(log, wanted)
    assert said(part, today) == said(log, today)
    whole, summed = effort_adherence(log, today), effort_adherence_of(sums, part, today)
    assert replace(summed, debts=(), recovery_debt=False, reasons=()) == replace(
        whole, debts=(), recovery_debt=False, reasons=()
    )
    assert summed.recovery_debt is whole.recovery_debt
    return wanted


# Beside 100: on and beside the lines of 5, 10 and 30 %, and a little stronger.
LOADS = (100, 100, 100, 100, 103, 96, 95, 94, 91, 90, 69)


def a_log(dice: Random) -> list[LoggedSet]:
    """Up to thirty sessions of four exercises, with a mood that makes its cases likely."""
    often = dice.choice(((0, 1), (2, 3), (2, 3, 7), (3, 7, 15)))
    close, pain, poor, odd = (dice.choice((0, 0, 0.1, 0.6)) for _ in range(4))
    lifts = dice.sample(sorted(MUSCLES), dice.randint(1, 4))
    at, found = START, []
    for session in range(dice.randint(6, 30)):
        at += timedelta(days=dice.choice(often))
        state = dice.choice(("red", "amber")) if dice.random() < poor else "green"
        easy = dice.random() < 0.02
        for exercise in lifts:
            if dice.random() < 0.2:
                continue
            load, hurts = dice.choice(LOADS) * 1_000 + 7, dice.random() < pain
            for _ in range(dice.randint(1, 3)):
                is_close = dice.random() < close
                found.append(
                    LoggedSet(
                        exercise=exercise, session=session, day=at, reps=dice.choice((5, 5, 5, 6)),
                        rir=dice.choice((0, 0.5)) if is_close else 2,
                        ended_by=(
                            dice.choice(("technical_failure", "muscular_failure", "stopped"))
                            if dice.random() < odd * close
                            else "stopped"
                        ),
                        load=load, role="isolation" if exercise == "curl" else "main",
                        pattern=PATTERNS[exercise], primary_muscles=MUSCLES[exercise],
                        target=None if dice.random() < 0.1 else target(1, 2, 3),
                        readiness=state, is_deload=easy, has_pain=hurts,
                        is_slip=dice.random() < odd / 10, is_imported=dice.random() < odd / 10,
                    )
                )  # fmt: skip
    return found


@given(st.randoms(use_true_random=False), st.sampled_from((0, 1, 6, 30, 43)))
def test_the_sets_that_are_read_say_what_all_of_them_say(dice: Random, later: int):
    log = a_log(dice)
    if log:
        check(log, log[-1].day + timedelta(days=later))


def lift(number: int, e1rm: int, exercise: str = "bench", **named: Any) -> ExposureSums:
    """An exposure of a main lift on a day: three sets on target."""
    ordinary: dict[str, Any] = {
        "session": f"day {number}", "day": day(number), "role": "main", "is_evidence": True,
        "has_pain": False, "on_target": 3, "too_close": 0, "too_easy": 0, "failures": 0,
        "is_plain": True, "primary_muscles": MUSCLES[exercise],
    }  # fmt: skip
    return ExposureSums(exercise=exercise, e1rm=e1rm, **(ordinary | named))


def read(*log: ExposureSums) -> set[Any]:
    return exercises_to_read(log, log[-1].day)


def steady(sessions: int, **named: Any) -> list[ExposureSums]:
    return [lift(3 * number, 100_000, **named) for number in range(sessions)]


def test_a_steady_lift_is_not_read():
    assert read(*steady(12)) == set()


@pytest.mark.parametrize(
    ("sessions", "e1rm", "is_read"),
    [(5, 95_000, True), (4, 95_000, False), (5, 95_003, False), (5, 70_000, True)],
)
def test_a_lift_is_read_from_where_it_may_be_down(sessions: int, e1rm: int, is_read: bool):
    """5 % under, the fifth before it at hand."""
    assert read(*steady(sessions), lift(40, e1rm)) == ({"bench"} if is_read else set())


def test_a_lift_is_held_against_the_third_heaviest_before():
    """The most that the middle one of five of them can be."""
    two, three = ([lift(n, 120_000) for n in range(many)] for many in (2, 3))

    assert read(*two, *steady(6), lift(40, 97_000)) == set()
    assert read(*three, *steady(6), lift(40, 97_000)) == {"bench"}


def test_only_a_main_lift_is_looked_at_for_that():
    log = [replace(one, role="secondary") for one in (*steady(8), lift(40, 90_000))]

    assert read(*log) == set()
    assert read(replace(log[0], role="main"), *log[1:]) == {"bench"}


def test_behind_another_machine_the_session_before_is_looked_at():
    assert read(*steady(6), lift(40, 93_000), lift(43, 60_000)) == {"bench"}
    assert read(*steady(6), lift(40, 93_000), lift(43, 99_000)) == set()


def test_pain_is_read_of_two_exercises_each_marked_twice():
    twice = [lift(n, 100_000, one, has_pain=n > 0) for n in range(3) for one in ("bench", "squat")]

    assert read(*twice) == {"bench", "squat"}
    assert read(*twice[:-1]) == set()


def test_a_stall_is_read_where_most_sets_were_too_close():
    close: dict[str, Any] = {"on_target": 1, "too_close": 2}

    assert read(*steady(7, **close)) == {"bench"}
    assert read(*steady(7, on_target=2, too_close=2)) == set()
    assert read(*steady(7, on_target=3, failures=2)) == {"bench"}
    assert read(*steady(6, **close)) == set()
    assert read(*steady(9)) == set()
    # A best of late, unless it may be one of broken form.
    best = lift(40, 104_000, **close)
    assert read(*steady(9, **close), best) == set()
    assert read(*steady(9, **close), replace(best, is_plain=False)) == {"bench"}


def test_debts_are_read_with_what_failed_before_them():
    log = [*steady(8, role="secondary")]
    failed = lift(28, 80_000, "dip", role="secondary", failures=1)
    weaker = [lift(n, 95_000, role="secondary") for n in (30, 33)]

    assert read(*log, failed, *weaker) == {"bench", "dip"}
    assert read(*log, failed, weaker[0]) == set()
    assert read(*log, replace(failed, primary_muscles=("calves",)), *weaker) == set()
    # More than a week before, and as the same session.
    assert read(*log, replace(failed, day=day(25)), *weaker) == set()
    assert read(*log, *(replace(one, failures=1) for one in weaker[:1])) == set()


def test_a_red_day_may_be_in_debt_and_is_compared_with_nothing():
    log = [*steady(5), lift(28, 80_000, "dip", role="secondary", failures=1)]
    weaker = [lift(n, 95_000, is_evidence=False, role="secondary") for n in (30, 33)]

    assert read(*log, *weaker) == {"bench", "dip"}
    assert read(replace(log[0], is_evidence=False), *log[1:], *weaker) == set()


def test_an_exercise_that_stands_in_a_session_twice_is_one():
    twice = [one for one in steady(5, on_target=0, too_close=1) for _ in range(2)]

    assert read(*twice) == set()
    assert read(*steady(6), lift(40, 60_000), lift(40, 99_000)) == set()
