"""Bringing one's history in: the file, what it is, and the way back."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts.imports import OtherImportError
from logbook.acts.imports_undone import TooLateError, can_be_undone, take_back
from logbook.log.imports import job_of, run_of, runs_of, upload_of
from logbook.models import ImportRun, ImportUpload, User
from logbook.pages.transfer import acts
from logbook.pages.transfer.account_views import account_file
from logbook.pages.transfer.formats.account_json import MOST_BYTES as MOST_ACCOUNT_BYTES
from logbook.pages.transfer.formats.account_json import is_account
from logbook.pages.transfer.formats.generic import TEMPLATE
from logbook.pages.transfer.formats.tables import MOST_BYTES
from logbook.pages.transfer.formats.values import NotReadError
from logbook.pages.transfer.importing import Read, bring, read_once
from logbook.pages.transfer.page import (
    AskedName,
    Preview,
    answers_from,
    names_asked,
    read_preview,
    remember,
    said,
)
from logbook.pages.transfer.progress import progress_of
from logbook.pages.transfer.progress_views import queued
from logbook.web.fields import zone_field
from logbook.web.requests import lifter_of


@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest) -> HttpResponse:
    """Choose a file; what was brought in before."""
    lifter = lifter_of(request)
    fault, status = "", HTTPStatus.OK
    if request.method == "POST":
        file = request.FILES.get("file")
        fault = _refused(file)
        if not fault and isinstance(file, UploadedFile):
            now = timezone.now()
            acts.keep_upload(lifter, file.read(), str(file.name or "file"), now=now)
            return redirect("import_file")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "fault": fault,
        "upload": upload_of(lifter),
        "runs": runs_of(lifter),
        "progress": progress_of(lifter, timezone.now()),
    }
    return TemplateResponse(request, "logbook/transfer/import_start.html", context, status=status)


def _refused(file: object) -> str:
    """Why a file is not even looked at, in a sentence; empty where it is."""
    if not isinstance(file, UploadedFile):
        return "Choose the file your app exported."
    begins = file.read(16)
    file.seek(0)
    most = MOST_ACCOUNT_BYTES if is_account(begins) else MOST_BYTES
    if (file.size or 0) > most:
        return f"The file is larger than {most // 1_000_000} MB."
    return ""


@require_GET
def import_template(_request: HttpRequest) -> HttpResponse:
    """The table to put the sets of any other app into: its header alone."""
    response = HttpResponse(TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="repstack-template.csv"'
    return response


@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """What the file is, what only the lifter can say of it, and bringing it in."""
    lifter, now = lifter_of(request), timezone.now()
    upload = upload_of(lifter)
    if upload is None:
        return redirect("import_start")
    if (job := job_of(lifter)) is not None and job.is_open and job.key == upload.key:
        return redirect("import_progress")
    if not _is_meant(request, upload):
        messages.info(request, "Another file was chosen since. This is what is in it.")
        return redirect("import_file")
    content = acts.content_of(upload)
    if is_account(content):
        return account_file(request, lifter, upload, content)
    read = None
    if request.method == "POST":
        read, names = _asked(lifter, content, upload)
        answers = said(request.POST.dict(), names, upload.answers)
        # Where it is gone, another tab brought it in or let go of it: that is shown.
        if not acts.keep_answers(lifter, upload, answers) or request.POST.get("act") != "import":
            return redirect("import_file")
    preview = read_preview(lifter, content, upload.answers, now=now, before=read)
    if request.method == "POST" and preview.is_ready:
        if preview.looked.before.added_sets > settings.IMPORT_AT_ONCE_SETS:
            return queued(request, lifter, upload)
        return _brought(request, lifter, upload, preview)
    is_refused = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    context = {
        "upload": upload,
        "preview": preview,
        "zone": _zones(preview),
        "is_refused": is_refused,
    }
    return TemplateResponse(request, "logbook/transfer/import_file.html", context, status=status)


def _asked(
    lifter: User, content: bytes, upload: ImportUpload
) -> tuple[Read | None, tuple[AskedName, ...]]:
    """The file as it is read so far, and the names its form asked about; none where it is not read."""
    try:
        found = read_once(content, answers_from(upload.answers))
    except NotReadError:
        return None, ()
    return found, names_asked(lifter, found.reading, upload.answers)


def _is_meant(request: HttpRequest, upload: ImportUpload) -> bool:
    """Whether a form is about the file that is looked at now: another tab may have chosen one since."""
    return request.POST.get("file", str(upload.key)) == str(upload.key)


def _zones(preview: Preview) -> SafeString:
    """The list of time zones, with the one that is taken."""
    field = zone_field(preview.looked.zone)
    attrs = {"id": "zone", "class": "form-select"}
    field.widget.choices = field.choices
    drawn: SafeString = field.widget.render("zone", preview.looked.zone, attrs)
    return drawn


def _brought(
    request: HttpRequest, lifter: User, upload: ImportUpload, preview: Preview
) -> HttpResponse:
    """Bring the file in and show what was done."""
    looked = preview.looked
    try:
        done = bring(lifter, looked, key=upload.key, now=timezone.now())
    except OtherImportError as other:
        messages.error(request, str(other))
        return redirect("import_file")
    remember(lifter, looked, upload.answers)
    acts.forget_upload(lifter, upload)
    if done.run is None:
        messages.info(request, "Nothing was added: everything in this file is here already.")
        return redirect("import_start")
    return redirect("import_run", done.run.pk)


@require_POST
def import_forget(request: HttpRequest) -> HttpResponse:
    """Let go of the file."""
    lifter = lifter_of(request)
    upload = upload_of(lifter)
    if upload is not None and _is_meant(request, upload):
        acts.forget_upload(lifter, upload)
    return redirect("import_start")


@require_GET
def import_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """What an import did, and the way back."""
    run = _run(request, run_id)
    first, last = (dt.date.fromisoformat(run.report[name]) for name in ("first_date", "last_date"))
    context = {
        "run": run,
        "first": first,
        "last": last,
        "can_undo": can_be_undone(run, timezone.now()),
    }
    return TemplateResponse(request, "logbook/transfer/import_run.html", context)


@require_POST
def import_undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take an import back."""
    run = _run(request, run_id)
    try:
        take_back(lifter_of(request), run.pk, now=timezone.now())
    except TooLateError:
        messages.error(request, "This import can no longer be undone.")
    return redirect("import_run", run.pk)


def _run(request: HttpRequest, run_id: int) -> ImportRun:
    """An import of the lifter's own. Raises `Http404`."""
    run = run_of(lifter_of(request), run_id)
    if run is None:
        raise Http404("Not an import of yours.")
    return run
