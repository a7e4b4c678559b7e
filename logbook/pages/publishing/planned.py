"""What is planned: every exercise of every workout that a lifter trains next.

The one place that knows where planned sets come from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Greatest

from logbook.choices import FollowState
from logbook.log.workouts import workouts_in_turn
from logbook.models import FollowedProgram, SessionExercise, TrainingSession, User
from programming.models import PlannedExercise, Workout


@dataclass(frozen=True, slots=True)
class PlannedLift:
    """One exercise of a workout, for one lifter; `goal` is the block's where they follow it, else empty."""

    lifter: User
    workout: Workout
    plan: PlannedExercise
    goal: str


@dataclass(frozen=True, slots=True)
class Running:
    """Sessions that are not finished, and their planned sets still to do."""

    sessions: int
    sets: int


def planned_lifts() -> list[PlannedLift]:
    """Every lifter's planned exercises: of the program they follow, else of what is proposed to them.

    In four queries.
    """
    by_program: dict[int, list[Workout]] = defaultdict(list)
    every: list[Workout] = []
    for workout in (
        Workout.objects.filter(
            is_removed=False, block__is_removed=False, block__program__is_removed=False
        )
        .select_related("block__program")
        .order_by("block__program__position", "block__position", "position", "pk")
        .prefetch_related("planned")
    ):
        by_program[workout.block.program_id].append(workout)
        every.append(workout)
    followed = dict(
        FollowedProgram.objects.filter(state=FollowState.RUNNING).values_list(
            "athlete_id", "program_id"
        )
    )
    in_turn: dict[tuple[int | None, str, str], list[Workout]] = {}
    found: list[PlannedLift] = []
    for lifter in (
        User.objects.filter(is_active=True, is_lifter=True)
        .annotate(last=_last_workout())
        .order_by("pk")
    ):
        follows = followed.get(lifter.pk)
        if follows is None:
            kind = (lifter.last, lifter.level, lifter.goal)
            if kind not in in_turn:
                in_turn[kind] = workouts_in_turn(
                    every, lifter.last, level=lifter.level, goal=lifter.goal
                )
            workouts = in_turn[kind]
        else:
            workouts = by_program[follows]
        found += [
            PlannedLift(lifter, workout, plan, workout.block.goal if follows is not None else "")
            for workout in workouts
            for plan in workout.planned.all()
            # A timed set has no target that a release could move.
            if plan.seconds_bottom is None
        ]
    return found


def _last_workout() -> Subquery:
    """The workout each lifter trained last, None for none."""
    trained = TrainingSession.objects.filter(athlete=OuterRef("pk"), workout__isnull=False)
    return Subquery(trained.latest_first().values("workout_id")[:1])


def running() -> Running:
    """What is being done now: it keeps the release it started with."""
    items = SessionExercise.objects.filter(session__finished_at=None, is_skipped=False)
    left = Greatest(F("planned_sets") - F("working_sets") - F("timed_sets"), 0)
    return Running(
        sessions=items.values("session_id").distinct().count(),
        sets=items.exclude(planned_sets=None).aggregate(sets=Sum(left, default=0))["sets"],
    )
