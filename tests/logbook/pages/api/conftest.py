"""Who asks, and what no test begins with: what another one's tokens were let through."""

from collections.abc import Iterator

import pytest

from logbook.models import User
from logbook.pages.api.allowance import allowance
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.pages.api.given import a_token


@pytest.fixture(autouse=True)
def _counts_of_nobody() -> Iterator[None]:
    """Keys of tokens come again once a test was rolled back."""
    allowance.forget()
    yield
    allowance.forget()


@pytest.fixture
def person(release: object) -> User:
    """A lifter with one of everything that a log may hold."""
    return a_lifter_with_everything()


@pytest.fixture
def token(person: User) -> str:
    """A token of theirs that reads everything."""
    return a_token(person)
