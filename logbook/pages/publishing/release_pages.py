"""Drafts and releases of the catalogue: compared, published with a reason, taken back.

It stands here and not in `programming`, since the page that publishes also says what a draft
does to lifters: `impact` of its context and the block of that name in its template.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from logbook.pages.publishing import impact_lines
from logbook.pages.publishing.candidate_pages import CandidatePages
from logbook.pages.publishing.impact import impact_of
from logbook.pages.publishing.release_files import ReleaseFiles
from logbook.pages.publishing.release_list import NAME, admin_of
from programming.models import CatalogueRelease
from programming.releases.changes import EntryChange, changes_between, changes_of, entries_of
from programming.releases.drafts import content_digest, discard, held
from programming.releases.publish import (
    LONGEST_REASON,
    DraftFaultsError,
    ReleaseError,
    bring_up_to_date,
    faults_of,
    in_force,
    new_draft,
    publish,
    restore,
)
from programming.releases.words import clash_in_words, groups_of, lines_of

_OTHER_CONTENT = (
    "The draft was changed since you opened this page. Look at the changes again, and publish then."
)


class ReasonForm(forms.Form):
    """Why a release is made."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stays with the release and is shown in every exercise's history.",
        error_messages={"required": "Say why: the reason stays with the release."},
    )


@admin.register(CatalogueRelease)
class CatalogueReleaseAdmin(CandidatePages, ReleaseFiles):
    """Drafts and releases: the list, the page of one, and what is done with them."""

    def get_urls(self) -> list[Any]:
        """The pages and actions of drafts and releases before the admin's own."""
        views: dict[str, Callable[..., HttpResponse]] = {
            "publish": self.publish_view,
            "update": self.update_view,
            "discard": self.discard_view,
            "restore": self.restore_view,
        }
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"{NAME}_{name}")
            for name, view in views.items()
        ]
        begin = path("begin/", self.admin_site.admin_view(self.begin_view), name=f"{NAME}_begin")
        return [begin, *own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What a draft or a release changes; of a draft also what is wrong, and how to publish."""
        release = self.get_object(request, unquote(object_id))
        if release is None:
            self.message_user(request, "There is no such release.", messages.WARNING)
            return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        return self._page(request, release, ReasonForm(), extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A release is its own history."""
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[unquote(object_id)]))

    def _page(
        self,
        request: HttpRequest,
        release: CatalogueRelease,
        form: forms.Form,
        extra: dict[str, Any] | None = None,
    ) -> TemplateResponse:
        changes = changes_of(release)
        current = in_force()
        is_outdated = release.is_draft and current is not None and current.pk != release.based_on_id
        chosen = f"draft-{release.pk}" if release.is_draft else release.number
        lines = lines_of(changes)
        context = {
            **self.admin_site.each_context(request),
            "title": str(release),
            "opts": self.opts,
            "release": release,
            "exercises": release.entries.count(),
            "lines": lines,
            "groups": groups_of(lines),
            "faults": faults_of(release, changes) if release.is_draft else [],
            "outdated_by": current if is_outdated else None,
            "table": f"{reverse('admin:programming_riskentry_changelist')}?release={chosen}",
            "may_edit": self.may_edit(request),
            "may_publish": self.may_publish(request),
            "may_restore": self.may_publish(request)
            and not release.is_draft
            and release != current,
            "form": form,
            "seen": content_digest(release) if release.is_draft else "",
            "impact": impact_lines.lines_of(impact_of(changes, timezone.now()))
            if release.is_draft and changes and request.method == "GET"
            else None,
            **(extra or {}),
        }
        return TemplateResponse(request, "admin/programming/cataloguerelease/release.html", context)

    def begin_view(self, request: HttpRequest) -> HttpResponse:
        """Make a draft of what is in force."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _demand(self.may_edit(request))
        draft = new_draft(admin_of(request))
        self.message_user(
            request, f"{draft} was begun. It counts for nobody before you publish it."
        )
        return _to(draft.pk)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a draft in force, or say why not."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _demand(self.may_publish(request))
        form = ReasonForm(request.POST)
        try:
            with held(pk) as draft:
                if not form.is_valid():
                    return self._page(request, draft, form)
                if request.POST.get("seen") != content_digest(draft):
                    raise ReleaseError(_OTHER_CONTENT)
                made = publish(
                    draft,
                    by=admin_of(request),
                    reason=form.cleaned_data["reason"],
                    now=timezone.now(),
                )
        except ReleaseError as refusal:
            self._refuse(request, refusal)
            draft_there = CatalogueRelease.objects.drafts().filter(pk=pk).first()
            return _to(pk) if draft_there is None else self._page(request, draft_there, form)
        self.message_user(request, f"{made} is in force.", messages.SUCCESS)
        return _to(pk)

    def update_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a draft's changes on the release in force, and tell what clashed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _demand(self.may_edit(request))
        try:
            with held(pk) as draft:
                names = {
                    key: entry.name
                    for side in (draft.based_on, in_force(), draft)
                    for key, entry in entries_of(side).items()
                }
                clashes = bring_up_to_date(draft).clashes
        except ReleaseError as refusal:
            self._refuse(request, refusal)
            return _to(pk)
        current = in_force()
        for key, field, ours, theirs in clashes:
            text = f"{names[key]}: {clash_in_words(field, ours, theirs, str(current))}"
            self.message_user(request, text, messages.WARNING)
        self.message_user(request, f"The draft is based on {current} now.", messages.SUCCESS)
        return _to(pk)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then delete a draft."""
        _demand(self.may_edit(request))
        try:
            with held(pk) as draft:
                if request.method != "POST":
                    asked = f"Discard {draft}? What it changes is lost; what is in force stays."
                    return self._confirm(request, draft, "Discard", asked, changes_of(draft), None)
                name = str(draft)
                discard(draft)
        except ReleaseError as refusal:
            self._refuse(request, refusal)
        else:
            self.message_user(request, f"{name} was discarded.", messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why, then publish an earlier release's content as a new release."""
        _demand(self.may_publish(request))
        release = CatalogueRelease.objects.published().filter(pk=pk).first()
        if release is None:
            self._refuse(request, ReleaseError("Only a published release can be brought back."))
            return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                made = restore(
                    release,
                    by=admin_of(request),
                    reason=form.cleaned_data["reason"],
                    now=timezone.now(),
                )
            except ReleaseError as refusal:
                self._refuse(request, refusal)
            else:
                text = f"{made} is in force, with the content of {release}."
                self.message_user(request, text, messages.SUCCESS)
                return _to(made.pk)
        asked = (
            f"Bring {release} back? This makes a new release with its content, for sessions that "
            "start from then on. It would change, against what is in force:"
        )
        changes = changes_between(entries_of(in_force()), entries_of(release))
        return self._confirm(request, release, "Bring it back", asked, changes, form)

    def _confirm(
        self,
        request: HttpRequest,
        release: CatalogueRelease,
        button: str,
        question: str,
        changes: list[EntryChange],
        form: forms.Form | None,
    ) -> TemplateResponse:
        lines = lines_of(changes)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{release}: {button.lower()}",
            "opts": self.opts,
            "release": release,
            "button": button,
            "question": question,
            "lines": lines,
            "groups": groups_of(lines),
            "form": form,
        }
        return TemplateResponse(request, "admin/programming/cataloguerelease/confirm.html", context)

    def _refuse(self, request: HttpRequest, refusal: ReleaseError) -> None:
        faults = refusal.faults if isinstance(refusal, DraftFaultsError) else [str(refusal)]
        for fault in faults:
            self.message_user(request, fault, messages.ERROR)


def _demand(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _to(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[pk]))
