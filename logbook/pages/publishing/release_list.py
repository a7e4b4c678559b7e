"""The list of drafts and releases, and who may do what with them."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from logbook.models import User
from programming.admin import ReadOnly, SeenByStaff
from programming.models import CatalogueRelease

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    ReleaseBase = admin.ModelAdmin[CatalogueRelease]
else:
    ReleaseBase = admin.ModelAdmin

NAME = "programming_cataloguerelease"


def admin_of(request: HttpRequest) -> User:
    """The person at work; the admin lets nobody in who is not logged in."""
    return cast("User", request.user)


class ReleaseList(ReadOnly, SeenByStaff, ReleaseBase):
    """Which drafts there are and which releases there were, since when, by whom and why."""

    list_display = ("title", "state", "date", "person", "why", "exercises")
    list_display_links = ("title",)
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[CatalogueRelease]:
        """With the number of entries, and whether a later one is in force."""
        found = super().get_queryset(request).select_related("created_by", "based_on", "restores")
        later = CatalogueRelease.objects.filter(number__gt=OuterRef("number"))
        return found.annotate(entry_count=Count("entries"), is_past=Exists(later))

    def get_ordering(self, request: HttpRequest) -> Any:
        """Drafts first, then the newest release."""
        return (F("number").desc(nulls_first=True), "-pk")

    def may_edit(self, request: HttpRequest) -> bool:
        """Whether drafts may be begun, brought up to date and discarded."""
        return bool(request.user.has_perm("programming.change_cataloguerelease"))

    def may_publish(self, request: HttpRequest) -> bool:
        """Whether releases may be published and taken back."""
        return bool(request.user.has_perm("programming.publish_cataloguerelease"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with a way to begin a draft."""
        extra = {"may_edit": self.may_edit(request), "title": "Drafts and releases"}
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def get_list_display(self, request: HttpRequest) -> Any:
        """With the way back for those who may go it."""
        return (*self.list_display, "undo") if self.may_publish(request) else self.list_display

    @admin.display(description="release")
    def title(self, release: CatalogueRelease) -> str:
        """Its number, or that it is a draft."""
        return str(release)

    @admin.display(description="state")
    def state(self, release: CatalogueRelease) -> str:
        """Whether it counts for lifters now."""
        if release.is_draft:
            return "draft"
        return "earlier" if getattr(release, "is_past", False) else "in force"

    @admin.display(description="published, or begun")
    def date(self, release: CatalogueRelease) -> Any:
        """Since when."""
        return release.published_at or release.created_at

    @admin.display(description="by", empty_value="–")
    def person(self, release: CatalogueRelease) -> str:
        """By whom."""
        return str(release.created_by or "") if release.is_draft else release.publisher

    @admin.display(description="why", empty_value="–")
    def why(self, release: CatalogueRelease) -> str:
        """The reason, or what a draft is based on."""
        return f"Draft based on {release.based_on}" if release.is_draft else release.reason

    @admin.display(description="exercises")
    def exercises(self, release: CatalogueRelease) -> int:
        """How many exercises it has."""
        return int(getattr(release, "entry_count", 0))

    @admin.display(description="undo", empty_value="")
    def undo(self, release: CatalogueRelease) -> str:
        """The way to bring an earlier release back."""
        if not getattr(release, "is_past", False):
            return ""
        address = reverse(f"admin:{NAME}_restore", args=[release.pk])
        return format_html('<a href="{}">Bring back</a>', address)
