"""The workouts a lifter may start, and whose turn it is where no program says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import BigIntegerField, Q, QuerySet
from django.shortcuts import get_object_or_404

from logbook.models import TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.models import Program, Workout
from programming.programs.proposal import best_first


def startable(lifter: User) -> QuerySet[Workout]:
    """The workouts of ready-made programs and of the lifter's own, in the programs' order."""
    whose = Q(block__program__owner=None) | Q(block__program__owner=lifter)
    return (
        Workout.objects.filter(whose)
        .select_related("block__program")
        .order_by(
            "block__program__position", "block__program_id", "block__position", "position", "pk"
        )
    )


def workout_for(lifter: User, workout_id: int) -> Workout:
    """A workout the lifter may start. Raises `Http404` for any other."""
    return get_object_or_404(startable(lifter), pk=workout_id)


_LAST_START = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), workout_id=Given("workout", output_field=BigIntegerField())
        )
        .order_by("-started_at")
        .values_list("workout_id", "started_at")[:1]
    )
)


def proposed(lifter: User, workouts: Sequence[Workout]) -> Program | None:
    """The ready-made program that fits the lifter best; None where there is none."""
    ready = {one.block.program for one in workouts if one.block.program.owner_id is None}
    return next(iter(best_first(ready, level=lifter.level, goal=lifter.goal)), None)


def workouts_in_turn(lifter: User, workouts: Sequence[Workout]) -> list[Workout]:
    """Who follows no program gets the workouts of what fits them: its first block, in turn."""
    program = proposed(lifter, workouts)
    blocks = [one.block_id for one in workouts if one.block.program == program]
    return [one for one in workouts if blocks and one.block_id == blocks[0]]


def next_workout(lifter: User, workouts: Sequence[Workout]) -> Workout | None:
    """The workout whose turn it is without a program: of those in turn, the one done longest ago."""
    own = workouts_in_turn(lifter, workouts)
    last: dict[int, dt.datetime] = dict(
        _LAST_START.of_each("workout", [workout.pk for workout in own], athlete=lifter.pk)
    )
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return min(own, key=lambda workout: last.get(workout.pk, never), default=None)
