"""Whom the tests of the logbook are about."""

from __future__ import annotations

import pytest

from logbook.models import TrainingSession, User
from tests.logbook.given import a_lifter, a_session, known_movements


@pytest.fixture
def lifter() -> User:
    """A lifter without a log, where a test file makes none of its own."""
    return a_lifter()


@pytest.fixture
def session(lifter: User) -> TrainingSession:
    """A running Upper A of a lifter who knows its movements, where a test file makes none."""
    known_movements(lifter=lifter)
    return a_session(lifter=lifter)
