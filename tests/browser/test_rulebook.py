"""The rulebook on a phone: found by a word, opened by a section, reached from a warning."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import User
from tests.logbook.given import a_lifter

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def rulebook(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], transactional_db: None
) -> Page:
    let_in(a_lifter())
    page.goto(live_server.url + reverse("rulebook"))
    return page


def test_rules_are_found_while_the_word_is_typed_and_the_address_keeps_it(rulebook: Page):
    rulebook.get_by_role("searchbox").press_sequentially("sharp")

    expect(rulebook.get_by_role("status")).to_contain_text("“sharp”")
    expect(rulebook.get_by_role("link", name="Sharp drop", exact=True)).to_be_visible()
    expect(rulebook).to_have_url(re.compile(r"\?q=sharp$"))
    expect(rulebook.get_by_role("searchbox")).to_be_focused()


def test_a_section_opens_by_a_tap_and_the_page_is_short_before(rulebook: Page):
    rule = rulebook.get_by_role("link", name="Below the floor")
    expect(rule).to_be_hidden()

    rulebook.get_by_text("Judging a set").click()

    expect(rule).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_the_search_is_sent(rulebook: Page):
    rulebook.get_by_role("searchbox").fill("sharp")
    rulebook.get_by_role("button", name="Search").click()

    expect(rulebook.get_by_role("status")).to_contain_text("“sharp”")
    expect(rulebook.get_by_role("link", name="Sharp drop", exact=True)).to_be_visible()
