"""What is typed into a set's form stays until the set is logged or given up: long, a way each."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import a_session, logged, the_item

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def session(lifter: User, opened: Callable[[TrainingSession], TrainingSession]) -> TrainingSession:
    """Upper A with one set of bench press on record, open in the browser."""
    running = a_session(lifter=lifter)
    logged(item=the_item(session=running), rir=3)
    return opened(running)


def row(page: Page) -> Locator:
    return page.locator(".rs-set--open")


def type_a_set(page: Page, reps: str = "11", left: str = "2") -> None:
    row(page).locator("input[name=reps]").fill(reps)
    row(page).locator(".rs-chips label", has_text=re.compile(f"^{left}$")).click()


def is_there(page: Page, reps: str = "11", left: str = "2") -> None:
    expect(row(page).locator("input[name=reps]")).to_have_value(reps)
    expect(row(page).locator("input[name=rir]:checked")).to_have_value(left)


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish", exact=True).click()


def ended(page: Page) -> None:
    expect(page.get_by_role("heading", name=re.compile("on target"))).to_be_visible()


def card(page: Page, session: TrainingSession, name: str) -> Locator:
    return page.locator(f"#card-{the_item(session=session, name=name).pk}")


class TestFinish:
    def test_a_typed_set_is_asked_about_and_logged(self, page: Page, session: TrainingSession):
        type_a_set(page)
        finish(page)

        expect(page.get_by_role("alert").first).to_contain_text("Set 2 is typed but not logged")
        is_there(page)
        page.get_by_role("button", name="Log it and finish").click()

        ended(page)
        assert list(Set.objects.order_by("number").values_list("reps", "rir_halves")) == [
            (8, 6),
            (11, 4),
        ]

    def test_or_left_and_then_it_does_not_come_back(
        self, page: Page, live_server: LiveServer, session: TrainingSession
    ):
        type_a_set(page)
        finish(page)
        page.get_by_role("button", name="Leave it and finish").click()

        ended(page)
        assert Set.objects.count() == 1
        page.goto(live_server.url + reverse("session_detail", args=[session.pk]))
        expect(row(page).locator("input[name=rir]:checked")).to_have_count(0)

    def test_what_is_only_filled_in_is_not_asked_about(self, page: Page, session: TrainingSession):
        finish(page)

        ended(page)

    def test_a_set_typed_for_another_exercise_is_asked_about(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page)
        card(page, session, "Cable fly").locator("a.rs-ex__sum").click()
        expect(row(page)).to_contain_text("Set 1 of 3")
        finish(page)

        expect(page.get_by_role("alert").first).to_contain_text("Set 2 is typed but not logged")
        is_there(page)

    def test_a_change_that_is_not_saved_is_asked_about(self, page: Page, session: TrainingSession):
        page.locator("[id^=set-row-] a").first.click()
        expect(row(page)).to_contain_text("Change this set")
        row(page).locator("input[name=reps]").fill("9")
        finish(page)

        expect(page.get_by_role("alert").first).to_contain_text("change to this set is not saved")
        page.get_by_role("button", name="Save it and finish").click()

        ended(page)
        assert Set.objects.get().reps == 9

    def test_a_set_that_cannot_be_logged_does_not_end_the_session(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page, reps="many")
        finish(page)
        page.get_by_role("button", name="Log it and finish").click()

        expect(row(page)).to_contain_text("Enter the reps as a whole number")
        session.refresh_from_db()
        assert session.finished_at is None


class TestKept:
    """Until the set is logged."""

    def test_by_a_reload(self, page: Page, session: TrainingSession):
        type_a_set(page)
        page.reload()

        is_there(page)
        row(page).locator(".rs-tick").click()
        expect(page.locator("[id^=set-row-]")).to_have_count(2)
        page.reload()
        expect(row(page).locator("input[name=rir]:checked")).to_have_count(0)

    def test_over_another_page_and_back(
        self, page: Page, live_server: LiveServer, session: TrainingSession
    ):
        type_a_set(page)
        page.goto(live_server.url + reverse("rulebook"))
        page.go_back()

        is_there(page)

    def test_over_a_closed_tab(self, page: Page, session: TrainingSession):
        type_a_set(page)
        other = page.context.new_page()
        other.goto(page.url)
        page.close()

        is_there(other)

    def test_by_opening_another_exercise_and_coming_back(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page)
        card(page, session, "Cable fly").locator("a.rs-ex__sum").click()
        expect(row(page)).to_contain_text("Set 1 of 3")
        type_a_set(page, reps="15", left="1")
        card(page, session, "Barbell bench press").locator("a.rs-ex__sum").click()

        is_there(page)
        card(page, session, "Cable fly").locator("a.rs-ex__sum").click()
        is_there(page, reps="15", left="1")

    def test_by_opening_a_saved_set(self, page: Page, session: TrainingSession):
        type_a_set(page)
        page.locator("[id^=set-row-] a").first.click()
        expect(row(page)).to_contain_text("Change this set")
        page.get_by_role("link", name="Keep it as it was").click()

        is_there(page)

    def test_a_change_in_progress_too(self, page: Page, session: TrainingSession):
        page.locator("[id^=set-row-] a").first.click()
        expect(row(page)).to_contain_text("Change this set")
        row(page).locator("input[name=reps]").fill("13")
        card(page, session, "Cable fly").locator("a.rs-ex__sum").click()
        expect(row(page)).to_contain_text("Set 1 of 3")
        card(page, session, "Barbell bench press").locator("a.rs-ex__sum").click()
        page.locator("[id^=set-row-] a").first.click()

        expect(row(page)).to_contain_text("Change this set")
        expect(row(page).locator("input[name=reps]")).to_have_value("13")

    def test_a_second_tap_that_takes_an_effort_back_is_kept_as_well(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page)
        row(page).locator(".rs-chips label", has_text=re.compile("^2$")).click()
        page.reload()

        expect(row(page).locator("input[name=reps]")).to_have_value("11")
        expect(row(page).locator("input[name=rir]:checked")).to_have_count(0)

    def test_a_set_whose_answer_was_lost_is_not_typed_again(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page)
        page.route(re.compile("/log/$"), lambda route: (route.fetch(), route.abort()))
        row(page).locator(".rs-tick").click()
        expect(page.locator("#alert")).to_contain_text("No connection")
        page.unroute_all()
        page.reload()

        expect(page.locator("[id^=set-row-]")).to_have_count(2)
        expect(row(page).locator("input[name=rir]:checked")).to_have_count(0)

    def test_a_set_whose_place_was_filled_elsewhere_is_the_next_one(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page)
        logged(item=the_item(session=session), reps=5, rir=4)
        page.reload()

        is_there(page)
        row(page).locator(".rs-tick").click()
        expect(row(page)).to_contain_text("Set 1 of")
        assert list(Set.objects.order_by("number").values_list("reps", flat=True)) == [8, 5, 11]

    def test_a_log_out_erases_it(self, page: Page, live_server: LiveServer, session: object):
        type_a_set(page)
        page.goto(live_server.url + reverse("account_logout"))
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()

        assert page.evaluate("localStorage.getItem('typed')") is None


class TestWhy:
    """The rule opens where the question was, and leads back to it."""

    def test_of_a_warning_in_place_with_what_is_typed_still_there(
        self, page: Page, session: TrainingSession
    ):
        type_a_set(page, left="1")
        why = row(page).locator(".rs-warn a").first
        why.click()

        rule = page.locator(".rs-rule")
        expect(rule).to_contain_text("What would change it")
        expect(rule).to_contain_text("Why, and how sure")
        expect(why).to_have_attribute("aria-expanded", "true")
        is_there(page, left="1")
        assert page.url.endswith(reverse("session_detail", args=[session.pk]))

        rule.get_by_role("button", name="Close").click()
        expect(rule).to_have_count(0)
        expect(why).to_be_focused()
        is_there(page, left="1")

    def test_of_a_step_of_the_target_one_at_a_time(self, page: Page, session: TrainingSession):
        page.locator(".rs-target > summary").first.click()
        steps = page.locator(".rs-target > .rs-why > .rs-chain > li > span > .rs-chain__what")
        steps.nth(0).click()
        expect(page.locator(".rs-rule")).to_have_count(1)
        steps.nth(1).click()

        expect(page.locator(".rs-rule")).to_have_count(1)
        expect(steps.nth(0)).to_have_attribute("aria-expanded", "false")
        # A second tap closes it as well.
        steps.nth(1).click()
        expect(page.locator(".rs-rule")).to_have_count(0)


class TestTwoTabs:
    """The last set of an exercise, logged from both."""

    @pytest.fixture
    def other(self, page: Page, session: TrainingSession) -> Page:
        """A second tab before the last set; the first one has logged it."""
        logged(item=the_item(session=session), rir=3)
        other = page.context.new_page()
        other.goto(page.url)
        logged(item=the_item(session=session), reps=7, rir=2)
        type_a_set(other, reps="9", left="1")
        row(other).locator(".rs-tick").click()
        return other

    def test_both_values_stand_side_by_side(self, other: Page):
        clash = other.locator(".rs-clash")
        expect(clash).to_contain_text("Yours is not saved yet")
        expect(clash.locator("dd").nth(0)).to_have_text("80 × 7 @2")
        expect(clash.locator("dd").nth(1)).to_have_text("80 × 9 @1")

    def test_the_lifter_takes_theirs_instead(self, other: Page):
        other.get_by_role("button", name="Take mine instead").click()

        expect(other.locator(".rs-clash")).to_have_count(0)
        assert list(Set.objects.order_by("number").values_list("reps", flat=True)) == [8, 8, 9]

    def test_or_logs_it_as_well(self, other: Page):
        other.get_by_role("button", name="Log mine as set 4").click()

        expect(other.locator(".rs-clash")).to_have_count(0)
        assert list(Set.objects.order_by("number").values_list("reps", flat=True)) == [8, 8, 7, 9]

    def test_or_keeps_what_is_on_record(self, other: Page):
        other.get_by_role("link", name="Keep what is on record").click()

        expect(other.locator(".rs-clash")).to_have_count(0)
        assert list(Set.objects.order_by("number").values_list("reps", flat=True)) == [8, 8, 7]
        other.reload()
        assert "9" not in str(other.evaluate("localStorage.getItem('typed')"))
