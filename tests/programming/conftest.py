"""A loaded catalogue, and no memory of another test's."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from logbook.models import User
from programming import catalogue, search
from programming.models import CatalogueRelease


def forget() -> None:
    """Releases never change in the product; in tests a number comes back with other content."""
    catalogue.entries.cache_clear()
    catalogue._by_name.cache_clear()
    search._release_index.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def release(db: None) -> CatalogueRelease:
    """The product's own catalogue, just loaded."""
    call_command("load_catalogue")
    return catalogue.current_release()


@pytest.fixture
def lifter(db: None) -> User:
    """A lifter."""
    return User.objects.create_user("lifter@example.org")


@pytest.fixture
def another_lifter(db: None) -> User:
    """Somebody else."""
    return User.objects.create_user("another@example.org")
