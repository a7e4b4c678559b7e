"""Whose home is where: the homes a person has, the one a page belongs to, the one to begin with.

Nothing else decides it: `/`, the switch and the tabs all ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from logbook.choices import Home
from logbook.log.sessions import has_trained
from logbook.models import User

ADDRESSES: Final[Mapping[Home, str]] = MappingProxyType(
    {Home.TRAINING: "today", Home.COACHING: "coaching", Home.CATALOGUE: "admin:index"}
)
"""The view's name of each home."""

# First words of the names of pages that belong to no home: whoever opens one stays where they were.
_EVERYONES: Final = frozenset({"rulebook", "more", "settings", "account", "mfa", ""})


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of who looks at a page, and the one they are in."""

    all: tuple[Home, ...]
    here: Home

    @property
    def are_several(self) -> bool:
        """Whether there is anything to switch between."""
        return len(self.all) > 1


def homes_of(person: User) -> tuple[Home, ...]:
    """One for each role held, as the switch has them; training for whoever holds none."""
    held = {
        Home.TRAINING: person.is_lifter,
        Home.COACHING: person.is_coach,
        Home.CATALOGUE: person.is_staff,
    }
    return tuple(home for home, is_held in held.items() if is_held) or (Home.TRAINING,)


def home_of(person: User) -> Home:
    """Where the person begins: the home chosen last, while it is theirs still.

    Before one was chosen: training for who ever trained, since everyone is made a lifter; else
    what a role given on purpose leads to. It asks the log only then, in one query.
    """
    theirs = homes_of(person)
    if person.last_home in theirs:
        return Home(person.last_home)
    if len(theirs) == 1 or (Home.TRAINING in theirs and has_trained(person)):
        return theirs[0]
    return Home.CATALOGUE if Home.CATALOGUE in theirs else Home.COACHING


def home_of_page(match: ResolverMatch | None) -> Home | None:
    """The home a page belongs to; None for one that belongs to everyone."""
    if match is None:
        return None
    if "admin" in match.namespaces:
        return Home.CATALOGUE
    word = (match.url_name or "").partition("_")[0]
    if word == "coaching":
        return Home.COACHING
    return None if word in _EVERYONES else Home.TRAINING


def homes_on(request: HttpRequest) -> Homes | None:
    """What the frame of a page shows of homes; None to whoever is not logged in."""
    # A request refused before the log-in was looked at has no user at all.
    person: User | None = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return None
    theirs = homes_of(person)
    of_page = home_of_page(request.resolver_match)
    return Homes(theirs, of_page if of_page in theirs else home_of(person))


def homes(request: HttpRequest) -> dict[str, object]:
    """For every template, worked out where one asks: a fragment that does not pays nothing."""
    return {"homes": SimpleLazyObject(partial(homes_on, request))}
