"""Loads to be done, as a lifter writes them, and which way they go."""

from __future__ import annotations

from collections.abc import Sequence

from logbook.advice.load_scale import ToDo
from programming.loads import LoadKind


def change_between(before: Sequence[ToDo], after: Sequence[ToDo]) -> str:
    """Which way it goes, as the name of an icon: the load, else the reps, else neither."""
    old, new = _heaviest(before), _heaviest(after)
    if old is not None and new is not None and old != new:
        return "up" if new > old else "minus"
    more = sum(one.reps for one in after) > sum(one.reps for one in before)
    return "rep" if more else "note"


def _heaviest(sets: Sequence[ToDo]) -> int | None:
    """The heaviest load as typed, in micrograms; assistance counts against it."""
    loads = [
        -one.load.micrograms if one.load_kind == LoadKind.ASSISTED else one.load.micrograms
        for one in sets
        if one.load is not None
    ]
    return max(loads, default=None)


def to_do_text(sets: Sequence[ToDo]) -> str:
    """`80 kg · 8, 7, 8`; where loads differ, `80 kg × 8, 75 kg × 8`; without any, `8, 7 reps`."""
    if not sets:
        return ""
    counts = ", ".join(str(one.reps) for one in sets)
    loads = [load_text(one) for one in sets]
    if not all(loads):
        return f"{counts} reps"
    if len(set(loads)) == 1:
        return f"{loads[0]} · {counts}"
    return ", ".join(f"{load} × {one.reps}" for load, one in zip(loads, sets, strict=True))


def load_text(one: ToDo) -> str:
    """The load of a set to be done: `80 kg`, `+10 kg`, `20 kg assistance`, `bodyweight`."""
    if one.load is None:
        return "bodyweight" if one.load_kind == LoadKind.BODYWEIGHT else ""
    if one.load_kind == LoadKind.ADDED:
        return f"+{one.load}"
    return f"−{one.load}" if one.load_kind == LoadKind.ASSISTED else str(one.load)
