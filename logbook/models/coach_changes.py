"""What a coach set or gave where the athlete ticked it, and what the athlete made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from logbook.choices import Change, ChangeState
from logbook.models.coaching import CoachLink
from logbook.models.querysets import AthleteQuerySet

WHY_LENGTH = 300


class GivenProgram(models.Model):
    """A coach's own program that an athlete has a copy of, linked while the coach may give programs.

    `plan` is the coach's as it was taken last, in the athlete's exercises and with the keys of the
    athlete's copy; `keys` leads from the coach's blocks and workouts to those of the copy.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(CoachLink, models.CASCADE, related_name="given", db_index=False)
    source = models.ForeignKey("programming.Program", models.CASCADE, related_name="+")
    program = models.ForeignKey("programming.Program", models.CASCADE, related_name="+")
    source_version = models.PositiveIntegerField()
    plan = models.JSONField()
    keys = models.JSONField()
    made_at = models.DateTimeField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("link", "program", name="given_program_once")
        ]
        indexes: ClassVar = [models.Index(fields=["athlete"], name="given_program_of")]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.program_id}"


class CoachChange(models.Model):
    """What a coach set or gave, and why; what stood before, and what the athlete made of it.

    `before` and `after` are plans as `asdict` writes them, or what stood of the level or the answer.
    It stays after the link ended: the athlete reads it and takes it back then too.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    link = models.ForeignKey(CoachLink, models.CASCADE, related_name="changes", db_index=False)
    key = models.UUIDField()
    kind = models.CharField(max_length=9, choices=Change)
    state = models.CharField(max_length=8, choices=ChangeState)
    program = models.ForeignKey(
        "programming.Program", models.CASCADE, null=True, blank=True, related_name="+"
    )
    given = models.ForeignKey(
        GivenProgram, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=WHY_LENGTH)
    answer = models.CharField(max_length=WHY_LENGTH, blank=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="coach_change_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "state"], name="coach_change_of"),
            models.Index(fields=["link", "-made_at"], name="coach_change_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.link_id}: {self.state}"
