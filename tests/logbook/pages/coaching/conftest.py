"""A coach and an athlete, not linked yet."""

from __future__ import annotations

import pytest

from logbook.models import User
from tests.logbook.given import a_lifter
from tests.logbook.pages.coaching.linked import a_coach


@pytest.fixture
def coach() -> User:
    """A coach who does not lift, where a test file makes none of its own."""
    return a_coach()


@pytest.fixture
def athlete() -> User:
    """An athlete without a log, where a test file makes none of its own."""
    return a_lifter(name="Ivo")
