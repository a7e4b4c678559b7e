"""The article's upper-body session, logged live on a phone by a lifter who knows the exercises."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, User
from programming.models import Workout
from tests.logbook.given import a_lifter, a_session, finished, logged

pytestmark = pytest.mark.usefixtures("release")


class Gym:
    """The session screen as a thumb uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def card(self, name: str) -> Locator:
        return self.page.locator("section.rs-card", has=self.page.get_by_text(name, exact=True))

    def open(self, name: str) -> None:
        self.card(name).locator("a.rs-ex__sum").click()
        expect(self.card(name).locator(".rs-set--open")).to_be_visible()

    @property
    def row(self) -> Locator:
        return self.page.locator(".rs-set--open")

    def feel(self, left: str) -> None:
        self.row.locator(".rs-chips label", has_text=re.compile(f"^{re.escape(left)}$")).click()

    def save(self, *, sets: int) -> None:
        """Tap the tick and wait until so many sets are saved."""
        self.row.locator(".rs-tick").click()
        expect(self.page.locator(".rs-set[id^=set-row-]:not(.rs-set--warm)")).to_have_count(sets)

    @property
    def warnings(self) -> Locator:
        return self.row.locator(".rs-warns .rs-warn")


@pytest.fixture
def lifter(transactional_db: None) -> User:
    """Intermediate, mixed, and no exercise of Upper A is new."""
    person = a_lifter(name="Ivo")
    for place in range(4):
        # Long enough ago that neither the week's budget nor a muscle remembers it.
        started = timezone.now() - dt.timedelta(days=14 + 3 * place)
        session = a_session(lifter=person, started=started)
        for item in session.exercises.select_related("risk", "session", "athlete"):
            logged(item=item, load="20", reps=item.reps_top or 8, rir=2)
        finished(session)
    return person


@pytest.fixture
def gym(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None], release: None
) -> Gym:
    """Upper A, started from Today."""
    let_in(lifter)
    page.goto(live_server.url + reverse("today") + "?workout=" + str(_upper_a()))
    page.get_by_role("button", name="Start Upper A").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Upper A")
    return Gym(page)


def _upper_a() -> int:
    return Workout.objects.get(name="Upper A").pk


def test_bench_at_one_in_reserve_is_a_stop_before_and_after_saving_with_its_reason(gym: Gym):
    expect(gym.row).to_contain_text("Set 1 of 3")
    expect(gym.card("Barbell bench press")).to_contain_text("Aim 3 RIR (2–4)")

    gym.feel("1")

    expect(gym.warnings.first).to_contain_text("Stop: below the floor")
    expect(gym.warnings.first).to_contain_text("without safeties this lift asks for 2 or more")
    assert not Set.objects.filter(session__finished_at=None).exists()

    gym.save(sets=1)

    saved = gym.page.locator("[id^=set-row-]").first
    expect(saved).to_contain_text("below floor")
    expect(saved.locator(".rs-warn--stop").first).to_contain_text("Stop: below the floor")
    saved.locator(".rs-warn a").first.click()
    # The rule opens below it.
    expect(saved.locator(".rs-rule")).to_contain_text("fewer good reps left than the lift allows")


def test_the_same_with_spotter_arms_is_on_record_as_a_note_only(gym: Gym):
    gym.row.locator("input[name=reps]").fill("8")
    gym.page.get_by_label("Safeties").select_option("spotter_arms")
    expect(gym.card("Barbell bench press")).not_to_contain_text("never under")
    # What was typed outlives the change of safeties.
    expect(gym.row.locator("input[name=reps]")).to_have_value("8")

    gym.feel("1")

    expect(gym.warnings).to_have_count(1)
    expect(gym.warnings).to_contain_text("Note: closer than planned")

    gym.save(sets=1)

    expect(gym.page.locator("[id^=set-row-] .rs-warn")).to_have_count(1)
    row = Set.objects.get(session__finished_at=None)
    assert (row.target_low, row.judged_by["floor_in_force"]) == (2, 0)
    assert [warning[:2] for warning in row.warnings] == [["too_close", "note"]]


def test_the_flys_final_set_may_fail_and_its_first_may_not(gym: Gym):
    gym.open("Cable fly")
    expect(gym.card("Cable fly")).to_contain_text("final set: aim 0")

    gym.feel("0")
    expect(gym.warnings.first).to_contain_text("Caution: failure too early")
    gym.feel("1")
    expect(gym.warnings).to_have_count(0)
    gym.save(sets=1)
    gym.feel("1")
    gym.save(sets=2)
    expect(gym.row).to_contain_text("Set 3 of 3")
    expect(gym.card("Cable fly")).to_contain_text("Aim 0 RIR (0–1)")
    gym.feel("0")
    expect(gym.row.locator(".rs-warns")).to_be_empty()
    gym.row.locator(".rs-tick").click()
    expect(gym.page.locator("section.rs-ex--done", has_text="Cable fly")).to_contain_text("3 of 3")

    final = Set.objects.get(session__finished_at=None, is_final=True)
    assert (final.outcome, final.rir_halves, final.warnings) == ("on_target", 0, [])


def test_a_red_check_in_moves_every_open_target_at_once_and_the_review_says_so(gym: Gym):
    gym.feel("3")
    gym.save(sets=1)
    before = Set.objects.get(session__finished_at=None)

    gym.page.get_by_role("link", name=re.compile("check-in")).click()
    for tap in ("under 6 h", "poor", "high"):
        gym.page.locator(".rs-seg label", has_text=re.compile(tap)).first.click()
    expect(gym.page.locator("#readiness")).to_contain_text("Red · 6 points")
    expect(gym.page.locator("#effect")).to_contain_text("two reps easier")
    gym.page.get_by_role("button", name="Save").click()

    expect(gym.row).to_contain_text("Set 2 of 2")
    expect(gym.card("Barbell bench press")).to_contain_text("Aim 4 RIR (4–5+)")
    for name, aim in (
        ("Chest-supported row", "Aim 4"),
        ("Incline dumbbell press", "Aim 4"),
        ("Cable fly", "Aim 3"),
        ("Curl", "Aim 3"),
    ):
        expect(gym.card(name)).to_contain_text(aim)

    after = Set.objects.get(pk=before.pk)
    assert (after.target_low, after.target_aim, after.target_high) == (2, 3, 4)
    assert after.outcome == "on_target"

    gym.feel("3")
    expect(gym.warnings.first).to_contain_text("closer than planned")
    gym.row.locator(".rs-tick").click()
    # A red day has a set fewer: the exercise is done, and the next one opens.
    expect(gym.row).to_contain_text("Set 1 of 2")
    gym.page.get_by_role("button", name="Finish").click()

    expect(gym.page.get_by_role("heading", name="1 of 2 sets on target")).to_be_visible()
    expect(gym.page.locator("body")).to_contain_text("Red day")


def test_what_is_typed_is_previewed_and_nothing_is_saved_until_the_tick(gym: Gym):
    gym.feel("5+")
    expect(gym.warnings.first).to_contain_text("easier than planned")
    gym.page.reload()
    assert not Set.objects.filter(session__finished_at=None).exists()


def test_two_taps_on_the_tick_log_one_set(gym: Gym):
    gym.feel("3")
    gym.row.locator(".rs-tick").dblclick()
    expect(gym.row).to_contain_text("Set 2 of 3")
    gym.page.reload()
    expect(gym.page.locator("[id^=set-row-]")).to_have_count(1)


def test_a_set_is_edited_deleted_and_brought_back(gym: Gym):
    gym.feel("3")
    gym.save(sets=1)

    gym.page.locator("[id^=set-row-] a").first.click()
    expect(gym.row).to_contain_text("Change this set")
    gym.row.locator("input[name=reps]").fill("9")
    gym.row.get_by_role("button", name="Save the change").click()
    expect(gym.page.locator("[id^=set-row-]").first).to_contain_text("9")

    gym.page.locator("[id^=set-row-] a").first.click()
    gym.page.get_by_role("button", name="Delete the set").click()
    expect(gym.page.locator("[id^=set-row-]")).to_have_count(0)
    gym.page.get_by_role("button", name="Undo").click()
    expect(gym.page.locator("[id^=set-row-]").first).to_contain_text("9")


def test_a_wrong_weight_is_said_beside_its_field_and_stays(gym: Gym):
    gym.row.locator("input[name=load]").fill("heavy")
    gym.row.locator(".rs-tick").click()
    expect(gym.row.get_by_text("Enter the weight as a number, like 82.5.").first).to_be_visible()
    expect(gym.row.locator("input[name=load]")).to_have_value("heavy")


def test_the_rest_clock_counts_to_a_fixed_instant(gym: Gym):
    gym.page.clock.install()
    gym.page.reload()
    gym.feel("3")
    gym.save(sets=1)
    clock = gym.page.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"^(3:00|2:5\d)$"))
    gym.page.clock.fast_forward(60_000)
    expect(clock).to_have_text(re.compile(r"^(2:00|1:5\d)$"))
    gym.page.get_by_role("button", name="Rest clock").click()
    gym.page.get_by_role("button", name="15 seconds more").click()
    expect(clock).to_have_text(re.compile(r"^2:(0|1)\d$"))


def test_a_tapped_chip_is_taken_back_by_a_second_tap(gym: Gym):
    gym.feel("3")
    expect(gym.row.locator("input[name=rir]:checked")).to_have_count(1)
    gym.feel("3")
    expect(gym.row.locator("input[name=rir]:checked")).to_have_count(0)


def test_reps_step_up_and_down(gym: Gym):
    reps = gym.row.locator("input[name=reps]")
    before = int(reps.input_value())
    gym.row.get_by_role("button", name="One rep more").click()
    expect(reps).to_have_value(str(before + 1))
    gym.row.get_by_role("button", name="One rep less").click()
    gym.row.get_by_role("button", name="One rep less").click()
    expect(reps).to_have_value(str(before - 1))
