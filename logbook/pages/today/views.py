"""Home, Today, the other workouts, the check-in, and what a lifter answers to a deload."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from logbook.acts import check_ins
from logbook.acts.deload import (
    DeloadTooSoonError,
    end_deload,
    refuse_deload,
    start_deload,
    take_refusal_back,
)
from logbook.choices import Home
from logbook.clock import local_date
from logbook.log.programs import course_of
from logbook.log.readiness import check_in_of
from logbook.log.workouts import startable, turn_of
from logbook.pages.today.day import day_of
from logbook.pages.today.deload import deload_offer
from logbook.pages.today.forms import CheckInForm
from logbook.pages.today.page import read_today
from logbook.web.addresses import session_url
from logbook.web.homes import ADDRESSES, home_of
from logbook.web.requests import chosen_in, is_htmx, lifter_of, swaps_into


@require_POST
def deload_refuse(request: HttpRequest) -> HttpResponse:
    """Not now: the suggestion is silent for some days."""
    lifter = lifter_of(request)
    refuse_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    return redirect("today")


@require_GET
def deload(request: HttpRequest) -> HttpResponse:
    """An easy week without a sign for it: how it is done, and from when on it may begin."""
    return _deload_page(request)


def _deload_page(request: HttpRequest, status: int = HTTPStatus.OK) -> HttpResponse:
    lifter = lifter_of(request)
    context = {"offer": deload_offer(lifter, local_date(timezone.now(), lifter.zone))}
    return TemplateResponse(request, "logbook/today/deload.html", context, status=status)


@require_POST
def deload_start(request: HttpRequest) -> HttpResponse:
    """Deload from today on; too soon after the last one it says when it is possible again."""
    lifter = lifter_of(request)
    try:
        start_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    except DeloadTooSoonError:
        return _deload_page(request, HTTPStatus.CONFLICT)
    return redirect("today")


@require_POST
def deload_end(request: HttpRequest) -> HttpResponse:
    """Train as usual again, before the deload is over."""
    lifter = lifter_of(request)
    end_deload(lifter, today=local_date(timezone.now(), lifter.zone))
    return redirect("today")


@require_POST
def deload_again(request: HttpRequest) -> HttpResponse:
    """Take the refusal back."""
    take_refusal_back(lifter_of(request))
    return redirect("today")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where the person begins. Today itself for who trains: a redirect is a wait on a gym's signal."""
    begins = home_of(lifter_of(request))
    return today(request) if begins == Home.TRAINING else redirect(ADDRESSES[begins])


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What to do now, how hard, and how the lifter is."""
    # Asked here and not in a middleware, which would look at every request.
    if not lifter_of(request).is_welcomed:
        return redirect("welcome")
    return _today(request)


def _today(request: HttpRequest, fragment: str = "") -> HttpResponse:
    page = read_today(lifter_of(request), now=timezone.now(), chosen=chosen_in(request, "workout"))
    # Both ways to start have a key each, so that a double tap starts one session.
    context = {**page.context(), "start_key": uuid.uuid4(), "free_key": uuid.uuid4()}
    return TemplateResponse(request, f"logbook/today/today.html{fragment}", context)


@require_GET
def workouts(request: HttpRequest) -> HttpResponse:
    """Every workout there is to start: Today shows the one that is chosen."""
    lifter = lifter_of(request)
    found = list(startable(lifter).prefetch_related("planned"))
    today = local_date(timezone.now(), lifter.zone)
    course = course_of(lifter, today)
    due = course.next(today) if course is not None else None
    if course is not None:
        found.sort(key=lambda one: one.block.program_id != course.program.pk)
    context = {
        "workouts": found,
        "followed": course.program if course is not None else None,
        "next": due.workout if due is not None else turn_of(lifter, found).next,
        "chosen": chosen_in(request, "workout"),
        "free_key": uuid.uuid4(),
    }
    return TemplateResponse(request, "logbook/today/workouts.html", context)


@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """Record how the lifter is; with a session running, on a page that leads back to it.

    To htmx a tap answers what it changed on the page it was made on, Today or this one's own.
    """
    lifter, now = lifter_of(request), timezone.now()
    session_id = chosen_in(request, "session")
    if request.method == "POST":
        form = CheckInForm(request.POST)
        if not form.is_valid():
            raise BadRequest("Choose from the answers shown.")
        taken = check_ins.check_in(lifter, form.entry, now=now)
        back = _back(request, session_id)
        if not is_htmx(request):
            return redirect(back)
        if "done" in request.GET:
            return HttpResponseClientRedirect(back)
        if not swaps_into(request, "effect"):
            return _today(request, "#checked_in")
        return TemplateResponse(
            request, "logbook/today/check_in.html#checked_in", {"day": day_of(lifter, taken)}
        )
    found = check_in_of(lifter, local_date(now, lifter.zone))
    here = {"session": session_id} if session_id is not None else {}
    context = {
        "session_id": session_id,
        "back": _back(request, session_id),
        "here": f"{request.path}?{urlencode(here)}",
        "leave": f"{request.path}?{urlencode({**here, 'done': 1})}",
        "day": day_of(lifter, found),
    }
    return TemplateResponse(request, "logbook/today/check_in.html", context)


def _back(request: HttpRequest, session_id: int | None) -> str:
    """Where a check-in was asked for: the session, else Today with the workout chosen there."""
    if session_id is not None:
        return session_url(session_id)
    workout = chosen_in(request, "workout")
    return reverse("today") + (f"?workout={workout}" if workout is not None else "")
