"""Which program a lifter follows, and what they changed of its order."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from logbook.choices import Excuse, FollowState
from logbook.models.querysets import AthleteQuerySet


class FollowedProgram(models.Model):
    """A program a lifter took up: one runs at a time, others wait.

    `weekdays` is a bit for each day it is trained on, Monday the lowest; 0 where the next session
    simply comes next. How far it is says the log: the sessions that were started for it.
    `renewed_by` is the ready-made program it was begun as, where that says something else since:
    `program` is a copy of what it said then.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    program = models.ForeignKey("programming.Program", models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=FollowState, default=FollowState.RUNNING)
    started_on = models.DateField()
    weekdays = models.PositiveSmallIntegerField(default=0)
    renewed_by = models.ForeignKey(
        "programming.Program", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "athlete", condition=Q(state="running"), name="one_program_runs"
            ),
            models.CheckConstraint(condition=Q(weekdays__lt=128), name="followed_weekdays"),
        ]
        indexes: ClassVar = [models.Index(fields=["athlete", "state"], name="followed_by")]

    def __str__(self) -> str:
        return f"{self.program_id}, {self.state}"


class SlotChange(models.Model):
    """A session of a followed program that is put off or left out: `day` is null for left out."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    followed = models.ForeignKey(FollowedProgram, models.CASCADE, related_name="changes")
    slot = models.PositiveSmallIntegerField()
    day = models.DateField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("followed", "slot", name="slot_change_unique")
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.day or 'left out'}"


class ExcusedDay(models.Model):
    """A day on which nothing is planned, and why: it is no missed one."""

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    reason = models.CharField(max_length=6, choices=Excuse)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "day", name="excused_day_unique")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
