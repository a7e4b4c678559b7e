"""A change of values is answered with the exercises and totals it moved, as the whole editor has them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.html import Element, parse_html
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import User
from logbook.pages.programs.carried import carried, says_carried
from logbook.pages.programs.faults import Says
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import a_finished_session, logged_in
from tests.logbook.pages.programs.test_editor import a_form, first_day, stands, url

HEADERS = {"HX-Request": "true", "HX-Target": "editor"}

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter: User) -> Client:
    return logged_in(lifter)


@pytest.fixture
def own(lifter: User) -> Program:
    a_finished_session(lifter=lifter)
    return begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))


def state(client: Client, program: Program) -> str:
    """What the page carries of the program as it stands."""
    page = client.get(url(program)).content.decode()
    found = re.search(r'name="shown" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def changed(client: Client, program: Program, form: dict[str, Any]) -> Any:
    return client.post(url(program), {**form, "shown": state(client, program)}, headers=HEADERS)


def by_id(html: str) -> dict[str, Element]:
    """The elements with an id; what only says where they go is left out."""
    html = re.sub(r' hx-swap-oob="true"|(?<=csrfmiddlewaretoken") value="\w+"', "", html)
    # Signed a second later, the same reads otherwise.
    html = re.sub(r'(?<=name="shown") value="[^"]+"', "", html)
    found: dict[str, Element] = {}

    def walk(one: Any) -> None:
        if isinstance(one, Element):
            if key := dict(one.attributes).get("id"):
                found[str(key)] = one
            for child in one.children:
                walk(child)

    walk(parse_html(f"<div>{html}</div>"))
    return found


def swapped(client: Client, program: Program, form: dict[str, Any]) -> list[str]:
    """The ids of what an answer swaps, each of which is what the page would have there."""
    answer = changed(client, program, form)
    assert answer.status_code == 200
    assert answer.headers["HX-Reswap"] == "none"
    html = answer.content.decode()
    whole = client.get(f"{url(program)}?open={form['form']}", headers=HEADERS).content.decode()
    parts, page = by_id(html), by_id(whole)
    ids = [
        found
        for tag in re.findall(r"<\w+[^>]*hx-swap-oob[^>]*>", html)
        for found in re.findall(r'\bid="([^"]+)"', tag)
    ]
    assert html.count("hx-swap-oob") == len(ids)
    for one in ids:
        assert parts[one] == page[one]
    # And what the page carries from now on is what it would carry.
    now = Program.objects.get(pk=program.pk)
    both = [
        says_carried(text, now.pk, now.version)
        for text in (re.findall(r'name="shown" value="([^"]+)"', html)[0], state(client, program))
    ]
    assert both[0] == both[1] is not None
    return ids


def test_a_changed_exercise_is_answered_with_itself_and_the_totals(client: Client, own: Program):
    day, block = first_day(own), stands(own).blocks[0]
    sets = [str(one.sets) for one in day.lines]

    ids = swapped(client, own, a_form(own, sets=["5", *sets[1:]]))

    assert ids == [
        "editor-state",
        "program-title",
        "program-length",
        "program-acts",
        f"block-{block.key}-aims",
        f"block-{block.key}-muscles",
        f"day-{day.key}-sums",
        f"day-{day.key}-{day.lines[0].exercise}-1-line",
    ]
    assert first_day(own).lines[0].sets == 5


def lines(ids: list[str]) -> int:
    return sum(one.endswith("-line") for one in ids)


def test_every_change_of_values_says_what_the_whole_editor_says(client: Client, own: Program):
    """Failure by hand on a lift to keep short of it, roles, a percent of an estimate, seconds, a line more."""
    many, key = len(first_day(own).lines), first_day(own).key
    none, last_time = [""] * many, ["last_time"] * many

    def form() -> dict[str, Any]:
        return a_form(own, rule=last_time, target=none, amount=none, note=none, lines=["0"] * many)

    assert lines(swapped(client, own, {**form(), "target": ["0–0–1", *none[1:]]})) == 1
    assert "failure was asked by hand" in client.get(url(own)).content.decode()
    assert lines(swapped(client, own, {**form(), "role": ["isolation"] * many})) >= 2
    percent = {"rule": ["percent", *last_time[1:]], "amount": ["95", *none[1:]]}
    assert lines(swapped(client, own, {**form(), **percent})) == 1
    for version, act in enumerate(("seconds:2", "another:1"), start=4):
        only = {"form": f"day-{key}", "version": str(version), "act": act}
        assert lines(swapped(client, own, only)) == 1


def test_a_percent_that_leaves_too_little_is_said_where_nothing_is_known_yet(lifter: User):
    client = logged_in(lifter)
    own = begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))
    none = [""] * (len(first_day(own).lines) - 1)
    rules = ["percent", *["last_time"] * len(none)]
    form = a_form(
        own, rule=rules, amount=["95", *none], target=["", *none], note=["", *none],
        lines=["0"] * len(rules),
    )  # fmt: skip

    # Another rule begins with a usual percent.
    client.post(url(own), form)
    answer = changed(client, own, {**form, "version": "2"}).content.decode()

    assert "95 % of a 1RM does not leave the reps planned" in answer
    assert 'id="editor"' not in answer


def test_a_line_of_a_superset_has_its_mark(client: Client, own: Program):
    client.post(url(own), a_form(own, act="pair:0"))
    sets = [str(one.sets) for one in first_day(own).lines]

    assert lines(swapped(client, own, a_form(own, sets=["5", *sets[1:]]))) == 1


def test_the_program_itself_moves_its_name_and_its_totals_alone(client: Client, own: Program):
    form = {
        "form": "program", "version": "1", "name": "Mine", "days": "4", "level": "advanced",
        "goal": own.goal,
    }  # fmt: skip
    head = ["editor-state", "program-title", "program-length", "program-acts"]
    block = stands(own).blocks[0].key

    assert swapped(client, own, form) == head
    more = {**form, "version": "2", "days": "3"}
    assert swapped(client, own, more) == [*head, f"block-{block}-aims", f"block-{block}-muscles"]


def test_a_change_that_is_taken_back_moves_what_it_moved(client: Client, own: Program):
    sets = [str(one.sets) for one in first_day(own).lines]
    client.post(url(own), a_form(own, sets=["5", *sets[1:]]))
    client.post(url(own), {**a_form(own), "sets": ["5", "5", *sets[2:]]})

    assert lines(swapped(client, own, {"form": "undo", "version": "3"})) == 1
    assert first_day(own).lines[1].sets == int(sets[1])


@pytest.mark.parametrize("act", ["down:0", "remove:0", "pair:0", "copy"])
def test_another_shape_is_the_whole_editor(client: Client, own: Program, act: str):
    answer = changed(client, own, a_form(own, act=act))

    assert answer.content.decode().lstrip().startswith('<div id="editor"')


def test_another_name_of_a_workout_is_the_whole_editor(client: Client, own: Program):
    assert 'id="editor"' in changed(client, own, a_form(own, name="Push")).content.decode()


def test_another_goal_of_a_block_is_the_whole_editor(client: Client, own: Program):
    block = stands(own).blocks[0]
    form = {
        "form": f"block-{block.key}", "version": "1", "name": block.name, "weeks": "4",
        "deload_week": "", "goal": "max_strength",
    }  # fmt: skip

    assert 'id="editor"' in changed(client, own, form).content.decode()
    # Taken back it is as well, and so is a name that was.
    undo = {"form": "undo", "version": "2"}
    assert 'id="editor"' in changed(client, own, undo).content.decode()


@pytest.mark.parametrize("shown", ["", "forged", "of another state", "of another program"])
def test_without_what_the_page_shows_it_is_the_whole_editor(
    client: Client, own: Program, lifter: User, shown: str
):
    text = shown
    if shown == "of another state":
        text = state(client, own)
        client.post(url(own), a_form(own, name="Push"))
    if shown == "of another program":
        text = state(client, begin(lifter, Plan.of(own)))
    sets = [str(one.sets + 1) for one in first_day(own).lines]

    answer = client.post(url(own), {**a_form(own, sets=sets), "shown": text}, headers=HEADERS)

    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="editor"')
    assert [one.sets for one in first_day(own).lines] == list(map(int, sets))


def test_of_another_count_of_exercises_nothing_is_taken(client: Client, own: Program):
    text = carried(own, {first_day(own).key or 0: [Says()]})
    sets = [str(one.sets + 1) for one in first_day(own).lines]

    answer = client.post(url(own), {**a_form(own, sets=sets), "shown": text}, headers=HEADERS)

    assert 'id="editor"' in answer.content.decode()


def test_what_is_refused_is_said_in_the_whole_editor(client: Client, own: Program):
    sets = ["99" for _ in first_day(own).lines]

    refused = changed(client, own, a_form(own, sets=sets))
    late = changed(client, own, {**a_form(own), "version": "77"})

    assert (refused.status_code, late.status_code) == (422, 409)
    assert 'value="99"' in refused.content.decode()
    assert 'id="editor"' in late.content.decode()


def test_it_asks_for_less_than_the_whole_editor(client: Client, own: Program):
    """Of the changed exercise the same slices; nothing of what is followed."""
    asked = []
    for is_carried in (False, True):
        shown = state(client, own) if is_carried else ""
        sets = [str(one.sets) for one in first_day(own).lines]
        form = {**a_form(own, sets=[str(7 - int(sets[0])), *sets[1:]]), "shown": shown}
        with CaptureQueriesContext(connection) as found:
            client.post(url(own), form, headers=HEADERS)
        asked.append(len(found))

    assert asked[1] < asked[0]


def test_the_page_that_shows_a_program_has_no_state(client: Client, own: Program):
    text = client.get(reverse("program", args=[own.pk])).content.decode()

    assert "hx-swap-oob" not in text
    assert 'name="shown"' not in text
