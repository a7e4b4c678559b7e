"""What a session begins an exercise with, beside its plan and its history, in one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import BigIntegerField

from logbook.choices import SetKind
from logbook.log.asking import STORED, Ask
from logbook.models import ExerciseHabit, PinnedLoad, Set, User
from logbook.speed.compiled import Compiled, Given, Part, athlete
from programming.loads import Load, Unit
from programming.models import PlannedSubstitute

Pin = tuple[Load, str]


class Usual(NamedTuple):
    """How a lifter does an exercise: the safeties of the last set, and what was said once of it."""

    safeties: str = ""
    bar: str = ""
    load_of: str = ""
    sides: str = ""
    warm_ups: bool | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """By exercise: how it is done, the pinned load and what it means.

    By planned exercise: the keys of its substitutes by rank.
    """

    usual: dict[int, Usual] = field(default_factory=dict)
    pins: dict[int, Pin] = field(default_factory=dict)
    substitutes: dict[int, list[int]] = field(default_factory=dict)
    timed: dict[int, bool] = field(default_factory=dict)
    """By exercise: whether its last set was told in seconds. An exercise never done is not there."""

    def of(self, exercise_id: int) -> Usual:
        """How this exercise is done."""
        return self.usual.get(exercise_id, Usual())


_EXERCISE = Given("exercise", output_field=BigIntegerField())
LAST_SAFETIES = Compiled(
    lambda: (
        Set.objects.live()
        .filter(athlete_id=athlete(), exercise_id=_EXERCISE)
        .latest_first()
        .values_list("exercise_id", "safeties", "kind")[:1]
    )
)
HABIT = Compiled(
    lambda: ExerciseHabit.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE).values_list(
        "bar", "load_of", "sides", "warm_ups"
    )
)
PIN = Compiled(
    lambda: PinnedLoad.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE).values_list(
        "exercise_id", "load_milli", "load_unit", "load_kind"
    )
)
SUBSTITUTES = Compiled(
    lambda: (
        PlannedSubstitute.objects.filter(
            planned__workout_id=Given("workout", output_field=BigIntegerField())
        )
        .order_by()
        .values_list("planned_id", "rank", "exercise_id")
    )
)


def beginning_of(
    lifter: User,
    exercise_ids: Collection[int],
    workout_ids: Collection[int] = (),
    *,
    ask: Ask = STORED,
) -> Beginning:
    """What these exercises begin with for a lifter, and the substitutes these workouts plan."""
    exercises, workouts = list(set(exercise_ids)), list(set(workout_ids))
    parts: list[Part] = [
        (query, {"athlete": lifter.pk, "exercise": one})
        for query in (LAST_SAFETIES, HABIT, PIN)
        for one in exercises
    ]
    parts += [(SUBSTITUTES, {"workout": one}) for one in workouts]
    found = iter(ask(*parts))
    last = [row for _ in exercises for row in next(found)]
    safeties: dict[int, str] = {exercise: safeties for exercise, safeties, _ in last}
    timed = {exercise: kind == SetKind.TIMED for exercise, _, kind in last}
    habits = {one: next(iter(next(found)), ()) for one in exercises}
    usual = {one: Usual(safeties.get(one, ""), *habits[one]) for one in exercises}
    pins = {
        exercise: (Load(milli, Unit(unit)), kind)
        for _ in exercises
        for exercise, milli, unit, kind in next(found)
    }
    substitutes: dict[int, list[int]] = {}
    for rows in found:
        for planned, _, exercise in sorted(rows):
            substitutes.setdefault(planned, []).append(exercise)
    return Beginning(usual, pins, substitutes, timed)
