"""Walks the admin: every address and method, every kind of staff, beside an athlete's full log.

Nobody reads what an athlete typed, nobody gains a right, nothing fails. An address added later is
walked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone

from logbook.models import Bodyweight, Set, User
from programming.models import CatalogueRelease, Exercise, RiskEntry, Workout
from programming.releases.publish import new_draft
from tests.house.test_addresses import patterns
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_lifter, an_exercise

pytestmark = pytest.mark.usefixtures("release", "publishing")

MARK = "zqxmark"
"""Stands in every column of the athlete's that holds text."""
WEIGHT = 83_457
"""The athlete's bodyweight in thousandths: a number that nothing else has."""
ADDRESS = "ivo.somebody@example.org"
TOLD = re.compile(rf"{MARK}|83[.,\s]?457", re.IGNORECASE)
PASSWORD = "a long enough password"
# What of an account lets somebody in, and what gives a right.
ENTRY = ("email", "password", "is_active")
RIGHTS = ("is_staff", "is_superuser", "is_coach")

USERS = ("add_user", "change_user", "delete_user", "view_user")
ENTRIES = ("add_riskentry", "change_riskentry", "delete_riskentry", "add_alias", "delete_alias")
RELEASES = ("change_cataloguerelease", "publish_cataloguerelease")
GRANTED: Mapping[str, tuple[str, ...]] = {
    "staff": (),
    "editor": (*ENTRIES, RELEASES[0]),
    "publisher": (*ENTRIES, *RELEASES),
    "reader": ("view_user",),
    "support": USERS,
}
"""The kinds of staff, by the permissions they hold."""
ACTORS = ("stranger", "athlete", "coach", *GRANTED, "everything", "superuser")
IS_STAFF = {*GRANTED, "everything", "superuser"}
SEES_USERS = {"reader", "support", "everything", "superuser"}
CHANGES_USERS = {"support", "everything", "superuser"}
ABOVE: Mapping[str, set[str]] = {
    "support": {"editor", "publisher", "everything", "superuser", "gone"},
    "everything": {"superuser", "gone"},
    "superuser": set(),
}
"""Of who may change users: who holds a right that they do not."""


# --- The database ----------------------------------------------------------------------------


def _is_text(field: models.Field[Any, Any]) -> bool:
    is_free = not field.choices and not field.unique and not field.is_relation
    text = (models.CharField, models.TextField, models.JSONField)
    return is_free and isinstance(field, text) and (field.max_length or 99) >= len(MARK)


def mark(athlete: User) -> int:
    """Write the mark into every text there is of the athlete; how many columns."""
    own = [
        (model, {"athlete": athlete})
        for model in apps.get_app_config("logbook").get_models()
        if any(field.name == "athlete" for field in model._meta.fields)
    ]
    rows: list[tuple[type[models.Model], dict[str, Any]]] = [
        *own,
        (Exercise, {"owner": athlete}),
        (RiskEntry, {"exercise__owner": athlete}),
        (Workout, {"owner": athlete}),
        (Authenticator, {"user": athlete}),
    ]
    columns = 0
    for model, whose in rows:
        found = {
            field.name: [MARK] if isinstance(field, models.JSONField) else MARK
            for field in model._meta.concrete_fields
            if _is_text(field)
        }
        if found:
            assert model._base_manager.filter(**whose).update(**found), model
            columns += len(found)
    return columns


@pytest.fixture
def people(release: CatalogueRelease) -> dict[str, User]:
    """Every actor that has an account, the athlete with a log full of marks."""
    athlete = a_lifter_with_everything()
    athlete.email, athlete.loads = ADDRESS, {MARK: [1, 1, "kg"]}
    athlete.save()
    Bodyweight.objects.create(
        athlete=athlete,
        local_date=timezone.localdate(),
        milli=WEIGHT,
        unit="kg",
        micrograms=WEIGHT * 10**6,
    )
    Workout.objects.create(owner=athlete, name=MARK, slug=MARK, level="beginner", minutes=9)
    EmailAddress.objects.create(user=athlete, email=f"{MARK}@example.org", verified=True)
    Authenticator.objects.create(user=athlete, type="totp", data={})
    Authenticator.objects.create(user=athlete, type="recovery_codes", data={})
    assert mark(athlete) > 20
    new_draft(None)
    found = {
        "athlete": athlete,
        "coach": a_lifter(is_coach=True, is_lifter=False),
        "superuser": a_lifter(is_staff=True, is_superuser=True),
        "gone": a_lifter(is_staff=True, is_superuser=True, is_active=False),
    }
    for name, codenames in {**GRANTED, "everything": None}.items():
        found[name] = a_lifter(is_staff=True, is_lifter=False)
        given = Permission.objects.all()
        if codenames is not None:
            given = given.filter(codename__in=codenames)
            assert len(given) == len(codenames)
        found[name].user_permissions.set(given)
    group = Group.objects.create(name="Publishers")
    group.permissions.set(Permission.objects.filter(codename__in=RELEASES))
    return found


# --- The addresses ---------------------------------------------------------------------------


def objects(people: Mapping[str, User]) -> dict[str, list[Any]]:
    """What the addresses of each table are filled with; the athlete's own rows among them.

    Of a table nobody thought of the last rows.
    """
    own = RiskEntry.objects.get(exercise__owner=people["athlete"])
    draft = CatalogueRelease.objects.drafts()[0]
    curl = an_exercise("Curl")
    last = {
        f"{model._meta.app_label}_{model._meta.model_name}": list(
            model._base_manager.order_by("-pk").values_list("pk", flat=True)[:2]
        )
        for model in admin.site._registry
    }
    return last | {
        "logbook_user": [people[name].pk for name in ("athlete", "editor", "superuser", "gone")],
        "auth_group": [Group.objects.get().pk],
        "programming_exercise": [curl.exercise_id, own.exercise_id],
        "programming_riskentry": [curl.pk, draft.entries.get(name="Curl").pk, own.pk],
        "programming_workout": [
            Workout.objects.filter(owner=None)[0].pk,
            Workout.objects.get(owner=people["athlete"]).pk,
        ],
        "programming_cataloguerelease": [draft.pk, curl.release_id],
    }


def admin_addresses(people: Mapping[str, User]) -> Iterator[str]:
    """Every address of the admin, filled. Raises `KeyError` for an argument nobody thought of."""
    rows = objects(people)
    kinds = ContentType.objects.get_for_models(User, Set, RiskEntry).values()
    others: dict[str, list[Any]] = {
        "app_label": ["auth", "logbook", "programming", "account", "mfa"],
        "url": ["no-such-thing/", "mfa/authenticator/", "account/emailaddress/"],
    }
    for route, _ in patterns(get_resolver()):
        if not route.startswith("/admin/"):
            continue
        values, of = dict(others), "_".join(route.split("/")[2:4])
        if of in rows:
            values |= dict.fromkeys(("object_id", "pk", "id"), rows[of])
        elif route.startswith("/admin/r/"):
            values |= {"content_type_id": [kind.pk for kind in kinds], "object_id": [1]}
        yield from filled([route], values)


def filled(routes: list[str], values: Mapping[str, list[Any]]) -> list[str]:
    """The routes with every value for every argument."""
    for route in routes:
        argument = re.search(r"<(?:\w+:)?(\w+)>", route)
        if argument is not None:
            return filled(
                [
                    one.replace(argument[0], str(value), 1)
                    for one in routes
                    for value in values[argument[1]]
                ],
                values,
            )
    return routes


def autocompletes() -> Iterator[str]:
    """The one address that looks through any table a column points to."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation:
                yield (
                    f"{reverse('admin:autocomplete')}?app_label={model._meta.app_label}"
                    f"&model_name={model._meta.model_name}&field_name={field.name}&term={MARK[:3]}"
                )


def attack(people: Mapping[str, User]) -> dict[str, Any]:
    """What is sent everywhere by who wants to get in, to get more, or to put somebody out."""
    everyone = [person.pk for person in people.values()]
    chosen = {
        field.name: field.value_from_object(people["athlete"])
        for field in User._meta.concrete_fields
        if field.choices
    }
    return {
        # A form is taken whichever of these it has.
        **chosen,
        "email": "thief@example.org",
        "name": "Curl",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
        "is_lifter": "on",
        "is_coach": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [Group.objects.get().pk],
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)),
        "permissions": list(Permission.objects.values_list("pk", flat=True)),
        "zone": "UTC",
        "action": "delete_selected",
        "_selected_action": everyone,
        "post": "yes",
        "apply": "1",
        "key": "zercher carry",
        "draft": "new",
        "reason": "So.",
        "_save": "Save",
    }


# --- The walk --------------------------------------------------------------------------------


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


def test_nobody_reads_what_an_athlete_typed_and_nobody_gains_a_right(people: dict[str, User]):
    """One test for all actors: the log they walk around takes longer to make than a walk."""
    paths = sorted({*admin_addresses(people)})
    data = attack(people)

    wrong = [
        f"{actor}: {method} {path}: {fault}"
        for actor in ACTORS
        for walker in [Walker(actor, people)]
        for path in [*paths, *autocompletes()]
        for method in ("GET", "POST")
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
