"""The content security policy in a real browser: what the browser refuses, it says."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from logbook.models import User


@pytest.fixture
def refusals(page: Page) -> list[str]:
    """What the browser refused under the policy, and scripts that failed."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def keeper(page: Page, live_server: LiveServer) -> User:
    """An admin, logged in in the browser."""
    user = User.objects.create_user(
        "admin@example.org", "a long password", is_staff=True, is_superuser=True
    )
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    return user


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "admin:index"]
)
def test_a_page_for_strangers_breaks_nothing(
    page: Page, live_server: LiveServer, refusals: list[str], name: str
):
    page.goto(live_server.url + reverse(name))

    assert refusals == []


def test_the_admin_breaks_nothing_under_the_policy(
    page: Page, live_server: LiveServer, refusals: list[str], keeper: User
):
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for address in (f"{name}_changelist", f"{name}_add"):
            page.goto(live_server.url + reverse(address))
            page.wait_for_load_state("load")

    assert page.title()
    assert refusals == []


def test_a_refusal_would_be_seen(page: Page, live_server: LiveServer, refusals: list[str]):
    page.goto(live_server.url + reverse("account_login"))

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")

    assert "style-src" in refusals[0]
