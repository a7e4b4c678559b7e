"""Workouts to start a session from: each stands in a block of a program."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from programming.choices import Role
from programming.models.catalogue import Exercise
from programming.models.programs import Block

# How long a workout takes, in seconds: RepStack policy, good for "about an hour".
SECONDS_A_SET = 40
SECONDS_AN_EXERCISE = 120
SECONDS_AT_FIRST = 300


def minutes_of(exercises: Iterable[tuple[int | None, int | None]]) -> int:
    """How many minutes exercises of so many sets with rests of so many seconds take, about.

    In steps of five; 0 for none. RepStack policy.
    """
    each = [
        SECONDS_AN_EXERCISE + (sets or 0) * (SECONDS_A_SET + (rest or 0))
        for sets, rest in exercises
    ]
    return max(5, round((SECONDS_AT_FIRST + sum(each)) / 300) * 5) if each else 0


class Workout(models.Model):
    """A session as planned, of a block; whose it is the program says."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="workouts")
    slug = models.SlugField(max_length=80, blank=True, help_text="Of a ready-made one alone.")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=~Q(slug=""), name="workout_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        """How long it takes about, in steps of five; rests and the first warm-up included."""
        return minutes_of((one.sets, one.rest_seconds) for one in self.planned.all())


class PlannedExercise(models.Model):
    """One exercise of a workout: sets, rep range and rest in seconds."""

    workout = models.ForeignKey(Workout, models.CASCADE, related_name="planned")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role)
    sets = models.PositiveSmallIntegerField()
    reps_bottom = models.PositiveSmallIntegerField()
    reps_top = models.PositiveSmallIntegerField()
    rest_seconds = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("workout", "position", name="planned_position_unique"),
            models.CheckConstraint(condition=Q(sets__gte=1), name="planned_at_least_one_set"),
            models.CheckConstraint(
                condition=Q(reps_bottom__gte=1, reps_top__gte=F("reps_bottom")),
                name="planned_rep_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sets} × {self.reps_bottom}–{self.reps_top}"
