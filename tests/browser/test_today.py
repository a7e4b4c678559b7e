"""Today on a phone: what to do now comes first, and all of it fits two screens."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.acts.gyms import add_gym
from logbook.clock import local_date
from logbook.demo.making import make_account
from logbook.demo.people import LIFTERS, Lifter
from logbook.models import User
from tests.logbook.given import a_finished_session, checked_in

pytestmark = pytest.mark.usefixtures("release")

SCREEN = 780
TWO_SCREENS = 2 * SCREEN


def height(page: Page) -> int:
    """How tall the page is, in pixels."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    assert isinstance(tall, int)
    return tall


@pytest.mark.parametrize("account", LIFTERS, ids=[one.name for one in LIFTERS])
def test_today_fits_two_screens_before_the_check_in_and_after(
    page: Page,
    live_server: LiveServer,
    let_in: Callable[[User], None],
    transactional_db: None,
    account: Lifter,
):
    now = timezone.now()
    make_account(account, today=local_date(now, account.zone))
    lifter = User.objects.get(email=account.email)
    let_in(lifter)
    page.set_viewport_size({"width": 360, "height": SCREEN})

    page.goto(live_server.url + reverse("today"))
    assert height(page) <= TWO_SCREENS

    checked_in(lifter=lifter, at=now, sleep="7_plus", recovery="good", stress="low")
    page.reload()
    assert height(page) <= TWO_SCREENS

    a_finished_session(lifter=lifter, started=now - dt.timedelta(minutes=1))
    page.reload()
    assert height(page) <= TWO_SCREENS


def test_the_next_workout_stands_on_the_first_screen_whole(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    let_in(lifter)
    page.set_viewport_size({"width": 360, "height": SCREEN})
    page.goto(live_server.url + reverse("today"))

    start = page.get_by_role("button", name="Start Upper A").bounding_box()
    asked = page.get_by_role("group", name="Sleep").bounding_box()

    assert start is not None
    assert asked is not None
    assert start["y"] + start["height"] <= SCREEN
    assert start["y"] < asked["y"]


def test_the_check_in_stays_open_while_it_is_answered_and_is_folded_from_then_on(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    let_in(lifter)
    page.goto(live_server.url + reverse("today"))
    page.locator("label", has=page.locator("[name=sleep][value=under_6]")).click()
    expect(page.locator("#readiness")).to_contain_text("Amber")
    page.locator("label", has=page.locator("[name=stress][value=high]")).click()
    expect(page.locator("#readiness")).to_contain_text("Red")

    page.reload()

    sleep = page.get_by_role("group", name="Sleep")
    expect(sleep).to_be_hidden()
    expect(page.locator("#readiness")).to_contain_text("Red")
    page.get_by_text("How are you?").click()
    expect(sleep).to_be_visible()


def test_another_workout_is_chosen_on_a_page_of_its_own(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    let_in(lifter)
    page.goto(live_server.url + reverse("today"))

    page.get_by_role("link", name="Workouts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workouts")
    page.get_by_role("link", name="Push 65 min").click()

    expect(page.get_by_role("button", name="Start Push")).to_be_visible()


def test_there_is_room_between_the_gym_and_the_button_that_starts_there(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    add_gym(lifter, "Home")
    let_in(lifter)
    page.goto(live_server.url + reverse("today"))

    gym = page.get_by_label("Gym").bounding_box()
    start = page.get_by_role("button", name="Start Upper A").bounding_box()

    assert gym is not None
    assert start is not None
    assert start["y"] - (gym["y"] + gym["height"]) >= 8


def test_the_letter_of_a_monday_makes_today_no_longer(
    page: Page,
    live_server: LiveServer,
    lifter: User,
    let_in: Callable[[User], None],
    monkeypatch: pytest.MonkeyPatch,
):
    # The phone's own clock keeps the cookie: a Monday that is over is one for the server alone.
    now = timezone.now()
    monday = now - dt.timedelta(days=now.weekday())
    let_in(lifter)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    page.goto(live_server.url + reverse("today"))
    before = page.locator(".rs-top").bounding_box()

    a_finished_session(lifter=lifter, started=monday - dt.timedelta(days=3))
    page.reload()

    expect(page.get_by_role("link", name="Last week’s letter")).to_be_visible()
    after = page.locator(".rs-top").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] == before["height"]
