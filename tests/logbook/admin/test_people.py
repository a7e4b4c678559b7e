"""Accounts in the admin: found quickly, told in counts and dates, and nothing of the log."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.sets import delete_set
from logbook.models import User
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

LIST = reverse("admin:logbook_user_changelist")
ADD = reverse("admin:logbook_user_add")
PASSWORD = "a long enough password"
NEW = {"email": "New@Example.ORG", "name": "New", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def boss():
    return a_lifter(is_staff=True, is_superuser=True, email="keeper@example.org")


@pytest.fixture
def keeper(boss):
    return logged_in(boss)


@pytest.fixture
def lifter():
    return a_lifter(email="ann@example.org", name="Ann")


def at(person, name="change"):
    return reverse(f"admin:logbook_user_{name}", args=[person.pk])


def sent(person, **changed):
    """The page of a person as it is sent back, with what is changed; None for a box not ticked."""
    fields = {
        "email": person.email,
        "name": person.name,
        "is_active": "on",
        "is_lifter": "on",
        "unit": "kg",
        "zone": "UTC",
        **changed,
    }
    return {name: value for name, value in fields.items() if value is not None}


def with_second_factor(person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "5eed5eed"})


def test_nothing_but_accounts_groups_and_the_catalogue_stands_in_the_admin():
    assert {model._meta.label for model in admin.site._registry} == {
        "logbook.User",
        "auth.Group",
        "programming.CatalogueRelease",
        "programming.Exercise",
        "programming.RiskEntry",
        "programming.Workout",
    }


def test_the_table_asks_as_many_questions_for_one_row_as_for_thirty(keeper, lifter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert keeper.get(LIST).status_code == 200
        return len(captured)

    few = queries()
    for _ in range(29):
        a_lifter()

    assert queries() == few


def test_the_table_is_searched_by_address_and_name(keeper, lifter):
    a_lifter(email="bob@example.org")

    for typed in ("ann@", "Ann"):
        html = page(keeper, LIST, {"q": typed})
        assert "ann@example.org" in html
        assert "bob@example.org" not in html


def test_an_odd_search_is_answered(keeper, lifter):
    for odd in ("a\x00b", "💪", "\u202e", "8" * 5_000, "８０"):
        assert keeper.get(LIST, {"q": odd}).status_code == 200, odd


def test_the_page_of_a_person_counts_sessions_and_sets_and_tells_the_last_day(keeper, lifter):
    a_finished_session(lifter=lifter, sets=2)
    latest = a_finished_session(lifter=lifter, started=NOON + dt.timedelta(days=3))
    a_finished_session(lifter=a_lifter(), started=NOON + dt.timedelta(days=9))
    delete_set(lifter, latest.sets.values_list("pk", flat=True)[0], now=NOON)
    sets = sum(one.sets.filter(deleted_at=None).count() for one in lifter.sessions.all())

    text = words(page(keeper, at(lifter)))

    assert f"Sessions: 2 Sets: {sets} Last session: Sat 8 Mar 2025" in text
    assert "Second factor: off" in text


def test_a_person_without_a_log_has_a_page(keeper, lifter):
    assert "Sessions: 0 Sets: 0 Last session: none" in words(page(keeper, at(lifter)))


@pytest.mark.parametrize(
    "lookup",
    [
        "sessions__note__contains",
        "sessions__exercises__note__contains",
        "bodyweights__milli__gt",
        "bodyweights__isnull",
        "background__sex",
        "authenticator__data__contains",
        "emailaddress__email__contains",
        "password__startswith",
        "energy_balance",
        "strength_formula",
        "level__exact",
        "loads__contains",
        "check_ins",
    ],
)
def test_the_list_answers_no_question_about_what_it_does_not_show(keeper, lifter, lookup):
    assert keeper.get(LIST, {lookup: "1"}).status_code == 400


def test_the_list_is_filtered_by_roles(keeper, lifter):
    assert "ann@example.org" in page(keeper, LIST, {"is_staff__exact": "0"})
    assert "ann@example.org" not in page(keeper, LIST, {"is_staff__exact": "1"})


def test_nobody_is_deleted_here(keeper, lifter):
    a_finished_session(lifter=lifter)

    assert keeper.get(at(lifter, "delete")).status_code == 403
    assert keeper.post(at(lifter, "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [lifter.pk], "post": "yes"}
    keeper.post(LIST, chosen)
    assert User.objects.filter(pk=lifter.pk).exists()


def test_a_person_is_added_with_an_address_in_lower_case_and_no_right(keeper):
    response = keeper.post(ADD, {**NEW, "is_superuser": "on", "is_staff": "on"})

    assert response.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert person.check_password(PASSWORD)
    assert not person.is_superuser
    assert not person.is_staff


def test_an_address_is_taken_whatever_its_case(keeper, lifter):
    response = keeper.post(ADD, {**NEW, "email": lifter.email.upper()})

    assert response.status_code == 200
    assert User.objects.filter(email__iexact=lifter.email).count() == 1


def test_a_person_is_made_inactive(keeper, lifter):
    assert (
        keeper.post(at(lifter), sent(lifter, is_active=None, zone="Europe/Berlin")).status_code
        == 302
    )

    lifter.refresh_from_db()
    assert (lifter.is_active, lifter.zone) == (False, "Europe/Berlin")


def test_with_an_address_all_goes_that_was_known_of_the_old_one(keeper, lifter, client):
    for address in (lifter.email, "second@example.org"):
        EmailAddress.objects.create(
            user=lifter, email=address, verified=True, primary=address == lifter.email
        )

    assert keeper.post(at(lifter), sent(lifter, name="Anna")).status_code == 302
    assert EmailAddress.objects.filter(user=lifter).count() == 2

    assert keeper.post(at(lifter), sent(lifter, email="new@example.org")).status_code == 302
    assert not EmailAddress.objects.filter(user=lifter).exists()
    for address in ("ann@example.org", "second@example.org"):
        client.post(reverse("account_reset_password"), {"email": address})
    assert not any("key" in str(message.body) for message in mail.outbox)


# --- A second factor that was lost -----------------------------------------------------------


def test_a_lost_second_factor_is_removed_after_a_question_logged_and_its_owner_told(
    keeper, boss, lifter
):
    with_second_factor(lifter)
    other = a_lifter()
    with_second_factor(other)
    assert at(lifter, "second_factor") in page(keeper, at(lifter))
    assert "Second factor: on" in words(page(keeper, at(lifter)))

    asked = page(keeper, at(lifter, "second_factor"))
    assert "Only if Ann has lost it" in words(asked)
    assert Authenticator.objects.filter(user=lifter).count() == 2

    done = keeper.post(at(lifter, "second_factor"), follow=True)

    assert "The second factor of Ann is removed." in words(flat(done.content.decode()))
    assert not Authenticator.objects.filter(user=lifter).exists()
    assert Authenticator.objects.filter(user=other).count() == 2
    (entry,) = LogEntry.objects.all()
    assert (entry.user, entry.object_id) == (boss, str(lifter.pk))
    assert entry.change_message == "Removed the second factor."
    (told,) = mail.outbox
    assert told.to == ["ann@example.org"]
    assert "An admin removed the second factor of your RepStack account." in str(told.body)
    assert at(lifter, "second_factor") not in page(keeper, at(lifter))


def test_no_secret_of_a_second_factor_is_on_any_page_of_its_owner(keeper, lifter):
    with_second_factor(lifter)

    for name in ("change", "history", "second_factor", "password_change"):
        path = (
            reverse("admin:auth_user_password_change", args=[lifter.pk])
            if name == "password_change"
            else at(lifter, name)
        )
        html = page(keeper, path)
        assert "JBSWY3DPEHPK3PXP" not in html
        assert "5eed5eed" not in html


def test_who_has_none_keeps_having_none(keeper, lifter):
    response = keeper.post(at(lifter, "second_factor"), follow=True)

    assert "Ann has no second factor." in words(flat(response.content.decode()))
    assert not LogEntry.objects.exists()
    assert mail.outbox == []


def test_a_mail_that_does_not_go_out_is_said(keeper, lifter, monkeypatch):
    def refuse(*_args, **_named):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with_second_factor(lifter)

    response = keeper.post(at(lifter, "second_factor"), follow=True)

    assert "The mail to ann@example.org could not be sent." in words(
        flat(response.content.decode())
    )
    assert not Authenticator.objects.filter(user=lifter).exists()


def test_nobody_removes_their_own_here_and_none_but_superusers_anothers(keeper, boss, lifter):
    for person in (boss, lifter):
        with_second_factor(person)
    support = a_lifter(is_staff=True)
    support.user_permissions.set(Permission.objects.all())

    for client, person in ((keeper, boss), (logged_in(support), lifter)):
        assert client.get(at(person, "second_factor")).status_code == 403
        assert client.post(at(person, "second_factor")).status_code == 403
    assert at(boss, "second_factor") not in page(keeper, at(boss))
    assert at(lifter, "second_factor") not in page(logged_in(support), at(lifter))
    assert Authenticator.objects.count() == 4


@pytest.mark.parametrize("odd", ["0", "nobody", "9" * 30, "💪"])
def test_the_second_factor_of_nobody_is_refused(keeper, odd):
    assert keeper.get(f"/admin/logbook/user/{odd}/second-factor/").status_code == 403
