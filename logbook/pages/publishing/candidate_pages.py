"""Lifters' own exercises in the admin: seen by name, adopted into a draft, merged."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.defaultfilters import pluralize
from django.template.response import TemplateResponse
from django.urls import path, reverse

from logbook.pages.publishing.candidates import (
    Candidate,
    CandidateError,
    adopt,
    candidate,
    candidates,
    merge,
)
from logbook.pages.publishing.release_list import NAME, ReleaseList, admin_of
from programming.catalogue.entries import current_release, exercise_named
from programming.choices import Muscle, Tier
from programming.models import CatalogueRelease, RiskEntry
from programming.names import LONGEST_NAME
from programming.releases.drafts import held, refuse_second
from programming.releases.publish import ReleaseError, in_force, new_draft

_NEW_DRAFT = "new"
_LONGEST_ID = 18
_TEMPLATES = "admin/programming/cataloguerelease"


class CandidatePages(ReleaseList):
    """The candidates beside drafts and releases: whoever may edit drafts adopts and merges."""

    def get_urls(self) -> list[Any]:
        """The list of candidates and what is done with one, before the admin's own pages."""
        pages = {
            "candidates": ("candidates/", self.candidates_view),
            "candidates_adopt": ("candidates/adopt/", self.adopt_view),
            "candidates_merge": ("candidates/merge/", self.merge_view),
        }
        own = [
            path(address, self.admin_site.admin_view(view), name=f"{NAME}_{name}")
            for name, (address, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def candidates_view(self, request: HttpRequest) -> HttpResponse:
        """Which exercises lifters offered, or two of them made, those of most lifters first."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._candidates_page(request)

    def adopt_view(self, request: HttpRequest) -> HttpResponse:
        """Put a candidate into a draft, or into one begun for it, and go on to its entry."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_edit(request):
            raise PermissionDenied
        try:
            _demand_catalogue()
            # A draft begun for what then cannot be adopted goes again.
            with transaction.atomic(), held(self._chosen_draft(request)) as draft:
                entry = adopt(request.POST.get("key", ""), draft)
                refuse_second(entry)
        except (CandidateError, ReleaseError) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return self._candidates_page(request, refused=str(refusal))
        text = f"{entry.name} is in {draft} now. Complete it here; it counts once published."
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:programming_riskentry_change", args=[entry.pk]))

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Ask, then give a candidate's history to the catalogue's exercise of the name typed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_edit(request):
            raise PermissionDenied
        typed = request.POST.get("name", "").replace("\0", "").strip()[:LONGEST_NAME]
        try:
            _demand_catalogue()
            found = candidate(request.POST.get("key", ""))
            into = exercise_named(typed, current_release())
            if into is None:
                self.message_user(request, _unknown(typed), messages.ERROR)
                return self._candidates_page(request, {found.key: typed})
            if request.POST.get("apply") != "1":
                return self._merge_page(request, found, into)
            lifters = merge(found.key, into.exercise)
        except (CandidateError, ReleaseError) as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return _to_candidates()
        text = f"{found.name} is merged into {into.name}, for {_lifters(lifters)}."
        self.message_user(request, text, messages.SUCCESS)
        return _to_candidates()

    def _chosen_draft(self, request: HttpRequest) -> int:
        chosen = request.POST.get("draft", "")
        if chosen == _NEW_DRAFT:
            return new_draft(admin_of(request)).pk
        return int(chosen) if chosen.isdecimal() and len(chosen) <= _LONGEST_ID else 0

    def _candidates_page(
        self, request: HttpRequest, typed: dict[str, str] | None = None, refused: str = ""
    ) -> TemplateResponse:
        """The list, with the name typed for one, or with why one was not adopted."""
        found = candidates() if in_force() is not None else []
        context = {
            **self.admin_site.each_context(request),
            "title": "Lifters' own exercises",
            "opts": self.opts,
            "rows": [_row(one, (typed or {}).get(one.key)) for one in found],
            "refused": refused,
            "refused_key": request.POST.get("key", ""),
            "chosen_draft": request.POST.get("draft", ""),
            "drafts": list(CatalogueRelease.objects.drafts().order_by("-pk")),
            "new_draft": _NEW_DRAFT,
            "longest_name": LONGEST_NAME,
            "may_edit": self.may_edit(request),
        }
        return TemplateResponse(request, f"{_TEMPLATES}/candidates.html", context)

    def _merge_page(
        self, request: HttpRequest, found: Candidate, into: RiskEntry
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {found.name} into {into.name}",
            "opts": self.opts,
            "candidate": found,
            "into": into,
            "lifters": _lifters(found.lifters),
        }
        return TemplateResponse(request, f"{_TEMPLATES}/merge.html", context)


def _row(found: Candidate, typed: str | None) -> dict[str, Any]:
    """A candidate as the page shows it, with what was typed of where it goes."""
    meant = found.meant.name if found.meant is not None else ""
    return {
        "candidate": found,
        "muscles": ", ".join(Muscle(muscle).label for muscle in found.muscles),
        "tiers": [(Tier(tier).label, count) for tier, count in found.tiers],
        "typed": meant if typed is None else typed,
    }


def _demand_catalogue() -> None:
    if in_force() is None:
        raise ReleaseError("There is no catalogue in force yet.")


def _unknown(typed: str) -> str:
    if not typed:
        return "Type the name of the exercise to merge into."
    return f"The catalogue in force has no exercise named {typed}."


def _lifters(number: int) -> str:
    return f"{number} lifter{pluralize(number)}"


def _to_candidates() -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{NAME}_candidates"))
