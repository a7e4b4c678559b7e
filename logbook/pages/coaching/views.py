"""A coach's home, which nobody else has."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from logbook.web.requests import lifter_of


@require_GET
def coaching(request: HttpRequest) -> HttpResponse:
    """What will stand here, and the way to a log of one's own."""
    coach = lifter_of(request)
    if not coach.is_coach:
        raise Http404("Not a coach.")
    return TemplateResponse(request, "logbook/coaching/coaching.html", {"coach": coach})
