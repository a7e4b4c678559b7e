"""A set's target as it was shown, without what led to it."""

from __future__ import annotations

from functools import lru_cache

from logbook.models import Set
from programming.rulebook import EffortTarget


def shown_target(row: Set) -> EffortTarget | None:
    """The row's target without what led to it: all that other sets ask of it."""
    return target_of(row.target_low, row.target_aim, row.target_high)


@lru_cache(maxsize=256)
def target_of(low: int | None, aim: int | None, high: int | None) -> EffortTarget | None:
    """A target from its three numbers alone, None without them."""
    if low is None or aim is None or high is None:
        return None
    return EffortTarget(low, aim, high, may_fail=not low, load_too_heavy=False, floor_in_force=0)
