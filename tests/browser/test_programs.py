"""Programs in a browser: changed with the keyboard alone, and without scripts."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.acts.sessions import start_session
from logbook.models import User
from programming.lines import SetLine
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Day, Plan
from tests.logbook.planned import a_line, a_program

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def own(lifter: User) -> Program:
    """A copy of the program the article's session stands in."""
    return begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))


def first_day(program: Program) -> Day:
    return Plan.of(Program.objects.get(pk=program.pk)).blocks[0].workouts[0]


def address(live_server: LiveServer, program: Program) -> str:
    day = first_day(program)
    return f"{live_server.url}{reverse('program_edit', args=[program.pk])}?open=day-{day.key}"


def settled(page: Page) -> None:
    """Wait until htmx has taken the answer over: a key before that is the browser's own."""
    expect(page.locator(".htmx-settling")).to_have_count(0)


def test_the_editor_is_worked_with_the_keyboard_alone(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User, own: Program
):
    let_in(lifter)
    page.goto(address(live_server, own))
    names = page.locator(".rs-line .rs-plan__name")
    expect(names.first).to_have_text("Barbell bench press")

    down = page.locator("button[id$='-down']").first
    moved = down.get_attribute("id")
    down.focus()
    page.keyboard.press("Enter")
    expect(names.first).to_have_text("Chest-supported row")
    # The key is still under the finger: the same exercise moves on with it.
    expect(page.locator(f"[id='{moved}']")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")
    expect(names.nth(2)).to_have_text("Barbell bench press")
    settled(page)

    page.get_by_label("Sets").first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    expect(page.locator("details[open] summary").first).to_contain_text("18 sets")
    expect(page.get_by_label("Reps from").first).to_be_focused()

    page.get_by_role("button", name="Undo the last change").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Upper A", exact=True)).to_be_visible()
    expect(page.locator("summary").filter(has_text="Upper A").first).to_contain_text("16 sets")


def test_what_stands_open_stays_open_over_a_change_and_keeps_the_focus(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User, own: Program
):
    let_in(lifter)
    page.goto(address(live_server, own))
    page.locator("summary", has_text="Why this target").first.click()
    page.locator("summary", has_text="Role, load, target, note").first.click()
    role = page.locator("select[name=role]").first
    role.focus()
    role.select_option("isolation")
    expect(page.locator(".rs-line--plan").first).to_contain_text("Goal mixed, isolation lift")
    settled(page)
    expect(role).to_be_focused()
    expect(page.get_by_text("Goal mixed, isolation lift").first).to_be_visible()
    # And what was folded away stays so.
    expect(page.locator(".rs-line__folds").nth(1).locator("details[open]")).to_have_count(0)


def test_a_change_moves_its_exercise_and_the_totals_and_the_next_form_knows_of_it(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User, own: Program
):
    let_in(lifter)
    page.goto(address(live_server, own))
    page.locator("summary", has_text="Hard sets a week, by muscle").click()
    chest = page.locator("tr", has=page.get_by_role("rowheader", name="Chest", exact=True))
    before = chest.inner_text()
    # What is not changed is not drawn anew: a mark on it stays.
    page.evaluate("document.getElementById('editor').dataset.mark = 'same'")
    page.get_by_label("Sets").first.fill("5")
    page.keyboard.press("Tab")
    expect(page.locator("details[open] summary").first).to_contain_text("18 sets")
    expect(page.get_by_label("Reps from").first).to_be_focused()
    expect(chest).not_to_have_text(before)
    expect(chest).to_be_visible()
    settled(page)

    page.locator("summary", has_text="Name, days, level").click()
    page.get_by_label("Name", exact=True).first.fill("Mine")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Mine", exact=True)).to_be_visible()
    settled(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#editor[data-mark=same]")).to_have_count(1)
    # Another shape is the whole editor again.
    page.get_by_role("button", name="Superset with the next: ").first.click()
    expect(page.get_by_role("button", name="No superset with the next: ").first).to_be_visible()
    expect(page.locator("#editor[data-mark=same]")).to_have_count(0)
    expect(page.get_by_label("Sets").first).to_have_value("5")


def test_an_exercise_and_all_that_can_be_done_with_it_take_a_quarter_of_a_screen(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User, own: Program
):
    let_in(lifter)
    page.goto(address(live_server, own))
    for line in page.locator(".rs-line--plan").all():
        box = line.bounding_box()
        assert box is not None
        assert box["height"] <= 240
        for tool in line.locator(".rs-tool").all():
            one = tool.bounding_box()
            assert one is not None
            assert min(one["width"], one["height"]) >= 44


def test_what_is_refused_stays_typed_and_is_said_beside_it(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User, own: Program
):
    let_in(lifter)
    page.goto(address(live_server, own))
    page.get_by_label("Sets").first.fill("99")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_have_text("Upper A: 1 to 10 sets.")
    expect(page.get_by_label("Sets").first).to_have_value("99")
    assert first_day(own).lines[0].sets == 3


def test_the_editor_works_without_scripts(
    browser: Browser,
    live_server: LiveServer,
    let_in: Callable[[User], None],
    page: Page,
    lifter: User,
    own: Program,
):
    let_in(lifter)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(address(live_server, own))
    plain.get_by_label("Sets").first.fill("4")
    plain.locator("button[id$='-down']").first.click()
    expect(plain.locator(".rs-line .rs-plan__name").first).to_have_text("Chest-supported row")
    assert [line.sets for line in first_day(own).lines[:2]] == [3, 4]
    # What was worked on is still open.
    expect(plain.locator("details[open] summary").first).to_contain_text("Upper A")
    context.close()


def test_a_program_is_followed_and_trained_from_the_day_it_is_chosen(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User
):
    let_in(lifter)
    page.goto(live_server.url)
    page.get_by_role("button", name="Follow it").click()
    expect(page.locator("#plan")).to_contain_text("week 1 of 6")
    page.get_by_role("link", name="Coming").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is coming")
    expect(page.get_by_role("heading", name="Week 1 of 6")).to_be_visible()


def test_a_top_set_is_planned_with_the_keyboard_and_its_back_off_sets_follow_it(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User
):
    program = a_program(lifter, a_line(SetLine(1, (3, 5))))
    let_in(lifter)
    page.goto(address(live_server, program))
    page.locator("summary", has_text="Load, target, note").focus()
    page.keyboard.press("Enter")
    page.locator("select[name=rule]").focus()
    page.locator("select[name=rule]").select_option("top_set")
    expect(page.get_by_label("% of top set")).to_have_value("90")
    settled(page)
    # What was opened stays open, and the focus where it was.
    expect(page.locator("select[name=rule]")).to_be_focused()
    page.get_by_label("% of top set").fill("80")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Back-off sets at 80 % of the top set.")).to_be_visible()
    (line,) = first_day(program).lines
    assert (line.rule, line.more) == ("top_set", (SetLine(2, (3, 5), percent=80),))

    workout = program.blocks.get().workouts.get()
    session = start_session(lifter, key=uuid4(), workout=workout, now=timezone.now())
    page.goto(live_server.url + reverse("session_detail", args=[session.pk]))
    row = page.locator(".rs-set--open")
    row.locator("input[name=load]").fill("100")
    row.locator("input[name=reps]").fill("4")
    row.locator(".rs-chips label", has_text=re.compile("^2$")).click()
    row.locator(".rs-tick").click()
    said = "Back-off sets at 80 % of the top set done today, 100 kg."
    expect(page.get_by_text(said)).to_be_visible()
    expect(row.locator("input[name=load]")).to_have_value("80")
    page.get_by_role("button", name="Pin 100 kg").click()
    expect(page.get_by_role("button", name="Unpin 100 kg")).to_be_visible()
