"""A coach's notices, and whether they want the weekly mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import coach_list as acts
from logbook.acts.looks import write_down_look
from logbook.choices import Looked
from logbook.log.coach_list import list_of
from logbook.log.coaching import links_of_coach
from logbook.log.notices import notices_of
from logbook.web.requests import coach_of
from logbook.wording.coach_changes import state_of, title_of


@require_GET
def coaching_notices(request: HttpRequest) -> HttpResponse:
    """What athletes answered, kept and refused, and which links began or ended."""
    coach, now = coach_of(request), timezone.now()
    kept = list_of(coach)
    found = notices_of(coach, list(links_of_coach(coach)), kept)
    for shown, what in ((found.answers, Looked.SESSION), (found.settled, Looked.PROGRAM)):
        keys = list({one.athlete_id for one in shown})
        if keys and len(write_down_look(coach, keys, what, now=now)) < len(keys):
            # Somebody ended it in this instant: read again, without them.
            return redirect("coaching_notices")
    context = {
        "coach": coach,
        "notices": found,
        "until": now.isoformat(),
        "settled": [(one, title_of(one), state_of(one)) for one in found.settled],
        "wants_digest": kept is not None and kept.wants_digest,
        "sends_mail": bool(settings.EMAIL_HOST),
    }
    return TemplateResponse(request, "logbook/coaching/notices.html", context)


@require_POST
def coaching_notices_read(request: HttpRequest) -> HttpResponse:
    """Put the notices away that the page showed."""
    coach, now = coach_of(request), timezone.now()
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        raise BadRequest("The form came without what was shown.")
    acts.put_notices_away(coach, until=min(until, now), now=now)
    return redirect("coaching_notices")


@require_POST
def coaching_digest(request: HttpRequest) -> HttpResponse:
    """Ask for the weekly mail, or end it."""
    coach, said = coach_of(request), request.POST.get("digest", "")
    if said not in {"on", "off"}:
        raise BadRequest("Choose from what is shown.")
    acts.choose_digest(coach, wants=said == "on")
    messages.success(
        request, f"Once a week, to {coach.email}." if said == "on" else "No more weekly mails."
    )
    return redirect("coaching_notices")
