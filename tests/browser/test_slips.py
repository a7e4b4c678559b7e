"""One zero too many, or reps left after a failure, on a phone: asked about while it is typed, one tap answers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_session, known_movements

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def session(lifter: User, opened: Callable[[TrainingSession], TrainingSession]) -> int:
    """Upper A of somebody who has benched 80 kg, open in the browser."""
    known_movements(lifter=lifter)
    return opened(a_session(lifter=lifter)).pk


def typed(page: Page, load: str) -> None:
    page.locator(".rs-set--open input[name=load]").fill(load)
    page.locator(".rs-set--open input[name=reps]").fill("8")


def test_it_is_asked_about_beside_its_field_and_one_tap_puts_it_right(page: Page, session: int):
    typed(page, "800")
    expect(page.get_by_text("Did you mean 80 kg?")).to_be_visible()
    page.get_by_role("button", name="Use 80").click()

    expect(page.locator(".rs-set--open input[name=load]")).to_have_value("80")
    expect(page.get_by_text("Did you mean 80 kg?")).to_have_count(0)


@pytest.mark.parametrize(("button", "load"), [("Yes, 800 kg", 800_000), ("80 kg", 80_000)])
def test_it_is_saved_all_the_same_and_answered_in_its_row(
    page: Page, session: int, button: str, load: int
):
    typed(page, "800")
    page.locator(".rs-tick").first.click()
    expect(page.locator(".rs-slip")).to_be_visible()
    assert Set.objects.get(session_id=session).is_slip
    page.get_by_role("button", name=button, exact=True).click()

    expect(page.locator(".rs-slip")).to_have_count(0)
    row = Set.objects.get(session_id=session)
    assert (row.load_milli, row.is_slip) == (load, False)


def broken_with_reps_left(page: Page) -> None:
    typed(page, "80")
    page.locator(".rs-set--open input[name=rir][value='3']").check(force=True)
    page.locator(".rs-set--open input[value=technical_failure]").check(force=True)


def test_reps_left_after_broken_form_are_told_while_typed_and_then_not_asked_again(
    page: Page, session: int
):
    broken_with_reps_left(page)
    expect(page.get_by_text("means that no good rep was")).to_be_visible()
    page.locator(".rs-tick").first.click()

    expect(page.locator("[id^=set-row-]")).to_contain_text("form broke")
    assert Set.objects.get(session_id=session).rir_halves == 6


def test_where_the_preview_was_lost_they_are_asked_about_once(page: Page, session: int):
    page.route("**/preview/", lambda route: route.abort())
    broken_with_reps_left(page)
    page.locator(".rs-tick").first.click()
    expect(page.get_by_text("means that no good rep was")).to_have_count(1)
    page.get_by_role("button", name="Form broke, none left").click()

    expect(page.locator("[id^=set-row-]")).to_contain_text("form broke")
    assert Set.objects.get(session_id=session).rir_halves == 6
