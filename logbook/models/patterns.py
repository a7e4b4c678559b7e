"""The patterns a lifter put aside for a while."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet


class PatternPutAside(models.Model):
    """A pattern that is not said for some weeks; `code` is its rule's, `since` the lifter's day.

    `exercise` is of which it was said, null for the log as a whole.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    code = models.CharField(max_length=32)
    exercise = models.ForeignKey(
        "programming.Exercise", models.CASCADE, related_name="+", null=True, blank=True
    )
    since = models.DateField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "code", "exercise", name="pattern_put_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} since {self.since}"
