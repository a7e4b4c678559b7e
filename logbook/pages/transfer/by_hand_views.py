"""Sessions of a paper log, typed afterwards: read like a file, looked at like a file, undone like one."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from logbook.log.imports import upload_of
from logbook.models import User
from logbook.pages.transfer import acts
from logbook.pages.transfer.formats.paper import begun, typed
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import NotReadError
from logbook.web.requests import lifter_of

# A year of paper, with room to spare; a longer one is a file.
_LONGEST = 200_000
_MOST_FAULTS = 20


@require_http_methods(["GET", "POST"])
def import_by_hand(request: HttpRequest) -> HttpResponse:
    """Type what stands on paper; what cannot be read is named by its line, and the text stays."""
    lifter = lifter_of(request)
    if request.method != "POST":
        return _page(request, _typed_before(lifter), [])
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    faults = _faults(text, lifter.unit)
    if faults:
        return _page(request, text, faults, HTTPStatus.UNPROCESSABLE_ENTITY)
    content = begun(text, lifter.unit)
    acts.keep_upload(lifter, content, "Typed by hand", now=timezone.now())
    return redirect("import_file")


def _faults(text: str, unit: str) -> list[tuple[int, str]]:
    """What stands in the way, with its line among those that were typed."""
    if len(text) > _LONGEST:
        return [(1, f"Type at most {_LONGEST:,} characters at once.")]
    try:
        return read(begun(text, unit)).errors
    except NotReadError as refused:
        return [(refused.line, refused.reason)]


def _typed_before(lifter: User) -> str:
    """What was typed and is not brought in yet."""
    upload = upload_of(lifter)
    return (typed(acts.content_of(upload).decode(errors="replace")) if upload else None) or ""


def _page(
    request: HttpRequest, text: str, faults: list[tuple[int, str]], status: int = HTTPStatus.OK
) -> HttpResponse:
    more = max(0, len(faults) - _MOST_FAULTS)
    context = {"text": text, "faults": faults[:_MOST_FAULTS], "more_faults": more}
    return TemplateResponse(request, "logbook/transfer/import_by_hand.html", context, status=status)
