"""What lifters weighed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.models.querysets import AthleteQuerySet
from programming.loads import Unit


class Bodyweight(models.Model):
    """A weighing, as typed; bodyweight exercises read the latest (rulebook 7)."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bodyweights", db_index=False
    )
    local_date = models.DateField()
    milli = models.PositiveIntegerField(help_text="Thousandths of the unit.")
    unit = models.CharField(max_length=2, choices=Unit)
    micrograms = models.BigIntegerField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "local_date", name="bodyweight_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.local_date}"
