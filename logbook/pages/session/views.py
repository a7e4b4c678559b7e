"""Today, the check-in, and a session from its start to its end."""

from __future__ import annotations

import uuid

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import sessions
from logbook.log.own import own_session
from logbook.models import Set
from logbook.pages.session.answers import screen_page
from logbook.web.addresses import session_url
from logbook.web.requests import chosen_in, lifter_of
from programming.models import Workout


@require_POST
def session_start(request: HttpRequest) -> HttpResponse:
    """Start the chosen workout, or a free session; a double tap starts one."""
    lifter = lifter_of(request)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise BadRequest("Reload the page and start again.") from error
    workout = None
    if wanted := request.POST.get("workout", ""):
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
            raise BadRequest("Choose a workout from the list.")
        workout = get_object_or_404(
            Workout.objects.filter(Q(owner=None) | Q(owner=lifter)), pk=int(wanted)
        )
    session = sessions.start_session(lifter, key=key, workout=workout, now=timezone.now())
    if workout is None and not session.exercises.exists():
        return redirect("exercise_pick", session.pk)
    return redirect(session_url(session.pk))


@require_GET
def session_detail(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session: every set, saved or to come, with its target."""
    lifter = lifter_of(request)
    session = own_session(lifter, session_id)
    deleted = None
    if (gone := chosen_in(request, "deleted")) is not None:
        deleted = (
            Set.objects.visible_to(lifter)
            .filter(pk=gone, session=session)
            .exclude(deleted_at=None)
            .first()
        )
    return screen_page(
        request,
        session,
        chosen=chosen_in(request, "exercise"),
        editing=chosen_in(request, "edit"),
        deleted=deleted,
    )


@require_POST
def session_finish(request: HttpRequest, session_id: int) -> HttpResponse:
    """End the session and show how it went."""
    sessions.finish_session(lifter_of(request), session_id, now=timezone.now())
    return redirect("session_review", session_id)


@require_POST
def session_reopen(request: HttpRequest, session_id: int) -> HttpResponse:
    """Go on with a session that was ended."""
    sessions.reopen_session(lifter_of(request), session_id)
    return redirect(session_url(session_id))
