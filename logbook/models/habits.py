"""How a lifter does an exercise, said once."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.choices import LoadOf, Sides
from logbook.models.querysets import AthleteQuerySet

LONGEST_NOTE = 500


class ExerciseHabit(models.Model):
    """What a lifter said once of an exercise: each new session of theirs begins with it.

    The session's exercise keeps what it began with, so that what was logged stays what it was. `note`
    alone is read where it stands: it is not of a day. `warm_ups` is null until the lifter was asked.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    exercise = models.ForeignKey("programming.Exercise", models.CASCADE, related_name="+")
    bar = models.CharField(
        max_length=40, blank=True, help_text="The name of a bar; empty: not said."
    )
    load_of = models.CharField(max_length=4, choices=LoadOf, blank=True)
    sides = models.CharField(max_length=4, choices=Sides, blank=True)
    warm_ups = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    note_version = models.PositiveIntegerField(default=0)
    converted = models.JSONField(
        default=dict,
        blank=True,
        help_text="How loads on record stood before they were converted last.",
    )

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "exercise", name="exercise_habit_once")
        ]

    @property
    def says_anything(self) -> bool:
        """Whether anything is said at all."""
        said = (self.bar, self.load_of, self.sides, self.note, self.converted)
        return any(said) or self.warm_ups is not None

    def __str__(self) -> str:
        return f"habit {self.exercise_id}"
