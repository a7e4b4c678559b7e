"""What the editor changes of an exercise beside its sets: supersets."""

import re

import pytest
from django.urls import reverse

from logbook.pages.programs.beside import in_reps, in_seconds
from programming.lines import SetLine, check_lines
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Line, Plan
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
    sizes = [(one.reps or one.seconds) for one in (line.lines[0] for line in first_day(own).lines)]
    bottom, top = ([str(size[place]) for size in sizes] for place in (0, 1))
    return client.post(url(own), a_form(own, act=act, bottom=bottom, top=top))


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


class TestSeconds:
    def test_a_plan_is_made_in_seconds_and_in_reps_again(self, client, own):
        step(client, own, "seconds:0")
        line = first_day(own).lines[0]
        assert (line.seconds, line.bottom, line.top) == ((30, 45), None, None)
        assert f"{line.sets} × 30–45 s" in words(page(client, reverse("program", args=[own.pk])))
        step(client, own, "reps:0")
        line = first_day(own).lines[0]
        assert (line.seconds, line.bottom, line.top) == (None, 8, 12)

    def test_it_is_no_hard_set_of_its_muscles(self, client, own):
        html = page(client, url(own))
        step(client, own, "seconds:0")
        assert page(client, url(own)) != html
        text = words(page(client, url(own)))
        assert "Seconds from" in text

    def test_every_line_of_sets_changes_and_what_speaks_of_reps_goes(self):
        back_off = SetLine(2, (8, 10), percent=90, target=(1, 2, 3))
        line = Line(1, "main", 1, 5, 6, 180, rule="top_set", more=(back_off,), target_by="Coach")
        held = in_seconds(line)
        assert [one.seconds for one in held.lines] == [(30, 45), (30, 45)]
        assert [(one.percent, one.target, one.reps) for one in held.lines] == [
            (None, None, None)
        ] * 2
        assert (held.rule, held.target_by) == ("last_time", "")
        check_lines(held.lines, held.rule)
        assert in_seconds(held) == held
        assert in_reps(line) == line
        again = in_reps(held)
        assert [one.reps for one in again.lines] == [(8, 12), (8, 12)]
        check_lines(again.lines, again.rule)

    def test_a_fixed_weight_stays(self):
        line = Line(1, "main", 2, 5, 6, 180, rule="fixed", load=(30_000, "kg", "external"))
        held = in_seconds(line)
        assert (held.rule, held.load) == ("fixed", (30_000, "kg", "external"))
        check_lines(held.lines, held.rule)
