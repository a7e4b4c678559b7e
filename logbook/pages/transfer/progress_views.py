"""An import in the background: beginning it, how far it is, stopping it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts.import_jobs import let_go, queue
from logbook.choices import JobState
from logbook.log.imports import job_of, upload_of
from logbook.models import ImportUpload, User
from logbook.pages.transfer import acts
from logbook.pages.transfer.progress import progress_of
from logbook.pages.transfer.tasks import bring_file
from logbook.web.requests import is_htmx, lifter_of


def queued(request: HttpRequest, lifter: User, upload: ImportUpload) -> HttpResponse:
    """Have the file brought in in the background, and show how far it is."""
    if not queue(lifter, upload, bring_file.enqueue, timezone.now()):
        messages.info(request, "Another file is being brought in. Wait for it, or stop it first.")
    return redirect("import_progress")


@require_GET
def import_progress(request: HttpRequest) -> HttpResponse:
    """How far it is: a page, and the part of it that asks again."""
    lifter = lifter_of(request)
    progress = progress_of(lifter, timezone.now())
    if progress is None:
        return redirect("import_start")
    name = "logbook/transfer/import_progress.html"
    if is_htmx(request):
        name += "#progress"
    response = TemplateResponse(request, name, {"progress": progress})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def import_stop(request: HttpRequest) -> HttpResponse:
    """Let go of an import that has not ended, with its file: nothing of it was added then.

    Whoever comes too late is told so, and led to the way back.
    """
    lifter = lifter_of(request)
    job = job_of(lifter)
    if job is None:
        return redirect("import_start")
    if let_go(lifter):
        upload = upload_of(lifter)
        if upload is not None and upload.key == job.key:
            acts.forget_upload(lifter, upload)
        messages.success(request, "Stopped. Nothing of the file was added.")
        return redirect("import_start")
    job = job_of(lifter)
    if job is None or job.state != JobState.DONE:
        return redirect("import_progress")
    if job.run is None:
        messages.info(request, "It had finished before you stopped it.")
        return redirect("import_progress")
    messages.info(
        request,
        f"It had finished before you stopped it: {job.run.report['added_sets']:,} sets are in your log. "
        "You can undo it here.",
    )
    return redirect("import_run", job.run.pk)
