"""What a session begins an exercise with, beside its plan and its history, in one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import BigIntegerField

from logbook.models import PinnedLoad, Set, User
from logbook.speed.compiled import Compiled, Given, Part, athlete, together
from programming.loads import Load, Unit
from programming.models import PlannedSubstitute

Pin = tuple[Load, str]


@dataclass(frozen=True, slots=True)
class Beginning:
    """By exercise: the safeties of the last set, the pinned load and what it means.

    By planned exercise: the keys of its substitutes by rank.
    """

    safeties: dict[int, str] = field(default_factory=dict)
    pins: dict[int, Pin] = field(default_factory=dict)
    substitutes: dict[int, list[int]] = field(default_factory=dict)


_EXERCISE = Given("exercise", output_field=BigIntegerField())
_LAST_SAFETIES = Compiled(
    lambda: (
        Set.objects.live()
        .filter(athlete_id=athlete(), exercise_id=_EXERCISE)
        .latest_first()
        .values_list("exercise_id", "safeties")[:1]
    )
)
_PIN = Compiled(
    lambda: PinnedLoad.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE).values_list(
        "exercise_id", "load_milli", "load_unit", "load_kind"
    )
)
_SUBSTITUTES = Compiled(
    lambda: (
        PlannedSubstitute.objects.filter(
            planned__workout_id=Given("workout", output_field=BigIntegerField())
        )
        .order_by()
        .values_list("planned_id", "rank", "exercise_id")
    )
)


def beginning_of(
    lifter: User, exercise_ids: Collection[int], workout_ids: Collection[int] = ()
) -> Beginning:
    """What these exercises begin with for a lifter, and the substitutes these workouts plan."""
    exercises, workouts = list(set(exercise_ids)), list(set(workout_ids))
    parts: list[Part] = [
        (query, {"athlete": lifter.pk, "exercise": one})
        for query in (_LAST_SAFETIES, _PIN)
        for one in exercises
    ]
    parts += [(_SUBSTITUTES, {"workout": one}) for one in workouts]
    found = iter(together(*parts))
    safeties: dict[int, str] = dict(row for _ in exercises for row in next(found))
    pins = {
        exercise: (Load(milli, Unit(unit)), kind)
        for _ in exercises
        for exercise, milli, unit, kind in next(found)
    }
    substitutes: dict[int, list[int]] = {}
    for rows in found:
        for planned, _, exercise in sorted(rows):
            substitutes.setdefault(planned, []).append(exercise)
    return Beginning(safeties, pins, substitutes)
