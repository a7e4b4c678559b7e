"""Programs: blocks of weeks, and the workouts that are taken in turn in each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from programming.choices import Goal, Level, Needs

# No program is planned for longer: a year of weeks, every day of each.
LONGEST_BLOCK = 52
MOST_DAYS = 7


class Program(models.Model):
    """What is trained for some weeks, so many days in each; `owner` is null for the ready-made ones.

    What a lifter removes, a program, a block or a workout, is marked and stays: sessions point to
    it, and no edit of a plan has to touch what was trained.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="programs"
    )
    slug = models.SlugField(max_length=80, blank=True, help_text="Of a ready-made one alone.")
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12, choices=Level)
    goal = models.CharField(max_length=16, choices=Goal)
    needs = models.CharField("what it needs", max_length=10, choices=Needs, default=Needs.GYM)
    days = models.PositiveSmallIntegerField(
        "days a week", validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    for_whom = models.TextField("for whom", max_length=600, blank=True)
    how_hard = models.TextField("how hard", max_length=600, blank=True)
    why = models.TextField("why it is made so", max_length=1200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, help_text="One more with each change.")
    before = models.JSONField(
        null=True, blank=True, help_text="How it stood before the last change, to undo that."
    )
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=Q(owner=None), name="program_slug_unique"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS), name="program_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Block(models.Model):
    """Some weeks of a program with one goal; `deload_week` counts from 1, null where there is none.

    Its workouts are taken in turn, on so many days a week as the program has: of two workouts on
    three days the one week has the first twice, the next week the second.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    goal = models.CharField(max_length=16, choices=Goal)
    weeks = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_BLOCK)]
    )
    deload_week = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=LONGEST_BLOCK), name="block_weeks"
            ),
            models.CheckConstraint(
                condition=Q(deload_week=None) | Q(deload_week__gte=1, deload_week__lte=F("weeks")),
                name="block_deload_week",
            ),
        ]

    def __str__(self) -> str:
        return self.name
