"""An admin changes what lifters are told next, in a real browser, under the policy of all pages."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import TrainingSession, User
from programming.models import Workout
from programming.releases.publish import in_force
from tests.logbook.given import a_lifter, a_session, the_item

pytestmark = pytest.mark.usefixtures("release")

RELEASES = "admin:programming_cataloguerelease_changelist"


@pytest.fixture
def session(transactional_db: None, release: None) -> TrainingSession:
    """A lifter's session of Upper A that is running."""
    return a_session(lifter=a_lifter())


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, session: TrainingSession) -> Iterator[Page]:
    """The lifter's own browser."""
    context = browser.new_context(viewport={"width": 360, "height": 760})
    client = Client()
    client.force_login(session.athlete)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield context.new_page()
    context.close()


@pytest.fixture
def refusals(page: Page) -> list[str]:
    """What the browser refused under the policy, and scripts that failed."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def desk(page: Page, let_in: Callable[[User], None], session: TrainingSession) -> Page:
    """An admin's browser."""
    page.set_viewport_size({"width": 1280, "height": 900})
    let_in(User.objects.create_superuser("anna@example.org", name="Anna"))
    return page


def curl_on_today(phone: Page, address: str) -> str:
    workout = Workout.objects.get(name="Upper A").pk
    phone.goto(f"{address}{reverse('today')}?workout={workout}")
    lines = phone.inner_text("main").split("\n")
    return next(line for line in lines[lines.index("Curl") :] if line.startswith("Aim"))


def test_a_change_of_tier_and_floor_counts_from_the_publishing_on_and_not_for_a_running_session(
    desk: Page,
    phone: Page,
    session: TrainingSession,
    live_server: LiveServer,
    refusals: list[str],
):
    before = curl_on_today(phone, live_server.url)
    assert before == "Aim 2 RIR"

    desk.goto(live_server.url + reverse(RELEASES))
    desk.get_by_role("button", name="Begin a draft").click()
    desk.get_by_role("link", name="Edit the table").click()
    desk.get_by_role("textbox").first.fill("curl")
    desk.get_by_role("button", name="Search").click()
    row = desk.locator("#result_list tr", has=desk.get_by_role("link", name="Curl", exact=True))
    row.locator("select[name$=-tier]").select_option("avoid")
    row.locator("input[name$=-floor]:not([type=hidden])").fill("4")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".messagelist")).to_contain_text("1 risk entry was changed")

    assert curl_on_today(phone, live_server.url) == before

    desk.get_by_role("link", name="changes").click()
    expect(desk.locator(".rs-changes")).to_contain_text("Avoid failure")
    desk.get_by_label("Reason").fill("Two reports of torn biceps.")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".messagelist")).to_contain_text("Release 2 is in force.")

    assert curl_on_today(phone, live_server.url) == "Aim 4 RIR"
    release = in_force()
    assert release is not None
    assert (release.publisher, release.reason) == ("Anna", "Two reports of torn biceps.")
    # The session that runs keeps the entry it started with, and its page the target.
    curl = the_item(session=session, name="Curl")
    assert (curl.risk.tier, curl.risk.floor) == ("safer", 0)
    phone.goto(live_server.url + reverse("exercise_open", args=[curl.pk]))
    expect(phone.locator("main")).to_contain_text("Aim 2")
    assert refusals == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_of_a_draft_s_pages_is_wider_than_the_screen(
    desk: Page, live_server: LiveServer, refusals: list[str], width: int
):
    desk.goto(live_server.url + reverse(RELEASES))
    desk.get_by_role("button", name="Begin a draft").click()
    release_page = desk.url
    desk.set_viewport_size({"width": width, "height": 800})
    table = desk.get_by_role("link", name="Edit the table").get_attribute("href") or ""
    for address in (
        release_page,
        live_server.url + table,
        live_server.url + reverse("admin:programming_riskentry_add"),
    ):
        desk.goto(address)
        wide = desk.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address
    assert refusals == []
