"""A newcomer with a phone: signs up, answers a minute of questions, trains."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, User
from tests.browser.test_every_page import THEMES, Theme, found, walk

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A phone in Berlin."""
    return {**browser_context_args, "timezone_id": "Europe/Berlin"}


@pytest.fixture
def newcomer(page: Page, live_server: LiveServer, transactional_db: None) -> Page:
    """The browser of somebody who just signed up."""
    page.goto(live_server.url + reverse("account_signup"))
    page.get_by_label(re.compile("mail", re.IGNORECASE)).fill("new@example.org")
    page.get_by_label("Password", exact=False).first.fill("four plain words here")
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    return page


def train(page: Page, *, sets: int) -> None:
    """Start what Today offers, log the first sets, finish."""
    start = page.get_by_role("button", name=re.compile("^Start Fitness"))
    if not start.is_visible():
        # Once there was training today, what comes next is folded.
        page.locator("#plan summary").click()
    start.click()
    row = page.locator(".rs-set--open")
    for number in range(1, sets + 1):
        row.locator("input[name=load]").fill("40")
        row.locator("input[name=reps]").fill("10")
        row.locator(".rs-chips label").nth(2).click()
        row.locator(".rs-tick").click()
        expect(page.locator(".rs-set[id^=set-row-]")).to_have_count(number)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("set")


MOST_TAPS = 14
# To take up the program that is proposed is one more.
MOST_TAPS_WITH_A_PROGRAM = 15


@pytest.mark.parametrize(
    ("follows", "most"), [(False, MOST_TAPS), (True, MOST_TAPS_WITH_A_PROGRAM)]
)
def test_from_the_log_in_page_to_the_first_set_takes_few_taps(
    page: Page, live_server: LiveServer, transactional_db: None, follows: bool, most: int
):
    """Every touch counts: of a link, a button, a field before it is typed into, a chip."""
    taps = 0

    def tap(what: Locator) -> Locator:
        nonlocal taps
        taps += 1
        what.click()
        return what

    page.goto(live_server.url + reverse("account_login"))
    tap(page.get_by_role("link", name="Make an account"))
    tap(page.get_by_label(re.compile("mail", re.IGNORECASE))).fill("new@example.org")
    tap(page.get_by_label("Password", exact=False).first).fill("four plain words here")
    tap(page.get_by_role("button", name="Make an account"))
    tap(page.locator("label", has_text="General fitness"))
    tap(page.locator("label", has_text="under 6 months"))
    tap(page.locator("label", has_text="kg"))
    tap(page.get_by_role("button", name="Start", exact=True))
    if follows:
        tap(page.get_by_role("button", name="Follow it"))
        expect(page.locator("#plan")).to_contain_text("week 1 of 8")
    tap(page.get_by_role("button", name=re.compile("^Start Fitness")))
    row = page.locator(".rs-set--open")
    tap(row.locator("input[name=load]")).fill("40")
    tap(row.locator("input[name=reps]")).fill("10")
    tap(row.locator(".rs-chips label").nth(2))
    tap(row.locator(".rs-tick"))
    expect(page.locator(".rs-set[id^=set-row-]")).to_have_count(1)

    assert taps <= most
    person = User.objects.get()
    assert (person.goal, person.zone, person.unit) == ("general_fitness", "Europe/Berlin", "kg")


def test_a_newcomer_answers_and_trains_twice(newcomer: Page, live_server: LiveServer):
    page = newcomer

    page.locator("label", has_text="General fitness").click()
    page.locator("label", has_text="6 months to 2 years").click()
    page.get_by_role("button", name="Start", exact=True).click()

    expect(page.locator("#messages")).to_contain_text("You start as beginner")
    person = User.objects.get()
    assert (person.goal, person.zone, person.level) == (
        "general_fitness",
        "Europe/Berlin",
        "beginner",
    )
    for _ in range(2):
        # The second is beside the first, done the same day.
        page.goto(live_server.url + reverse("today"))
        train(page, sets=2)
    assert Set.objects.filter(athlete=person).count() == 4
    page.goto(live_server.url + reverse("level"))
    expect(page.locator("main")).to_contain_text("of 6 known")


def test_a_newcomer_may_skip_everything(newcomer: Page):
    newcomer.get_by_role("button", name="Skip for now").click()

    expect(newcomer.locator("#messages")).to_contain_text("Skipped")
    expect(newcomer.get_by_role("button", name=re.compile("^Start Full body"))).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_first_questions_have_no_fault(
    newcomer: Page, live_server: LiveServer, theme: Theme, width: int
):
    newcomer.set_viewport_size({"width": width, "height": 800})

    assert walk(newcomer, live_server, [reverse("welcome")], [theme]) == {}

    newcomer.get_by_role("button", name="Start", exact=True).click()
    expect(newcomer.get_by_text("Choose what you train for, or skip")).to_be_visible()
    assert found(newcomer) == []
