"""What secret addresses open, and opening and closing them."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_POST, require_safe

from logbook.acts import links as acts
from logbook.log.links import calendar_at
from logbook.pages.programs.calendar import calendar_text
from logbook.web.requests import lifter_of

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
