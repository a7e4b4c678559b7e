"""What the session screen shows is what is meant, where the eye and the thumb are: long, a sign each."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.acts.session_exercises import note_exercise
from logbook.models import Set, TrainingSession, User
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_session,
    known_movements,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

Open = Callable[[TrainingSession], None]


@pytest.fixture
def show(page: Page, live_server: LiveServer, let_in: Callable[[User], None]) -> Open:
    """Open a session in its lifter's browser."""

    def opened(session: TrainingSession) -> None:
        let_in(session.athlete)
        page.goto(live_server.url + reverse("session_detail", args=[session.pk]))

    return opened


def row(page: Page) -> Locator:
    return page.locator(".rs-set--open")


def box(found: Locator) -> dict[str, float]:
    """Where it stands: x, y, right, bottom."""
    measured = found.bounding_box()
    assert measured is not None
    x, y = measured["x"], measured["y"]
    return {"x": x, "y": y, "right": x + measured["width"], "bottom": y + measured["height"]}


def in_sight(page: Page, found: Locator) -> bool:
    """Whether it stands wholly between the header and the rest clock."""
    head, dock = box(page.locator(".rs-top")), box(page.locator("#dock"))
    shown = box(found)
    return shown["y"] >= head["bottom"] - 1 and shown["bottom"] <= dock["y"] + 1


class TestEndOfAnExercise:
    @pytest.fixture
    def ended(self, page: Page, lifter: User, show: Open) -> TrainingSession:
        """The last set of the bench press, tapped in and close to failure."""
        session = a_session(lifter=lifter)
        for _ in range(2):
            logged(item=the_item(session=session), rir=3)
        show(session)
        row(page).locator(".rs-chips label", has_text=re.compile("^1$")).click()
        row(page).locator(".rs-tick").click()
        expect(row(page)).to_contain_text("Set 1 of 3")
        return session

    def test_what_was_said_of_its_last_set_is_in_sight(self, page: Page, ended: TrainingSession):
        said = page.locator("#said")
        expect(said).to_contain_text("Barbell bench press, set 3")
        expect(said).to_contain_text("Stop: below floor")
        assert in_sight(page, said), (
            box(said),
            box(page.locator(".rs-top")),
            box(page.locator("#dock")),
        )

    def test_and_so_is_the_exercise_that_comes_now(self, page: Page, ended: TrainingSession):
        assert in_sight(page, page.get_by_role("heading", name="Chest-supported row"))

    def test_the_next_set_is_no_news_of_the_last_exercise(self, page: Page, ended: TrainingSession):
        row(page).locator("input[name=load]").fill("50")
        row(page).locator(".rs-chips label", has_text=re.compile("^3$")).click()
        row(page).locator(".rs-tick").click()
        expect(row(page)).to_contain_text("Set 2 of 3")
        page.reload()
        expect(page.locator("#said")).to_have_count(0)

    def test_after_the_last_of_all_it_says_so(self, page: Page, lifter: User, show: Open):
        session = a_session(lifter=lifter, workout=None, exercises=["Cable fly"])
        show(session)
        row(page).locator("input[name=load]").fill("15")
        row(page).locator("input[name=reps]").fill("12")
        row(page).get_by_label("This is the last set").check()
        row(page).locator(".rs-tick").click()

        expect(page.locator("#said")).to_contain_text("That was the last set planned")


@pytest.mark.parametrize("words", ["numbers", "words"])
def test_the_head_of_the_open_card_takes_a_quarter_of_the_screen_at_most(
    page: Page, lifter: User, show: Open, words: str
):
    lifter.effort_input = words
    lifter.save()
    known_movements(lifter=lifter)
    session = a_session(lifter=lifter)
    page.set_viewport_size({"width": 360, "height": 740})
    show(session)
    card = page.locator(f"#card-{the_item(session=session).pk}")

    head = box(card.locator(".rs-sets"))["y"] - box(card)["y"]

    assert head <= 740 / 4
    shown = card.inner_text()
    assert "3 × 6–8" in shown
    assert shown.count("never under") == 1
    # Once in the whole card: not in the open row again.
    assert shown.lower().count("aim") == 1


def test_what_is_typed_moves_the_aim_in_the_head(page: Page, lifter: User, show: Open):
    known_movements(lifter=lifter, workout=None, exercises=["Cable fly"])
    session = a_session(lifter=lifter, workout=None, exercises=["Cable fly"])
    item = the_item(session=session, name="Cable fly")
    show(session)
    aim, drawn = page.locator(f"#aim-{item.pk}"), page.locator(f"#ruler-{item.pk} svg")
    last = row(page).get_by_label("This is the last set")
    expect(aim).to_have_text("Aim 1 RIR (1–2)")

    last.check()
    expect(aim).to_have_text("Aim 0 RIR (0–1)")
    expect(drawn).to_have_attribute("aria-label", re.compile("aim 0"))
    expect(page.locator(".rs-warns").last).to_be_empty()
    last.uncheck()
    expect(aim).to_have_text("Aim 1 RIR (1–2)")
    expect(drawn).to_have_attribute("aria-label", re.compile("aim 1"))


class TestForm:
    @pytest.fixture
    def bench(self, lifter: User, show: Open) -> TrainingSession:
        a_finished_session(lifter=lifter, sets=3)
        session = a_session(lifter=lifter)
        show(session)
        return session

    def test_a_tap_on_a_number_selects_it(self, page: Page, bench: TrainingSession):
        for name, text in (("reps", "24"), ("load", "82.5")):
            row(page).locator(f"input[name={name}]").click()
            page.keyboard.type(text)
            expect(row(page).locator(f"input[name={name}]")).to_have_value(text)

    def test_a_second_tap_sets_the_cursor(self, page: Page, bench: TrainingSession):
        field = row(page).locator("input[name=load]")
        field.fill("80")
        field.blur()
        field.click()
        field.click()
        page.keyboard.press("End")
        page.keyboard.type("5")
        expect(field).to_have_value("805")

    @pytest.mark.parametrize(("unit", "step"), [("kg", 2.5), ("lb", 5)])
    def test_the_load_steps_as_the_exercise_does(
        self, page: Page, lifter: User, show: Open, unit: str, step: float
    ):
        lifter.unit = unit
        lifter.save()
        session = a_session(lifter=lifter)
        logged(item=the_item(session=session), rir=3)
        show(session)
        load = row(page).locator("input[name=load]")
        row(page).get_by_role("button", name=f"{step:g} {unit} more").click()
        expect(load).to_have_value(f"{80 + step:g}")
        for _ in range(2):
            row(page).get_by_role("button", name=f"{step:g} {unit} less").click()
        expect(load).to_have_value(f"{80 - step:g}")

    def test_an_error_goes_when_its_field_is_filled(self, page: Page, bench: TrainingSession):
        row(page).locator("input[name=reps]").fill("")
        row(page).locator(".rs-tick").click()
        error = row(page).get_by_text("Enter the reps as a whole number")
        expect(error).to_be_visible()

        row(page).locator("input[name=reps]").fill("8")

        expect(error).to_have_count(0)
        expect(row(page).locator("[aria-invalid]")).to_have_count(0)

    def test_other_safeties_ask_again_what_the_set_is_warned_of(
        self, page: Page, lifter: User, show: Open
    ):
        known_movements(lifter=lifter)
        show(a_session(lifter=lifter))
        row(page).locator(".rs-chips label", has_text=re.compile("^1$")).click()
        expect(row(page).locator(".rs-warn--stop").first).to_be_visible()

        page.get_by_label("Safeties").select_option("spotter_arms")

        expect(row(page).locator(".rs-warn--note").first).to_contain_text("closer than planned")
        expect(row(page).locator(".rs-warn--stop")).to_have_count(0)

    def test_an_undo_is_where_the_thumb_is(self, page: Page, lifter: User, show: Open):
        session = a_session(lifter=lifter)
        for _ in range(2):
            logged(item=the_item(session=session), rir=3)
        show(session)
        page.locator("[id^=set-row-] a").last.click()
        page.get_by_role("button", name="Delete the set").click()

        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_visible()
        assert in_sight(page, undo)
        assert box(undo)["bottom"] > 760 * 2 / 3


class TestWords:
    def test_the_word_of_a_saved_set_covers_nothing(self, page: Page, lifter: User, show: Open):
        lifter.effort_input = "words"
        lifter.save()
        session = a_session(lifter=lifter)
        logged(item=the_item(session=session), rir=1, rir_in_words=True, reps=12, load="102.5")
        show(session)
        values = page.locator("[id^=set-row-] .rs-set__val")
        word = box(page.locator("[id^=set-row-] .rs-rir"))

        load, reps = box(values.nth(0)), box(values.nth(1))
        assert load["right"] <= reps["x"]
        assert reps["right"] <= word["x"]
        assert word["right"] <= box(page.locator("[id^=set-row-] .rs-set__saved"))["x"] + 1
        # Nor does a number run out of its own column.
        for value in (values.nth(0), values.nth(1)):
            assert value.evaluate(
                "one => { const text = new Range(); text.selectNode(one.firstChild);"
                " return text.getBoundingClientRect().width <= one.clientWidth; }"
            )


class TestOffer:
    @pytest.fixture
    def session(self, lifter: User) -> TrainingSession:
        """A first set far easier than its aim."""
        known_movements(lifter=lifter)
        session = a_session(lifter=lifter)
        logged(item=the_item(session=session), rir=5)
        return session

    def test_once_used_it_is_gone(self, page: Page, session: TrainingSession, show: Open):
        show(session)
        offered = page.locator("[data-load]").get_attribute("data-load")
        page.get_by_role("button", name="Use it").click()

        expect(row(page).locator("input[name=load]")).to_have_value(str(offered))
        expect(page.locator(".rs-offer")).to_have_count(0)

    def test_none_follows_the_order_to_end_the_exercise(self, page: Page, lifter: User, show: Open):
        known_movements(lifter=lifter)
        session = a_session(lifter=lifter)
        logged(item=the_item(session=session), rir=1, reps=4, ended_by="technical_failure")
        show(session)

        expect(page.locator("[id^=set-row-]")).to_contain_text("End the exercise")
        expect(page.locator(".rs-offer")).to_have_count(0)


def test_sets_to_come_show_the_load_that_is_suggested_for_each(
    page: Page, lifter: User, show: Open
):
    before = a_session(lifter=lifter)
    item = the_item(session=before)
    for load in ("80", "75", "70"):
        logged(item=item, load=load, reps=8, rir=3)
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    bench.suggestion = {}
    bench.save()
    show(session)

    loads = page.locator(f"[id^=todo-{bench.pk}-] .rs-set__val:nth-child(3)")
    expect(loads).to_have_text(["75", "70"])


def test_added_weight_and_assistance_look_different_wherever_a_set_is_shown(
    page: Page, live_server: LiveServer, lifter: User, show: Open
):
    session = a_session(lifter=lifter, workout=None, exercises=["Pull-up"])
    item = the_item(session=session, name="Pull-up")
    logged(item=item, load="20", load_kind="added", reps=6)
    logged(item=item, load="20", load_kind="assisted", reps=6)
    show(session)

    values = page.locator("[id^=set-row-] .rs-set__val:nth-child(3)")
    assert [text.split()[0] for text in values.all_inner_texts()] == ["+20", "−20"]
    for name, args in (
        ("session_review", [session.pk]),
        ("exercise_detail", [item.exercise_id]),
    ):
        page.goto(live_server.url + reverse(name, args=args))
        expect(page.locator("body")).to_contain_text("+20 × 6")
        expect(page.locator("body")).to_contain_text("−20 × 6")
    assert Set.objects.count() == 2


class TestAnswers:
    """What is tapped is answered at once, and what is new is explained."""

    def tap_pain(self, page: Page) -> None:
        page.get_by_label("More for Barbell bench press").click()
        page.get_by_role("button", name="Mark pain in this exercise").click()

    def test_a_mark_of_pain_says_what_it_changes_and_when_to_see_someone(
        self, page: Page, lifter: User, show: Open
    ):
        show(a_session(lifter=lifter))
        self.tap_pain(page)

        told = page.locator(".rs-ex__pain")
        expect(told).to_contain_text("Next time: same load")
        expect(told).to_contain_text("see a doctor or a physiotherapist")

    @pytest.mark.parametrize(
        ("mode", "chip", "said"), [("numbers", "3", "3 left"), ("words", "Medium", "medium")]
    )
    def test_reps_left_after_broken_form_are_answered_before_they_are_stored(
        self, page: Page, lifter: User, show: Open, mode: str, chip: str, said: str
    ):
        lifter.effort_input = mode
        lifter.save()
        show(a_session(lifter=lifter))
        row(page).locator("input[name=load]").fill("80")
        row(page).locator(".rs-chips label", has_text=re.compile(f"^{chip}")).click()
        row(page).locator(".rs-seg label", has_text="form broke").click()

        told = row(page).locator(".rs-tells", has_text="You tapped")
        expect(told).to_contain_text(f"You tapped {said}, and “form broke”")
        row(page).locator(".rs-seg label", has_text="I stopped").click()
        expect(told).to_have_count(0)
        assert not Set.objects.exists()

    def test_a_note_shows_the_next_time_the_exercise_comes(
        self, page: Page, lifter: User, show: Open
    ):
        before = a_session(lifter=lifter, started=NOON - dt.timedelta(days=2))
        note_exercise(lifter, the_item(session=before).pk, version=1, note="rack at hole 7")
        logged(item=the_item(session=before), rir=3)
        show(a_session(lifter=lifter))

        bench = page.locator("section.rs-ex")
        expect(bench).to_contain_text("Last time, 3 Mar: rack at hole 7")
        # It stays when the card is drawn anew.
        row(page).locator(".rs-chips label", has_text=re.compile("^3$")).click()
        row(page).locator(".rs-tick").click()
        expect(row(page)).to_contain_text("Set 2 of 3")
        expect(bench).to_contain_text("rack at hole 7")

    def test_the_remaining_sets_are_skipped_by_their_name(
        self, page: Page, lifter: User, show: Open
    ):
        show(a_session(lifter=lifter))
        page.get_by_label("More for Barbell bench press").click()
        page.get_by_role("button", name="Skip the remaining sets").click()
        expect(row(page)).to_contain_text("Set 1 of 3")
        expect(page.locator(".rs-ex__head")).to_contain_text("Chest-supported row")


class TestBeginning:
    """Somebody's first session."""

    @pytest.mark.parametrize("mode", ["numbers", "words"])
    def test_what_to_begin_with_is_said_under_the_empty_field(
        self, page: Page, lifter: User, show: Open, mode: str
    ):
        lifter.effort_input = mode
        lifter.save()
        show(a_session(lifter=lifter))

        expect(row(page).locator("input[name=load]")).to_have_value("")
        # New to it, they aim at 4: 6 reps and 4 left.
        expect(row(page)).to_contain_text("begin with one you could lift about 10 times")
        expect(row(page)).to_contain_text("Start at 20 kg and add")

    def test_not_where_a_weight_is_on_record(self, page: Page, lifter: User, show: Open):
        a_finished_session(lifter=lifter)
        show(a_session(lifter=lifter))

        expect(row(page)).not_to_contain_text("No weight on record")

    def test_the_scale_is_explained_before_the_first_set_and_not_again(
        self, page: Page, lifter: User, show: Open
    ):
        session = a_session(lifter=lifter)
        show(session)
        told = page.get_by_label("Good reps left", exact=True)
        expect(told).to_contain_text("how many good reps you had left")

        row(page).locator("input[name=load]").fill("60")
        row(page).locator(".rs-tick").click()
        expect(row(page)).to_contain_text("Set 2 of 3")
        page.reload()
        expect(told).to_have_count(0)
        show(a_session(lifter=lifter))
        expect(told).to_have_count(0)

    def test_a_missing_bodyweight_is_named_where_it_is_the_reason(
        self, page: Page, lifter: User, show: Open
    ):
        show(a_session(lifter=lifter, workout=None, exercises=["Pull-up"]))
        page.locator(".rs-target > summary").first.click()
        expect(page.locator(".rs-why").first).to_contain_text("Your bodyweight is not known")
