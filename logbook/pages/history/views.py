"""What was done: the list of sessions, and finding one."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from logbook.acts import sessions
from logbook.clock import local_date
from logbook.log.own import own_session
from logbook.log.sessions import page_of_sessions
from logbook.pages.history.adherence import read_across_sessions
from logbook.pages.history.calendar import read_calendar
from logbook.pages.history.finding import read_find
from logbook.pages.history.forms import SessionForm
from logbook.pages.history.notes import read_notes
from logbook.web.addresses import page_begin, page_begin_in, session_url
from logbook.web.requests import lifter_of


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """The lifter's sessions, latest first.

    A page starts where the last one ended, so the hundredth costs what the first does.
    """
    lifter = lifter_of(request)
    before = page_begin_in(request.GET.get("before", ""))
    shown, last = page_of_sessions(lifter, before)
    today = local_date(timezone.now(), lifter.zone)
    is_begin = before is None and bool(shown)
    context = {
        "sessions": shown,
        "older": page_begin(last.started_at, last.pk) if last is not None else "",
        "is_first": before is None,
        "effort": read_across_sessions(lifter, today) if is_begin else None,
        "calendar": (
            read_calendar(lifter, request.GET.get("range", ""), today) if is_begin else None
        ),
    }
    return TemplateResponse(request, "logbook/history/session_list.html", context)


@require_GET
def session_find(request: HttpRequest) -> HttpResponse:
    """Sessions of an exercise, a workout, some days, or that went some way; kept in the address."""
    page = read_find(lifter_of(request), request.GET.dict())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.form.errors else HTTPStatus.OK
    context = {"page": page, "form": page.form}
    template = "logbook/history/session_find.html"
    return TemplateResponse(request, template, context, status=status)


@require_GET
def session_notes(request: HttpRequest) -> HttpResponse:
    """Search in the notes of sessions, exercises and sets."""
    page = read_notes(lifter_of(request), request.GET.get("q", ""), request.GET.get("before", ""))
    return TemplateResponse(request, "logbook/history/session_notes.html", {"page": page})


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_id: int) -> HttpResponse:
    """Name, note and times of a session."""
    lifter, now = lifter_of(request), timezone.now()
    session = own_session(lifter, session_id)
    form = SessionForm(request.POST or None, session=session, now=now)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                sessions.edit_session(
                    lifter, session_id, version=form.cleaned_data["version"], entry=form.entry
                )
            except sessions.SessionChangedError as error:
                form = form.against(error.saved)
                status = HTTPStatus.CONFLICT
            else:
                return redirect(session_url(session_id))
    context = {"session": session, "form": form}
    return render(request, "logbook/history/session_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def session_delete(request: HttpRequest, session_id: int) -> HttpResponse:
    """Delete a session, after asking once."""
    lifter = lifter_of(request)
    session = own_session(lifter, session_id)
    if request.method == "POST":
        sessions.delete_session(lifter, session_id)
        return redirect("session_list")
    count = session.sets.live().count()
    return TemplateResponse(
        request, "logbook/history/session_delete.html", {"session": session, "count": count}
    )
