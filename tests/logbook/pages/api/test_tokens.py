"""The tokens' page: made once the password was typed, seen once, kept as a digest, revoked in a tap."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from logbook.acts.tokens import MOST_TOKENS, TokenRefusedError, make_token, note_use, revoke_token
from logbook.choices import TokenScope
from logbook.log.tokens import digest_of, token_at
from logbook.models import AccessToken, User
from repstack.accounts.take_back import read, take_back, token_for
from tests.at_once import at_once
from tests.logbook.given import NOON, a_lifter, logged_in
from tests.logbook.pages.api.given import a_token
from tests.logbook.reading import words

pytestmark = pytest.mark.django_db

PAGE, NEW = "/settings/tokens/", "/settings/tokens/new/"
PASSWORD = "four plain words here"
FORM = {"name": "My watch", "scopes": ["sessions", "records"], "days": "90"}


@pytest.fixture
def lifter() -> User:
    return a_lifter(password=PASSWORD)


@pytest.fixture
def client(lifter: User) -> Client:
    return logged_in(lifter)


@pytest.fixture
def certain(client: Client) -> Client:
    """Who has just typed the password again."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def shown(response) -> str:
    return words(response.content.decode())


def test_an_open_session_alone_makes_no_token(client: Client):
    for response in (client.get(NEW), client.post(NEW, FORM)):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not AccessToken.objects.exists()


def test_a_token_is_seen_once_and_kept_as_a_digest(certain: Client, lifter: User):
    made = certain.post(NEW, FORM)

    found = re.search(r"repstack_[\w-]{43}", made.content.decode())
    assert found is not None
    token = found[0]
    row = AccessToken.objects.get()
    assert row.digest == digest_of(token)
    assert (row.athlete, row.name, row.scopes) == (lifter, "My watch", ["sessions", "records"])
    assert row.expires_at - row.made_at == dt.timedelta(days=90)
    assert made["Cache-Control"] == "no-store"
    with connection.cursor() as cursor:
        columns = cursor.execute("SELECT * FROM logbook_accesstoken") or cursor
        assert token not in str(columns.fetchall())
    text = shown(certain.get(PAGE))
    assert "My watch Reads: Sessions and sets, with notes; Records" in text
    assert "never used" in text
    assert "repstack_" not in text


def test_of_a_double_tap_one_token_comes(certain: Client):
    certain.post(NEW, FORM)
    again = certain.post(NEW, FORM)

    assert again.status_code == 422
    assert "You have a token of this name." in shown(again)
    assert AccessToken.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": ""}, "Give the token a name"),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": "a\x00b"}, "ull characters are not allowed"),
        ({"scopes": []}, "Tick what the token may read."),
        ({"scopes": ["everything"]}, "Choose from the list."),
        ({"days": "366"}, "Choose from the list."),
        ({"days": ""}, "Choose how long the token lasts."),
    ],
)
def test_what_makes_no_token_is_said_beside_the_field(certain: Client, said, fault: str):
    refused = certain.post(NEW, {**FORM, **said})

    assert refused.status_code == 422
    assert fault in shown(refused)
    assert not AccessToken.objects.exists()


def test_there_are_twenty_at_most(certain: Client, lifter: User):
    for number in range(MOST_TOKENS - 1):
        a_token(lifter, name=str(number))

    assert certain.post(NEW, FORM).status_code == 200
    refused = certain.post(NEW, {**FORM, "name": "one too many"})
    assert "You have 20 tokens." in shown(refused)
    assert AccessToken.objects.count() == MOST_TOKENS


def test_a_token_is_revoked_in_one_tap_without_the_password(client: Client, lifter: User):
    token = a_token(lifter)
    row = AccessToken.objects.get()

    page = client.post(f"{PAGE}{row.pk}/revoke/", follow=True)

    assert "The token is revoked" in shown(page)
    assert token_at(token) is None


def test_nobody_revokes_anothers(client: Client):
    token = a_token(a_lifter())

    refused = client.post(f"{PAGE}{AccessToken.objects.get().pk}/revoke/")

    assert refused.status_code == 404
    assert token_at(token) is not None


def test_an_expired_one_says_so(client: Client, lifter: User):
    made = NOON - dt.timedelta(days=400)
    a_token(lifter, now=made, days=30)
    row = AccessToken.objects.get()

    assert "Expired on" in shown(client.get(PAGE))
    assert not row.is_expired(row.expires_at - dt.timedelta(microseconds=1))
    assert row.is_expired(row.expires_at)


def test_times_are_the_lifters(lifter: User, client: Client):
    User.objects.update(zone="Pacific/Auckland")
    a_token(lifter, now=NOON, days=30)
    AccessToken.objects.update(last_used_at=NOON)

    text = shown(client.get(PAGE))

    # Noon of the 5th in UTC is past midnight there.
    assert "last used on 6 March 2025, 01:00" in text
    assert "Expired on 5 April 2025" in text


def test_use_is_written_once_an_hour(lifter: User, django_assert_num_queries):
    a_token(lifter, now=NOON)
    row = AccessToken.objects.get()
    note_use(row, NOON)
    row.refresh_from_db()

    with django_assert_num_queries(0):
        note_use(row, NOON + dt.timedelta(minutes=59))
    note_use(row, NOON + dt.timedelta(minutes=60))

    row.refresh_from_db()
    assert row.last_used_at == NOON + dt.timedelta(minutes=60)
    # Another process read the row before: what it writes is not earlier than what is there.
    note_use(AccessToken(pk=row.pk), NOON + dt.timedelta(minutes=61))
    row.refresh_from_db()
    assert row.last_used_at == NOON + dt.timedelta(minutes=60)


def test_a_use_does_not_bring_a_revoked_one_back(lifter: User):
    a_token(lifter)
    row = AccessToken.objects.get()
    revoke_token(lifter, row.pk)

    note_use(row, NOON)

    assert not AccessToken.objects.exists()


# --- The account around it ------------------------------------------------------------------------


def test_what_is_no_token_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        for text in ("", "x", "repstack_", f"repstack_{'x' * 42}", f"repstack_{'é' * 43}", "\0"):
            assert token_at(text) is None


def test_a_closed_account_opens_nothing_until_it_is_open_again(lifter: User):
    token = a_token(lifter)
    lifter.is_active = False
    lifter.save()

    assert token_at(token) is None
    lifter.is_active = True
    lifter.save()
    assert token_at(token) is not None


def change_page(lifter: User) -> None:
    new = "other plain words here"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client = logged_in(lifter)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/password/change/", form).status_code == 302


def command(lifter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: "other plain words here")
    call_command("changepassword", lifter.email)


def taken_back(lifter: User) -> None:
    address = EmailAddress.objects.create(user=lifter, email=lifter.email, verified=True)
    way = read(token_for(address))
    assert way is not None
    assert take_back(way)


def no_password(lifter: User) -> None:
    lifter.set_unusable_password()
    lifter.save()


def one_column(lifter: User) -> None:
    lifter.set_password("other plain words here")
    lifter.save(update_fields=["password"])


@pytest.mark.parametrize("how", [change_page, taken_back, no_password, one_column])
def test_a_new_password_ends_all_tokens_whoever_sets_it(lifter: User, how):
    other = a_token(a_lifter())
    token = a_token(lifter)

    how(User.objects.get(pk=lifter.pk))

    assert token_at(token) is None
    assert token_at(other) is not None


def test_the_command_ends_them_too(lifter: User, monkeypatch: pytest.MonkeyPatch):
    token = a_token(lifter)

    command(lifter, monkeypatch)

    assert token_at(token) is None


def test_the_same_password_hashed_anew_ends_none(lifter: User, settings):
    """Each version of Django hashes longer, and does so at the next log-in."""
    token = a_token(lifter)
    before = lifter.password
    settings.PASSWORD_HASHERS = [f"{__name__}.Longer", *settings.PASSWORD_HASHERS]

    form = {"login": lifter.email, "password": PASSWORD}
    assert Client().post("/accounts/login/", form).status_code == 302

    lifter.refresh_from_db()
    assert lifter.password != before
    assert token_at(token) is not None


class Longer(PBKDF2PasswordHasher):
    algorithm = "longer"
    iterations = 2


def test_a_change_of_anything_else_ends_none(lifter: User):
    token = a_token(lifter)
    lifter.name = "Ivo"

    lifter.save()

    assert token_at(token) is not None


@pytest.mark.usefixtures("_catalogue")
@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_make_one_of_a_name_one_does():
    lifter = a_lifter(password=PASSWORD)

    def make(_):
        try:
            make_token(lifter, "one", [TokenScope.SESSIONS], days=30, now=NOON)
        except TokenRefusedError:
            return HttpResponse(status=422)
        return HttpResponse()

    assert sorted(at_once(lifter, [make, make, make])) == [200, 422, 422]
    assert AccessToken.objects.count() == 1
