"""What a lifter's level rests on: their answers, and each week's computation (rulebook 10)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from logbook.choices import Sex
from logbook.models.querysets import AthleteQuerySet
from programming.choices import Level


class Background(models.Model):
    """What a lifter answered of their training before the log; null and empty: not answered.

    Months are whole ones. `answered_on` is the lifter's day on which `uninterrupted_months` was
    true; the log goes on from there. `stable_lifts` of squat, hinge, press and row.
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="background"
    )
    uninterrupted_months = models.PositiveSmallIntegerField(null=True, blank=True)
    total_months = models.PositiveSmallIntegerField(null=True, blank=True)
    stable_lifts = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True, default="")
    answered_on = models.DateField()

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stable_lifts=None) | Q(stable_lifts__lte=4),
                name="background_of_four_lifts",
            )
        ]

    def __str__(self) -> str:
        return f"answered on {self.answered_on}"


class LevelComputation(models.Model):
    """The level as one week computed it; `monday` is that week's.

    The score is `points` / `known`, exactly. `computed` is what this week says, `level` the level
    in force by it: a change takes two weeks running. `parameters` are the six signs as
    `[code, points or null, numbers]`, worded by the rules of `rulebook_version`.
    """

    athlete = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="levels")
    monday = models.DateField()
    points = models.PositiveSmallIntegerField()
    known = models.PositiveSmallIntegerField()
    is_provisional = models.BooleanField()
    computed = models.CharField(max_length=12, choices=Level)
    level = models.CharField(max_length=12, choices=Level)
    parameters = models.JSONField()
    rulebook_version = models.CharField(max_length=16)

    objects = AthleteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "monday", name="level_computation_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.monday} {self.level}"


class TrainingSpan(models.Model):
    """What the lifter's ended sessions of ten years say to the level, kept when a session ends.

    `days` as many as gaps are read off, `months` as [year, month, sessions], `new_movements` as
    [exercise, last day] of the four weeks up to the last session, by the rules of
    `rulebook_version` (`logbook.log.training_span` reads them). `known_movements` are the other
    exercises of those weeks, so that no end of a session asks for them again.
    """

    athlete = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    rulebook_version = models.CharField(max_length=16)
    days = models.JSONField()
    months = models.JSONField()
    new_movements = models.JSONField()
    known_movements = models.JSONField(default=list, db_default=[])

    objects = AthleteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.months)} months"
