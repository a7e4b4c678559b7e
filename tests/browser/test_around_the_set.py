"""The bar, warm-ups and what is said once, tapped on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from logbook.acts.habits import HabitEntry, say_habit
from logbook.models import ExerciseHabit, Set, TrainingSession, User
from tests.logbook.given import a_session, known_movements, the_item

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def session(lifter: User, opened: Callable[[TrainingSession], TrainingSession]) -> TrainingSession:
    known_movements(lifter=lifter)
    session = a_session(lifter=lifter)
    say_habit(lifter, the_item(session=session).pk, HabitEntry(warm_ups=True))
    return opened(session)


@pytest.fixture
def row(page: Page, session: TrainingSession) -> Locator:
    return page.locator(".rs-set--open")


def test_the_plates_follow_what_is_typed_and_a_tap_takes_what_can_be_made(row: Locator):
    load, on_bar = row.locator("input[name=load]"), row.locator(".rs-plates__on")
    load.fill("100")
    expect(on_bar).to_have_text("25 + 15 a side")
    load.fill("101")
    expect(on_bar).to_contain_text("Cannot be made")
    on_bar.get_by_role("button", name="102.5").click()
    expect(load).to_have_value("102.5")
    expect(on_bar).to_have_text("25 + 15 + 1.25 a side")


def test_a_warm_up_is_one_tap_and_what_was_typed_stays(page: Page, row: Locator, lifter: User):
    row.locator("input[name=load]").fill("100")
    expect(row.locator(".rs-plates__on")).to_have_text("25 + 15 a side")
    row.locator(".rs-once--sets button").first.click()

    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    expect(row.locator("input[name=load]")).to_have_value("100")
    expect(row).to_contain_text("Set 1 of 3")
    saved = Set.objects.get(kind="warm_up", athlete=lifter, session__finished_at=None)
    assert (saved.load_milli, saved.reps) == (20_000, 10)
    row.locator(".rs-chips label").nth(3).click()
    row.locator(".rs-tick").click()
    expect(page.locator(".rs-once--sets")).to_have_count(0)
    assert Set.objects.get(number=2, session=saved.session).load_milli == 100_000


def test_another_bar_is_chosen_below_the_set(page: Page, row: Locator, lifter: User):
    row.locator("input[name=load]").fill("60")
    row.locator(".rs-extra > summary").click()
    row.get_by_role("button", name="EZ bar 10").click()

    expect(row.locator(".rs-plates")).to_contain_text("EZ bar 10 kg")
    expect(row.locator(".rs-plates__on")).to_have_text("25 a side")
    expect(row.locator("input[name=load]")).to_have_value("60")
    assert ExerciseHabit.objects.get(athlete=lifter).bar == "EZ bar"


def test_what_is_asked_once_is_answered_by_a_tap(page: Page, row: Locator):
    page.get_by_text("Incline dumbbell press").click()
    expect(row).to_contain_text("The weight you type is of:")
    row.get_by_role("button", name="the pair").click()
    expect(row).to_contain_text("kg · pair")
    expect(row).to_contain_text("Warm-up sets here?")
    row.get_by_role("button", name="no", exact=True).click()
    expect(row.locator(".rs-once")).to_have_count(0)


def test_the_lasting_note_is_edited_where_it_stands(page: Page, session: TrainingSession):
    card = page.locator(f"#card-{the_item(session=session).pk}")
    card.locator(".rs-menu summary").click()
    card.locator("textarea[name=kept_note]").fill("Rack 3")
    card.locator("textarea[name=kept_note] ~ button").click()
    expect(card.locator(".rs-kept summary")).to_contain_text("Rack 3")
    card.locator(".rs-kept summary").click()
    card.locator("textarea[name=kept_note]").fill("Rack 4")
    card.locator("textarea[name=kept_note] ~ button").click()
    expect(card.locator(".rs-kept summary")).to_contain_text("Rack 4")
