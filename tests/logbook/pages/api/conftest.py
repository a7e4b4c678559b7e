"""No test begins with what another one's tokens were let through."""

from collections.abc import Iterator

import pytest

from logbook.pages.api.allowance import allowance


@pytest.fixture(autouse=True)
def _counts_of_nobody() -> Iterator[None]:
    """Keys of tokens come again once a test was rolled back."""
    allowance.forget()
    yield
    allowance.forget()
