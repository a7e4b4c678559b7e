"""Signing up: twice at once makes one account, and the clock does not tell who has one."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from logbook.models import User
from tests.at_once import at_once, post

FORM = {"email": "two.taps@example.org", "password1": "two minutes, then lift"}


@pytest.mark.parametrize("verification", ["optional", "mandatory"])
@pytest.mark.django_db(transaction=True)
def test_a_sign_up_posted_twice_at_once_makes_one_account(verification, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = verification

    statuses = at_once(None, [post("account_signup", **FORM) for _ in range(6)])

    # Who came first is led on; who came after is told, on the page or by where it leads.
    assert 302 in statuses
    assert set(statuses) <= {200, 302}
    assert User.objects.filter(email=FORM["email"]).count() == 1
    assert EmailAddress.objects.filter(email=FORM["email"]).count() == 1


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was hashed: hashing is what takes the time."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return passwords


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/accounts/signup/", {"password1": "two minutes, then lift"}),
        ("/accounts/login/", {"password": "two minutes, then lift"}),
        ("/accounts/password/reset/", {}),
    ],
)
def test_a_known_and_an_unknown_address_cost_the_same_hashes_and_mails(
    hashed: list[str], settings, path: str, typed: dict[str, str]
):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    User.objects.create_user("known@example.org", "another password")
    work: list[tuple[int, int, int]] = []

    for email in ("known@example.org", "unknown@example.org"):
        hashed.clear()
        mail.outbox.clear()
        answer = Client().post(path, {"email": email, "login": email, **typed})
        work.append((answer.status_code, len(hashed), len(mail.outbox)))

    assert work[0] == work[1]
    assert work[0][1] == (0 if "reset" in path else 1)
