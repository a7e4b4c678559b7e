"""Nobody moves an account's addresses unseen, or with an open session alone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from logbook.models import User
from tests.accounts.given import FOREIGN, OWN, PASSWORD, addressed, mails_to, manage, of, way_back


@pytest.mark.parametrize("action", ["add", "primary", "remove"])
def test_an_open_session_alone_moves_no_address(thief: Client, anna: User, action: str):
    second = "second@example.org"
    if action != "add":
        addressed(anna, second)

    response = manage(thief, action, second)

    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert EmailAddress.objects.filter(email=second).exists() is (action != "add")
    assert EmailAddress.objects.get(user=anna, primary=True).email == OWN
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["/accounts/2fa/totp/activate/", "/accounts/password/change/"])
def test_an_open_session_alone_changes_no_password_and_no_second_step(
    thief: Client, anna: User, address: str
):
    typed = {"password1": "other plain words", "password2": "other plain words"}
    thief.post(address, {**typed, "oldpassword": "not the password", "code": "123456"})

    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)
    assert not Authenticator.objects.exists()
    assert mail.outbox == []


def test_the_password_typed_once_more_finishes_what_was_asked(thief: Client, anna: User):
    asked = manage(thief, "add", "second@example.org")

    thief.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/email/"})

    assert of(anna) == {OWN, "second@example.org"}


@pytest.mark.parametrize(
    ("action", "subject"),
    [
        ("add", "RepStack: an address was added"),
        ("primary", "RepStack: your main address was changed"),
        ("remove", "RepStack: an address was removed"),
    ],
)
def test_the_address_that_was_there_hears_of_every_change(
    insider: Client, anna: User, action: str, subject: str
):
    if action != "add":
        addressed(anna, FOREIGN)

    manage(insider, action, FOREIGN)

    (said,) = [one for one in mails_to(OWN) if one.subject == subject]
    assert FOREIGN in said.body
    assert Client().get(way_back(said)).context["email"] == OWN


def test_a_changed_password_is_told_to_every_confirmed_address(thief: Client, anna: User):
    addressed(anna, "second@example.org")
    EmailAddress.objects.create(user=anna, email="mistyped@example.org")
    typed = {"password1": "other plain words", "password2": "other plain words"}

    thief.post("/accounts/password/change/", {**typed, "oldpassword": PASSWORD})

    assert sorted(one.to[0] for one in mail.outbox) == [OWN, "second@example.org"]
    assert {one.subject for one in mail.outbox} == {"RepStack: your password was changed"}


def test_a_password_reset_by_a_second_address_is_told_to_the_first(client: Client, anna: User):
    addressed(anna, FOREIGN)
    client.post("/accounts/password/reset/", {"email": FOREIGN})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    page = client.get(link.group(1), follow=True)

    typed = {"password1": "other plain words", "password2": "other plain words"}
    client.post(page.request["PATH_INFO"], typed)

    assert [one.subject for one in mails_to(OWN)] == ["RepStack: your password was changed by mail"]


def test_who_never_confirmed_an_address_is_told_at_it(insider: Client, anna: User):
    EmailAddress.objects.all().delete()

    manage(insider, "add", FOREIGN)

    assert [one.subject for one in mails_to(OWN)] == ["RepStack: an address was added"]


NOTICES = [
    *(f"account/email/{name}" for name in ("email_added", "email_changed", "email_deleted")),
    *(f"account/email/{name}" for name in ("password_changed", "password_reset", "password_set")),
    *(f"mfa/email/{name}" for name in ("totp_activated", "totp_deactivated")),
    "mfa/email/recovery_codes_generated",
    "account/email/token_made",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_speaks_for_repstack_and_holds_the_way_back(notice: str):
    link = "http://testserver/accounts/take-back/x/"

    said = render_to_string(f"{notice}_message.txt", {"take_back_url": link})

    assert "RepStack account" in said
    assert link in said
    assert len(render_to_string(f"{notice}_subject.txt").splitlines()) == 1
