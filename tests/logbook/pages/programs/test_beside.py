"""What the editor changes of an exercise beside its sets: supersets."""

import re

import pytest
from django.urls import reverse

from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import logged_in
from tests.logbook.pages.programs.test_editor import a_form, first_day, url
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


@pytest.fixture
def own(lifter):
    return begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))


def step(client, own, act):
    return client.post(url(own), a_form(own, act=act))


def numbers(own):
    return [line.superset for line in first_day(own).lines]


def exercises(own):
    return [line.exercise for line in first_day(own).lines]


def places(html):
    return re.findall(r'<span class="rs-turn">([^<]+)</span>', html)


def test_two_neighbours_are_put_into_a_superset_and_parted(client, own):
    step(client, own, "pair:1")
    assert numbers(own)[:4] == [None, 1, 1, None]
    assert places(page(client, url(own))) == ["A1", "A2"]
    step(client, own, "part:1")
    assert set(numbers(own)) == {None}
    assert places(page(client, url(own))) == []


def test_the_program_s_page_letters_each_workout_by_itself(client, own):
    last = len(first_day(own).lines) - 1
    step(client, own, f"pair:{last - 1}")
    html = page(client, reverse("program", args=[own.pk]))
    assert places(html) == ["A1", "A2"]


def test_a_third_joins_and_the_first_leaves(client, own):
    step(client, own, "pair:0")
    step(client, own, "pair:1")
    assert numbers(own)[:4] == [1, 1, 1, None]
    step(client, own, "part:0")
    assert numbers(own)[:4] == [None, 1, 1, None]


def test_the_last_one_has_no_next(client, own):
    last = len(first_day(own).lines) - 1
    html = page(client, url(own))
    day = html[html.index(f'id="day-{first_day(own).key}"') :]
    assert f'value="pair:{last - 1}"' in day
    assert f'value="pair:{last}"' not in day[: day.index("</form>")]
    step(client, own, f"pair:{last}")
    assert set(numbers(own)) == {None}


def test_a_move_takes_the_whole_superset_along(client, own):
    before = exercises(own)
    step(client, own, "pair:0")
    step(client, own, "down:1")
    assert exercises(own)[:3] == [before[2], before[0], before[1]]
    assert numbers(own)[:3] == [None, 1, 1]


def test_one_that_is_removed_leaves_nobody_alone_in_a_superset(client, own):
    step(client, own, "pair:0")
    step(client, own, "remove:0")
    assert set(numbers(own)) == {None}


def test_a_superset_is_undone(client, own):
    step(client, own, "pair:0")
    version = str(Program.objects.get(pk=own.pk).version)
    client.post(url(own), {"form": "undo", "version": version})
    assert set(numbers(own)) == {None}


def test_what_is_typed_is_kept_with_the_step(client, own):
    sets = ["5", *(str(one.sets) for one in first_day(own).lines[1:])]
    client.post(url(own), a_form(own, act="pair:0", sets=sets))
    assert (first_day(own).lines[0].sets, numbers(own)[:2]) == (5, [1, 1])


def test_a_form_that_is_refused_still_says_who_is_with_whom(client, own):
    step(client, own, "pair:0")
    sets = ["many", *(str(one.sets) for one in first_day(own).lines[1:])]
    answer = client.post(url(own), a_form(own, sets=sets))
    assert answer.status_code == 422
    assert "No superset with the next" in words(answer.content.decode())


@pytest.mark.parametrize("act", ["pair:99", "pair:-1", "part:x"])
def test_a_place_there_is_not_is_refused(client, own, act):
    assert step(client, own, act).status_code == 400
