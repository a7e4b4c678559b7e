"""The log-in runs out in mid-workout: what was typed comes back after it, to nobody else."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_lifter, a_session

pytestmark = pytest.mark.usefixtures("release")

PASSWORD = "four plain words here"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def anna(transactional_db: None) -> User:
    return with_password(a_lifter(name="Anna", is_level_by_hand=True, level="intermediate"))


@pytest.fixture
def session(
    page: Page, anna: User, opened: Callable[[TrainingSession], TrainingSession]
) -> TrainingSession:
    """Open on the phone, with a first set typed and not sent."""
    started = opened(a_session(lifter=anna))
    row = page.locator(".rs-set--open")
    with page.expect_response(re.compile("preview")):
        row.locator("input[name=load]").fill("62.5")
        row.locator("input[name=reps]").fill("9")
        row.locator(".rs-chips label", has_text=re.compile("^2$")).click()
        row.locator("summary").click()
        row.locator("input[name=note]").fill("left knee again")
    return started


def expire_and_tap(page: Page) -> None:
    """Tap the tick when the log-in is over: the phone leads to the log-in."""
    Session.objects.all().delete()
    with page.expect_response(lambda answer: answer.status == 401):
        page.locator(".rs-set--open .rs-tick").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def log_in(page: Page, user: User) -> None:
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_set_typed_when_the_log_in_ran_out_comes_back_and_is_logged_once(
    page: Page, session: TrainingSession, anna: User
):
    expire_and_tap(page)
    assert not Set.objects.exists()

    log_in(page, anna)

    row = page.locator(".rs-set--open")
    expect(row.locator("input[name=load]")).to_have_value("62.5")
    expect(row.locator("input[name=reps]")).to_have_value("9")
    expect(row.locator("input[name=rir]:checked")).to_have_value("2")
    expect(row.locator("input[name=note]")).to_be_visible()
    expect(row.locator("input[name=note]")).to_have_value("left knee again")
    row.locator(".rs-tick").click()
    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    saved = Set.objects.get()
    assert (str(saved.typed_load), saved.reps, saved.rir_halves) == ("62.5 kg", 9, 4)
    assert saved.note == "left knee again"
    page.reload()
    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    expect(page.locator(".rs-set--open input[name=note]")).to_have_value("")


def test_what_was_typed_is_shown_to_nobody_else_and_forgotten(
    page: Page, live_server: LiveServer, session: TrainingSession, anna: User
):
    bob = with_password(a_lifter(email="bob@example.org", name="Bob"))
    his = a_session(lifter=bob)
    expire_and_tap(page)

    page.goto(live_server.url + reverse("account_login"))
    log_in(page, bob)
    page.wait_for_url(re.compile("/$"))
    page.goto(live_server.url + reverse("session_detail", args=[his.pk]))

    expect(page.locator(".rs-set--open input[name=load]")).not_to_have_value("62.5")
    assert page.evaluate("Object.values(localStorage).join()").count("knee") == 0


def test_a_log_out_forgets_it(
    page: Page, live_server: LiveServer, session: TrainingSession, anna: User
):
    expire_and_tap(page)
    page.goto(live_server.url + reverse("account_login"))
    log_in(page, anna)
    page.wait_for_url(re.compile("/$"))

    page.goto(live_server.url + reverse("account_logout"))
    page.get_by_role("button", name="Log out").click()

    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.evaluate("Object.values(localStorage).join()").count("knee") == 0


def test_it_comes_back_to_the_exercise_it_was_typed_for(
    page: Page, session: TrainingSession, anna: User
):
    last = page.locator("section.rs-card:has(a.rs-ex__sum)").last.get_attribute("id") or ""
    page.locator(f"#{last} a.rs-ex__sum").click()
    page.locator(f"#{last} input[name=reps]").fill("13")
    expire_and_tap(page)

    log_in(page, anna)

    expect(page.locator(f"#{last} input[name=reps]")).to_have_value("13")


def test_a_preview_does_not_leave_the_page(page: Page, session: TrainingSession):
    Session.objects.all().delete()

    with page.expect_response(lambda answer: answer.status == 401):
        page.locator(".rs-set--open input[name=reps]").fill("8")

    expect(page.locator(".rs-set--open input[name=reps]")).to_have_value("8")
    expect(page.locator("#alert")).to_be_empty()
