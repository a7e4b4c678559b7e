"""Progress, a page of pictures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from logbook.pages.progress.page import read_progress
from logbook.web.requests import lifter_of
from programming.wording import BANDS


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How strength, effort, volume and recovery went over a range of weeks, or over all of them."""
    lifter = lifter_of(request)
    page = read_progress(lifter, request.GET.get("range", ""), now=timezone.now())
    context = {"lifter": lifter, "page": page, "shades": list(enumerate(BANDS.values()))}
    return TemplateResponse(request, "logbook/progress/progress.html", context)
