"""The rest clock: paused, longer, shorter, skipped; and what happens when a rest is over."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import TrainingSession, User
from tests.logbook.given import a_session, logged, the_item

pytestmark = pytest.mark.usefixtures("release")

# What a browser does beside the page, written down instead.
BESIDE = """
  window.done = [];
  done.push = (what) => {
    done[done.length] = what;
    document.documentElement.dataset.done = done.length;
  };
  Object.defineProperty(navigator, "vibrate", { value: (how) => done.push("vibrate") });
  window.OscillatorNode = class extends OscillatorNode { start(...at) { done.push("tone"); super.start(...at); } };
  ServiceWorkerRegistration.prototype.showNotification = async (title, more) => done.push(`${title}: ${more.body}`);
  let isHidden = false;
  Object.defineProperty(document, "hidden", { get: () => isHidden });
  window.hide = (is) => { isHidden = is; document.dispatchEvent(new Event("visibilitychange")); };
  Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    done.push("awake");
    return { released: false, release() { this.released = true; done.push("asleep"); } };
  } } });
"""
# A worker is registered by the browser, in its own time: each look asks it anew.
REGISTERED = """async () => {
  while (!(await navigator.serviceWorker.getRegistrations()).length);
}"""
START = dt.datetime(2026, 3, 5, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def session(lifter: User, monkeypatch: pytest.MonkeyPatch) -> TrainingSession:
    """Four minutes of rest after a set; the page comes up within the first."""
    monkeypatch.setattr(timezone, "now", lambda: START)
    found = a_session(lifter=lifter, started=START - dt.timedelta(minutes=9))
    bench = the_item(session=found)
    bench.rest_seconds = 240
    bench.save()
    logged(item=bench, at=START)
    return found


@pytest.fixture
def clock(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], session: TrainingSession
) -> Page:
    """The session's page, whose clock stands still until it is moved; the panel is open."""
    let_in(session.athlete)
    page.add_init_script(BESIDE)
    page.clock.install(time=START)
    page.goto(live_server.url + reverse("session_detail", args=[session.pk]))
    page.clock.pause_at(START + dt.timedelta(seconds=61))
    page.locator("[data-rest-open]").click()
    return page


def on(page: Page, text: str | re.Pattern[str]) -> None:
    """The clock shows this."""
    page.clock.run_for(600)
    expect(page.locator("#dock [role=timer]")).to_have_text(text)


def done(page: Page) -> list[str]:
    found: list[str] = page.evaluate("done")
    return found


def did(page: Page, times: int) -> None:
    """Wait until so much was done: asked of the page's element, since its policy lets nobody evaluate text."""
    expect(page.locator("html")).to_have_attribute("data-done", str(times))


def alarm(page: Page, name: str) -> None:
    page.locator(".rs-rest__alarm summary").click()
    page.locator(f"[data-alarm={name}]").check()


class TestClock:
    def test_runs_down_and_over(self, clock: Page):
        on(clock, "2:59")
        clock.clock.run_for(178_000)
        on(clock, "0:00")
        clock.clock.run_for(5_000)
        on(clock, "+0:05")

    def test_is_longer_and_shorter_by_15_seconds(self, clock: Page):
        clock.get_by_role("button", name="15 seconds more").click()
        on(clock, "3:14")
        clock.get_by_role("button", name="15 seconds less").click()
        clock.get_by_role("button", name="15 seconds less").click()
        on(clock, "2:43")

    def test_is_not_shortened_below_nothing(self, clock: Page):
        clock.clock.run_for(170_000)
        clock.get_by_role("button", name="15 seconds less").click()
        expect(clock.locator("#dock [role=timer]")).to_have_text("0:00")
        clock.get_by_role("button", name="15 seconds less").click()
        expect(clock.locator("#dock [role=timer]")).to_have_text("0:00")
        clock.get_by_role("button", name="15 seconds more").click()
        expect(clock.locator("#dock [role=timer]")).to_have_text("0:15")

    def test_stands_still_while_it_is_paused_and_goes_on_from_there(self, clock: Page):
        clock.get_by_role("button", name="Pause", exact=True).click()
        clock.clock.run_for(60_000)
        on(clock, "2:59")
        clock.reload()
        on(clock, "2:59")
        clock.locator("[data-rest-open]").click()
        clock.get_by_role("button", name="Go on", exact=True).click()
        clock.clock.run_for(10_000)
        on(clock, "2:49")
        expect(clock.get_by_role("button", name="Pause", exact=True)).to_be_visible()

    def test_is_skipped_and_taken_on_again(self, clock: Page):
        clock.get_by_role("button", name="Skip", exact=True).click()
        on(clock, "–:––")
        clock.get_by_role("button", name="15 seconds more").click()
        on(clock, "3:13")

    def test_the_next_set_begins_a_rest_of_its_own(self, clock: Page, session: TrainingSession):
        clock.get_by_role("button", name="Skip", exact=True).click()
        session.exercises.update(last_set_at=START + dt.timedelta(seconds=30))
        clock.reload()
        on(clock, "3:29")

    def test_without_a_rest_there_is_nothing_to_change(self, clock: Page, session: TrainingSession):
        session.exercises.update(last_set_at=None)
        clock.reload()
        clock.locator("[data-rest-open]").click()
        expect(clock.get_by_role("button", name="Pause", exact=True)).to_be_disabled()


class TestAlarm:
    def test_nothing_is_on_that_was_not_asked_for(self, clock: Page):
        for box in clock.locator("[data-alarm]").all():
            expect(box).not_to_be_checked()
        clock.clock.run_for(185_000)
        assert done(clock) == []

    def test_sounds_and_buzzes_once_for_a_rest(self, clock: Page):
        alarm(clock, "sound")
        clock.locator("[data-alarm=vibrate]").check()
        heard = done(clock)
        # What it is like, at once.
        assert heard == ["tone"] * 3 + ["vibrate"]
        clock.clock.run_for(185_000)
        assert done(clock) == [*heard, *heard]
        clock.reload()
        clock.clock.run_for(5_000)
        assert done(clock) == []

    def test_is_told_again_of_a_rest_that_was_made_longer(self, clock: Page):
        alarm(clock, "vibrate")
        clock.clock.run_for(185_000)
        clock.get_by_role("button", name="15 seconds more").click()
        clock.clock.run_for(20_000)
        assert done(clock) == ["vibrate"] * 3

    def test_says_nothing_of_a_rest_that_was_skipped_or_is_paused(self, clock: Page):
        alarm(clock, "vibrate")
        clock.get_by_role("button", name="Pause", exact=True).click()
        clock.clock.run_for(300_000)
        clock.get_by_role("button", name="Skip", exact=True).click()
        clock.clock.run_for(300_000)
        assert done(clock) == ["vibrate"]

    def test_notifies_in_the_background_alone(self, clock: Page, context: BrowserContext):
        context.grant_permissions(["notifications"])
        alarm(clock, "notify")
        expect(clock.locator("[data-alarm=notify]")).to_be_checked()
        clock.evaluate(REGISTERED)
        clock.evaluate("hide(true)")
        clock.clock.run_for(185_000)
        did(clock, 1)
        assert done(clock) == ["Rest is over: Set 2 of 3"]

    def test_does_not_while_the_page_is_seen(self, clock: Page, context: BrowserContext):
        context.grant_permissions(["notifications"])
        alarm(clock, "notify")
        expect(clock.locator("[data-alarm=notify]")).to_be_checked()
        clock.clock.run_for(185_000)
        assert done(clock) == []

    def test_a_browser_that_does_not_allow_it_is_told_so(self, clock: Page):
        clock.evaluate("Notification.requestPermission = async () => 'denied'; 0")
        clock.locator(".rs-rest__alarm summary").click()
        clock.locator("[data-alarm=notify]").click()
        expect(clock.locator("[data-alarm-says]")).to_contain_text("does not allow it")
        expect(clock.locator("[data-alarm=notify]")).not_to_be_checked()

    def test_stays_as_it_was_asked_for_on_this_device(self, clock: Page):
        alarm(clock, "vibrate")
        clock.reload()
        expect(clock.locator("[data-alarm=vibrate]")).to_be_checked()
        expect(clock.locator("[data-alarm=sound]")).not_to_be_checked()

    def test_keeps_the_screen_on_while_it_is_seen(self, clock: Page):
        alarm(clock, "awake")
        did(clock, 1)
        clock.evaluate("hide(true)")
        clock.evaluate("hide(false)")
        did(clock, 3)
        assert done(clock) == ["awake", "asleep", "awake"]
        clock.locator("[data-alarm=awake]").uncheck()
        did(clock, 4)
        assert done(clock)[-1] == "asleep"

    def test_of_a_session_that_is_over_it_does_not(self, clock: Page, session: TrainingSession):
        alarm(clock, "awake")
        session.finished_at = START
        session.save()
        clock.reload()
        expect(clock.get_by_role("button", name="Reopen")).to_be_visible()
        assert done(clock) == []


def test_with_text_twice_as_large_the_panel_stands_above_the_dock(
    page: Page, session: TrainingSession, opened: Callable[[TrainingSession], TrainingSession]
):
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => "
        "document.documentElement.style.setProperty('font-size', '200%'))"
    )
    opened(session)
    page.locator("[data-rest-open]").click()

    panel, dock = page.locator("#rest").bounding_box(), page.locator("#dock").bounding_box()

    assert panel is not None
    assert dock is not None
    assert panel["y"] + panel["height"] <= dock["y"] + 1
