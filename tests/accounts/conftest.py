"""Anna, and who has her phone."""

import pytest
from django.core import mail
from django.test import Client

from logbook.models import User
from tests.accounts.given import OWN, PASSWORD, addressed


@pytest.fixture
def anna(db: None) -> User:
    user = User.objects.create_user(OWN, PASSWORD)
    addressed(user, OWN, primary=True)
    return user


@pytest.fixture
def thief(anna: User) -> Client:
    """A phone that was left behind, logged in."""
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def insider(thief: Client) -> Client:
    """A thief who knows the password too, and has just typed it."""
    thief.post("/accounts/reauthenticate/", {"password": PASSWORD})
    mail.outbox.clear()
    return thief
