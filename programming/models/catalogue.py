"""The exercise risk catalogue: what an exercise is, and what failing it costs.

Everything a rule reads about an exercise stands on a `RiskEntry` of one release, so that a
published release is the whole truth for the sessions that started under it.
"""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from programming.choices import Equipment, Muscle, Pattern, Role, Safety, Tier
from programming.loads import LoadKind
from programming.names import normalised

HIGHEST_FLOOR = 4
WHOLE_BODY = 100


class Exercise(models.Model):
    """An exercise as an identity: its facts and its risk stand on risk entries.

    `owner` is null for the catalogue's own; a lifter's own exercise is seen by its owner alone.
    `merged_into` is the catalogue's exercise that took over an own one's history: the own one is
    not found any more, and its entry stays for what was judged by it. Until its owner offers an
    own one for the catalogue (`is_offered`), its name is theirs alone.
    """

    slug = models.SlugField(max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_exercises",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    is_offered = models.BooleanField("offered for the catalogue", default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=Q(owner=None), name="exercise_slug_unique"),
            models.UniqueConstraint("owner", "slug", name="own_exercise_slug_unique"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(owner__isnull=False),
                name="exercise_only_own_ones_merge",
            ),
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


class ReleaseQuerySet(models.QuerySet["CatalogueRelease"]):
    """Releases by what became of them."""

    def published(self) -> "ReleaseQuerySet":
        """Those in force once, newest first."""
        return self.exclude(published_at=None).order_by("-number")

    def drafts(self) -> "ReleaseQuerySet":
        """Those not published yet, newest first."""
        return self.filter(published_at=None).order_by("-created_at", "-pk")


class CatalogueRelease(models.Model):
    """One state of the whole catalogue: a draft until it is published, then never changed.

    A draft has no number. `based_on` is the release it was copied from, and must be the one in
    force when it is published. `restores` names the release whose content an undo brought back.
    `publisher` is the name of who published it, which stays when the account goes.
    """

    number = models.PositiveIntegerField(unique=True, null=True, blank=True)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    restores = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    publisher = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the file it was loaded from."
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        # Apart from changing: who may edit need not be who may publish.
        permissions: ClassVar = [("publish_cataloguerelease", "Can publish catalogue releases")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(number=None, published_at=None)
                | Q(number__isnull=False, published_at__isnull=False),
                name="release_numbered_when_published",
            )
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}" if self.is_draft else f"Release {self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet."""
        return self.published_at is None


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
            models.CheckConstraint(
                condition=Q(floor__lte=HIGHEST_FLOOR), name="risk_entry_floor_to_4"
            ),
            models.CheckConstraint(
                condition=Q(floor_with_safeties=None) | Q(floor_with_safeties__lte=F("floor")),
                name="risk_entry_safeties_never_raise_the_floor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse muscles and safeties nobody knows, and what contradicts itself, by field.

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
        wrong |= {field: text for field, text in self._inconsistencies() if field not in wrong}
        if wrong:
            raise ValidationError(wrong)

    def _inconsistencies(self) -> Iterator[tuple[str, str]]:
        """What each field allows and all of them together do not."""
        if not normalised(self.name):
            yield "name", "There is no letter in it."
        yield from self._floor_faults()
        if twice := set(self.primary_muscles) & set(self.secondary_muscles):
            yield "secondary_muscles", f"Primary as well: {', '.join(sorted(twice))}."
        # A lifter's own exercise may leave open what nobody has said yet.
        if not self.exercise_id or self.release_id is not None:
            if not self.primary_muscles:
                yield "primary_muscles", "Name at least one muscle."
            if not self.rationale:
                yield "rationale", "Say why in one sentence."
        yield from self._bodyweight_faults()

    def _floor_faults(self) -> Iterator[tuple[str, str]]:
        if self.floor is not None and self.floor > HIGHEST_FLOOR:
            yield "floor", f"A floor is 0 to {HIGHEST_FLOOR}."
        if self.floor_with_safeties is None:
            if self.safeties:
                yield "floor_with_safeties", "Safeties are named, but no floor with them."
            return
        if not self.safeties:
            yield "safeties", "Name the safeties that lower the floor."
        if self.floor is not None and self.floor_with_safeties > self.floor:
            yield "floor_with_safeties", "Safeties never raise the floor."

    def _bodyweight_faults(self) -> Iterator[tuple[str, str]]:
        percent = self.bodyweight_percent or 0
        if self.load_kind in {LoadKind.ADDED, LoadKind.ASSISTED} and not percent:
            yield "bodyweight_percent", "Say how much of bodyweight is lifted."
        if percent > (0 if self.load_kind == LoadKind.EXTERNAL else WHOLE_BODY):
            yield "bodyweight_percent", "More than this kind of load can have."

    def counts(self, safeties: str) -> bool:
        """Whether the safeties in place (a `Safety` value or empty) count for this exercise."""
        return self.floor_with_safeties is not None and safeties in self.safeties
