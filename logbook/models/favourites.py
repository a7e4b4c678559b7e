"""The exercises a lifter marked with a star."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet


class Favourite(models.Model):
    """An exercise with a lifter's star: search offers it first."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    exercise = models.ForeignKey("programming.Exercise", models.CASCADE, related_name="+")

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "exercise", name="favourite_once")
        ]

    def __str__(self) -> str:
        return f"favourite {self.exercise_id}"
