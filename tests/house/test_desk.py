"""Walks the admin: every address and method, every kind of staff, beside an athlete's full log.

Nobody reads what an athlete typed, nobody gains a right, nothing fails. An address added later is
walked too.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from logbook.models import User
from programming.models import CatalogueRelease
from tests.house.desk import (
    ADDRESS,
    GRANTED,
    MARK,
    WEIGHT,
    admin_addresses,
    attack,
    autocompletes,
    people_around_an_athlete,
)

pytestmark = pytest.mark.usefixtures("release", "publishing")

TOLD = re.compile(rf"{MARK}|83[.,\s]?457", re.IGNORECASE)
# What of an account lets somebody in, and what gives a right.
ENTRY = ("email", "password", "is_active")
RIGHTS = ("is_staff", "is_superuser", "is_coach")

ACTORS = ("stranger", "athlete", "coach", *GRANTED, "everything", "superuser")
# Who has most to gain and who sees most; the rest walk where there is time.
FIRST = ("stranger", "athlete", "support", "everything", "superuser")
IS_STAFF = {*GRANTED, "everything", "superuser"}
SEES_USERS = {"reader", "support", "everything", "superuser"}
ABOVE: Mapping[str, set[str]] = {
    "support": {"editor", "publisher", "everything", "superuser", "gone"},
    "everything": {"superuser", "gone"},
    "superuser": set(),
}
"""Of who may change users: who holds a right that they do not."""


@pytest.fixture
def people(release: CatalogueRelease) -> dict[str, User]:
    """The actors that have an account, and some whom they may want to reach."""
    return people_around_an_athlete()


@dataclass(frozen=True)
class Standing:
    """What a person may and how they get in."""

    entry: tuple[Any, ...]
    rights: tuple[Any, ...]


def standings() -> dict[int, Standing]:
    """Of everybody, with what groups give them."""
    given: dict[int, set[Any]] = {}
    for pk, own, group in User.objects.values_list("pk", "user_permissions", "groups__permissions"):
        given.setdefault(pk, set()).update({own, group})
    addresses: dict[int, set[str]] = {}
    for pk, address in EmailAddress.objects.values_list("user_id", "email"):
        addresses.setdefault(pk, set()).add(address)
    factors = set(Authenticator.objects.values_list("user_id", flat=True))
    return {
        row["pk"]: Standing(
            (*(row[name] for name in ENTRY), addresses.get(row["pk"]), row["pk"] in factors),
            (*(row[name] for name in RIGHTS), frozenset(given[row["pk"]] - {None})),
        )
        for row in User.objects.values("pk", *ENTRY, *RIGHTS)
    }


NO_RIGHT: tuple[Any, ...] = (False, False, False, frozenset())


class Walker:
    """One actor's browser; whatever a request does is undone after it was looked at."""

    def __init__(self, actor: str, people: Mapping[str, User]) -> None:
        self.actor, self.people = actor, people
        self.client = Client(raise_request_exception=False)
        if actor in people:
            self.client.force_login(people[actor])
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.before = standings()
        self.names = {person.pk: name for name, person in people.items()}

    def faults(self, method: str, path: str, data: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with one answer, and with what it did."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = (
                self.client.generic(method, path)
                if method != "POST"
                else self.client.post(path, data)
            )
            yield from self._told(path, response)
            if method == "POST":
                yield from self._gained()
            transaction.set_rollback(True)

    def _told(self, path: str, response: Any) -> Iterator[str]:
        if response.status_code >= 500:
            yield f"answers {response.status_code}"
        # A message stands in a cookie until the next page.
        text = f"{response.content.decode()} {response.headers} {response.cookies}"
        if found := TOLD.search(text):
            yield f"tells {text[max(found.start() - 60, 0) : found.end() + 20]!r}"
        name = resolve(path.partition("?")[0]).url_name or ""
        is_of_people = name.startswith(("logbook_user", "auth_user")) or "autocomplete" in name
        if ADDRESS in text and not (is_of_people and self.actor in SEES_USERS):
            yield "tells an address"
        if self.actor not in IS_STAFF and response.status_code == 200:
            yield "lets in"

    def _gained(self) -> Iterator[str]:
        after = standings()
        if not User.objects.filter(is_active=True, is_staff=True, is_superuser=True).exists():
            yield "leaves nobody who may give rights"
        if self.actor == "superuser":
            return
        for pk, now in after.items():
            was = self.before.get(pk)
            name = self.names.get(pk, "somebody new")
            if now.rights != (NO_RIGHT if was is None else was.rights):
                yield f"changes the rights of {name}"
            above = ABOVE.get(self.actor, {*self.people, "somebody new"})
            if name in above and (was is None or now.entry != was.entry):
                yield f"changes how {name} gets in"
        if set(self.before) - set(after):
            yield "deletes somebody"


@pytest.mark.parametrize(
    "actors", [FIRST, pytest.param(ACTORS, marks=pytest.mark.deep)], ids=["first", "all"]
)
def test_nobody_reads_what_an_athlete_typed_and_nobody_gains_a_right(
    people: dict[str, User], caplog: pytest.LogCaptureFixture, actors: Sequence[str]
):
    """One test for all actors: the log they walk around takes longer to make than a walk."""
    # A refusal is logged with where it was made, which takes longer than the refusal.
    caplog.set_level(logging.CRITICAL, "django.request")
    paths = sorted({*admin_addresses(people)})
    data = attack(people)

    wrong = [
        f"{actor}: {method} {path}: {fault}"
        for actor in actors
        for walker in [Walker(actor, people)]
        for method, path in [*product(("GET", "POST"), paths), *product(["GET"], autocompletes())]
        for fault in walker.faults(method, path, data)
    ]

    assert len(paths) > 70
    assert wrong == []


def test_the_walk_goes_into_every_table_and_does_what_it_may(people: dict[str, User]):
    paths = {*admin_addresses(people)}
    athlete = people["athlete"]
    change = reverse("admin:logbook_user_change", args=[athlete.pk])
    assert {change, f"{change[:-7]}password/", reverse("admin:jsi18n")} <= paths

    walker = Walker("support", people)
    walker.client.post(change, attack(people))

    # What it may do, it does: else nothing of the walk would show that the rest is refused.
    athlete.refresh_from_db()
    assert (athlete.email, athlete.is_active) == ("thief@example.org", False)
    assert list(walker._gained()) == []


@pytest.mark.parametrize(
    "told", [MARK, MARK.upper(), "83.457 kg", "83,457", str(WEIGHT), f"{MARK}@example.org"]
)
def test_what_is_told_is_seen(told: str):
    assert TOLD.search(f"<td>{told}</td>")
