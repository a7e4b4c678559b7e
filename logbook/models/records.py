"""The bests of the log, kept where the session that set them is."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet
from logbook.models.training import TrainingSession


class ExerciseRecord(models.Model):
    """What a finished session added to the bests of one exercise, and the records it set by that.

    Only for a session that added something or broke form. The rows of an exercise up to a place
    in the log are all that a session there has to beat: `logbook.kept.records` alone writes them.
    `local_date` and `started_at` are the session's; the start and its key are its place.

    They are written under a lock on the lifter, taken last of all, so nothing here may wait for
    the session's row: the engine does not hold `session` together, `keep_records` does.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    exercise = models.ForeignKey("programming.Exercise", models.PROTECT, related_name="+")
    session = models.ForeignKey(
        TrainingSession, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    local_date = models.DateField()
    started_at = models.DateTimeField()
    records = models.JSONField(default=list, help_text="Codes and numbers, one list a record.")
    grinds = models.JSONField(default=list, help_text="Keys of sets that ended with form breaking.")
    e1rm = models.BigIntegerField(default=0, help_text="The best so far, sixtieths of micrograms.")
    volume = models.BigIntegerField(default=0, help_text="The most so far, micrograms × reps.")
    standing = models.JSONField(default=list, help_text="What the last records were set with.")
    heaviest = models.BigIntegerField(default=0, help_text="The most moved so far, micrograms.")
    most_reps = models.PositiveIntegerField(default=0, help_text="The most reps of a set so far.")
    marks = models.JSONField(default=list, help_text="Load, reps and most RIR: what is new here.")

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "athlete", "session", "exercise", name="record_of_exercise_unique"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-session"],
                name="record_of_exercise_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_date}: {len(self.records)} records"
