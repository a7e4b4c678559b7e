"""Wrong passwords close an account to strangers, and never lock its owner out."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from logbook.models import User
from tests.accounts.given import PASSWORD

pytestmark = pytest.mark.django_db

OTHER = "other plain words"


def log_in(client: Client, password: str = PASSWORD, email: str = "anna@example.org", **headers):
    return client.post("/accounts/login/", {"login": email, "password": password}, headers=headers)


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def known(anna: User) -> Client:
    """A phone on which its owner logged in and out again."""
    client = Client()
    log_in(client)
    client.post("/accounts/logout/")
    assert not is_inside(client)
    return client


def locked_by_others(times: int = 11) -> None:
    for _ in range(times):
        log_in(Client(REMOTE_ADDR="198.51.100.7"), "not the password")


def test_a_stranger_stays_locked_out(anna: User):
    locked_by_others()
    client = Client()

    log_in(client)

    assert not is_inside(client)


def test_while_it_is_locked_the_way_in_by_mail_is_the_pages_one_primary_action(anna: User):
    locked_by_others()

    page = " ".join(log_in(Client(), "not the password").content.decode().split())

    primary = re.findall(r'<(a|button)[^>]*class="rs-btn rs-btn--primary"[^>]*>([^<]*)<', page)
    assert primary == [("a", "Let me in by mail")]
    assert page.index("Let me in by mail") < page.index(">Log in</button>")


def test_the_owners_phone_lets_its_owner_in_under_the_lock(known: Client):
    locked_by_others()

    log_in(known)

    assert is_inside(known)


def test_on_the_owners_phone_tries_are_counted_too(known: Client):
    for _ in range(10):
        log_in(known, "not the password")

    log_in(known)

    assert not is_inside(known)


def test_tries_on_the_owners_phone_lock_no_other(known: Client):
    for _ in range(11):
        log_in(known, "not the password")
    client = Client()

    log_in(client)

    assert is_inside(client)


def test_a_phone_is_known_for_those_who_logged_in_on_it_alone(known: Client):
    User.objects.create_user("bob@example.org", PASSWORD)
    for _ in range(11):
        log_in(Client(), "not the password", "bob@example.org")

    log_in(known, email="bob@example.org")

    assert not is_inside(known)


def test_two_who_share_a_phone_are_both_known_on_it(known: Client):
    User.objects.create_user("bob@example.org", PASSWORD)
    log_in(known, email="bob@example.org")
    known.post("/accounts/logout/")
    locked_by_others()

    log_in(known)

    assert is_inside(known)


def test_with_another_password_the_phone_is_a_strangers(known: Client, anna: User):
    anna.set_password(OTHER)
    anna.save()
    locked_by_others()

    log_in(known, OTHER)

    assert not is_inside(known)


@pytest.mark.parametrize("change", [lambda value: value[:-1], lambda value: "x", lambda value: ""])
def test_a_cookie_that_was_changed_makes_no_phone_known(known: Client, change):
    known.cookies["known_device"] = change(known.cookies["known_device"].value)
    locked_by_others()

    log_in(known)

    assert not is_inside(known)


def test_the_cookie_is_for_the_server_alone(known: Client, anna: User):
    cookie = known.cookies["known_device"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert anna.email not in cookie.value


def test_another_port_in_the_host_buys_no_more_tries(anna: User):
    for port in range(1, 12):
        log_in(Client(), "not the password", Host=f"testserver:{port}")
    client = Client()

    log_in(client)

    assert not is_inside(client)


def by_mail(client: Client) -> None:
    """Follow the mail that the page of the lock offers, and choose a password."""
    locked = log_in(client).content.decode()
    assert "Too many wrong passwords" in locked
    way = re.search(r'href="([^"]+)">Let me in by mail', locked)
    assert way is not None
    client.post(way.group(1), {"email": "anna@example.org"})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = client.get(link.group(1), follow=True)
    locked_by_others()
    client.post(page.request["PATH_INFO"], {"password1": OTHER, "password2": OTHER})


def test_a_mailed_link_lets_the_owner_in_under_the_lock(anna: User):
    locked_by_others()
    client = Client()

    by_mail(client)

    assert is_inside(client)
    # And from then on this device is known.
    client.post("/accounts/logout/")
    locked_by_others()
    log_in(client, OTHER)
    assert is_inside(client)


def test_the_mailed_link_does_not_pass_the_second_step(anna: User):
    TOTP.activate(anna, generate_totp_secret())
    locked_by_others()
    client = Client()

    by_mail(client)

    assert not is_inside(client)
    assert "known_device" not in client.cookies


def test_who_is_not_locked_out_is_offered_no_mail_in_place_of_the_password(anna: User):
    assert "Let me in by mail" not in log_in(Client(), "not the password").content.decode()
