"""Rights are a superuser's to give, and nobody reaches the account of somebody with more."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.admin.rights import may_more
from logbook.models import User
from tests.logbook.admin.test_people import ADD, LIST, NEW, PASSWORD, at, sent
from tests.logbook.given import a_lifter, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.django_db

USERS = ("add_user", "change_user", "view_user", "delete_user")


def named(*codenames):
    return Permission.objects.filter(codename__in=codenames)


def holding(*codenames, **fields):
    person = a_lifter(is_staff=True, **fields)
    person.user_permissions.set(named(*codenames))
    return person


@pytest.fixture
def support():
    """Staff who may change users, and groups besides."""
    return holding(*USERS, "change_group", "add_group", email="support@example.org")


@pytest.fixture
def boss():
    return a_lifter(is_staff=True, is_superuser=True, email="boss@example.org")


@pytest.fixture
def group():
    group = Group.objects.create(name="Publishers")
    group.permissions.set(named("publish_cataloguerelease"))
    return group


def more(group):
    """What is sent by who wants more rights."""
    return {
        "is_staff": "on",
        "is_superuser": "on",
        "is_coach": "on",
        "groups": [group.pk],
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)),
    }


def rights_of(person):
    person = User.objects.get(pk=person.pk)
    return (
        person.is_staff,
        person.is_superuser,
        person.is_coach,
        set(person.groups.all()),
        set(person.user_permissions.all()),
    )


def entry_of(person):
    return User.objects.values_list("email", "password", "is_active").get(pk=person.pk)


def password(person):
    return reverse("admin:auth_user_password_change", args=[person.pk])


def test_who_may_change_users_gives_nobody_a_right_and_not_to_themselves(support, group):
    client = logged_in(support)
    for person in (support, a_lifter()):
        before = rights_of(person)

        response = client.post(at(person), sent(person, name="Changed", **more(group)))

        assert response.status_code == 302
        assert User.objects.get(pk=person.pk).name == "Changed"
        assert rights_of(person) == before


def test_who_adds_a_user_gives_them_no_right(support, group):
    assert logged_in(support).post(ADD, {**NEW, **more(group)}).status_code == 302

    assert rights_of(User.objects.get(email="new@example.org")) == (
        False, False, False, set(), set()
    )  # fmt: skip


def test_the_page_of_a_person_offers_rights_to_superusers_alone(support, boss):
    lifter = a_lifter()
    fields = ("is_staff", "is_superuser", "is_coach", "groups", "user_permissions")

    for person, may in ((support, False), (boss, True)):
        html = page(logged_in(person), at(lifter))
        for field in fields:
            assert (f'name="{field}"' in html) is may, field


def test_a_superuser_gives_rights_and_takes_them(boss, group):
    client, person = logged_in(boss), a_lifter()

    client.post(at(person), sent(person, is_staff="on", is_coach="on", groups=[group.pk]))
    assert rights_of(person) == (True, False, True, {group}, set())

    client.post(at(person), sent(person))
    assert rights_of(person) == (False, False, False, set(), set())


@pytest.mark.parametrize(
    "above",
    [
        lambda group: a_lifter(is_superuser=True, is_staff=True),
        lambda group: a_lifter(is_superuser=True),
        lambda group: a_lifter(is_superuser=True, is_staff=True, is_active=False),
        lambda group: holding("publish_cataloguerelease"),
        lambda group: holding("publish_cataloguerelease", is_active=False),
        lambda group: _in(group, holding()),
    ],
    ids=["superuser", "no staff", "inactive superuser", "a permission", "inactive", "by a group"],
)
def test_who_may_more_is_not_reached(support, group, above):
    client, person = logged_in(support), above(group)
    before = entry_of(person)

    assert client.get(at(person)).status_code == 200
    assert 'name="_save"' not in page(client, at(person))
    thief = sent(person, email="thief@example.org", is_active="on")
    assert client.post(at(person), thief).status_code == 403
    assert client.post(at(person), sent(person, is_active=None)).status_code == 403
    assert client.get(password(person)).status_code == 403
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert client.post(password(person), new).status_code == 403
    assert client.post(at(person, "delete"), {"post": "yes"}).status_code == 403
    assert entry_of(person) == before


def _in(group, person):
    person.groups.add(group)
    return person


def test_who_may_no_more_is_helped_with_password_and_address(support):
    client = logged_in(support)
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    for person in (a_lifter(), a_lifter(is_coach=True), holding("view_user")):
        assert client.post(password(person), new).status_code == 302
        assert client.post(at(person), sent(person, email=f"x{person.email}")).status_code == 302
        changed = User.objects.get(pk=person.pk)
        assert changed.check_password(PASSWORD)
        assert changed.email == f"x{person.email}"


def test_a_page_that_may_only_be_seen_shows_nothing_of_the_password(boss):
    boss.set_password(PASSWORD)
    boss.save()
    viewer = holding("view_user")

    html = page(logged_in(viewer), at(boss))

    assert boss.password not in html
    assert boss.password.split("$")[-1] not in html


def test_groups_are_a_superusers(support, boss, group):
    listed = reverse("admin:auth_group_changelist")
    change = reverse("admin:auth_group_change", args=[group.pk])
    grab = {"name": "Publishers", "permissions": list(named(*USERS).values_list("pk", flat=True))}

    client = logged_in(support)
    assert client.get(listed).status_code == 403
    assert client.post(change, grab).status_code == 403
    assert client.post(reverse("admin:auth_group_add"), grab | {"name": "Mine"}).status_code == 403
    assert client.post(change.replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert listed not in page(client, reverse("admin:index"))
    assert set(group.permissions.all()) == set(named("publish_cataloguerelease"))

    assert logged_in(boss).post(change, grab).status_code == 302
    assert set(group.permissions.all()) == set(named(*USERS))


def test_nobody_may_more_than_a_superuser_and_nobody_more_than_their_like(support, boss):
    assert not may_more(a_lifter(is_superuser=True), boss)
    assert not may_more(holding(*USERS), support)
    assert not may_more(support, support)
    assert may_more(boss, support)
    assert may_more(holding("publish_cataloguerelease"), support)


def test_a_page_asks_as_many_questions_however_many_permissions_there_are(support):
    def queries(person):
        with CaptureQueriesContext(connection) as captured:
            page(logged_in(support), at(person))
        return len(captured)

    assert queries(holding("view_user")) == queries(holding(*USERS))


# --- The last one who may give rights --------------------------------------------------------

LAST = "Nobody else may give rights. Make another active superuser first."


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "is_superuser"])
def test_the_last_superuser_loses_nothing_that_lets_them_give_rights(boss, lost):
    a_lifter(is_staff=True, is_superuser=True, is_active=False)
    a_lifter(is_superuser=True)
    kept = {"is_active": "on", "is_staff": "on", "is_superuser": "on", lost: None}

    response = logged_in(boss).post(at(boss), sent(boss, **kept))

    assert response.status_code == 200
    assert LAST in words(response.content.decode())
    assert response.context["adminform"].form.errors == {lost: [LAST]}
    boss.refresh_from_db()
    assert (boss.is_active, boss.is_staff, boss.is_superuser) == (True, True, True)


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "is_superuser"])
def test_one_of_two_superusers_may_go(boss, lost):
    other = a_lifter(is_staff=True, is_superuser=True)
    kept = {"is_active": "on", "is_staff": "on", "is_superuser": "on", lost: None}

    assert logged_in(other).post(at(boss), sent(boss, **kept)).status_code == 302
    assert getattr(User.objects.get(pk=boss.pk), lost) is False


def test_the_last_superuser_is_otherwise_changed_as_anybody(boss):
    kept = {"is_staff": "on", "is_superuser": "on", "name": "The boss"}

    assert logged_in(boss).post(at(boss), sent(boss, **kept)).status_code == 302
    assert User.objects.get(pk=boss.pk).name == "The boss"


def test_the_list_has_nothing_to_do_with_many_at_once(support, boss):
    for person in (support, boss):
        assert 'name="action"' not in page(logged_in(person), LIST)
