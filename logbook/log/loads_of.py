"""Loads on record that are of one dumbbell or of the pair, and not of what the lifter means now."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from typing import NamedTuple

from logbook.models import ExerciseHabit, Set, User
from logbook.models.querysets import SetQuerySet
from programming.loads import LoadKind


class LoadRow(NamedTuple):
    """A set whose load would be converted; `load_of` is what was said on its day, empty: nothing."""

    pk: int
    session_id: int
    day: dt.date
    load_of: str
    reps: int
    load_milli: int
    load_unit: str
    version: int


def state_of(sets: Iterable[tuple[int, int]]) -> str:
    """What tells one state of these sets, by key and version, from another."""
    return hashlib.sha256(repr(sorted(sets)).encode()).hexdigest()[:32]


def habit_of(lifter: User, exercise_id: int) -> ExerciseHabit | None:
    """What the lifter said once of an exercise."""
    return ExerciseHabit.objects.visible_to(lifter).filter(exercise_id=exercise_id).first()


def loads_not_of(lifter: User, exercise_id: int, to: str) -> list[LoadRow]:
    """The live sets of finished sessions whose load is not of `to`, or nobody said, in their order."""
    rows = not_of(lifter, exercise_id, to).filter(deleted_at=None)
    names = ("pk", "session_id", "local_date", "session_exercise__load_of")
    found = rows.order_by("started_at", "session_id", "logged_at", "number")
    return [
        LoadRow._make(row)
        for row in found.values_list(*names, "reps", "load_milli", "load_unit", "version")
    ]


def not_of(lifter: User, exercise_id: int, to: str) -> SetQuerySet[Set]:
    """All sets of finished sessions, deleted ones too, whose load is not of `to`."""
    rows = Set.objects.visible_to(lifter).filter(exercise_id=exercise_id)
    return rows.filter(
        session__finished_at__isnull=False, load_kind=LoadKind.EXTERNAL, load_milli__gt=0
    ).exclude(session_exercise__load_of=to)


def live_sets(lifter: User, keys: Collection[int]) -> int:
    """How many of these sets are on record and not deleted."""
    return Set.objects.visible_to(lifter).live().filter(pk__in=keys).count() if keys else 0
