"""Copying a workout into another program of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from programming.models import Program, Workout
from programming.programs import editing
from programming.programs.editing import begin
from programming.programs.plans import MOST_WORKOUTS, Day, Plan
from tests.at_once import at_once, post
from tests.logbook.given import a_lifter, logged_in
from tests.logbook.reading import flat, page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


@pytest.fixture
def own(lifter):
    return begin(lifter, Plan.of(Program.objects.get(slug="push-pull-legs-6")))


def stands(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def upper_a():
    return Workout.objects.get(slug="upper-a")


def url(workout=None):
    return reverse("program_copy_workout", args=[(workout or upper_a()).pk])


def into(program, place=0, version=None):
    block = stands(program).blocks[place].key
    version = version or Program.objects.get(pk=program.pk).version
    return {"into": f"{program.pk}-{block}-{version}"}


def names(program):
    return [[day.name for day in block.workouts] for block in stands(program).blocks]


def test_it_comes_last_in_the_block_chosen_and_can_be_undone(client, own):
    assert url() in page(client, reverse("program", args=[upper_a().block.program_id]))
    html = page(client, url())
    assert all(one["into"] in html for one in (into(own), into(own, 1)))
    before = stands(own)

    response = client.post(url(), into(own, 0))

    assert response["Location"] == reverse("program_edit", args=[own.pk])
    assert names(own)[0] == ["Push", "Pull", "Legs", "Upper A"]
    assert stands(own).blocks[1] == before.blocks[1]
    new = stands(own).blocks[0].workouts[-1]
    original = Plan.of(upper_a().block.program).blocks[0].workouts[0]
    assert (new.lines, new.key == original.key) == (original.lines, False)
    assert f"Upper A is in {own.name}." in words(
        flat(client.get(response["Location"]).content.decode())
    )

    editing.undo(own.owner, own.pk, Program.objects.get(pk=own.pk).version)
    assert stands(own) == before


def test_one_of_one_s_own_is_copied_into_another_or_becomes_a_program(client, lifter, own):
    mine = an_own_workout(lifter, "Beach day")

    client.post(url(mine), into(own, 1))
    assert names(own)[1][-1] == "Beach day"

    response = client.post(url(mine), {"into": "new"})
    made = Program.objects.latest("pk")
    assert response["Location"] == reverse("program_edit", args=[made.pk])
    assert names(made) == [["Beach day"]]


def test_a_second_tap_copies_none(client, own):
    tap = into(own)

    answers = [client.post(url(), tap).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert names(own)[0].count("Upper A") == 1
    assert Program.objects.get(pk=own.pk).version == 2


def test_a_program_changed_elsewhere_is_chosen_again(client, lifter, own):
    tap = into(own)
    editing.edit(lifter, own.pk, None, lambda plan: editing.with_last(plan, None, Day(None, "X")))

    response = client.post(url(), tap)

    assert response.status_code == 409
    assert "That program was changed elsewhere since. Choose again." in words(
        flat(response.content.decode())
    )
    assert "Upper A" not in str(names(own))


def test_a_full_block_takes_no_more(client, lifter, own):
    mine = Plan.of(own)
    more = tuple(Day(None, f"Day {place}") for place in range(MOST_WORKOUTS - 3))
    full = replace(mine.blocks[0], workouts=(*mine.blocks[0].workouts, *more))
    editing.edit(lifter, own.pk, None, lambda plan: replace(plan, blocks=(full, *plan.blocks[1:])))

    response = client.post(url(), into(own))

    assert response.status_code == 422
    assert "at most 7 workouts" in words(flat(response.content.decode()))
    assert len(stands(own).blocks[0].workouts) == MOST_WORKOUTS


def test_what_is_not_one_s_own_is_not_there(client, lifter, own):
    stranger = a_lifter()
    theirs = an_own_workout(stranger)
    assert client.get(url(theirs)).status_code == 404
    assert client.post(url(theirs), into(own)).status_code == 404
    assert client.post(url(), into(theirs.block.program)).status_code == 404
    ready = upper_a().block.program
    assert client.post(url(), into(ready)).status_code == 404
    block = stands(own).blocks[0].key
    assert client.post(url(), {"into": f"{own.pk}-{block + 99}-1"}).status_code == 404
    for odd in ("", "x", f"{own.pk}", f"{own.pk}-{block}", f"{own.pk}-{block}-x", "1-2-3-4", "\0"):
        assert client.post(url(), {"into": odd}).status_code == 400, odd
    assert stands(own).blocks == Plan.of(own).blocks
    assert Program.objects.filter(owner=lifter).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_copy_one():
    for _ in range(3):
        lifter = a_lifter()
        own = begin(lifter, Plan.of(Program.objects.get(slug="minimum-2")))
        workout = upper_a()
        tap = post("program_copy_workout", workout.pk, **into(own))

        assert at_once(lifter, [tap, tap, tap]) == [302] * 3
        assert [day for block in names(own) for day in block].count("Upper A") == 1
