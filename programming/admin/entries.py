"""The table everyone is warned by: read by release, edited in a draft."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import modelformset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from programming.admin.access import SeenByStaff
from programming.admin.entry_actions import ACTIONS
from programming.admin.entry_filters import (
    Differing,
    MissingRationale,
    ReleaseFilter,
    chosen_draft,
    named_draft,
    shown_release,
)
from programming.admin.entry_forms import EntryForm, ListedEntries, ListedEntryForm, NewEntryForm
from programming.admin.entry_table import EntryTable
from programming.admin.past import ReleasesAreTheHistory
from programming.choices import Muscle, Safety
from programming.models import CatalogueRelease, RiskEntry
from programming.releases.drafts import add, held, remove
from programming.releases.publish import ReleaseError

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    RiskEntryBase = admin.ModelAdmin[RiskEntry]
else:
    RiskEntryBase = admin.ModelAdmin

_RISK = (("tier", "floor"), ("floor_with_safeties",), "safeties", "rationale")
_KIND = (("equipment", "pattern"), ("is_compound", "default_role"))
_LOAD = (("load_kind", "bodyweight_percent"), ("is_unilateral", "is_lower_body"))
_EDITED = ("release", "name", *_RISK, *_KIND, "primary_muscles", "secondary_muscles", *_LOAD)
_READ = (
    ("name", "release"),
    ("tier", "floor"),
    ("floor_with_safeties", "what_helps"),
    "rationale",
    *_KIND,
    ("trains", "helps"),
    *_LOAD,
    "also_named",
)


@admin.register(RiskEntry)
class RiskEntryAdmin(SeenByStaff, ReleasesAreTheHistory, RiskEntryBase):
    """The entries of releases, to be read, and of drafts, to be edited."""

    list_display = (
        "name",
        "tier",
        "floor",
        "floor_with_safeties",
        "what_helps",
        "equipment",
        "pattern",
        "default_role",
        "compound",
    )
    list_filter = (
        ReleaseFilter,
        Differing,
        "tier",
        MissingRationale,
        "pattern",
        "equipment",
        "default_role",
        "load_kind",
        "is_compound",
    )
    search_fields = ("name", "exercise__aliases__name")
    list_per_page = 150
    list_max_show_all = 1000
    # It would count the rows of all releases, which no page shows.
    show_full_result_count = False
    actions = ACTIONS
    readonly_fields = ("what_helps", "trains", "helps", "also_named")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RiskEntry]:
        """The catalogue's entries; not those of lifters' own exercises."""
        return super().get_queryset(request).exclude(release=None).select_related("release")

    # --- Who may what ----------------------------------------------------------------------------
    def has_change_permission(self, request: HttpRequest, obj: RiskEntry | None = None) -> bool:
        """Whoever has the permission, while it is a draft's."""
        return super().has_change_permission(request, obj) and _is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: RiskEntry | None = None) -> bool:
        """Whoever has the permission, while it is a draft's."""
        return super().has_delete_permission(request, obj) and _is_open(obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever has the permission, where there is a draft to add it to."""
        return super().has_add_permission(request) and CatalogueRelease.objects.drafts().exists()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None outside of a draft; Django's own deleting goes past what a draft forgets."""
        if chosen_draft(request) is None:
            return {}
        found: dict[str, Any] = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    # --- The table -------------------------------------------------------------------------------
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The table that knows drafts."""
        return EntryTable

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Rows that know what they showed."""
        return modelformset_factory(
            RiskEntry, form=ListedEntryForm, formset=ListedEntries, extra=0, **kwargs
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The table; what is posted to a draft's is written while nobody else writes to it."""
        draft = chosen_draft(request)
        shown = draft or shown_release(request)
        context = {
            "title": f"Exercises of {shown or 'releases'}",
            "draft": draft,
            "shown": shown,
            **(extra_context or {}),
        }
        named = named_draft(request)
        if request.method != "POST" or named is None:
            return super().changelist_view(request, context)
        if not self.has_change_permission(request) and not self.has_delete_permission(request):
            raise PermissionDenied
        return self._while_held(request, named, lambda: self._write_rows(request, named, context))

    def _write_rows(
        self, request: HttpRequest, draft_id: int, context: dict[str, Any]
    ) -> HttpResponse:
        ids = [value for key, value in request.POST.items() if key.endswith("-id")]
        here = set(
            map(str, RiskEntry.objects.filter(release=draft_id).values_list("pk", flat=True))
        )
        if "_save" in request.POST and not here.issuperset(ids):
            text = "Another admin took an exercise of this page out meanwhile. Nothing was saved."
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        response = super().changelist_view(request, context)
        table = (getattr(response, "context_data", None) or {}).get("cl")
        if table is not None and getattr(table, "formset", None) is not None:
            # Django pairs rows and forms by their place, and a row refused may be filtered out now.
            table.result_list = [form.instance for form in table.formset.forms]
        return response

    # --- One entry -------------------------------------------------------------------------------
    def get_form(
        self,
        request: HttpRequest,
        obj: RiskEntry | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        """With the draft and the other names for a new one."""
        kwargs["form"] = EntryForm if change else NewEntryForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: RiskEntry | None = None) -> Any:
        """In words where nothing can be changed."""
        if obj is None:
            return ("release", "name", "aliases", *_EDITED[2:])
        return (*_EDITED, "also_named") if self.has_change_permission(request, obj) else _READ

    def get_readonly_fields(self, request: HttpRequest, obj: RiskEntry | None = None) -> Any:
        """An entry never leaves its release."""
        return self.readonly_fields if obj is None else ("release", *self.readonly_fields)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The entry's page; what is posted is written while nobody else writes to the draft."""

        def view() -> HttpResponse:
            response: HttpResponse = super(RiskEntryAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            )
            return response

        return self._posted(request, object_id, view)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The page that takes an exercise out of a draft."""

        def view() -> HttpResponse:
            response: HttpResponse = super(RiskEntryAdmin, self).delete_view(
                request, object_id, extra_context
            )
            return response

        return self._posted(request, object_id, view)

    def save_model(self, request: HttpRequest, obj: RiskEntry, form: Any, change: bool) -> None:
        """Write what was changed; a page sent back as it was writes nothing."""
        if not change:
            with held(cast(int, obj.release_id)) as draft:
                add(draft, obj, form.cleaned_data["aliases"])
        elif form.changed_data:
            obj.save()

    def delete_model(self, request: HttpRequest, obj: RiskEntry) -> None:
        """Take it out of the draft."""
        remove([obj])

    def response_add(
        self, request: HttpRequest, obj: RiskEntry, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Back to the draft's table, or to another new one for the same draft."""
        self.message_user(request, f"{obj} was added to {obj.release}.", messages.SUCCESS)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(f"{request.path}?release={obj.release_id}")
        table = reverse("admin:programming_riskentry_changelist")
        return HttpResponseRedirect(f"{table}?release=draft-{obj.release_id}")

    def _posted(
        self, request: HttpRequest, object_id: str | None, view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        if request.method != "POST":
            return view()
        entry = None if object_id is None else self.get_object(request, unquote(object_id))
        if entry is not None and not super().has_change_permission(request):
            raise PermissionDenied
        return self._while_held(request, None if entry is None else entry.release_id, view)

    def _while_held(
        self, request: HttpRequest, draft_id: int | None, view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        try:
            if draft_id is None:
                return view()
            with held(draft_id):
                return view()
        except ReleaseError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            releases: str = reverse("admin:programming_cataloguerelease_changelist")
            return HttpResponseRedirect(releases)

    # --- In words --------------------------------------------------------------------------------
    @admin.display(description="safeties that count", empty_value="–")
    def what_helps(self, entry: RiskEntry) -> str:
        """The safeties that lower the floor."""
        return ", ".join(Safety(safety).label for safety in entry.safeties)

    @admin.display(ordering="is_compound")
    def compound(self, entry: RiskEntry) -> str:
        """A word: green and red are kept for how a set went."""
        return "yes" if entry.is_compound else "no"

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


def _is_open(entry: RiskEntry | None) -> bool:
    return entry is None or (entry.release is not None and entry.release.is_draft)
