"""What secret addresses open, and opening and closing them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from logbook.acts import links as acts
from logbook.acts.programs import take_program
from logbook.log.links import calendar_at, shared_at
from logbook.log.programs import own_program
from logbook.pages.programs.calendar import calendar_text
from logbook.pages.programs.shared import Shared, read_shared
from logbook.web.requests import lifter_of
from programming.programs.plans import RefusedEditError

_PAGE = "logbook/programs/shared.html"
_MINUTES = 15 * 60


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """What is coming, for the calendar that has the address."""
    feed = calendar_at(token)
    if feed is None:
        raise Http404("No calendar here.")
    text = calendar_text(feed, timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    etag = quote_etag(hashlib.sha256(text).hexdigest())
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={_MINUTES}"
    answer["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A program for whoever has its address, without an account too."""
    found = _shared(token)
    context = {"shared": found, "token": token}
    answer = TemplateResponse(request, _PAGE, context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _shared(token: str) -> Shared:
    opened = shared_at(token)
    if opened is None:
        raise Http404("No program here.")
    return read_shared(opened)


@require_POST
def take(request: HttpRequest, token: str) -> HttpResponse:
    """The program as one of one's own, with exercises that are one's own."""
    lifter = lifter_of(request)
    found = _shared(token)
    try:
        program, made = take_program(lifter, found.plan, found.references)
    except RefusedEditError as error:
        messages.error(request, str(error))
        return redirect("shared_program", token)
    messages.success(request, taken_text(made))
    return redirect("program", program.pk)


def taken_text(made: Sequence[str]) -> str:
    """What became of a plan that was taken over."""
    if not made:
        return "It is yours to follow and to change."
    return (
        f"It is yours to follow and to change. New exercises of your own: {', '.join(made)}. "
        "Until you say what failing them costs, they are treated with care."
    )


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the address of a program of one's own, say who made it, take another address, or close it."""
    lifter = lifter_of(request)
    program = own_program(lifter, pk)
    act = request.POST.get("act", "")
    if act == "open":
        acts.share_program(lifter, pk, shows_name="shows_name" in request.POST)
    elif act == "renew":
        acts.renew_shared(lifter, pk)
        messages.success(request, "A new address. The old one opens nothing any more.")
    elif act == "close":
        acts.unshare_program(lifter, pk)
        messages.success(request, "Closed. The address opens nothing any more.")
    else:
        raise BadRequest("Choose from what is shown.")
    return redirect(reverse("program", args=[program.pk]) + "#share")


@require_POST
def calendar_change(request: HttpRequest) -> HttpResponse:
    """Open the calendar's address, take another one, or close it."""
    lifter = lifter_of(request)
    act = request.POST.get("act", "")
    if act == "open":
        acts.open_calendar(lifter)
    elif act == "renew":
        acts.renew_calendar(lifter)
        messages.success(request, "A new address. The old one opens nothing any more.")
    elif act == "close":
        acts.close_calendar(lifter)
        messages.success(request, "Closed. The address opens nothing any more.")
    else:
        raise BadRequest("Choose from what is shown.")
    return redirect("programs_coming")
