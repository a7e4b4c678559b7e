"""Workouts to start a session from."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from programming.choices import Level, Role
from programming.models.catalogue import Exercise


class Workout(models.Model):
    """A session as planned: `owner` is null for the ready-made ones."""

    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12, choices=Level)
    minutes = models.PositiveSmallIntegerField(help_text="How long it takes, rests included.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="workouts"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=Q(owner=None), name="workout_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name


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
