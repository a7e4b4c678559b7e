"""A log walked forward: each rule is counted as often as it spoke."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from programming.rulebook import ExerciseFacts, HowOften, LoadableSteps, Severity, Walk, how_often
from programming.rulebook.replay import counting
from tests.rulebook.given import target
from tests.rulebook.logs import logged


def facts(exercise: Any) -> ExerciseFacts:
    return ExerciseFacts(1, None, lambda _: LoadableSteps(2_000, 2_000))


def counted(log, **named: Any) -> HowOften:
    return how_often(log, level="intermediate", goal="mixed", facts=facts, **named)


def press(number: int, *sets: tuple[int, float | None], **named: Any) -> list[Any]:
    """Some sets of the dumbbell press on a day, (reps, RIR), planned as 8 to 12."""
    return [
        logged(number, reps=reps, rir=rir, is_final_set=place + 1 == len(sets),
               **({"rep_range": (8, 12)} | named))
        for place, (reps, rir) in enumerate(sets)
    ]  # fmt: skip


def weeks(*days: list[Any]) -> list[Any]:
    return [one for sets in days for one in sets]


def test_an_empty_log_says_nothing():
    found = counted([])

    assert (found.sessions, found.rated_sets, found.years, found.warnings) == (0, 0, 0, {})
    assert found.advice == {"deload": 0, "reset": 0, "plateau": 0, "grind": 0}


def test_sessions_rated_sets_and_years_are_counted():
    found = counted(weeks(press(0, (8, 2), (8, None)), press(365, (8, 3))))

    assert (found.sessions, found.rated_sets, found.years) == (2, 2, 1.0)


def test_a_set_without_a_target_is_judged_against_the_one_it_would_have_had():
    # A movement that is new: a beginner's, so 2 is the floor of a caution lift's low.
    log = press(0, (8, 0), (8, 0), (8, 3))

    found = counted(log)

    assert found.warnings["below_floor"] == {"stop": 2}
    assert found.sessions_with_stop == 1


def test_a_stop_counts_once_a_session():
    found = counted(weeks(press(0, (8, 0), (8, 0)), press(7, (8, 0)), press(14, (8, 3))))

    assert (found.sessions_with_stop, found.sessions) == (2, 3)


def test_what_was_told_then_stands():
    log = press(0, (8, 0), (8, 3))

    found = counted(log, told={0: [("too_close", Severity.CAUTION)], 1: []})

    assert found.warnings == {"too_close": {"caution": 1}}


def test_a_target_of_then_is_the_one_judged_against():
    log = press(0, (8, 3), target=target(4, 4, 5))

    assert counted(log).warnings["too_close"] == {"note": 1}


@pytest.mark.parametrize(("places", "stops"), [((), 1), ((0,), 0)])
def test_safeties_count_where_they_stood(places, stops):
    def with_arms(exercise: Any) -> ExerciseFacts:
        return ExerciseFacts(2, 0, facts(exercise).loadable)

    log = press(0, (8, 1), tier="avoid", target=target(1, 1, 2))

    found = how_often(log, level="advanced", goal="mixed", facts=with_arms, safeties=places)

    assert found.sessions_with_stop == stops


def test_a_suggestion_is_held_against_what_was_done_next():
    up = press(7, (8, 2), (8, 2), (8, 2), load=32_000)
    log = weeks(press(0, (12, 2), (12, 2), (12, 2), target=target(1, 2, 3)), up)

    found = counted(log).suggestions

    assert (found.n, found.rise, found.cut, found.load_used, found.reps_within_1) == (1, 1, 0, 1, 1)


def test_another_load_or_other_reps_were_not_what_was_suggested():
    same = press(7, (12, 2), (12, 2), (12, 2))
    short = press(7, (5, 2), load=32_000)
    first = press(0, (12, 2), (12, 2), (12, 2), target=target(1, 2, 3))

    assert counted(weeks(first, same)).suggestions.load_used == 0
    assert counted(weeks(first, short)).suggestions.reps_within_1 == 0


def test_advice_is_counted_when_it_begins():
    # Under the range twice running, then twice more: one reset is due, and is due again only later.
    log = weeks(*(press(7 * number, (6, 1), (6, 1)) for number in range(2)))

    assert counted(log).advice["reset"] == 1
    assert counted(weeks(log, press(14, (6, 1), (6, 1)))).advice["reset"] == 1


def test_a_deload_is_counted_when_it_is_advised():
    """Pain in two of the last three exposures of two exercises."""
    log = weeks(
        *(
            [
                *press(7 * number, (8, 3), has_pain=True),
                *press(7 * number, (8, 3), exercise="row", has_pain=True),
            ]
            for number in range(2)
        )
    )

    assert counted(log).advice["deload"] == 1


@pytest.mark.parametrize(("hours", "is_told"), [(71, True), (72, False)])
def test_a_muscle_that_failed_is_remembered_by_hours_where_the_times_are_known(hours, is_told):
    """Three such sets ask for 72 hours (rulebook 4)."""
    named = {"ended_by": "muscular_failure", "primary_muscles": ("chest",)}
    noon = datetime(2026, 9, 7, 12, tzinfo=UTC)
    log = weeks(
        press(0, (8, 0), (8, 0), (8, 0), at=noon, **named),
        press(3, (8, 0), at=noon + timedelta(hours=hours), **named),
    )

    assert ("muscle_recovering" in counted(log).warnings) is is_told


def test_a_suggestion_no_rule_would_make_is_known_for_one_that_is_warned_against():
    walk = Walk(level="intermediate", goal="mixed", facts=facts)
    for done in press(0, (8, 2), (8, 2), target=target(1, 2, 3)):
        walk.log(done)
    walk.end_session()
    planned = press(7, (8, None))[0]
    found = walk.suggestion(planned)
    assert found is not None
    far_too_much = replace(found, load=60_000, loads=(60_000,) * len(found.reps))

    def is_warned_against(suggested):
        return counting.is_warned_against(walk, planned, suggested, count_of=2, has_safeties=False)

    assert [is_warned_against(one) for one in (found, far_too_much)] == [False, True]


def test_a_session_without_a_set_is_none():
    walk = Walk(level="intermediate", goal="mixed", facts=facts)

    assert walk.end_session() == ()
    assert walk.suggestion(press(0, (8, None))[0]) is None


def test_an_exercise_with_warm_ups_alone_is_no_exposure():
    log = weeks(press(0, (8, 3)), press(7, (8, 3), kind="warm_up"), press(14, (8, 3)))

    found = counted(log)

    assert (found.sessions, found.suggestions.n) == (3, 1)


@pytest.mark.parametrize(("day", "is_told"), [(1, True), (5, False)])
def test_a_muscle_that_failed_is_remembered_by_days_where_no_times_are_known(day, is_told):
    log = weeks(
        press(0, (8, 0), (8, 0), (8, 0), ended_by="muscular_failure", primary_muscles=("chest",)),
        press(day, (8, 0), ended_by="muscular_failure", primary_muscles=("chest",)),
    )

    assert ("muscle_recovering" in counted(log).warnings) is is_told


def test_a_log_out_of_order_is_refused():
    with pytest.raises(ValueError, match="history: "):
        counted([logged(1), logged(0)])
