"""The loads a lifter pinned to exercises."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet
from programming.loads import Load, LoadKind, Unit, typed_load


class PinnedLoad(models.Model):
    """A load that stays until its lifter takes it off: no suggestion changes it."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    exercise = models.ForeignKey("programming.Exercise", models.CASCADE, related_name="+")
    load_milli = models.IntegerField(help_text="Thousandths of load_unit.")
    load_unit = models.CharField(max_length=2, choices=Unit)
    load_kind = models.CharField(max_length=12, choices=LoadKind)
    pinned_at = models.DateTimeField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "exercise", name="pinned_load_once")
        ]

    def __str__(self) -> str:
        return f"{self.load} pinned to {self.exercise_id}"

    @property
    def load(self) -> Load | None:
        """The load as it was typed."""
        return typed_load(self.load_milli, self.load_unit)
