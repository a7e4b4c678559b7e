"""Secret addresses a lifter opened: of the calendar of what is coming, and of programs they share.

Kept is what the address is signed from (`logbook.log.links`), not the address.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from logbook.models.querysets import AthleteQuerySet


class CalendarFeed(models.Model):
    """The address at which a lifter's calendar asks for what is coming; one at a time."""

    athlete = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar of {self.athlete_id}"


class SharedProgram(models.Model):
    """The address at which anybody who has it reads a program; one at a time for each.

    `shows_name` where its owner wants to be named there.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    program = models.ForeignKey("programming.Program", models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32, unique=True)
    shows_name = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "program", name="shared_program_once")
        ]

    def __str__(self) -> str:
        return f"shared {self.program_id}"
