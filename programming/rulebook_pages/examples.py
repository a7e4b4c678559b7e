"""For each rule that acts on a set, a set it acts on. The rules themselves draw the example."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from programming.rulebook import (
    EffortContext,
    EffortOverride,
    EffortTarget,
    PerformedSet,
    effort_target,
    judge_set,
    warnings_before,
)
from programming.rulebook import Warning as EffortWarning

KILOGRAM: Final = 1_000_000_000
"""Micrograms, the unit loads are given to the rules in."""


@dataclass(frozen=True, slots=True)
class Example:
    """A set in words, its target, and the warning it got where the rule is one."""

    title: str
    target: EffortTarget
    warning: EffortWarning | None = None


# Lifts of one session, for an intermediate lifter who trains for both size and strength.
BENCH: Final = EffortContext(
    level="intermediate",
    goal="mixed",
    role="main",
    tier="avoid",
    rir_floor=2,
    rir_floor_with_safeties=0,
    is_final_set=False,
    readiness="green",
    budget_left=True,
)
PRESS: Final = replace(
    BENCH, role="secondary", tier="caution", rir_floor=1, rir_floor_with_safeties=None
)
FLY: Final = replace(PRESS, role="isolation", tier="safer", rir_floor=0)
DEADLIFT: Final = replace(BENCH, rir_floor_with_safeties=None)
BEGINNER: Final = replace(FLY, level="beginner")
BY_HAND: Final = EffortOverride(low=2, aim=3, high=4, set_by="your coach")

TARGETS: Final[Mapping[str, tuple[str, EffortContext]]] = {
    "base": ("Incline dumbbell press, set 1", PRESS),
    "override": ("Cable fly, set 1, set by a coach", replace(FLY, override=BY_HAND)),
    "new_movement": ("Cable fly, third session ever", replace(FLY, is_new_movement=True)),
    "level": ("Cable fly of a beginner", BEGINNER),
    "final_set_push": ("Incline dumbbell press, final set", replace(PRESS, is_final_set=True)),
    "light_work": (
        "Incline dumbbell press for 20 reps, muscle gain",
        replace(PRESS, goal="muscle_gain", planned_reps=20),
    ),
    "readiness_amber": ("Incline dumbbell press, amber day", replace(PRESS, readiness="amber")),
    "readiness_red": ("Incline dumbbell press, red day", replace(PRESS, readiness="red")),
    "aim_rise": ("Incline dumbbell press after a reset", replace(PRESS, aim_rise=1)),
    "no_failure": ("Cable fly, set 1", FLY),
    "level_floor": ("Cable fly of a beginner", BEGINNER),
    "exercise_floor": ("Incline dumbbell press, final set", replace(PRESS, is_final_set=True)),
    "band": (
        "Bench press set by a coach to exactly 3",
        replace(BENCH, override=replace(BY_HAND, low=3, high=3)),
    ),
    "clamp": (
        "Bench press for max strength, red day",
        replace(BENCH, goal="max_strength", readiness="red"),
    ),
    "feasibility": (
        "Bench press with a load good for 3 reps",
        replace(BENCH, planned_reps=1, reps_to_failure=3),
    ),
    "test_set": (
        "Cable fly, final set, taken as a test",
        replace(FLY, is_final_set=True, is_test_set=True),
    ),
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A set that gets a warning: in words, what its target depends on, how it was done.

    `earlier` are the sets before it; `hours` since a primary muscle was taken to failure.
    """

    title: str
    context: EffortContext
    done: PerformedSet
    earlier: tuple[PerformedSet, ...] = ()
    hours: float | None = None


_THIRTY: Final = 30 * KILOGRAM

WARNINGS: Final[Mapping[str, _Case]] = {
    "below_floor": _Case("Bench press, no safeties, 1 left", BENCH, PerformedSet(8, 1)),
    "early_failure": _Case("Incline dumbbell press, set 1 of 3", PRESS, PerformedSet(10, 0)),
    "form_broke": _Case("Deadlift", DEADLIFT, PerformedSet(5, ended_by="technical_failure")),
    "safeties_missing": _Case("Bench press, no safeties, 1 left", BENCH, PerformedSet(8, 1)),
    "sharp_drop": _Case(
        "Incline dumbbell press, set 2",
        PRESS,
        PerformedSet(8, 1, load=_THIRTY, rest_seconds=150),
        earlier=(PerformedSet(10, 2, load=_THIRTY),),
    ),
    "too_close": _Case(
        "Bench press between spotter arms, 1 left",
        replace(BENCH, safeties=True),
        PerformedSet(8, 1),
    ),
    "budget_spent": _Case(
        "Cable fly, final set",
        replace(FLY, is_final_set=True, budget_left=False),
        PerformedSet(13, 0),
    ),
    "muscle_recovering": _Case(
        "Cable fly, the day after chest to failure",
        replace(FLY, is_final_set=True),
        PerformedSet(13, 0),
        hours=26,
    ),
    "load_too_heavy": _Case(
        "Bench press, 5 reps planned with a load good for 4",
        replace(BENCH, planned_reps=5, reps_to_failure=4),
        PerformedSet(4, 2),
    ),
    "too_easy": _Case("Curl, 4 left", FLY, PerformedSet(12, 4)),
    "rir_missing": _Case("Curl, effort left blank", FLY, PerformedSet(12)),
}


def example_of(code: str) -> Example | None:
    """A set on which the rule with this code acts, None for rules that act on no single set."""
    if code in TARGETS:
        title, context = TARGETS[code]
        return Example(title, effort_target(context))
    if code not in WARNINGS:
        return None
    case = WARNINGS[code]
    target = effort_target(case.context)
    judged = judge_set(
        target,
        case.done,
        context=case.context,
        earlier=[replace(done, target=target) for done in case.earlier],
        hours_since_muscle_failure=case.hours,
        muscle_failure_sets=0 if case.hours is None else 1,
    )
    said = (*warnings_before(target, context=case.context), *judged.warnings)
    warning = next((one for one in said if one.code == code), None)
    return Example(case.title, target, warning)
