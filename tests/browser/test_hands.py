"""The session screen by keyboard, by an impatient thumb, and from two tabs."""

import re
import threading
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_session

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def session(lifter: User, opened: Callable[[TrainingSession], TrainingSession]) -> TrainingSession:
    """Upper A, open in the browser."""
    return opened(a_session(lifter=lifter))


def test_a_set_is_logged_and_the_next_begun_without_a_mouse(page: Page, session: TrainingSession):
    page.locator(".rs-set--open input[name=load]").focus()
    page.keyboard.type("80")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    row = Set.objects.get()
    assert (row.load_milli, row.reps, row.rir_halves) == (80_000, 7, 6)
    # The focus waits at the next set: one Tab and it can be typed.
    expect(page.locator(".rs-set--open")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".rs-set--open input[name=load]")).to_be_focused()


def test_the_reasons_open_by_keyboard(page: Page, session: TrainingSession):
    summary = page.locator(".rs-target > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rs-target .rs-chain").first).to_be_visible()


def test_a_preview_that_comes_late_never_touches_the_saved_set(
    page: Page, session: TrainingSession
):
    """The preview is held back until the set is saved."""
    saved = threading.Event()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)
        if saved.is_set():
            route.continue_()

    page.route(re.compile("/preview/$"), hold)
    # Which of the three asks depends on how fast they are done: one that is held holds the next.
    with page.expect_request(re.compile("/preview/$")):
        page.locator(".rs-set--open input[name=load]").fill("80")
        page.locator(".rs-set--open input[name=reps]").fill("7")
        page.locator(".rs-chips label").first.click()
    page.locator(".rs-tick").click()
    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    saved.set()
    for route in held:
        route.abort()

    expect(page.locator(".rs-set--open")).to_contain_text("Set 2 of 3")
    expect(page.locator(".rs-set--open .rs-warns")).to_be_empty()
    assert Set.objects.count() == 1


def test_the_same_set_from_two_tabs_shows_both_and_loses_neither(
    page: Page, session: TrainingSession
):
    other = page.context.new_page()
    other.goto(page.url)
    for tab, load in ((page, "80"), (other, "82,5")):
        tab.locator(".rs-set--open input[name=load]").fill(load)
        tab.locator(".rs-set--open input[name=reps]").fill("7")
        tab.locator(".rs-tick").click()
        expect(tab.locator("[id^=set-row-]")).to_have_count(1)

    expect(other.locator(".rs-clash")).to_contain_text("80 × 7")
    expect(other.locator(".rs-set--open input[name=load]")).to_have_value("82,5")
    other.locator(".rs-tick").click()
    expect(other.locator("[id^=set-row-]")).to_have_count(2)
    assert set(Set.objects.values_list("load_milli", flat=True)) == {80_000, 82_500}


def test_a_session_that_expired_leads_to_the_log_in_and_back(
    page: Page, session: TrainingSession, lifter: User
):
    Session.objects.all().delete()
    page.locator(".rs-set--open input[name=load]").fill("80")
    page.locator(".rs-tick").click()
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/sessions/"))
