"""The breach queue, and what coach and athlete say to each other."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from logbook.acts import talks as acts
from logbook.acts.looks import write_down_look
from logbook.choices import Looked, Resolution
from logbook.log.coaching import links_of_coach
from logbook.log.talks import breach_in
from logbook.pages.coaching.breaches import item_of, read_queue
from logbook.pages.coaching.forms import CommentForm
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
    """Say something of a session or a set; the athlete finds it in place."""
    coach, link = coach_of(request), athlete_of(request, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _refused(form)
    data = form.cleaned_data
    try:
        acts.comment(
            coach,
            link,
            session_id,
            key=data["key"],
            text=data["text"],
            row_id=data["row"],
            now=timezone.now(),
        )
    except acts.TooManyCommentsError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Said. {link.athlete} finds it in that session.")
    return redirect("coaching_session", pk, session_id)


@require_POST
def sharing_comment(request: HttpRequest, session_id: int) -> HttpResponse:
    """Answer a coach where they said something."""
    athlete = lifter_of(request)
    form, to = CommentForm(request.POST), named_in(request, "to")
    if to is None:
        raise Http404("Nothing to answer.")
    if not form.is_valid():
        return _refused(form)
    data = form.cleaned_data
    try:
        acts.answer_comment(
            athlete, session_id, to=to, key=data["key"], text=data["text"], now=timezone.now()
        )
    except acts.TooManyCommentsError as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("session_review", args=[session_id]) + "#talk")


def _refused(form: CommentForm) -> HttpResponse:
    """What is wrong with a comment, in words; what was typed is still in the browser behind it."""
    faults = [str(one) for found in form.errors.values() for one in found]
    return HttpResponse(
        " ".join(faults), content_type="text/plain; charset=utf-8", status=HTTPStatus.BAD_REQUEST
    )
