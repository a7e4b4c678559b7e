"""A lifter's weeks, months, quarters and years, added up."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.choices import Grain
from logbook.models.querysets import AthleteQuerySet


class PeriodSums(models.Model):
    """What the ended sessions of a week, month, quarter or year come to.

    `first` is its first day; `sums` are counts and bests as `logbook.log.periods` writes and reads
    them. A period without a session has no row. `logbook.kept.periods` alone writes them, in the
    transaction that ends, changes or deletes a session.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    grain = models.CharField(max_length=7, choices=Grain)
    first = models.DateField()
    sums = models.JSONField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "grain", "first"], name="period_sums_unique")
        ]

    def __str__(self) -> str:
        return f"{self.grain} of {self.first}"
