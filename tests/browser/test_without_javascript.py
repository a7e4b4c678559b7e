"""A session planned, logged, changed and reviewed in a browser that runs no scripts."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_session

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """No scripts."""
    return {**browser_context_args, "java_script_enabled": False}


def test_a_whole_session_without_scripts(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    let_in(lifter)
    page.goto(live_server.url + reverse("today"))

    # How the lifter is
    page.locator("input[name=sleep][value=under_6]").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("body")).to_contain_text("Amber")

    # A free session with one exercise
    page.get_by_role("button", name="Free session").click()
    page.get_by_role("searchbox").fill("cable fly")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("button", name="Add Cable fly", exact=True).click()

    # A set refused, then logged
    form = page.locator(".rs-set--open")
    form.locator("input[name=load]").fill("x")
    form.locator("input[name=reps]").fill("12")
    form.locator("input[name=rir][value='2']").check(force=True)
    form.locator(".rs-tick").click()
    expect(page.locator("body")).to_contain_text("Enter the weight as a number")
    expect(form.locator("input[name=reps]")).to_have_value("12")
    form.locator("input[name=load]").fill("15")
    form.locator(".rs-tick").click()
    expect(page.locator("[id^=set-row-]")).to_have_count(1)

    # Changed
    page.locator("[id^=set-row-] a").first.click()
    form.locator("input[name=reps]").fill("13")
    form.locator(".rs-tick").click()
    expect(page.locator("[id^=set-row-]")).to_contain_text("13")

    # Deleted, and brought back
    page.locator("[id^=set-row-] a").first.click()
    page.get_by_role("button", name="Delete the set").click()
    expect(page.locator("[id^=set-row-]")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[id^=set-row-]")).to_have_count(1)

    # The last set, marked as such; a digit too many is saved, asked about and put right
    form.locator("input[name=load]").fill("150")
    form.locator("input[name=reps]").fill("12")
    form.get_by_label("This is the last set").check()
    form.locator(".rs-tick").click()
    assert Set.objects.filter(is_final=True).count() == 1
    expect(page.locator(".rs-slip")).to_contain_text("Far heavier than all before")
    page.get_by_role("button", name="15 kg", exact=True).click()
    expect(page.locator(".rs-slip")).to_have_count(0)

    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("on target")


def test_the_end_asks_about_a_set_that_is_typed_without_scripts(
    page: Page, lifter: User, opened: Callable[[TrainingSession], TrainingSession]
):
    opened(a_session(lifter=lifter))
    form = page.locator(".rs-set--open")
    form.locator("input[name=load]").fill("60")
    form.locator("input[name=reps]").fill("7")
    page.get_by_role("button", name="Finish").click()

    expect(page.get_by_role("alert").first).to_contain_text("Set 1 is typed but not logged")
    expect(form.locator("input[name=reps]")).to_have_value("7")
    page.get_by_role("button", name="Log it and finish").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("none rated")
    assert Set.objects.get().reps == 7


def test_reps_left_after_broken_form_are_answered_with_one_tap_without_scripts(
    page: Page, lifter: User, opened: Callable[[TrainingSession], TrainingSession]
):
    opened(a_session(lifter=lifter))
    form = page.locator(".rs-set--open")
    form.locator("input[name=load]").fill("60")
    form.locator("input[name=reps]").fill("7")
    form.locator("input[name=rir][value='3']").check(force=True)
    form.locator("input[value=technical_failure]").check(force=True)
    form.locator(".rs-tick").click()

    expect(page.get_by_role("alert").first).to_contain_text("Set 1 is not logged yet.")
    expect(form.locator("input[name=reps]")).to_have_value("7")
    page.get_by_role("button", name="Form broke, none left").click()
    expect(page.locator("[id^=set-row-]")).to_contain_text("form broke")
    assert Set.objects.get().rir_halves == 6
