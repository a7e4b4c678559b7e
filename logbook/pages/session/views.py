"""A session's start, its page, and going on with one that ended."""

from __future__ import annotations

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import sessions
from logbook.log.own import deleted_set, own_session
from logbook.log.workouts import workout_for
from logbook.pages.session.answers import screen_page
from logbook.web.addresses import session_url
from logbook.web.requests import chosen_in, lifter_of, row_id


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
        if (chosen := row_id(wanted)) is None:
            raise BadRequest("Choose a workout from the list.")
        workout = workout_for(lifter, chosen)
    session = sessions.start_session(lifter, key=key, workout=workout, now=timezone.now())
    if workout is None and not session.exercises.exists():
        return redirect("exercise_pick", session.pk)
    return redirect(session_url(session.pk))


@require_GET
def session_detail(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session: every set, saved or to come, with its target."""
    lifter = lifter_of(request)
    session = own_session(lifter, session_id)
    gone = chosen_in(request, "deleted")
    return screen_page(
        request,
        session,
        chosen=chosen_in(request, "exercise"),
        editing=chosen_in(request, "edit"),
        deleted=None if gone is None else deleted_set(lifter, session, gone),
    )


@require_POST
def session_reopen(request: HttpRequest, session_id: int) -> HttpResponse:
    """Go on with a session that was ended."""
    sessions.reopen_session(lifter_of(request), session_id)
    return redirect(session_url(session_id))
