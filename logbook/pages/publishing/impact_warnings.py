"""What is said of a planned set under two entries of its exercise, and what is said less of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from logbook.choices import EndedBy
from programming.rulebook import (
    EffortContext,
    EffortTarget,
    PerformedSet,
    effort_target,
    judge_set,
    rule,
    warnings_before,
)

# What is said of is every way a set can end: each RIR, and form that breaks.
_ENDS: tuple[tuple[float, str], ...] = (
    *(
        (float(left), EndedBy.STOPPED.value)
        for left in range(rule("rir_scale").numbers["most"] + 1)
    ),
    (0.0, EndedBy.TECHNICAL_FAILURE.value),
)
# One of these stands in for another (rulebook 4): all three say that a set went too close.
_KINDS = {"below_floor": "too_close", "early_failure": "too_close"}
_LOUDER = {"": 0, "note": 1, "caution": 2, "stop": 3}
_ORDINARY_REPS = 8
TOO_EASY = "too_easy"


@dataclass(frozen=True, slots=True)
class Said:
    """What a warning is about, by how a set ends: `severity` is what it was, `now` what it becomes.

    `left` is good reps left. `now` is empty where nothing is said any more.
    """

    code: str
    left: float
    ended_by: str
    severity: str
    now: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a planned set's target and warnings depend on."""

    context: EffortContext
    load: int | None
    e1rm: int | None
    is_recovering: bool


@lru_cache(maxsize=4096)
def target_of(context: EffortContext) -> EffortTarget:
    """The target, worked out once for each context."""
    return effort_target(context)


@lru_cache(maxsize=4096)
def differences(old: Asked, new: Asked) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """What is said less of after the change, and what is said more of."""
    lost, gained = [], []
    before, after = _warnings(old), _warnings(new)
    for left, ended_by in _ENDS:
        was, becomes = before[left, ended_by], after[left, ended_by]
        for kind in sorted(was.keys() | becomes.keys()):
            (code, one), (other_code, other) = (said.get(kind, ("", "")) for said in (was, becomes))
            if _LOUDER[one] > _LOUDER[other]:
                lost.append(Said(code, left, ended_by, one, other))
            elif _LOUDER[one] < _LOUDER[other]:
                gained.append(Said(other_code, left, ended_by, one, other))
    return tuple(lost), tuple(gained)


@lru_cache(maxsize=4096)
def _warnings(asked: Asked) -> dict[tuple[float, str], dict[str, tuple[str, str]]]:
    """The warnings by how a set ends: of each kind the loudest, as (code, severity)."""
    context = asked.context
    target = target_of(context)
    reps = context.planned_reps or _ORDINARY_REPS
    return {
        (left, ended_by): {
            _KINDS.get(one.code, one.code): (str(one.code), str(one.severity))
            # Worst first, so that the loudest of a kind is the last one written.
            for one in (
                *warnings_before(target, context=context),
                *reversed(
                    judge_set(
                        target,
                        PerformedSet(reps, left, ended_by, asked.load),
                        context=context,
                        rep_range=context.planned_reps,
                        e1rm=asked.e1rm,
                        hours_since_muscle_failure=0.0 if asked.is_recovering else None,
                    ).warnings
                ),
            )
        }
        for left, ended_by in _ENDS
    }
