"""The workouts a lifter may start, and whose turn it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import BigIntegerField, Q, QuerySet
from django.shortcuts import get_object_or_404

from logbook.models import TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.models import Workout


def _startable(lifter: User) -> QuerySet[Workout]:
    """The ready-made workouts and the lifter's own."""
    return Workout.objects.filter(Q(owner=None) | Q(owner=lifter))


def workout_for(lifter: User, workout_id: int) -> Workout:
    """A workout the lifter may start. Raises `Http404` for any other."""
    return get_object_or_404(_startable(lifter), pk=workout_id)


def workouts_for(lifter: User) -> list[Workout]:
    """The workouts the lifter may start: those of their level first."""
    found = _startable(lifter).order_by("position", "pk")
    return sorted(found, key=lambda workout: workout.level != lifter.level)


_LAST_START = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), workout_id=Given("workout", output_field=BigIntegerField())
        )
        .order_by("-started_at")
        .values_list("workout_id", "started_at")[:1]
    )
)


def next_workout(lifter: User, workouts: list[Workout]) -> Workout | None:
    """The workout whose turn it is: of the lifter's level, the one done longest ago."""
    own = workouts_of_level(lifter.level, workouts)
    last: dict[int, dt.datetime] = dict(
        _LAST_START.of_each("workout", [workout.pk for workout in own], athlete=lifter.pk)
    )
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return min(own, key=lambda workout: last.get(workout.pk, never), default=None)


def workouts_of_level(level: str, workouts: Sequence[Workout]) -> list[Workout]:
    """Whose turn it may be: the workouts of the level, or all where it has none."""
    return [workout for workout in workouts if workout.level == level] or list(workouts)
