"""A coach's home: the list of athletes, and one of them. Nobody else has it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from logbook.acts import coaching as acts
from logbook.acts.coach_list import note_look
from logbook.acts.looks import write_down_look
from logbook.acts.talks import mark_read
from logbook.choices import Looked, Side
from logbook.clock import local_date, week_start
from logbook.log.changes import linked_with
from logbook.log.coach_list import list_of, stood_before, thresholds_of
from logbook.log.groups import groups_of
from logbook.log.notices import notices_counted
from logbook.log.own import own_session
from logbook.log.talks import comments_on
from logbook.models import CoachLink
from logbook.pages.coaching.athlete import read_athlete
from logbook.pages.coaching.changes import changes_of
from logbook.pages.coaching.ranking import SORTS, asked_in, rank, shown_on, stands
from logbook.pages.coaching.roster import page_of
from logbook.pages.review.page import read_review
from logbook.web.requests import athlete_of, coach_of, is_htmx

_PAGE = "logbook/coaching/coaching.html"


@require_GET
@vary_on_headers("HX-Request")
def coaching(request: HttpRequest) -> HttpResponse:
    """Who needs a word today: one row an athlete, worst first."""
    coach, now = coach_of(request), timezone.now()
    groups = list(groups_of(coach))
    asked = asked_in(request.GET, groups={one.pk for one in groups})
    kept = list_of(coach)
    ranked = rank(coach, now, kept, sort=asked.sort)
    shown = shown_on(ranked, asked)
    # Who ended it between the two is not shown, and nobody is shown without a line in their log.
    keys = [one.link.athlete_id for one in shown]
    there = write_down_look(coach, keys, Looked.ROSTER, now=now) if keys else []
    gone = {one.link.pk for one in shown} - {one.pk for one in there}
    left = [one for one in ranked if one.link.pk not in gone]
    if left:
        note_look(coach, kept, stands(left), now=now)
    context = {
        "coach": coach,
        "page": page_of(left, asked, now=now, groups=groups),
        "changes": changes_of(left, stood_before(kept, now), now),
        "lines": thresholds_of(kept),
        "notices": notices_counted(coach, [one.link for one in left], kept) if left else 0,
        "sorts": SORTS.items(),
    }
    name = f"{_PAGE}#roster" if is_htmx(request) else _PAGE
    return TemplateResponse(request, name, context)


def _opened(request: HttpRequest, pk: int, what: Looked, now: dt.datetime) -> CoachLink:
    """The link to the athlete of a page, written down in their log. Raises `Http404`."""
    link = athlete_of(request, pk)
    if not write_down_look(coach_of(request), [pk], what, now=now):
        raise Http404("Nobody you coach.")
    return link


@require_GET
def coaching_athlete(request: HttpRequest, pk: int) -> HttpResponse:
    """An athlete's effort against plan, their sessions, and what else they show."""
    now = timezone.now()
    link = _opened(request, pk, Looked.REVIEW, now)
    coach = coach_of(request)
    ranked = rank(coach, now, list_of(coach))
    found = next((one for one in ranked if one.link.pk == link.pk), None)
    context = {
        "link": link,
        "athlete": link.athlete,
        "ranked": found,
        "page": read_athlete(link, request.GET.get("range", ""), now=now),
        "asked": "4w" if request.GET.get("range") == "4w" else "12w",
        "today": (today := local_date(now, link.athlete.zone)),
        "this_week": week_start(today),
        "last_week": week_start(today) - dt.timedelta(weeks=1),
        "given": linked_with(link),
    }
    return TemplateResponse(request, "logbook/coaching/athlete.html", context)


@require_GET
def coaching_session(request: HttpRequest, pk: int, session_id: int) -> HttpResponse:
    """A session of an athlete's, set by set, with the warnings they saw."""
    now = timezone.now()
    link = _opened(request, pk, Looked.SESSION, now)
    session = own_session(link.athlete, session_id)
    if link.since is not None and session.local_date < link.since:
        raise Http404("Not shown.")
    context = {
        "link": link,
        "athlete": link.athlete,
        "session": session,
        "review": read_review(link.athlete, session),
        "talk": (talk := comments_on(session, link)),
        "key": uuid.uuid4(),
    }
    mark_read(talk, Side.COACH, now=now)
    return TemplateResponse(request, "logbook/coaching/athlete_session.html", context)


@require_POST
def coaching_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop coaching an athlete."""
    link = athlete_of(request, pk)
    acts.end_link(coach_of(request), link.pk, now=timezone.now())
    messages.success(
        request, f"You do not coach {link.athlete} any more, and see nothing of theirs."
    )
    return redirect("coaching")
