"""The workouts a lifter may start, and whose turn it is where no program says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

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
        Workout.objects.filter(
            whose, is_removed=False, block__is_removed=False, block__program__is_removed=False
        )
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


_LAST_WORKOUT = Compiled(
    lambda: (
        TrainingSession.objects.filter(athlete_id=athlete(), workout__isnull=False)
        .latest_first()
        .values_list("workout_id")[:1]
    )
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where somebody is who follows no program: the workouts that take turns, and whose it is."""

    workouts: list[Workout]
    next: Workout | None

    @property
    def program(self) -> Program | None:
        """The program they train by, or would; None where there is none."""
        return self.workouts[0].block.program if self.workouts else None


def turn_of(lifter: User, workouts: Sequence[Workout]) -> Turn:
    """The turn of a lifter without a program: next is the workout done longest ago. In two queries."""
    last = next((key for (key,) in _LAST_WORKOUT(athlete=lifter.pk)), None)
    own = workouts_in_turn(workouts, last, level=lifter.level, goal=lifter.goal)
    starts: dict[int, dt.datetime] = dict(
        _LAST_START.of_each("workout", [workout.pk for workout in own], athlete=lifter.pk)
    )
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    upcoming = min(own, key=lambda workout: starts.get(workout.pk, never), default=None)
    return Turn(own, upcoming)


def workouts_in_turn(
    workouts: Sequence[Workout], last: int | None, *, level: str, goal: str
) -> list[Workout]:
    """The workouts that take turns: those of the block of the `last` one, so that what was begun goes on.

    Whoever trained none yet gets the first block of the ready-made program that fits best.
    """
    block = next((one.block_id for one in workouts if one.pk == last), None)
    if block is None:
        ready = {one.block.program for one in workouts if one.block.program.owner_id is None}
        best = next(iter(best_first(ready, level=level, goal=goal)), None)
        block = next((one.block_id for one in workouts if one.block.program == best), None)
    return [one for one in workouts if one.block_id == block]
