"""Whom the tests of the logbook are about."""

from __future__ import annotations

import pytest

from logbook.models import User
from tests.logbook.given import a_lifter


@pytest.fixture
def lifter() -> User:
    """A lifter without a log, where a test file makes none of its own."""
    return a_lifter()
