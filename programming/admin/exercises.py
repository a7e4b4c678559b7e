"""Exercises as identities: their other names, and their history over the releases."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from programming.admin.access import SeenByStaff
from programming.admin.past import ReleasesAreTheHistory
from programming.datafiles import APPS
from programming.models import Alias, Exercise, RiskEntry
from programming.names import clean_name
from programming.releases.drafts import named_already

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    AliasModelForm = forms.ModelForm[Alias]
    ExerciseBase = admin.ModelAdmin[Exercise]
    AliasInlineBase = admin.TabularInline[Alias, Exercise]
else:
    AliasModelForm = forms.ModelForm
    ExerciseBase = admin.ModelAdmin
    AliasInlineBase = admin.TabularInline


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
        """Refuse what cannot be a name, and what could not be read again from a file."""
        if set("|@") & set(self.cleaned_data["name"]):
            raise forms.ValidationError("Leave out | and @: they divide names in a file.")
        try:
            return clean_name(self.cleaned_data["name"])
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        """Refuse a name that means an exercise already, but for case and punctuation."""
        typed = super().clean() or self.cleaned_data
        name, app = typed.get("name"), typed.get("app", "")
        if name and (taken := named_already(name, app)) is not None:
            self.add_error("name", f"This already names {taken}.")
        return typed


class AliasInline(SeenByStaff, AliasInlineBase):
    """Aliases are added and taken away, never changed: search tells two states apart by that."""

    model = Alias
    form = AliasForm
    extra = 1
    ordering = ("name",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Exercise)
class ExerciseAdmin(SeenByStaff, ReleasesAreTheHistory, ExerciseBase):
    """The catalogue's exercises and their other names."""

    exercise_column = "id"
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
        shared: QuerySet[Exercise] = super().get_queryset(request).filter(owner=None)
        return shared.annotate(
            newest_name=Subquery(newest.values("name")[:1]), aliased=Count("aliases")
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: an exercise comes with its risk, in a draft."""
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
