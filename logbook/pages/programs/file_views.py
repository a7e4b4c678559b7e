"""A program as a file: downloaded, and uploaded as one of one's own."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from logbook.acts.programs import take_program
from logbook.log.links import shared_at
from logbook.log.programs import program_for
from logbook.pages.programs.link_views import taken_text
from logbook.pages.programs.shared import read_shared
from logbook.web.requests import lifter_of
from programming.catalogue.entries import current_release, entries_for
from programming.exchange.document import (
    MOST_BYTES,
    Document,
    Fault,
    RefusedDocumentError,
    read_document,
    schema_text,
)
from programming.exchange.exercises import Reference, exercises_in
from programming.exchange.writing import document_text
from programming.models import Program
from programming.programs.plans import Plan, RefusedEditError

_A_DAY = 24 * 3600


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A program the lifter may follow, as a file."""
    lifter = lifter_of(request)
    program = program_for(lifter, pk)
    plan = Plan.of(program)
    entries = entries_for(exercises_in(plan), current_release(), lifter)
    references = {key: Reference.of(entry) for key, entry in entries.items()}
    return _file(program, document_text(plan, references))


@require_safe
def shared_download(request: HttpRequest, token: str) -> HttpResponse:
    """A shared program as a file, without an account too."""
    opened = shared_at(token)
    if opened is None:
        raise Http404("No program here.")
    found = read_shared(opened)
    answer = _file(found.program, document_text(found.plan, found.references))
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _file(program: Program, text: bytes) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/json")
    name = slugify(program.name)[:60] or "program"
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The published schema of a program file."""
    answer = HttpResponse(schema_text(), content_type="application/schema+json")
    answer["Cache-Control"] = f"public, max-age={_A_DAY}"
    return answer


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A program from a file, as one of the lifter's own."""
    if request.method == "GET":
        return _page(request)
    try:
        document = _read(request)
    except RefusedDocumentError as refused:
        return _page(request, refused.faults)
    try:
        program, made = take_program(lifter_of(request), document.plan, document.references)
    except RefusedEditError as error:
        return _page(request, [Fault("", str(error))])
    messages.success(request, taken_text(made))
    return redirect("program", program.pk)


def _read(request: HttpRequest) -> Document:
    """The program of the file that came. Raises `RefusedDocumentError`."""
    file = request.FILES.get("file")
    if file is None:
        raise RefusedDocumentError([Fault("", "Choose a file first.")])
    # One byte more than it may have tells one that is larger from one that is not.
    return read_document(file.read(MOST_BYTES + 1))


def _page(request: HttpRequest, faults: tuple[Fault, ...] | list[Fault] = ()) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    context = {"faults": faults}
    return TemplateResponse(request, "logbook/programs/upload.html", context, status=status)
