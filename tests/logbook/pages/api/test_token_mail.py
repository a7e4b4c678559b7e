"""A new personal token is told to its owner by mail, without the token."""

import re

import pytest
from django.test import Client

from logbook.models import AccessToken, User
from tests.logbook.given import a_lifter, logged_in

pytestmark = pytest.mark.django_db

PAGE, NEW = "/settings/tokens/", "/settings/tokens/new/"
PASSWORD = "four plain words here"
FORM = {"name": "My watch", "scopes": ["sessions", "records"], "days": "90"}


@pytest.fixture
def lifter() -> User:
    return a_lifter(password=PASSWORD)


@pytest.fixture
def certain(lifter: User) -> Client:
    """Who has just typed the password again."""
    client = logged_in(lifter)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_the_owner_hears_of_a_new_token_and_how_to_revoke_it_and_not_the_token(
    certain: Client, lifter: User, mailoutbox
):
    made = certain.post(NEW, {**FORM, "name": "Anna's <watch>"})

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([lifter.email], "RepStack: a personal token was made")
    # What somebody typed is no part of a mail in the product's name.
    assert "watch" not in mail.body
    assert f"at once and for good, here: http://testserver{PAGE}\n" in mail.body
    until = AccessToken.objects.get().expires_at
    assert f"Until {until:%-d %B %Y} a program" in mail.body
    assert "/accounts/take-back/" in mail.body
    token = re.search(r"repstack_[\w-]{43}", made.content.decode())
    assert token is not None
    assert "repstack_" not in mail.body


def test_a_refused_token_is_no_mail(certain: Client, mailoutbox):
    certain.post(NEW, {**FORM, "days": "9999"})
    certain.post(NEW, FORM)
    certain.post(NEW, FORM)

    assert len(mailoutbox) == 1


def test_a_mail_server_that_is_down_loses_no_token(certain: Client, monkeypatch):
    def down(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    made = certain.post(NEW, FORM)

    assert made.status_code == 200
    assert "repstack_" in made.content.decode()
