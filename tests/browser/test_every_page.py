"""Every page of ours: nothing for axe to find in either theme, nothing refused, nothing too wide."""

from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from logbook.models import User
from tests.logbook.everything import a_lifter_with_everything, addresses

pytestmark = pytest.mark.usefixtures("release")

WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    # All faults; of what is as it should be axe then names one example instead of each element.
    "resultTypes": ["violations"],
}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
STRANGERS = ["account_login", "account_signup", "account_reset_password"]


@pytest.fixture
def lifter(transactional_db: None) -> User:
    return a_lifter_with_everything()


def found(page: Page) -> list[str]:
    """What axe has to say, one line each."""
    results = Axe().run(page, options=WCAG)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def walk(
    page: Page, live_server: LiveServer, paths: list[str], themes: Sequence[Theme] = ("light",)
) -> dict[str, list[str]]:
    """Open each page and look at it in each theme; what is wrong with it, by address.

    A theme is a matter of the style sheet alone, so one page is loaded for all of them.
    """
    wrong: dict[str, list[str]] = {}
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        said.clear()
        page.goto(live_server.url + path)
        faults = []
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            faults += [f"{theme}: {fault}" for fault in found(page)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                faults.append(f"{theme}: {wide} px too wide")
        faults += [line for line in said if "404" not in line]
        if faults:
            wrong[path] = faults
    return wrong


@pytest.mark.parametrize("width", [320, 1280])
def test_a_lifters_page_has_no_fault_in_either_theme(
    page: Page,
    live_server: LiveServer,
    lifter: User,
    let_in: Callable[[User], None],
    width: int,
):
    let_in(lifter)
    page.set_viewport_size({"width": width, "height": 800})

    assert walk(page, live_server, addresses(lifter), THEMES) == {}


def test_a_page_for_strangers_has_no_fault_in_either_theme(page: Page, live_server: LiveServer):
    assert walk(page, live_server, [reverse(name) for name in STRANGERS], THEMES) == {}


def test_a_page_in_words_has_no_fault(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    lifter.effort_input = "words"
    lifter.unit = "lb"
    lifter.save()
    let_in(lifter)
    page.set_viewport_size({"width": 320, "height": 800})

    assert walk(page, live_server, addresses(lifter)[:12]) == {}


def test_a_fault_would_be_found(page: Page, live_server: LiveServer):
    page.goto(live_server.url + reverse("account_login"))
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=x>')")

    assert any(line.startswith("image-alt") for line in found(page))
