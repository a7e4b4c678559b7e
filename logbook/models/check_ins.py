"""How a lifter was on a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.choices import EnergyBalance, ReadinessState, Recovery, Sleep, Stress
from logbook.models.querysets import AthleteQuerySet


class CheckIn(models.Model):
    """How the lifter was before a session; holds for it and later ones that day (rulebook 6)."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="check_ins", db_index=False
    )
    local_date = models.DateField()
    taken_at = models.DateTimeField()
    sleep = models.CharField(max_length=8, choices=Sleep, blank=True)
    short_nights = models.BooleanField("under 6 h on 2 of the last 3 nights", default=False)
    recovery = models.CharField(max_length=4, choices=Recovery, blank=True)
    stress = models.CharField(max_length=4, choices=Stress, blank=True)
    energy_balance = models.CharField(max_length=13, choices=EnergyBalance, blank=True)
    state = models.CharField(max_length=5, choices=ReadinessState)
    points = models.PositiveSmallIntegerField()
    points_without_energy = models.PositiveSmallIntegerField()
    rulebook_version = models.CharField(max_length=16)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["athlete", "local_date", "taken_at"], name="check_in_day")
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.state}"
