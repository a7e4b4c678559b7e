"""The breach queue, and what coach and athlete say to each other."""

from __future__ import annotations

import datetime as dt
import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import talks as acts
from logbook.acts.looks import write_down_look
from logbook.choices import Looked, Resolution, Side
from logbook.clock import week_start
from logbook.log.coaching import links_of_coach
from logbook.log.own import own_item
from logbook.log.talks import answerable, breach_in
from logbook.pages.coaching.breaches import item_of, read_queue
from logbook.pages.coaching.forms import CommentForm
from logbook.pages.coaching.week import place_of, read_week
from logbook.web.addresses import session_url
from logbook.web.requests import athlete_of, coach_of, is_htmx, lifter_of, named_in

_PAGE = "logbook/coaching/breaches.html"


@require_GET
def coaching_breaches(request: HttpRequest) -> HttpResponse:
    """What there is to talk about, over all athletes."""
    coach, now = coach_of(request), timezone.now()
    queue = read_queue(list(links_of_coach(coach)))
    keys = list({one.link.athlete_id for one in queue.items})
    if keys and len(write_down_look(coach, keys, Looked.BREACHES, now=now)) < len(keys):
        # Somebody ended it in this instant: read again, without them.
        return redirect("coaching_breaches")
    context = {"queue": queue, "resolutions": Resolution.choices}
    return TemplateResponse(request, _PAGE, context)


@require_POST
def coaching_answer(request: HttpRequest, pk: int, set_id: int) -> HttpResponse:
    """Say what became of a breach, or take that back."""
    coach, link = coach_of(request), athlete_of(request, pk)
    said = request.POST.get("resolution", "")
    if said == "undo":
        acts.reopen_breach(coach, link, set_id)
    elif said in Resolution.values:
        acts.answer_breach(coach, link, set_id, Resolution(said), now=timezone.now())
    else:
        raise BadRequest("Choose from what is shown.")
    if not is_htmx(request):
        return redirect("coaching_breaches")
    row = breach_in(link, set_id)
    if row is None:
        raise Http404("No breach you may see.")
    context = {
        "item": item_of(row, link),
        "resolutions": Resolution.choices,
        "said": Resolution(said).label if said != "undo" else "",
    }
    return TemplateResponse(request, f"{_PAGE}#{'item' if said == 'undo' else 'answered'}", context)


@require_POST
def coaching_comment(request: HttpRequest, pk: int, session_id: int) -> HttpResponse:
    """Say something of a session, an exercise or a set; the athlete finds it in place."""
    coach, link = coach_of(request), athlete_of(request, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refused(form)
    said = {"key": form.cleaned_data["key"], "text": form.cleaned_data["text"], **form.named}
    try:
        acts.comment(coach, link, session_id, now=timezone.now(), **said)
    except acts.TooManyCommentsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Said. {link.athlete} finds it in that session.")
    return redirect("coaching_session", pk, session_id)


def _monday(text: str) -> dt.date:
    """The Monday an address names. Raises `Http404`."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404("Not a day.") from error
    if text != day.isoformat() or day.year < 1970 or day != week_start(day):
        raise Http404("Not a Monday.")
    return day


@require_GET
def coaching_week(request: HttpRequest, pk: int, monday: str) -> HttpResponse:
    """A week of an athlete's: its sessions, and what was said of it."""
    coach, now, day = coach_of(request), timezone.now(), _monday(monday)
    link = athlete_of(request, pk)
    if not write_down_look(coach, [pk], Looked.REVIEW, now=now):
        raise Http404("Nobody you coach.")
    week = read_week(link.athlete, day, now, link)
    if week is None:
        raise Http404("Not shown.")
    acts.mark_read(week.talk, Side.COACH, now=now)
    context = {"week": week, "athlete": link.athlete, "link": link, "key": uuid.uuid4()}
    return TemplateResponse(request, "logbook/coaching/week.html", context)


@require_POST
def coaching_week_comment(request: HttpRequest, pk: int, monday: str) -> HttpResponse:
    """Say something of a week."""
    coach, link, day = coach_of(request), athlete_of(request, pk), _monday(monday)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refused(form)
    said = {"key": form.cleaned_data["key"], "text": form.cleaned_data["text"]}
    try:
        acts.comment_on_week(coach, link, day, now=timezone.now(), **said)
    except acts.TooManyCommentsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Said. {link.athlete} finds it on Today, and at that week.")
    return redirect("coaching_week", pk, monday)


@require_GET
def sharing_week(request: HttpRequest, monday: str) -> HttpResponse:
    """A week of one's own: its sessions, what a coach said of it, and the answer."""
    athlete, now, day = lifter_of(request), timezone.now(), _monday(monday)
    week = read_week(athlete, day, now)
    if week is None or not week.talk:
        raise Http404("Nothing was said of that week.")
    acts.mark_read(week.talk, Side.ATHLETE, now=now)
    context = {
        "week": week,
        "athlete": athlete,
        "key": uuid.uuid4(),
        "answers": answerable(week.talk),
    }
    return TemplateResponse(request, "logbook/coaching/week.html", context)


@require_POST
def sharing_comment(request: HttpRequest) -> HttpResponse:
    """Answer a coach where they said something."""
    athlete = lifter_of(request)
    form, to = CommentForm(request.POST), named_in(request, "to")
    if to is None:
        raise Http404("Nothing to answer.")
    if not form.is_valid():
        return _refused(form)
    data = form.cleaned_data
    try:
        said = acts.answer_comment(
            athlete, to, key=data["key"], text=data["text"], now=timezone.now()
        )
    except acts.TooManyCommentsError as refusal:
        messages.error(request, str(refusal))
        return redirect("sharing")
    return redirect(place_of(said))


@require_POST
def sharing_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Put away what a coach said of an exercise: read, and it does not come with it again."""
    lifter, item_id = lifter_of(request), named_in(request, "item")
    acts.settle(lifter, pk, now=timezone.now())
    if is_htmx(request):
        return HttpResponse()
    if item_id is None:
        return redirect("sharing")
    return redirect(session_url(own_item(lifter, item_id).session_id, item_id))


def _refused(form: CommentForm) -> HttpResponse:
    """What is wrong with a comment, in words; what was typed is still in the browser behind it."""
    faults = [str(one) for found in form.errors.values() for one in found]
    return HttpResponse(
        " ".join(faults), content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST
    )
