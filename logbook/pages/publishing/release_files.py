"""The catalogue as a file: any release or draft downloaded as CSV, and a CSV made a new draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from logbook.pages.publishing.release_list import NAME, ReleaseList, admin_of
from programming.datafiles import DataFileError
from programming.models import CatalogueRelease
from programming.releases.catalogue_csv import LARGEST, draft_of, written
from programming.releases.publish import ReleaseError

_MOST_SHOWN = 1_000


class UploadForm(forms.Form):
    """The file of a new draft."""

    file = forms.FileField(
        label="CSV file",
        allow_empty_file=True,
        help_text=(
            f"In UTF-8, at most {LARGEST // 1024**2} MB, with the columns of a downloaded one. "
            "It becomes a new draft; exercises that are not in the file are not in the draft."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a CSV file."},
    )


class ReleaseFiles(ReleaseList):
    """Releases and drafts out to files, and files in as drafts."""

    def get_urls(self) -> list[Any]:
        """The two pages before the list's own."""
        wrapped = self.admin_site.admin_view
        return [
            path("upload/", wrapped(self.upload_view), name=f"{NAME}_upload"),
            path("<int:pk>/csv/", wrapped(self.csv_view), name=f"{NAME}_csv"),
            *super().get_urls(),
        ]

    def csv_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A release or a draft as CSV."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        release = CatalogueRelease.objects.filter(pk=pk).first()
        if release is None:
            self.message_user(request, "There is no such release.", messages.WARNING)
            return HttpResponseRedirect(reverse(f"admin:{NAME}_changelist"))
        name = f"exercises-{str(release).lower().replace(' ', '-')}.csv"
        return HttpResponse(
            written(release),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, and make a draft of it or say everything that is wrong with it."""
        if not self.may_edit(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        faults: tuple[str, ...] = ()
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                draft, differences = draft_of(
                    # One more than allowed tells that it is too large.
                    file.read(LARGEST + 1),
                    admin_of(request),
                    file.name or "The file",
                )
            except DataFileError as refusal:
                faults = refusal.faults
            except ReleaseError as refusal:
                faults = (str(refusal),)
            else:
                text = f"{draft} has the content of {file.name}. Look at what it changes below."
                self.message_user(request, text, messages.SUCCESS)
                if differences:
                    self.message_user(request, str(differences), messages.WARNING)
                return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[draft.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Upload a CSV",
            "opts": self.opts,
            "form": form,
            "faults": faults[:_MOST_SHOWN],
            "more": len(faults[_MOST_SHOWN:]),
        }
        return TemplateResponse(request, "admin/programming/cataloguerelease/upload.html", context)
