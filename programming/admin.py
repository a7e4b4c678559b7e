"""The catalogue in Django's admin: all of it to be seen, aliases to be added and taken away.

Releases and their entries are published and stay as they are; the ready-made workouts are those
of the data file. Lifters' own exercises and workouts are theirs and not shown.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from programming.catalogue import current_release, exercise_named
from programming.choices import Muscle, Safety
from programming.datafiles import APPS
from programming.models import (
    Alias,
    CatalogueRelease,
    Exercise,
    PlannedExercise,
    RiskEntry,
    Workout,
)
from programming.names import clean_name, normalised

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices
    from django.contrib.admin.views.main import ChangeList

    AliasModelForm = forms.ModelForm[Alias]
    ExerciseBase = admin.ModelAdmin[Exercise]
    ReleaseBase = admin.ModelAdmin[CatalogueRelease]
    RiskEntryBase = admin.ModelAdmin[RiskEntry]
    WorkoutBase = admin.ModelAdmin[Workout]
    AliasInlineBase = admin.TabularInline[Alias, Exercise]
    PlannedInlineBase = admin.TabularInline[PlannedExercise, Workout]
else:
    AliasModelForm = forms.ModelForm
    ExerciseBase = ReleaseBase = RiskEntryBase = WorkoutBase = admin.ModelAdmin
    AliasInlineBase = PlannedInlineBase = admin.TabularInline


_LONGEST_ID = 19


class ReadOnly:
    """No adding, changing or deleting; who may see it follows the view permission."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class ReleaseFilter(admin.SimpleListFilter):
    """The entries of one release: the one in force unless another is chosen."""

    title = "release"
    parameter_name = "release"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The newest releases by number."""
        drafts = [(f"draft-{one.pk}", str(one)) for one in CatalogueRelease.objects.drafts()]
        published = CatalogueRelease.objects.published()[:20]
        return drafts + [(str(one.number), str(one)) for one in published]

    def choices(self, changelist: "ChangeList") -> "Iterator[_ListFilterChoices]":
        """Choosing nothing means the release in force."""
        for choice in super().choices(changelist):
            yield {**choice, "display": "In force"} if choice["display"] == "All" else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
        """The entries of the release chosen; none where there is no such release."""
        chosen = self.value()
        if chosen is not None:
            draft = chosen.removeprefix("draft-")
            if not (draft.isascii() and draft.isdigit() and len(draft) < _LONGEST_ID):
                return queryset.none()
            if draft != chosen:
                return queryset.filter(release_id=int(draft), release__published_at=None)
            return queryset.filter(release__number=chosen)
        in_force = CatalogueRelease.objects.published()
        return queryset.filter(release__in=in_force.values("pk")[:1])


@admin.register(RiskEntry)
class RiskEntryAdmin(ReadOnly, RiskEntryBase):
    """The table everyone is warned by."""

    list_display = (
        "name",
        "tier",
        "floor",
        "floor_with_safeties",
        "what_helps",
        "equipment",
        "pattern",
        "default_role",
        "is_compound",
    )
    list_filter = (
        ReleaseFilter,
        "tier",
        "pattern",
        "equipment",
        "default_role",
        "load_kind",
        "is_compound",
    )
    search_fields = ("name", "exercise__aliases__name")
    list_per_page = 200
    fields = (
        ("name", "release"),
        ("tier", "floor"),
        ("floor_with_safeties", "what_helps"),
        "rationale",
        ("equipment", "pattern"),
        ("is_compound", "default_role"),
        ("trains", "helps"),
        ("load_kind", "bodyweight_percent"),
        ("is_unilateral", "is_lower_body"),
        "also_named",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RiskEntry]:
        """The catalogue's entries; not those of lifters' own exercises."""
        return super().get_queryset(request).exclude(release=None).select_related("release")

    @admin.display(description="safeties that count", empty_value="–")
    def what_helps(self, entry: RiskEntry) -> str:
        """The safeties that lower the floor."""
        return ", ".join(Safety(safety).label for safety in entry.safeties)

    @admin.display(description="primary muscles")
    def trains(self, entry: RiskEntry) -> str:
        """The muscles a set counts for in full."""
        return ", ".join(Muscle(muscle).label for muscle in entry.primary_muscles)

    @admin.display(description="secondary muscles", empty_value="–")
    def helps(self, entry: RiskEntry) -> str:
        """The muscles a set counts for by half."""
        return ", ".join(Muscle(muscle).label for muscle in entry.secondary_muscles)

    @admin.display(description="other names", empty_value="–")
    def also_named(self, entry: RiskEntry) -> str:
        """Every alias of the exercise."""
        return ", ".join(entry.exercise.aliases.order_by("name").values_list("name", flat=True))


@admin.register(CatalogueRelease)
class CatalogueReleaseAdmin(ReadOnly, ReleaseBase):
    """Which releases there were, since when, by whom and why."""

    list_display = ("number", "published_at", "published_by", "reason", "exercises")
    list_select_related = ("published_by",)
    fields = ("number", "published_at", "published_by", "reason", "exercises", "digest")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CatalogueRelease]:
        """With the number of entries."""
        return super().get_queryset(request).annotate(entry_count=Count("entries"))

    @admin.display(ordering="entry_count")
    def exercises(self, release: CatalogueRelease) -> int:
        """How many exercises it has."""
        return int(getattr(release, "entry_count", 0))


class AliasForm(AliasModelForm):
    """A new alias: a name that nothing else is found by."""

    app = forms.ChoiceField(
        choices=[("", "Any"), *((app, app) for app in APPS)],
        required=False,
        help_text="The app that spells it so.",
    )

    class Meta:
        model = Alias
        fields = ("name", "app")

    def clean_name(self) -> str:
        """Refuse what cannot be a name."""
        try:
            return clean_name(self.cleaned_data["name"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        """Refuse a name that means an exercise already, but for case and punctuation."""
        typed = super().clean() or self.cleaned_data
        name, app = typed.get("name"), typed.get("app", "")
        if not name:
            return typed
        same = [
            alias.exercise.slug
            for alias in Alias.objects.filter(app=app).select_related("exercise")
            if normalised(alias.name) == normalised(name)
        ]
        if not app and (meant := exercise_named(name, current_release())) is not None:
            same.append(meant.name)
        if same:
            self.add_error("name", f"This already names {same[-1]}.")
        return typed


class AliasInline(AliasInlineBase):
    """Aliases are added and taken away, never changed: search tells two states apart by that."""

    model = Alias
    form = AliasForm
    extra = 1
    ordering = ("name",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Exercise)
class ExerciseAdmin(ExerciseBase):
    """The catalogue's exercises and their other names."""

    list_display = ("name_in_force", "slug", "alias_count")
    search_fields = ("slug", "aliases__name", "entries__name")
    fields = readonly_fields = ("name_in_force", "slug")
    ordering = ("slug",)
    list_per_page = 200
    inlines = (AliasInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exercise]:
        """Not lifters' own; with the newest name and the number of aliases."""
        newest = RiskEntry.objects.filter(
            exercise=OuterRef("pk"), release__published_at__isnull=False
        ).order_by("-release__number")
        return (
            super()
            .get_queryset(request)
            .filter(owner=None)
            .annotate(newest_name=Subquery(newest.values("name")[:1]), aliased=Count("aliases"))
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: an exercise comes with its risk, in a release."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what was logged points to it."""
        return False

    @admin.display(description="name", ordering="newest_name")
    def name_in_force(self, exercise: Exercise) -> str:
        """The name in the newest release that has it."""
        return str(getattr(exercise, "newest_name", None) or exercise.slug)

    @admin.display(description="aliases", ordering="aliased")
    def alias_count(self, exercise: Exercise) -> int:
        """How many other names it has."""
        return int(getattr(exercise, "aliased", 0))


class PlannedExerciseInline(ReadOnly, PlannedInlineBase):
    """The exercises of a workout in their order."""

    model = PlannedExercise
    fields = ("position", "exercise", "role", "sets", "reps_bottom", "reps_top", "rest_seconds")


@admin.register(Workout)
class WorkoutAdmin(ReadOnly, WorkoutBase):
    """The ready-made workouts."""

    list_display = ("name", "level", "minutes", "position")
    list_filter = ("level",)
    search_fields = ("name",)
    fields = ("name", "slug", "level", "minutes", "position")
    inlines = (PlannedExerciseInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Workout]:
        """Not lifters' own."""
        return super().get_queryset(request).filter(owner=None)
