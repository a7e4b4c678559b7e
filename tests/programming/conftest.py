"""No memory of another test's releases, and two lifters."""

from collections.abc import Iterator

import pytest

from logbook.models import User
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
