"""Whoever had the account before takes it back, by a link from a mail."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from logbook.models import User
from tests.accounts.given import (
    FOREIGN,
    OWN,
    PASSWORD,
    addressed,
    mails_to,
    manage,
    moved,
    of,
    way_back,
)
from tests.at_once import at_once, post


def test_the_link_alone_changes_nothing_before_it_is_confirmed(insider: Client, anna: User):
    moved(insider, anna)

    page = Client().get(way_back(mails_to(OWN)[-1]))

    assert page.status_code == 200
    anna.refresh_from_db()
    assert anna.email == FOREIGN


@pytest.mark.parametrize("which", [0, 1, 2], ids=["added", "made the main one", "removed"])
def test_the_account_is_taken_back_from_each_of_the_mails(
    client: Client, insider: Client, anna: User, which: int
):
    moved(insider, anna)
    link = way_back(mails_to(OWN)[which])
    mail.outbox.clear()

    response = client.post(link)

    assert response["Location"] == "/accounts/password/reset/done/"
    anna.refresh_from_db()
    assert anna.email == OWN
    (address,) = EmailAddress.objects.filter(user=anna)
    assert (address.email, address.primary, address.verified) == (OWN, True, True)
    # The thief is out, and the password that was known fits no more.
    assert insider.get("/accounts/email/").status_code == 302
    assert not anna.has_usable_password()
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([OWN], "RepStack: choose a new password")
    ]


def test_a_new_password_by_the_mail_that_follows_ends_it(
    client: Client, insider: Client, anna: User
):
    moved(insider, anna)
    client.post(way_back(mails_to(OWN)[-1]))
    link = re.search(r"http://testserver(/accounts/password/reset/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = client.get(link.group(1), follow=True)

    typed = {"password1": "other plain words", "password2": "other plain words"}
    client.post(page.request["PATH_INFO"], typed)

    anna.refresh_from_db()
    assert anna.check_password("other plain words")


def test_a_link_works_once(client: Client, insider: Client, anna: User):
    moved(insider, anna)
    link = way_back(mails_to(OWN)[-1])
    client.post(link)
    anna.set_password("other plain words")
    anna.save()

    response = client.post(link)

    assert "no longer valid" in response.content.decode()
    anna.refresh_from_db()
    assert anna.check_password("other plain words")


@pytest.mark.django_db(transaction=True)
def test_a_link_tapped_six_times_at_once_works_once(anna: User, thief: Client):
    thief.post("/accounts/reauthenticate/", {"password": PASSWORD})
    moved(thief, anna)
    token = way_back(mails_to(OWN)[-1]).split("/")[-2]
    mail.outbox.clear()

    statuses = at_once(None, [post("account_take_back", token) for _ in range(6)])

    assert sorted(statuses) == [200, 200, 200, 200, 200, 302]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("days", "is_open"), [(7, True), (7.01, False)])
def test_a_link_works_for_seven_days(
    client: Client,
    insider: Client,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
    days: float,
    is_open: bool,
):
    moved(insider, anna)
    link = way_back(mails_to(OWN)[-1])
    later = time.time() + days * 24 * 3600 - 5
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert ("email" in client.get(link).context) is is_open


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_an_address_that_the_owner_removed_does_not_come_back(
    client: Client, insider: Client, anna: User, is_confirmed: bool
):
    EmailAddress.objects.filter(email=OWN).update(verified=is_confirmed)
    addressed(anna, FOREIGN)
    manage(insider, "remove", FOREIGN)

    response = client.post(way_back(mails_to(FOREIGN)[-1]))

    assert "no longer valid" in response.content.decode()
    assert of(anna) == {OWN}


def test_an_address_that_was_never_confirmed_is_no_way_back(insider: Client, anna: User):
    EmailAddress.objects.create(user=anna, email="mistyped@example.org")

    manage(insider, "remove", "mistyped@example.org")

    assert [one.to for one in mail.outbox] == [[OWN]]


def test_a_younger_address_does_not_use_up_the_way_back_of_an_older_one(
    client: Client, insider: Client, anna: User
):
    manage(insider, "add", FOREIGN)
    EmailAddress.objects.filter(email=FOREIGN).update(verified=True)
    manage(insider, "primary", FOREIGN)
    client.post(way_back(mails_to(FOREIGN)[-1]))

    client.post(way_back(mails_to(OWN)[0]))

    anna.refresh_from_db()
    assert anna.email == OWN
    assert of(anna) == {OWN}


def test_an_address_that_another_account_confirmed_is_not_taken_from_it(
    client: Client, insider: Client, anna: User
):
    moved(insider, anna)
    addressed(User.objects.create_user(OWN, PASSWORD), OWN, primary=True)

    response = client.post(way_back(mails_to(OWN)[-1]))

    assert "no longer valid" in response.content.decode()
    anna.refresh_from_db()
    assert anna.email == FOREIGN


@pytest.mark.parametrize("verification", ["optional", "mandatory"])
def test_signing_up_with_the_address_that_was_taken_does_not_close_the_way_back(
    client: Client, insider: Client, anna: User, settings, verification: str
):
    moved(insider, anna)
    settings.ACCOUNT_EMAIL_VERIFICATION = verification
    link = way_back(mails_to(OWN)[-1])
    Client().post("/accounts/signup/", {"email": OWN, "password1": PASSWORD})
    squatter = User.objects.get(email=OWN)

    client.post(link)

    anna.refresh_from_db()
    squatter.refresh_from_db()
    assert anna.email == OWN
    assert squatter.email == f"{squatter.pk}@unconfirmed.invalid"
    assert EmailAddress.objects.get(email=OWN).user == anna


def test_an_account_that_was_switched_off_stays_off(client: Client, insider: Client, anna: User):
    moved(insider, anna)
    User.objects.filter(pk=anna.pk).update(is_active=False)

    assert "email" not in client.get(way_back(mails_to(OWN)[-1])).context


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: "x" + token])
def test_a_link_that_was_changed_opens_nothing(client: Client, insider: Client, anna: User, change):
    moved(insider, anna)
    token = way_back(mails_to(OWN)[-1]).split("/")[-2]

    assert "email" not in client.get(f"/accounts/take-back/{change(token)}/").context
