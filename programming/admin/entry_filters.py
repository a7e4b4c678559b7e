"""Which entries the table shows: those of one release or draft, those without a rationale."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from programming.catalogue.entries import entries
from programming.models import CatalogueRelease, RiskEntry
from programming.releases.publish import in_force
from programming.releases.words import difference

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices
    from django.contrib.admin.views.main import ChangeList

_LONGEST_ID = 19
_RELEASE, _DRAFT = "release", "draft-"
_REMEMBERED = "chosen_draft"


def named_draft(request: HttpRequest) -> int | None:
    """The id of the draft an address names, whatever became of it."""
    chosen = request.GET.get(_RELEASE, "")
    number = chosen.removeprefix(_DRAFT)
    return int(number) if chosen.startswith(_DRAFT) and _is_id(number) else None


def chosen_draft(request: HttpRequest) -> CatalogueRelease | None:
    """The draft an address names, while it is one."""
    number = named_draft(request)
    if number is None:
        return None
    # Asked five times for one page. Of what is posted it is asked anew: under the lock it may be
    # published by then.
    found: CatalogueRelease | None = getattr(request, _REMEMBERED, None)
    if found is None or request.method != "GET":
        drafts = CatalogueRelease.objects.drafts().select_related("based_on", "created_by")
        found = drafts.filter(pk=number).first()
        setattr(request, _REMEMBERED, found)
    return found


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _LONGEST_ID


class ReleaseFilter(admin.SimpleListFilter):
    """The entries of one release: the one in force unless another is chosen."""

    title = "release"
    parameter_name = _RELEASE

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The drafts, and the newest releases by number."""
        drafts = [(f"{_DRAFT}{one.pk}", str(one)) for one in CatalogueRelease.objects.drafts()]
        published = CatalogueRelease.objects.published()[:20]
        return drafts + [(str(one.number), str(one)) for one in published]

    def choices(self, changelist: "ChangeList") -> "Iterator[_ListFilterChoices]":
        """Choosing nothing means the release in force."""
        for choice in super().choices(changelist):
            yield {**choice, "display": "In force"} if choice["display"] == "All" else choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
        """The entries of the release chosen; none where there is no such release."""
        chosen = self.value()
        if chosen is None:
            in_force = CatalogueRelease.objects.published()
            return queryset.filter(release__in=in_force.values("pk")[:1])
        number = chosen.removeprefix(_DRAFT)
        if not _is_id(number):
            return queryset.none()
        if number != chosen:
            return queryset.filter(release_id=int(number), release__published_at=None)
        return queryset.filter(release__number=int(number))


def shown_release(request: HttpRequest) -> CatalogueRelease | None:
    """The published release whose rows are shown: the one named, else the one in force."""
    published = CatalogueRelease.objects.published()
    chosen = request.GET.get(_RELEASE)
    if chosen is None:
        return published.first()
    return published.filter(number=int(chosen)).first() if _is_id(chosen) else None


class Differing(admin.SimpleListFilter):
    """The rows that the release in force has not, or has otherwise."""

    title = "change against the release in force"
    parameter_name = "differs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One question."""
        return [("yes", "Differs from it")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
        """Those alone, told apart as the page tells them."""
        current = in_force() if self.value() == "yes" else None
        if current is None:
            return queryset
        there = entries(current.pk)
        return queryset.filter(pk__in=[one.pk for one in queryset if difference(one, there)])


class MissingRationale(admin.SimpleListFilter):
    """The entries that do not say why."""

    title = "rationale"
    parameter_name = "rationale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """There or not."""
        return [("missing", "Missing"), ("there", "There")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
        """By what was chosen."""
        if self.value() == "missing":
            return queryset.filter(rationale="")
        return queryset.exclude(rationale="") if self.value() == "there" else queryset
