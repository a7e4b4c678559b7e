"""What was done: the list of sessions."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from logbook.models import TrainingSession
from logbook.views.answers import lifter_of

PAGE_SIZE = 20


def _before(text: str) -> dt.datetime | None:
    """The instant a page ends at; anything else is the first page."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """The lifter's sessions, latest first.

    A page starts where the last one ended, so the hundredth costs what the first does.
    """
    sessions = TrainingSession.objects.visible_to(lifter_of(request))
    before = _before(request.GET.get("before", ""))
    if before is not None:
        sessions = sessions.filter(started_at__lt=before)
    rows = list(sessions.with_effort().order_by("-started_at")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    context = {
        "sessions": shown,
        "older": shown[-1].started_at.isoformat() if len(rows) > PAGE_SIZE else "",
        "is_first": before is None,
    }
    return TemplateResponse(request, "logbook/session_list.html", context)
