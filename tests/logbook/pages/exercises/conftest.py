"""Whom the tests of finding exercises are about."""

import pytest
from django.test import Client

from logbook.models import TrainingSession
from tests.logbook.given import a_lifter, a_session, logged_in


@pytest.fixture
def session(release: object) -> TrainingSession:
    """A running Upper A of somebody who knows none of its movements."""
    return a_session(lifter=a_lifter())


@pytest.fixture
def client(session: TrainingSession) -> Client:
    """The browser of whose session it is."""
    return logged_in(session.athlete)
