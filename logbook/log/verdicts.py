"""A set's target as it was shown, without what led to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from logbook.models import Set
from programming import rulebook
from programming.rulebook import (
    EffortContext,
    EffortTarget,
    PerformedSet,
    Reason,
    good_reps_left,
    is_failure_set,
    reason_from,
    warning_from,
)


def shown_target(row: Set) -> EffortTarget | None:
    """The row's target without what led to it: all that other sets ask of it."""
    return target_of(row.target_low, row.target_aim, row.target_high)


@lru_cache(maxsize=256)
def target_of(
    low: int | None, aim: int | None, high: int | None, floor: int | None = None
) -> EffortTarget | None:
    """A target from its three numbers and the floor in force then, None without the three."""
    if low is None or aim is None or high is None:
        return None
    return EffortTarget(
        low, aim, high, may_fail=not low, load_too_heavy=False, floor_in_force=floor or 0
    )


def said(earlier: Sequence[Set]) -> list[str]:
    """The warning codes shown before on the exercise, for those that speak once."""
    return [stored[0] for one in earlier for stored in one.warnings]


def stored_context(row: Set) -> EffortContext:
    """The context the row's target was made from."""
    return EffortContext(**row.judged_by["context"])


def stored_target(row: Set) -> EffortTarget | None:
    """The row's target as it was shown; None where it has none (other apps' sets)."""
    if row.target_low is None or row.target_aim is None or row.target_high is None:
        return None
    kept: Mapping[str, Any] = row.judged_by
    if "may_fail" not in kept:
        # It came with our own file, without what led to it.
        return shown_target(row)
    return EffortTarget(
        low=row.target_low,
        aim=row.target_aim,
        high=row.target_high,
        may_fail=kept["may_fail"],
        load_too_heavy=kept["load_too_heavy"],
        floor_in_force=kept["floor_in_force"],
        test_refused=kept["test_refused"],
        reasons=tuple(reasons_of(row)),
    )


def reasons_of(row: Set) -> list[Reason]:
    """The row's chain of reasons, worded."""
    return [reason_from(*stored, version=row.rulebook_version) for stored in row.reasons]


def warnings_of(row: Set) -> list[rulebook.Warning]:
    """The row's warnings, worded, worst first."""
    return [warning_from(*stored, version=row.rulebook_version) for stored in row.warnings]


def performed_of(row: Set) -> PerformedSet:
    """The row as the rules see it."""
    return PerformedSet(
        reps=row.reps,
        rir=row.rir,
        ended_by=row.ended_by,
        load=row.load,
        rest_seconds=row.rest_seconds,
        kind=row.kind,
        target=shown_target(row),
        is_slip=row.is_slip,
    )


def failed(row: Set) -> bool:
    """Whether the row is a failure set (rulebook 1, 5)."""
    return is_failure_set(performed_of(row))


def left_in(row: Set) -> float | None:
    """The good reps a set left, as it is judged: none after a failure, whatever was tapped."""
    return good_reps_left(row.reps, row.rir, row.ended_by)
