"""How an action answers: a fragment to htmx, a redirect to a page without JavaScript."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import reswap, retarget
from django_htmx.middleware import HtmxDetails

from logbook.effort import Facts
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.operations.sessions import own_session
from logbook.screen import Typed, build_card, read_screen, rest_of

PAGE = "logbook/session_detail.html"


class LifterRequest(HttpRequest):
    """A request of a logged-in lifter, as the middleware leaves it."""

    user: User
    htmx: HtmxDetails


def lifter_of(request: HttpRequest) -> User:
    """The person who is logged in; the middleware lets nobody else through."""
    return cast("User", request.user)


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (and not for a page it restores)."""
    htmx = cast("LifterRequest", request).htmx
    return bool(htmx) and not htmx.history_restore_request


def typed_values(request: HttpRequest) -> dict[str, str]:
    """What a form said, to be shown again; NUL never comes back, no browser would show it."""
    return {name: str(value).replace("\0", "")[:500] for name, value in request.POST.items()}


def session_url(session_id: int, item_id: int | None = None, **query: object) -> str:
    """The session's address, opened at one of its exercises."""
    url = reverse("session_detail", args=[session_id])
    if item_id is not None and "edit" not in query:
        query = {"exercise": item_id, **query}
    if query:
        url += "?" + urlencode(query)
    return f"{url}#card-{item_id}" if item_id is not None else url


def screen_page(
    request: HttpRequest,
    session: TrainingSession,
    *,
    chosen: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
    deleted: Set | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole session page, or for htmx all of its cards in place of the old ones."""
    screen = read_screen(
        lifter_of(request),
        session,
        at=timezone.now(),
        chosen=chosen,
        typed=typed,
        editing=editing,
    )
    context = {"screen": screen, "session": session, "deleted": deleted, "lifter": request.user}
    if not is_htmx(request):
        return TemplateResponse(request, PAGE, context, status=status)
    response = render(request, f"{PAGE}#session_cards", context, status=status)
    return retarget(reswap(response, "outerHTML"), "#session-cards")


def cards_after(
    request: HttpRequest,
    item: SessionExercise,
    *,
    typed: Typed | None = None,
    editing: int | None = None,
    deleted: Set | None = None,
    status: int = 200,
    opened: bool = True,
) -> HttpResponse:
    """What a change to one exercise answers: every card as it now stands."""
    lifter = lifter_of(request)
    if not is_htmx(request) and status == 200:
        query: dict[str, Any] = {"deleted": deleted.pk} if deleted is not None else {}
        return redirect(session_url(item.session_id, item.pk if opened else None, **query))
    return screen_page(
        request,
        own_session(lifter, item.session_id),
        chosen=item.pk if opened else None,
        typed=typed,
        editing=editing,
        deleted=deleted,
        status=status,
    )


def one_card(request: HttpRequest, facts: Facts, sets: tuple[Set, ...]) -> HttpResponse:
    """The card a set was logged on, with the rest clock beside it: the answer of the hot path."""
    card = build_card(facts, sets, is_active=True)
    item = facts.item
    return render(
        request,
        f"{PAGE}#set_logged",
        {
            "card": card,
            "session": item.session,
            "lifter": request.user,
            "rest_until": item.last_set_at,
            "rest_seconds": rest_of(item),
        },
    )
