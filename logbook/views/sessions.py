"""Today, the check-in, and a session from its start to its end."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from logbook.clock import local_date
from logbook.fatigue import advice_of, deload_card, is_deload_on
from logbook.forms.people import CheckInForm, SessionForm
from logbook.models import Set
from logbook.next_time import read_next
from logbook.operations import sessions as operations
from logbook.plan import next_workout, plan_of, workouts_for
from logbook.readiness import day_of, state_of
from logbook.review import read_review
from logbook.review_chart import PLACES_AT
from logbook.review_records import read_records
from logbook.views.answers import is_htmx, lifter_of, screen_page, session_url, swaps_into
from logbook.week_cards import week_cards, weeks_read_from
from programming.choices import ReadinessState
from programming.models import Workout


def _chosen(request: HttpRequest, name: str) -> int | None:
    """A row named in the query; anything that is no id names none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What to do now, how hard, and how the lifter is."""
    if not lifter_of(request).is_welcomed:
        return redirect("welcome")
    return _today(request)


def _today(request: HttpRequest, fragment: str = "") -> HttpResponse:
    lifter, now = lifter_of(request), timezone.now()
    today = local_date(now, lifter.zone)
    check_in = operations.check_in_of(lifter, today)
    workouts = workouts_for(lifter)
    chosen = _chosen(request, "workout")
    upcoming = next_workout(lifter, workouts)
    workout = next((one for one in workouts if one.pk == chosen), upcoming)
    advice = advice_of(lifter)
    plan, week = plan_of(
        lifter,
        workout,
        check_in,
        is_deload=is_deload_on(advice, today),
        now=now,
        week_since=weeks_read_from(today),
    )
    context = {
        "lifter": lifter,
        "today": today,
        "running": operations.running_session(lifter),
        "workouts": workouts,
        "is_next": workout == upcoming,
        "plan": plan,
        "start_key": uuid.uuid4(),
        "free_key": uuid.uuid4(),
        "day": day_of(lifter, check_in),
        "deload": deload_card(advice, today),
        "week": week_cards(
            lifter,
            week,
            readiness=check_in.state if check_in is not None else ReadinessState.GREEN,
            planned=plan.muscles if plan is not None else [],
            now=now,
        ),
    }
    return TemplateResponse(request, f"logbook/today.html{fragment}", context)


@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """Record how the lifter is; with a session running, on a page that leads back to it.

    To htmx a tap answers what it changed on the page it was made on, Today or this one's own.
    """
    lifter, now = lifter_of(request), timezone.now()
    session_id = _chosen(request, "session")
    if request.method == "POST":
        form = CheckInForm(request.POST)
        if not form.is_valid():
            raise BadRequest("Choose from the answers shown.")
        taken = operations.check_in(lifter, form.entry, now=now)
        back = _back(request, session_id)
        if not is_htmx(request):
            return redirect(back)
        if "done" in request.GET:
            return HttpResponseClientRedirect(back)
        if not swaps_into(request, "effect"):
            return _today(request, "#checked_in")
        return TemplateResponse(
            request, "logbook/check_in.html#checked_in", {"day": day_of(lifter, taken)}
        )
    found = operations.check_in_of(lifter, local_date(now, lifter.zone))
    here = {"session": session_id} if session_id is not None else {}
    context = {
        "session_id": session_id,
        "back": _back(request, session_id),
        "here": f"{request.path}?{urlencode(here)}",
        "leave": f"{request.path}?{urlencode({**here, 'done': 1})}",
        "day": day_of(lifter, found),
    }
    return TemplateResponse(request, "logbook/check_in.html", context)


def _back(request: HttpRequest, session_id: int | None) -> str:
    """Where a check-in was asked for: the session, else Today with the workout chosen there."""
    if session_id is not None:
        return session_url(session_id)
    workout = _chosen(request, "workout")
    return reverse("today") + (f"?workout={workout}" if workout is not None else "")


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
    session = operations.start_session(lifter, key=key, workout=workout, now=timezone.now())
    if workout is None and not session.exercises.exists():
        return redirect("exercise_pick", session.pk)
    return redirect(session_url(session.pk))


@require_GET
def session_detail(request: HttpRequest, session_id: int) -> HttpResponse:
    """The session: every set, saved or to come, with its target."""
    lifter = lifter_of(request)
    session = operations.own_session(lifter, session_id)
    deleted = None
    if (gone := _chosen(request, "deleted")) is not None:
        deleted = (
            Set.objects.visible_to(lifter)
            .filter(pk=gone, session=session)
            .exclude(deleted_at=None)
            .first()
        )
    return screen_page(
        request,
        session,
        chosen=_chosen(request, "exercise"),
        editing=_chosen(request, "edit"),
        deleted=deleted,
    )


@require_POST
def session_finish(request: HttpRequest, session_id: int) -> HttpResponse:
    """End the session and show how it went."""
    operations.finish_session(lifter_of(request), session_id, now=timezone.now())
    return redirect("session_review", session_id)


@require_POST
def session_reopen(request: HttpRequest, session_id: int) -> HttpResponse:
    """Go on with a session that was ended."""
    operations.reopen_session(lifter_of(request), session_id)
    return redirect(session_url(session_id))


@require_GET
def session_review(request: HttpRequest, session_id: int) -> HttpResponse:
    """Whether effort matched the plan, set by set."""
    lifter = lifter_of(request)
    session = operations.own_session(lifter, session_id)
    review = read_review(lifter, session)
    context = {
        "session": session,
        "lifter": lifter,
        "review": review,
        "records": read_records(lifter, session, review.exercises),
        "next": read_next(
            lifter,
            session,
            [(one.item, [row.row for row in one.rows]) for one in review.exercises],
            today=local_date(timezone.now(), lifter.zone),
        ),
        "places": PLACES_AT,
        "day_state": state_of(session.check_in),
    }
    return TemplateResponse(request, "logbook/session_review.html", context)


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_id: int) -> HttpResponse:
    """Name, note and times of a session."""
    lifter, now = lifter_of(request), timezone.now()
    session = operations.own_session(lifter, session_id)
    form = SessionForm(request.POST or None, session=session, now=now)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                operations.edit_session(
                    lifter, session_id, version=form.cleaned_data["version"], entry=form.entry
                )
            except operations.SessionChangedError as error:
                form = form.against(error.saved)
                status = HTTPStatus.CONFLICT
            else:
                return redirect(session_url(session_id))
    context = {"session": session, "form": form}
    return render(request, "logbook/session_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def session_delete(request: HttpRequest, session_id: int) -> HttpResponse:
    """Delete a session, after asking once."""
    lifter = lifter_of(request)
    session = operations.own_session(lifter, session_id)
    if request.method == "POST":
        operations.delete_session(lifter, session_id)
        return redirect("session_list")
    count = session.sets.filter(deleted_at=None).count()
    return TemplateResponse(
        request, "logbook/session_delete.html", {"session": session, "count": count}
    )
