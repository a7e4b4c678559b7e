"""What was done: the list of sessions."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from logbook.across_sessions import read_across_sessions
from logbook.clock import local_date
from logbook.models import TrainingSession
from logbook.views.answers import lifter_of

PAGE_SIZE = 20


def _before(text: str) -> tuple[dt.datetime, int] | None:
    """Where a page begins: the start and id of the session before it; else the first page."""
    instant, _, session_id = text.partition("~")
    if not (session_id.isascii() and session_id.isdigit() and len(session_id) < 19):
        return None
    try:
        found = dt.datetime.fromisoformat(instant)
        return (found.astimezone(dt.UTC), int(session_id)) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """The lifter's sessions, latest first.

    A page starts where the last one ended, so the hundredth costs what the first does.
    """
    lifter = lifter_of(request)
    sessions = TrainingSession.objects.visible_to(lifter)
    before = _before(request.GET.get("before", ""))
    if before is not None:
        instant, session_id = before
        sessions = sessions.filter(
            Q(started_at__lt=instant) | Q(started_at=instant, pk__lt=session_id),
            started_at__lte=instant,
        )
    rows = list(sessions.with_effort().order_by("-started_at", "-pk")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    last = shown[-1] if len(rows) > PAGE_SIZE else None
    context = {
        "sessions": shown,
        "older": f"{last.started_at.isoformat()}~{last.pk}" if last is not None else "",
        "is_first": before is None,
        "effort": (
            read_across_sessions(lifter, local_date(timezone.now(), lifter.zone))
            if before is None and shown
            else None
        ),
    }
    return TemplateResponse(request, "logbook/session_list.html", context)
