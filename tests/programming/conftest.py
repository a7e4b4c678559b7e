"""No memory of another test's releases; two lifters, and staff with a draft."""

from collections.abc import Iterator

import pytest
from django.test import Client

from logbook.models import User
from programming.models import CatalogueRelease
from programming.releases.publish import new_draft
from tests.conftest import forget


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def lifter(db: None) -> User:
    """A lifter."""
    return User.objects.create_user("lifter@example.org")


@pytest.fixture
def another_lifter(db: None) -> User:
    """Somebody else."""
    return User.objects.create_user("another@example.org")


@pytest.fixture
def anna(db: None) -> User:
    """An admin who may everything."""
    return User.objects.create_superuser("anna@example.org", name="Anna")


@pytest.fixture
def staff(client: Client, anna: User) -> Client:
    """Anna's browser."""
    client.force_login(anna)
    return client


@pytest.fixture
def viewer(db: None) -> Client:
    """Logged in as staff with no permission at all."""
    client = Client()
    client.force_login(User.objects.create_user("staff@example.org", is_staff=True))
    return client


@pytest.fixture
def draft(release: CatalogueRelease, anna: User) -> CatalogueRelease:
    """Anna's draft of what is in force."""
    return new_draft(anna)
