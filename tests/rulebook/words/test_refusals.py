"""What comes in wrong is refused by name, value and what was wanted (long: one row a refusal)."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from programming.rulebook import (
    DeloadRecipe,
    ExerciseTally,
    LevelAnswers,
    LevelOverride,
    LoadableSet,
    LoadableSteps,
    PerformedSet,
    assess_level,
    budget_state,
    classified_risk,
    default_loads,
    effort_adherence,
    estimated_1rm,
    failure_budget,
    fatigue_advice,
    is_new_movement,
    is_recovering,
    judge_set,
    level_used,
    load_zone,
    movement_level,
    next_time,
    offer_next_set,
    readiness_state,
    records_set_by,
    recovery_hours,
    reps_to_failure_at,
    rir_from_rpe,
    rir_from_word,
    rir_sense,
    risk_in_force,
    rpe_from_rir,
    rule,
    strength_score,
    strength_total,
    warning_from,
    weekly_volume,
    word_from_rir,
)
from programming.rulebook.one_set.context import EffortOverride
from tests.rulebook.given import context, done, target
from tests.rulebook.lifts import BARBELL
from tests.rulebook.logs import START, day, logged

LEVELS = "one of beginner, intermediate, advanced"
GOALS = "one of muscle_gain, max_strength, general_fitness, mixed"
ROLES = "one of main, secondary, isolation"
TIERS = "one of safer, caution, avoid"
DAYS = "one of green, amber, red"
ENDS = "one of stopped, muscular_failure, technical_failure"
KINDS = "one of working, warm_up, drop, rest_pause, timed"
WHOLE = "a whole number of 0 or more"
ABOVE_0 = "a whole number of 1 or more"
YES_OR_NO = "true or false"
HALVES = "in steps of a half"
FIVE = "a whole number from 0 to 5"
LOADABLE = "a LoadableSteps, a LoadableSet or a sequence of loads"
NOW = datetime(2026, 9, 7, 12, 0)  # noqa: DTZ001  without its zone

Row = tuple[Callable[..., object], dict[str, Any], str, object, str]


def rows(call: Callable[..., object], *fields: tuple[str, object, str]) -> list[Row]:
    """Refusals of fields by the name they are given under."""
    return [(call, {field: value}, field, value, wanted) for field, value, wanted in fields]


def filled(named: dict[str, Any], **ordinary: Any) -> dict[str, Any]:
    """The values named over the ordinary ones."""
    return ordinary | named


def override(**named: Any) -> EffortOverride:
    return EffortOverride(**filled(named, low=1, aim=2, high=3, set_by="coach"))


def judged(**named: Any) -> object:
    given: dict[str, Any] = {
        "target": target(1, 2, 3),
        "performed": done(8, 2),
        "context": context(),
    } | named
    return judge_set(given.pop("target"), given.pop("performed"), **given)


def answers(**named: Any) -> LevelAnswers:
    return LevelAnswers(**filled(named, answered_on=START))


def level(**named: Any) -> object:
    return assess_level([], **filled(named, today=START))


def budget(**named: Any) -> object:
    return failure_budget([], **filled(named, today=START, level="advanced"))


def state(**named: Any) -> object:
    ordinary: dict[str, Any] = {"level": "advanced", "readiness": "green", "exercise_failures": 0,
                "muscle_failures": {}, "failures": 0, "rated_hard_sets": 0}  # fmt: skip
    return budget_state(**(ordinary | named))


def fatigue(**named: Any) -> object:
    ordinary: dict[str, Any] = {"today": START, "level": "advanced", "goal": "mixed"}
    return fatigue_advice([], **(ordinary | named))


def coming(**named: Any) -> object:
    ordinary: dict[str, Any] = {
        "exercise": "press",
        "goal": "mixed",
        "loadable": BARBELL,
        "today": START,
    }
    return next_time([], **(ordinary | named))


def offered(**named: Any) -> object:
    return offer_next_set(**filled(named, performed=done(8, 2), loadable=BARBELL))


def scored(**named: Any) -> object:
    ordinary: dict[str, Any] = {"formula": "dots", "sex": "m", "bodyweight_kg": 80, "total_kg": 500}
    return strength_score(**(ordinary | named))


def zone(**named: Any) -> object:
    return load_zone(**filled(named, goal="mixed", role="main", low=1, e1rm=100))


def recipe() -> DeloadRecipe:
    """A deload as it is suggested."""
    pain = [
        logged(at, exercise=lift, has_pain=True) for at in (0, 2, 4) for lift in ("press", "row")
    ]
    found = fatigue_advice(pain, today=day(4), level="advanced", goal="mixed").deload
    assert found is not None
    return found


REFUSED: list[Row] = [
    *rows(
        context,
        ("level", "expert", LEVELS),
        ("goal", "looks", GOALS),
        ("role", "first", ROLES),
        ("tier", "risky", TIERS),
        ("readiness", "blue", DAYS),
        ("rir_floor", 5, "a whole number from 0 to 4"),
        ("rir_floor", -1, "a whole number from 0 to 4"),
        ("rir_floor_with_safeties", 1, "a whole number from 0 to 0"),
        ("safeties", 1, YES_OR_NO),
        ("is_final_set", None, YES_OR_NO),
        ("budget_left", "yes", YES_OR_NO),
        ("is_test_set", 0, YES_OR_NO),
        ("is_new_movement", 1, YES_OR_NO),
        ("aim_rise", 6, FIVE),
        ("aim_rise", -1, FIVE),
        ("planned_reps", 0, ABOVE_0),
        ("reps_to_failure", "7", "a number"),
        ("reps_to_failure", float("nan"), "a number"),
        ("days_since_test", -1, WHOLE),
        ("override", (1, 2, 3), "an EffortOverride"),
    ),
    *rows(
        override,
        ("low", -1, FIVE),
        ("low", 6, FIVE),
        ("aim", 0, "a whole number from 1 to 5"),
        ("aim", 6, "a whole number from 1 to 5"),
        ("high", 1, "a whole number from 2 to 5"),
        ("high", 6, "a whole number from 2 to 5"),
        ("set_by", " ", "the name of who set the target"),
        ("set_by", None, "the name of who set the target"),
    ),
    *rows(
        lambda **named: PerformedSet(**filled(named, reps=8)),
        ("reps", -1, WHOLE),
        ("reps", True, WHOLE),
        ("rir", 1.25, HALVES),
        ("rir", -0.5, "a number of 0 or more"),
        ("ended_by", "boredom", ENDS),
        ("load", -1, WHOLE),
        ("rest_seconds", -1, WHOLE),
        ("kind", "cardio", KINDS),
        ("target", (1, 2, 3), "an EffortTarget"),
    ),
    *rows(
        logged,
        ("reps", -1, WHOLE),
        ("reps", 1.0, WHOLE),
        ("rir", 1.25, HALVES),
        ("rir", -1, "a number of 0 or more"),
        ("ended_by", "boredom", ENDS),
        ("kind", "cardio", KINDS),
        ("role", "first", ROLES),
        ("tier", "risky", TIERS),
        ("readiness", "blue", DAYS),
        ("outcome", "good", "one of on_target, too_close, too_easy, unrated"),
        ("competition_lift", "curl", "one of squat, bench, deadlift"),
        ("load", -1, WHOLE),
        ("rest_seconds", -1, WHOLE),
        ("day", NOW, "a date"),
        ("at", NOW, "a time with its zone"),
        ("at", START, "a time with its zone"),
        ("target", (1, 2, 3), "an EffortTarget"),
        ("exercise", 1.5, "a string or a whole number"),
        ("session", None, "a string or a whole number"),
        ("session", 1.5, "a string or a whole number"),
        ("pattern", 3, "a word"),
        ("is_lower_body", 1, YES_OR_NO),
        ("is_final_set", None, YES_OR_NO),
        ("is_final_set", 0, YES_OR_NO),
        ("is_test_set", 1, YES_OR_NO),
        ("is_imported", "no", YES_OR_NO),
        ("is_deload", 0, YES_OR_NO),
        ("has_pain", 1, YES_OR_NO),
        ("primary_muscles", "chest", "a sequence of words"),
        ("secondary_muscles", {"chest"}, "a sequence of words"),
        ("rep_range", 8, "(bottom, top)"),
        ("rep_range", (8, 9, 10), "(bottom, top)"),
    ),
    (logged, {"primary_muscles": ["chest", 3]}, "primary_muscles", 3, "a word"),
    (logged, {"secondary_muscles": (None,)}, "secondary_muscles", None, "a word"),
    (logged, {"rep_range": (0, 8)}, "rep_range", 0, ABOVE_0),
    (logged, {"rep_range": ("8", 10)}, "rep_range", "8", ABOVE_0),
    (logged, {"rep_range": (8, 7)}, "rep_range", 7, "a whole number of 8 or more"),
    (logged, {"rep_range": (8, None)}, "rep_range", None, "a whole number of 8 or more"),
    *rows(
        judged,
        ("target", (1, 2, 3), "an EffortTarget"),
        ("performed", 8, "a PerformedSet"),
        ("context", None, "an EffortContext"),
        ("context", 3, "an EffortContext"),
        ("e1rm", 0, ABOVE_0),
        ("already_said", "rir_missing", "a collection of codes"),
        ("rep_range", (8,), "a bottom and a top"),
        ("rep_range", "8-10", "a bottom and a top"),
        ("hours_since_muscle_failure", -1, "a number of 0 or more"),
        ("muscle_failure_sets", -1, WHOLE),
    ),
    (judged, {"earlier": [done(8), 8]}, "earlier", 8, "a PerformedSet"),
    (judged, {"rep_range": (0, 8)}, "rep_range", 0, "a whole number from 1 to 8"),
    (judged, {"rep_range": (9, 8)}, "rep_range", 9, "a whole number from 1 to 8"),
    (judged, {"rep_range": (1, 0)}, "rep_range", 0, ABOVE_0),
    (judged, {"rep_range": 0}, "rep_range", 0, ABOVE_0),
    *rows(
        readiness_state,
        ("sleep_hours", -1, "a number of 0 or more"),
        ("sleep_hours", 24.5, "a number up to 24"),
        ("short_nights", 1, YES_OR_NO),
        ("recovery", 11, "a whole number from 0 to 10"),
        ("recovery", -1, "a whole number from 0 to 10"),
        ("stress", 0, "a whole number from 1 to 5"),
        ("stress", 6, "a whole number from 1 to 5"),
        ("energy_balance", "bulk", "one of surplus, maintenance, deficit, large_deficit"),
    ),
    *rows(
        state,
        ("level", "expert", LEVELS),
        ("readiness", "blue", DAYS),
        ("exercise_failures", -1, WHOLE),
        ("failures", -1, WHOLE),
        ("rated_hard_sets", -1, WHOLE),
    ),
    (state, {"muscle_failures": {"chest": -1}}, "muscle_failures[chest]", -1, WHOLE),
    *rows(budget, ("level", "expert", LEVELS), ("now", NOW, "a time with its zone")),
    (budget, {"now": START}, "now", START, "a time with its zone"),
    *rows(
        lambda **named: ExerciseTally(**filled(named, exercise=1, session=2, day=START)),
        ("day", NOW, "a date"),
        ("ended", NOW, "a time with its zone"),
        ("ended", START, "a time with its zone"),
        ("failure_sets", -1, WHOLE),
    ),
    *rows(recovery_hours, ("failure_sets", -1, WHOLE)),
    (is_recovering, {"hours": -1, "failure_sets": 1}, "hours", -1, "a number of 0 or more"),
    (is_new_movement, {"sessions": -1, "recent_ends": []}, "sessions", -1, WHOLE),
    (is_new_movement, {"sessions": 4, "recent_ends": ["x"]}, "recent_ends", "x", ENDS),
    (risk_in_force, {"tier": "risky", "rir_floor": 1, "rir_floor_with_safeties": None,
                     "safeties": True}, "tier", "risky", TIERS),
    (classified_risk, {"traps_or_loads_the_lower_back": 1, "balance_or_cannot_be_put_down": None},
     "traps_or_loads_the_lower_back", 1, YES_OR_NO),
    (classified_risk, {"traps_or_loads_the_lower_back": None, "balance_or_cannot_be_put_down": 0},
     "balance_or_cannot_be_put_down", 0, YES_OR_NO),
    (estimated_1rm, {"load": 100, "reps": -1}, "reps", -1, WHOLE),
    (estimated_1rm, {"load": 1.5, "reps": 1}, "load", 1.5, "a whole number"),
    (estimated_1rm, {"load": True, "reps": 1}, "load", True, "a whole number"),
    (estimated_1rm, {"load": 100, "reps": 1, "rir": 0.3}, "rir", 0.3, HALVES),
    (reps_to_failure_at, {"e1rm": 0, "load": 1}, "e1rm", 0, ABOVE_0),
    (reps_to_failure_at, {"e1rm": 1, "load": 0}, "load", 0, ABOVE_0),
    *rows(zone, ("goal", "looks", GOALS), ("role", "first", ROLES), ("low", -1, WHOLE),
          ("e1rm", 0, ABOVE_0)),
    *rows(
        scored,
        ("formula", "sinclair", "one of dots, wilks_2020, ipf_gl"),
        ("sex", "x", "one of male, female"),
        ("sex", None, "one of male, female"),
        ("sex", [], "one of male, female"),
        ("bodyweight_kg", 0, "above 0"),
        ("bodyweight_kg", -1, "a number of 0 or more"),
        ("total_kg", -1, "a number of 0 or more"),
    ),
    (scored, {"formula": "ipf_gl", "sex": "f", "bodyweight_kg": 10}, "bodyweight_kg", 10,
     "a bodyweight the formula has a value for"),
    *rows(
        answers,
        ("uninterrupted_months", -1, WHOLE),
        ("total_months", -1, WHOLE),
        ("stable_lifts", 5, "a whole number from 0 to 4"),
        ("stable_lifts", -1, "a whole number from 0 to 4"),
        ("answered_on", NOW, "a date"),
    ),
    (answers, {"uninterrupted_months": 3, "answered_on": None}, "answered_on", None,
     "the date of the answer"),
    *rows(
        lambda **named: LevelOverride(**filled(named, level="advanced", set_by="coach")),
        ("level", "expert", LEVELS),
        ("set_by", "", "the name of who set the level"),
        ("set_by", 3, "the name of who set the level"),
    ),
    *rows(
        level,
        ("today", NOW, "a date"),
        ("answers", 3, "a LevelAnswers"),
        ("sex", "x", "one of male, female"),
        ("bodyweight", 0, ABOVE_0),
        ("standing", "expert", LEVELS),
        ("override", "advanced", "a LevelOverride"),
    ),
    (level, {"previous": [(START, "expert")]}, "previous", "expert", LEVELS),
    (movement_level, {"history": [], "exercise": "a", "level": "x"}, "level", "x", LEVELS),
    *rows(
        fatigue,
        ("level", "expert", LEVELS),
        ("goal", "looks", GOALS),
        ("today", NOW, "a date"),
        ("today", None, "a date"),
        ("last_deload", NOW, "a date"),
        ("refused_on", "yesterday", "a date"),
    ),
    *rows(
        coming,
        ("goal", "looks", GOALS),
        ("loadable", 20_000, LOADABLE),
        ("loadable", "20", LOADABLE),
        ("today", NOW, "a date"),
        ("readiness", "amber", "a Readiness"),
        ("rep_range", 0, ABOVE_0),
        ("rep_range", (8, 9, 10), "(bottom, top) or one number"),
    ),
    (coming, {"rep_range": (0, 8)}, "rep_range", 0, ABOVE_0),
    (coming, {"rep_range": (8, 7)}, "rep_range", 7, "a whole number of 8 or more"),
    *rows(
        offered,
        ("performed", (8, 2), "a PerformedSet"),
        ("loadable", None, LOADABLE),
        ("readiness", "amber", "a Readiness"),
    ),
    *rows(
        lambda **named: LoadableSteps(**filled(named, lightest=10, step=5)),
        ("lightest", -1, WHOLE),
        ("step", 0, ABOVE_0),
        ("heaviest", 9, "a whole number of 10 or more"),
    ),
    (LoadableSet, {"loads": ()}, "loads", (), "one load or more"),
    (LoadableSet, {"loads": (1, -1)}, "loads", -1, WHOLE),
    *rows(
        lambda **named: default_loads(
            **filled(named, equipment="barbell", unit="kg", per_unit=1000)
        ),
        ("unit", "stone", "one of kg, lb"),
        ("per_unit", 0, ABOVE_0),
        ("per_unit", 1, "a number whose half is whole"),
    ),
    (lambda **named: recipe().sets(**named), {"planned": 0}, "planned", 0, ABOVE_0),
    (lambda **named: recipe().rise(**named), {"aim": -1}, "aim", -1, WHOLE),
    (lambda **named: recipe().load(loadable=BARBELL, **named), {"planned": 0}, "planned", 0,
     ABOVE_0),
    (word_from_rir, {"rir": -1}, "rir", -1, "a number of 0 or more"),
    (rpe_from_rir, {"rir": 0.25}, "rir", 0.25, HALVES),
    (rir_from_rpe, {"rpe": 9.25}, "rpe", 9.25, HALVES),
    (rir_from_rpe, {"rpe": -1}, "rpe", -1, "a number of 0 or more"),
    (level_used, {"level": "expert", "is_new_movement": True}, "level", "expert", LEVELS),
    (warning_from, {"code": "rir_missing", "severity": "loud"}, "severity", "loud",
     "one of note, caution, stop"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "named", "field", "value", "wanted"),
    REFUSED,
    ids=[f"{place}-{field}" for place, (_, _, field, _, _) in enumerate(REFUSED)],
)
def test_a_wrong_value_is_refused_by_name(call, named, field, value, wanted):
    with pytest.raises(ValueError, match=re.escape(f"{field}: {value!r} is not {wanted}")) as error:
        call(**named)

    assert str(error.value) == f"{field}: {value!r} is not {wanted}"


READS_A_LOG: list[Callable[[Any], object]] = [
    lambda log: assess_level(log, today=START),
    lambda log: effort_adherence(log, START),
    lambda log: failure_budget(log, today=START, level="advanced"),
    lambda log: fatigue_advice(log, today=START, level="advanced", goal="mixed"),
    lambda log: movement_level(log, exercise="press", level="advanced"),
    lambda log: next_time(log, exercise="press", goal="mixed", loadable=BARBELL, today=START),
    records_set_by,
    rir_sense,
    lambda log: strength_total(log, START),
    lambda log: weekly_volume(log, today=START),
]


@pytest.mark.parametrize("read", READS_A_LOG)
def test_a_log_holds_logged_sets_in_time_order(read):
    with pytest.raises(ValueError, match=r"^history: 8 is not a LoggedSet$"):
        read([logged(), 8])
    with pytest.raises(
        ValueError, match=r"^history: datetime\.date\(2026, 9, 7\) is not in time order$"
    ):
        read([logged(1), logged(0)])
    read([logged(0), logged(0)])


def test_a_word_an_rpe_or_a_code_that_does_not_exist_is_refused_by_name():
    with pytest.raises(
        ValueError, match=r"^word: 'soft' is not one of max, very_hard, hard, medium, easy$"
    ):
        rir_from_word("soft")
    with pytest.raises(ValueError, match=r"^rpe: 10\.5 is over 10$"):
        rir_from_rpe(10.5)
    with pytest.raises(ValueError, match=r"^code: 'x' is not the code of a rule$"):
        rule("x")


def test_a_value_of_any_length_is_shown_short():
    with pytest.raises(ValueError, match=r"^reps: an integer of 300 bits is not a whole number of"):
        PerformedSet(-(2**300 - 1))
    with pytest.raises(ValueError, match=r"^reps: -1157\d+\.\.\.\d+9935 is not a whole"):
        PerformedSet(-(2**256 - 1))
    with pytest.raises(ValueError, match=r"^level: 'x+\.\.\.x+' is not one of ") as error:
        context(level="x" * 5000)

    assert len(str(error.value)) == len(f"level:  is not {LEVELS}") + 120
