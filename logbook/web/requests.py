"""Who asks and how: the lifter of a request, htmx, what a form or address said."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from logbook.log.coaching import link_to
from logbook.models import CoachLink, User


class LifterRequest(HttpRequest):
    """A request of a logged-in lifter, as the middleware leaves it."""

    user: User
    htmx: HtmxDetails


def lifter_of(request: HttpRequest) -> User:
    """The person who is logged in; the middleware lets nobody else through."""
    return cast("User", request.user)


def coach_of(request: HttpRequest) -> User:
    """The coach who is logged in. Raises `Http404` for everybody else."""
    person = lifter_of(request)
    if not person.is_coach:
        raise Http404("Not a coach.")
    return person


def athlete_of(request: HttpRequest, pk: int, scope: str = "") -> CoachLink:
    """The link through which the coach who asks sees an athlete, with the athlete.

    `scope` is a tick without which the page is not theirs. Read anew with each request, so that
    what was ended is over. Raises `Http404`: a stranger learns no more than of an address nobody has.
    """
    link = link_to(coach_of(request), pk)
    if link is None or (scope and not getattr(link, scope)):
        raise Http404("Nobody you coach.")
    return link


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (and not for a page it restores)."""
    htmx = cast("LifterRequest", request).htmx
    return bool(htmx) and not htmx.history_restore_request


def swaps_into(request: HttpRequest, target: str) -> bool:
    """Whether htmx puts the answer into the element of this id."""
    return cast("LifterRequest", request).htmx.target == target


def typed_values(request: HttpRequest) -> dict[str, str]:
    """What a form said, to be shown again; NUL never comes back, no browser would show it."""
    return {name: str(value).replace("\0", "")[:500] for name, value in request.POST.items()}


def chosen_in(request: HttpRequest, name: str) -> int | None:
    """A row named in the query; anything that is no id names none."""
    return row_id(request.GET.get(name, ""))


def named_in(request: HttpRequest, name: str) -> int | None:
    """A row named in a form; anything that is no id names none."""
    return row_id(request.POST.get(name, ""))


def row_id(text: str) -> int | None:
    """A row's key as an address or a form names it; None for what can be none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
