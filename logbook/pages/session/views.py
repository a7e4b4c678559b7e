"""A session's start, its page, and going on with one that ended."""

from __future__ import annotations

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import sessions
from logbook.acts.gyms import move_to_gym
from logbook.log.own import deleted_set, own_session
from logbook.log.workouts import workout_for
from logbook.pages.session.answers import screen_page
from logbook.web.addresses import session_url
from logbook.web.requests import chosen_in, is_htmx, lifter_of, row_id


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
    gym = _gym_in(request)
    session = sessions.start_session(lifter, key=key, workout=workout, gym=gym, now=timezone.now())
    if workout is None and not session.exercises.exists():
        return redirect("exercise_pick", session.pk)
    return redirect(session_url(session.pk))


def _gym_in(request: HttpRequest) -> int | None:
    """The gym that was chosen, None for the last used. Raises `BadRequest` for what is none."""
    if not (wanted := request.POST.get("gym", "")):
        return None
    if (chosen := row_id(wanted)) is None:
        raise BadRequest("Choose a gym from the list.")
    return chosen


@require_POST
def session_gym(request: HttpRequest, session_id: int) -> HttpResponse:
    """Say that the session is at another gym: loads that can be made there are suggested."""
    lifter = lifter_of(request)
    own_session(lifter, session_id)
    if (gym := _gym_in(request)) is None:
        raise BadRequest("Choose a gym from the list.")
    session = move_to_gym(lifter, session_id, gym)
    return screen_page(request, session) if is_htmx(request) else redirect(session_url(session.pk))


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
        said=chosen_in(request, "said"),
        deleted=None if gone is None else deleted_set(lifter, session, gone),
    )


@require_POST
def session_reopen(request: HttpRequest, session_id: int) -> HttpResponse:
    """Go on with a session that was ended."""
    sessions.reopen_session(lifter_of(request), session_id)
    return redirect(session_url(session_id))
