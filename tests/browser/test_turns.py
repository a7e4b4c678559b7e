"""A superset and a timed set in the hand: whose form opens, what the stopwatch writes."""

import pytest
from playwright.sync_api import Page, expect

from logbook.acts.session_exercises import pair_exercise, time_exercise
from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_session

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def held(lifter: User) -> TrainingSession:
    session = a_session(lifter=lifter, workout=None, exercises=["Wall sit"])
    time_exercise(lifter, session.exercises.get().pk, is_timed=True)
    return session


def logged(page: Page) -> None:
    with page.expect_response("**/log/"):
        page.locator(".rs-tick").click()


def test_a_superset_is_logged_in_turn_by_its_ticks_alone(page: Page, lifter: User, opened):
    session = a_session(lifter=lifter)
    first, second = session.exercises.order_by("position")[:2]
    pair_exercise(lifter, first.pk, is_paired=True)
    opened(session)
    for item in (first, second, first):
        form = page.locator(".rs-set__form")
        expect(form).to_have_id(f"set-{item.pk}")
        form.locator("[name=load]").fill("40")
        logged(page)
        if item == first:
            expect(page.locator("#dock")).to_contain_text("no rest: on to A2")
            expect(page.locator("[data-rest-until]")).to_have_count(0)
        else:
            expect(page.locator("[data-rest-until]")).to_have_count(1)
    expect(page.locator(".rs-set__form")).to_have_id(f"set-{second.pk}")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 360


def test_the_stopwatch_writes_what_passed_and_the_tick_logs_it(page: Page, held, opened):
    page.clock.install()
    opened(held)
    field = page.locator("[name=seconds]")
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("01:15")
    expect(page.locator("[data-hold]")).to_have_text("Stop 1:15")
    page.locator("[data-hold]").click()
    expect(field).to_have_value("1:15")
    page.get_by_role("button", name="Start again").click()
    page.clock.fast_forward(42_000)
    # Whoever taps the tick has ended the hold.
    logged(page)
    assert Set.objects.get().seconds == 42


def test_seconds_are_stepped_and_typed(page: Page, held, opened):
    opened(held)
    field = page.locator("[name=seconds]")
    field.fill("1:10")
    page.get_by_role("button", name="5 seconds more").click()
    expect(field).to_have_value("1:15")
    page.get_by_role("button", name="5 seconds less").click()
    page.get_by_role("button", name="5 seconds less").click()
    page.get_by_role("button", name="5 seconds less").click()
    page.get_by_role("button", name="5 seconds less").click()
    expect(field).to_have_value("55")
    logged(page)
    assert Set.objects.get().seconds == 55
