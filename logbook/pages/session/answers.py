"""How an action answers: a fragment to htmx, a redirect to a page without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django_htmx.http import reswap, retarget

from logbook.advice.facts import Facts
from logbook.advice.load_rules import moves_other_loads
from logbook.choices import SetKind
from logbook.log.own import own_session
from logbook.log.readiness import state_of
from logbook.log.sessions import notes_on
from logbook.models import SessionExercise, Set, TrainingSession
from logbook.pages.session.card_building import build_card
from logbook.pages.session.cards import DEFAULT_REST_SECONDS
from logbook.pages.session.rows import Typed
from logbook.pages.session.screen import read_screen, rest_of
from logbook.web.addresses import session_url
from logbook.web.requests import is_htmx, lifter_of
from logbook.wording.timed import deleted_text

PAGE = "logbook/session/session_detail.html"


def screen_page(
    request: HttpRequest,
    session: TrainingSession,
    *,
    chosen: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
    deleted: Set | None = None,
    said: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole session page, or for htmx all of its cards in place of the old ones."""
    screen = read_screen(
        lifter_of(request),
        session,
        now=timezone.now(),
        chosen=chosen,
        typed=typed,
        editing=editing,
        said=said,
    )
    context = {
        "screen": screen,
        "deleted": deleted,
        "deleted_text": deleted_text(deleted) if deleted is not None else "",
        "open_item": screen.open_item,
        **_around(request, session, screen.resting, screen.rest_seconds, on_to=screen.goes_on_with),
    }
    if not is_htmx(request):
        return TemplateResponse(request, PAGE, context, status=status)
    context |= {"swap_dock": True, "swap_progress": True}
    response = render(request, f"{PAGE}#cards_changed", context, status=status)
    return retarget(reswap(response, "outerHTML"), "#session-cards")


def _around(
    request: HttpRequest,
    session: TrainingSession,
    resting: SessionExercise | None,
    seconds: int,
    *,
    on_to: str = "",
) -> dict[str, object]:
    """What stands around the cards: when it began, and the rest clock of so many seconds.

    The clock is an instant in milliseconds, so that it is right after the phone slept. It stands still
    where a superset goes `on_to` its next exercise without a rest.
    """
    context: dict[str, object] = {
        "session": session,
        # A card has a form for each thing that can be done: one field, worked out once.
        "csrf_field": format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
        ),
        "session_url": reverse("session_detail", args=[session.pk]),
        "lifter": request.user,
        "state": state_of(session.check_in),
        "rest_until": None,
        "rest_seconds": DEFAULT_REST_SECONDS,
        "on_to": on_to if session.finished_at is None else "",
    }
    if on_to:
        return context
    if resting is not None and resting.last_set_at is not None and session.finished_at is None:
        context["rest_until"] = int((resting.last_set_at.timestamp() + seconds) * 1000)
        context["rest_seconds"] = seconds
        context["rest_text"] = f"{seconds // 60}:{seconds % 60:02d}"
    return context


def cards_after(
    request: HttpRequest,
    item: SessionExercise,
    *,
    typed: Typed | None = None,
    editing: int | None = None,
    deleted: Set | None = None,
    said: Set | None = None,
    status: int = 200,
    opened: bool = True,
) -> HttpResponse:
    """What a change to one exercise answers: every card as it now stands."""
    lifter = lifter_of(request)
    if not is_htmx(request) and status == 200:
        query: dict[str, Any] = {"deleted": deleted.pk} if deleted is not None else {}
        if said is not None:
            return redirect(session_url(item.session_id, said=said.pk) + "#said")
        return redirect(session_url(item.session_id, item.pk if opened else None, **query))
    return screen_page(
        request,
        own_session(lifter, item.session_id),
        chosen=item.pk if opened else None,
        typed=typed,
        editing=editing,
        deleted=deleted,
        said=said.pk if said is not None else None,
        status=status,
    )


def set_logged(request: HttpRequest, row: Set, facts: Facts, sets: tuple[Set, ...]) -> HttpResponse:
    """The saved row, the next set's form and the rest clock: the answer of the hot path.

    The whole card where the next set has another target than this one had, and where what was done
    moves the loads of other rows: of back-off sets, and of another line of the plan.
    """
    card = build_card(facts, sets, is_active=True)
    now = card.now.target
    is_same = (now.low, now.aim, now.high) == (row.target_low, row.target_aim, row.target_high)
    context = {
        "card": card,
        "one": card.rows[-1],
        "open_item": facts.item.pk if card.open is not None else None,
        "swap_dock": True,
        **_around(request, facts.item.session, facts.item, rest_of(facts.item)),
    }
    if (
        is_same
        and card.final is not None
        and row.kind != SetKind.WARM_UP
        and not moves_other_loads(facts.item, card.done)
    ):
        return render(request, f"{PAGE}#set_logged", context)
    item = facts.item
    notes = notes_on(lifter_of(request), item.session, [item.exercise_id])
    context["card"] = replace(card, noted=notes[item.exercise_id])
    response = render(request, f"{PAGE}#card_changed", context)
    return retarget(reswap(response, "outerHTML"), f"#card-{item.pk}")
