"""What is planned: every exercise of every workout that a lifter may start next.

The one place that knows where planned sets come from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Sum
from django.db.models.functions import Greatest

from logbook.log.workouts import workouts_of_level
from logbook.models import SessionExercise, User
from programming.models import PlannedExercise, Workout


@dataclass(frozen=True, slots=True)
class PlannedLift:
    """One exercise of a workout, for one lifter."""

    lifter: User
    workout: Workout
    plan: PlannedExercise


@dataclass(frozen=True, slots=True)
class Running:
    """Sessions that are not finished, and their planned sets still to do."""

    sessions: int
    sets: int


def planned_lifts() -> list[PlannedLift]:
    """Every lifter's planned exercises: ready-made workouts of their level and their own.

    In three queries.
    """
    shared: list[Workout] = []
    own: dict[int, list[Workout]] = defaultdict(list)
    for workout in Workout.objects.prefetch_related("planned"):
        (shared if workout.owner_id is None else own[workout.owner_id]).append(workout)
    by_level: dict[str, list[tuple[Workout, list[PlannedExercise]]]] = {}
    found: list[PlannedLift] = []
    for lifter in User.objects.filter(is_active=True, is_lifter=True).order_by("pk"):
        if lifter.pk in own:
            offered = _with_plans(workouts_of_level(lifter.level, shared + own[lifter.pk]))
        else:
            if lifter.level not in by_level:
                by_level[lifter.level] = _with_plans(workouts_of_level(lifter.level, shared))
            offered = by_level[lifter.level]
        found += [
            PlannedLift(lifter, workout, plan) for workout, plans in offered for plan in plans
        ]
    return found


def _with_plans(workouts: Sequence[Workout]) -> list[tuple[Workout, list[PlannedExercise]]]:
    return [(workout, list(workout.planned.all())) for workout in workouts]


def running() -> Running:
    """What is being done now: it keeps the release it started with."""
    items = SessionExercise.objects.filter(session__finished_at=None, is_skipped=False)
    left = Greatest(F("planned_sets") - F("working_sets"), 0)
    return Running(
        sessions=items.values("session_id").distinct().count(),
        sets=items.exclude(planned_sets=None).aggregate(sets=Sum(left, default=0))["sets"],
    )
