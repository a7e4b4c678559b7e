"""The exercise risk catalogue: what an exercise is, and what failing it costs.

Everything a rule reads about an exercise stands on a `RiskEntry` of one release, so that a
published release is the whole truth for the sessions that started under it.
"""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from programming.choices import Equipment, Muscle, Pattern, Role, Safety, Tier
from programming.loads import LoadKind


class Exercise(models.Model):
    """An exercise as an identity: its facts and its risk stand on risk entries.

    `owner` is null for the catalogue's own; a lifter's own exercise is seen by its owner alone.
    """

    slug = models.SlugField(max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_exercises",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=Q(owner=None), name="exercise_slug_unique"),
            models.UniqueConstraint("owner", "slug", name="own_exercise_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.slug


class Alias(models.Model):
    """Another name of an exercise, as one app or every lifter spells it."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    app = models.CharField(
        max_length=20, blank=True, help_text="The app that spells it so; empty: any."
    )

    class Meta:
        verbose_name_plural = "aliases"
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), "app", name="alias_unique")]

    def __str__(self) -> str:
        return self.name


class CatalogueRelease(models.Model):
    """One published state of the whole catalogue; never changed once published."""

    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file it was loaded from."
    )

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"Release {self.number}"


class RiskEntry(models.Model):
    """What one exercise is and what failing it costs, in one release.

    `release` is null for a lifter's own exercise, which has exactly one entry. Floors are whole
    reps in reserve; `bodyweight_percent` is the share of bodyweight lifted (rulebook 7).
    """

    release = models.ForeignKey(
        CatalogueRelease, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="entries")
    name = models.CharField(max_length=120)
    equipment = models.CharField(max_length=20, choices=Equipment)
    pattern = models.CharField(max_length=20, choices=Pattern)
    is_compound = models.BooleanField()
    primary_muscles = models.JSONField(default=list, blank=True)
    secondary_muscles = models.JSONField(default=list, blank=True)
    load_kind = models.CharField(max_length=12, choices=LoadKind, default=LoadKind.EXTERNAL)
    bodyweight_percent = models.PositiveSmallIntegerField(default=0)
    is_unilateral = models.BooleanField(default=False)
    is_lower_body = models.BooleanField(default=False)
    default_role = models.CharField(max_length=10, choices=Role)
    tier = models.CharField(max_length=8, choices=Tier)
    floor = models.PositiveSmallIntegerField()
    floor_with_safeties = models.PositiveSmallIntegerField(null=True, blank=True)
    safeties = models.JSONField(
        default=list, blank=True, help_text="The safeties that count for it."
    )
    rationale = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "risk entries"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint("release", "exercise", name="risk_entry_unique"),
            models.UniqueConstraint(
                "exercise", condition=Q(release=None), name="own_risk_entry_unique"
            ),
            models.CheckConstraint(condition=Q(floor__lte=4), name="risk_entry_floor_to_4"),
            models.CheckConstraint(
                condition=Q(floor_with_safeties=None) | Q(floor_with_safeties__lte=F("floor")),
                name="risk_entry_safeties_never_raise_the_floor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse muscles and safeties nobody knows, naming each.

        Raises `ValidationError`.
        """
        wrong: dict[str, str] = {}
        for field, known in (
            ("primary_muscles", Muscle.values),
            ("secondary_muscles", Muscle.values),
            ("safeties", Safety.values),
        ):
            unknown = [str(value) for value in getattr(self, field) if value not in known]
            if unknown:
                wrong[field] = f"Unknown: {', '.join(unknown)}."
        if self.floor_with_safeties is not None and not self.safeties:
            wrong["safeties"] = "Name the safeties that lower the floor."
        if wrong:
            raise ValidationError(wrong)

    def counts(self, safeties: str) -> bool:
        """Whether the safeties in place (a `Safety` value or empty) count for this exercise."""
        return self.floor_with_safeties is not None and safeties in self.safeties
