"""The people around an athlete's full log, every address of the admin, and what is sent there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import get_resolver, reverse
from django.utils import timezone

from logbook.models import Bodyweight, Set, User
from programming.models import Block, CatalogueRelease, Exercise, Program, RiskEntry, Workout
from programming.releases.publish import new_draft
from tests.house.test_addresses import patterns
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_lifter, an_exercise
from tests.programming.given import an_own_workout

MARK = "zqxmark"
"""Stands in every column of the athlete's that holds text."""
WEIGHT = 83_457
"""The athlete's bodyweight in thousandths: a number that nothing else has."""
ADDRESS = "ivo.somebody@example.org"
PASSWORD = "a long enough password"
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


# --- The database ----------------------------------------------------------------------------


def _is_text(field: models.Field[Any, Any]) -> bool:
    is_free = not field.choices and not field.unique and not field.is_relation
    # No lifter types a slug.
    is_free = is_free and not isinstance(field, models.SlugField)
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
        (Program, {"owner": athlete}),
        (Block, {"program__owner": athlete}),
        (Workout, {"block__program__owner": athlete}),
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


def people_around_an_athlete() -> dict[str, User]:
    """Everybody with an account, the athlete with a log full of marks."""
    athlete = a_lifter_with_everything()
    athlete.email, athlete.gyms = ADDRESS, [{"key": 1, "name": MARK, "loads": {}}]
    athlete.save()
    Bodyweight.objects.create(
        athlete=athlete,
        local_date=timezone.localdate(),
        milli=WEIGHT,
        unit="kg",
        micrograms=WEIGHT * 10**6,
    )
    an_own_workout(athlete, MARK)
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
    for name, codenames in GRANTED.items():
        found[name] = a_lifter(is_staff=True, is_lifter=False)
        given = Permission.objects.filter(codename__in=codenames)
        assert len(given) == len(codenames)
        if name == "publisher":
            group = Group.objects.create(name="Publishers")
            group.permissions.set(given)
            found[name].groups.add(group)
        else:
            found[name].user_permissions.set(given)
    found["everything"] = a_lifter(is_staff=True, is_lifter=False)
    found["everything"].user_permissions.set(Permission.objects.all())
    return found


# --- The addresses ---------------------------------------------------------------------------


def objects(people: Mapping[str, User]) -> dict[str, list[Any]]:
    """What the addresses of each table are filled with; the athlete's own rows among them.

    Of a table nobody thought of the last rows.
    """
    reached = ("athlete", "publisher", "superuser", "gone")
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
        "logbook_user": [people[name].pk for name in reached],
        "auth_group": [Group.objects.get().pk],
        "programming_exercise": [curl.exercise_id, own.exercise_id],
        "programming_riskentry": [curl.pk, draft.entries.get(name="Curl").pk, own.pk],
        "programming_workout": [
            Workout.objects.filter(block__program__owner=None)[0].pk,
            Workout.objects.filter(block__program__owner=people["athlete"])[0].pk,
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
        "key": MARK,
        "draft": "new",
        "reason": "So.",
        "_save": "Save",
    }
