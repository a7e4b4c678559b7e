"""A lifter with a phone: 360 px wide, logged in, on the product's own catalogue."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from logbook.models import TrainingSession, User
from tests.logbook.given import a_lifter

PHONE = {"width": 360, "height": 760}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A phone held upright."""
    return {**browser_context_args, "viewport": PHONE}


@pytest.fixture
def let_in(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """Log somebody in in the browser."""

    def enter(user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return enter


@pytest.fixture
def lifter(transactional_db: None, release: None) -> User:
    """Somebody with the catalogue."""
    return a_lifter()


@pytest.fixture
def opened(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None]
) -> Callable[[TrainingSession], TrainingSession]:
    """Open a session in the browser of whoever trains it."""

    def open_it(session: TrainingSession) -> TrainingSession:
        let_in(session.athlete)
        page.goto(live_server.url + reverse("session_detail", args=[session.pk]))
        return session

    return open_it
