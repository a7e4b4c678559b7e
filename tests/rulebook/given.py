"""Contexts, targets and sets for the tests: what a test does not name is ordinary."""

from typing import Any

from programming.rulebook import EffortContext, EffortTarget, PerformedSet, effort_target

Band = tuple[int, int, int]


def context(**named: Any) -> EffortContext:
    """An early set of a cable fly by an intermediate, mixed lifter on a green day."""
    ordinary: dict[str, Any] = {
        "level": "intermediate",
        "goal": "mixed",
        "role": "isolation",
        "tier": "safer",
        "rir_floor": 0,
        "is_final_set": False,
        "readiness": "green",
        "budget_left": True,
        "planned_reps": 12,
    }
    return EffortContext(**(ordinary | named))


def bench(**named: Any) -> EffortContext:
    """A set of the barbell bench press: main, avoid, floor 2, or 0 with safeties."""
    lift = {"role": "main", "tier": "avoid", "rir_floor": 2, "rir_floor_with_safeties": 0}
    return context(**(lift | {"planned_reps": 6} | named))


def row(**named: Any) -> EffortContext:
    """A set of the chest-supported row: secondary, caution, floor 1."""
    lift = {"role": "secondary", "tier": "caution", "rir_floor": 1, "planned_reps": 8}
    return context(**(lift | named))


def band(given: EffortContext) -> Band:
    """The target's three numbers."""
    target = effort_target(given)
    return target.low, target.aim, target.high


def codes(given: EffortContext) -> list[str]:
    """The steps that changed the target."""
    return [reason.code for reason in effort_target(given).reasons]


def target(low: int, aim: int, high: int, **named: Any) -> EffortTarget:
    """A target as stored on a set."""
    kept = {"may_fail": low == 0, "load_too_heavy": False, "floor_in_force": 0} | named
    return EffortTarget(low, aim, high, **kept)


def done(reps: int, rir: float | None = None, **named: Any) -> PerformedSet:
    """A set as it was done."""
    return PerformedSet(reps, rir, **named)
