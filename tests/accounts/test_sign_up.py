"""Signing up twice at once: one account, and nobody gets a 500."""

import pytest
from allauth.account.models import EmailAddress

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
