"""Finding, starring and making an exercise on a phone, between two sets."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Favourite, User
from programming.models import RiskEntry
from tests.logbook.given import a_lifter, a_session

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def lifter(
    transactional_db: None, page: Page, live_server: LiveServer, let_in: Callable[[User], None]
) -> User:
    """A lifter in a session, looking for an exercise."""
    person = a_lifter()
    session = a_session(lifter=person)
    let_in(person)
    page.goto(live_server.url + reverse("exercise_pick", args=[session.pk]))
    return person


def test_a_star_is_tapped_in_the_list_and_keeps_the_focus(page: Page, lifter: User):
    star = page.get_by_role("button", name="Star for Curl", exact=True)
    expect(star).to_have_attribute("aria-pressed", "false")
    page.evaluate("window.same = true")

    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    star.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.same")
    assert not Favourite.objects.exists()


def test_typing_keeps_the_focus_in_the_search(page: Page, lifter: User):
    box = page.get_by_role("searchbox")

    box.press_sequentially("sqaut")

    expect(page.get_by_role("button", name="Add Barbell squat", exact=True)).to_be_visible()
    expect(box).to_be_focused()
    page.get_by_role("button", name="Add Barbell squat", exact=True).click()
    expect(page.get_by_role("heading", name="Barbell squat")).to_be_visible()


def test_an_own_exercise_takes_a_name_and_four_taps(page: Page, lifter: User):
    page.get_by_role("searchbox").press_sequentially("Yoke walk backwards")
    # One
    page.get_by_role("link", name="Make “Yoke walk backwards” your own exercise").click()
    second = page.get_by_role("group", name="Does balance give in first")
    expect(second).to_be_hidden()
    # Two, three
    first = page.get_by_role("group", name="Can it trap you when you fail")
    first.get_by_role("radio", name="No", exact=True).click()
    expect(second).to_be_visible()
    second.get_by_role("radio", name="Yes", exact=True).click()
    # Four
    page.get_by_role("button", name="Make it and add").click()

    expect(page.locator("#messages")).to_contain_text(
        "Yoke walk backwards: failure with caution. Keep at least 1 good rep left."
    )
    entry = RiskEntry.objects.get(release=None)
    assert (entry.name, entry.tier, entry.floor) == ("Yoke walk backwards", "caution", 1)


def test_what_is_tapped_is_as_large_as_a_thumb(page: Page, lifter: User):
    page.get_by_text("Not in the list?").click()
    page.get_by_role("group", name="Can it trap you").get_by_role(
        "radio", name="No", exact=True
    ).click()

    small = page.evaluate(
        """[...document.querySelectorAll(".rs-seg label, .rs-star, .rs-found__what, main .rs-btn")]
        .map((one) => [one.className, one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([name]) => name)"""
    )

    assert small == []
