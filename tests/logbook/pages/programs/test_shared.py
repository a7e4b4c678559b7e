"""A program behind a secret address: read without an account, taken as a copy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.links import renew_shared, share_program, unshare_program
from logbook.acts.programs import remove_program
from logbook.log.links import program_token
from logbook.models import SharedProgram
from programming.catalogue.own import create_own_exercise, own_entries
from programming.models import Program
from programming.programs import editing
from programming.programs.editing import begin
from programming.programs.plans import Day, Line, Phase, Plan
from tests.at_once import at_once, post
from tests.logbook.given import RUBBISH, a_finished_session, a_lifter, an_exercise, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def owner():
    return a_lifter(name="Ivo Bench", email="ivo@example.org")


@pytest.fixture
def taker():
    return a_lifter(name="Tess")


def own_exercise(lifter, name="Zercher carry"):
    return create_own_exercise(lifter, name, is_compound=True, primary_muscles=["glutes"])


def a_program(owner):
    """A program with an own exercise, a substitute, a target by hand, a note."""
    carry = own_exercise(owner).exercise_id
    squat = an_exercise("Barbell squat").exercise_id
    curl = an_exercise("Curl").exercise_id
    lines = (
        Line(
            squat, "main", 3, 5, 8, 180, target=(2, 3, 4), note="belt on", substitutes=(carry, curl)
        ),
        Line(carry, "secondary", 2, 8, 12, 90),
    )
    block = Phase(None, "Base", "mixed", 4, 4, (Day(None, "Legs", lines),))
    return begin(owner, Plan("Strong legs", "intermediate", "mixed", "gym", 2, (block,)))


def address(program):
    return reverse(
        "shared_program", args=[program_token(SharedProgram.objects.get(program=program))]
    )


def take(program):
    return address(program) + "take/"


def test_a_stranger_reads_what_is_planned_and_nothing_of_the_owner(owner):
    program = a_program(owner)
    a_finished_session(lifter=owner)
    share_program(owner, program.pk, shows_name=False)

    response = Client().get(address(program))

    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"
    html = flat(response.content.decode())
    assert '<meta name="robots" content="noindex">' in html
    text = words(html)
    assert "Strong legs Intermediate, mixed" in text
    assert "4 weeks, 2 days a week" in text
    assert (
        "Barbell squat 3 × 5–8, leave 3 (2–4) rest 180 s · or Zercher carry, Curl belt on" in text
    )
    assert "Zercher carry 2 × 8–12 rest 90 s" in text
    assert "Log in to take it as yours" in text
    assert not [one for one in ("Ivo", "ivo@", "80 kg", "Take it as mine") if one in text]


def test_the_owner_is_named_where_they_want_it(owner):
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=True)
    assert "by Ivo Bench" in words(page(Client(), address(program)))
    first = address(program)
    share_program(owner, program.pk, shows_name=False)
    assert address(program) == first
    assert "Ivo" not in words(page(Client(), first))


def test_a_copy_has_exercises_of_the_taker_s_own_of_unknown_risk(owner, taker):
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=True)
    client = logged_in(taker)

    response = client.post(take(program))

    mine = Program.objects.get(owner=taker)
    assert response["Location"] == reverse("program", args=[mine.pk])
    text = words(page(client, response["Location"]))
    assert "New exercises of your own: Zercher carry." in text
    [carry] = own_entries(taker)
    assert (carry.name, carry.tier, carry.floor) == ("Zercher carry", "avoid", 2)
    assert carry.primary_muscles == ["glutes"]
    copied, original = Plan.of(mine), Plan.of(program)
    legs, theirs = copied.blocks[0].workouts[0].lines, original.blocks[0].workouts[0].lines
    assert legs[1] == replace(theirs[1], exercise=carry.exercise_id)
    curl = theirs[0].substitutes[1]
    assert legs[0].substitutes == (carry.exercise_id, curl)
    assert (legs[0].target, legs[0].target_by) == ((2, 3, 4), "the program's author")
    assert (copied.name, mine.needs, copied.blocks[0].deload_week) == ("Strong legs", "gym", 4)
    # What the owner does with it later is no longer the taker's.
    editing.edit(owner, program.pk, None, lambda plan: replace(plan, name="Other"))
    assert Plan.of(Program.objects.get(pk=mine.pk)) == copied


def test_a_second_tap_makes_no_second_copy(owner, taker):
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=False)
    client = logged_in(taker)
    answers = [client.post(take(program))["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Program.objects.filter(owner=taker).count(), len(own_entries(taker))) == (1, 1)


def test_an_exercise_the_taker_has_by_that_name_is_it(owner, taker):
    has = own_exercise(taker, "zercher  CARRY")
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=False)

    logged_in(taker).post(take(program))

    line = Plan.of(Program.objects.get(owner=taker)).blocks[0].workouts[0].lines[1]
    assert line.exercise == has.exercise_id
    assert len(own_entries(taker)) == 1


def test_two_that_become_one_stand_in_for_none(owner, taker):
    """The owner made a curl of their own before the catalogue had one of that name."""
    squat = an_exercise("Barbell squat").exercise_id
    mine = own_exercise(owner)
    entry = own_entries(owner)[0]
    entry.name = "Barbell squat"
    entry.save()
    line = Line(squat, "main", 3, 5, 8, 180, substitutes=(mine.exercise_id,))
    block = Phase(None, "Base", "mixed", 4, None, (Day(None, "Legs", (line,)),))
    program = begin(owner, Plan("Legs", "beginner", "mixed", "gym", 2, (block,)))
    share_program(owner, program.pk, shows_name=False)

    logged_in(taker).post(take(program))

    [one] = Plan.of(Program.objects.get(owner=taker)).blocks[0].workouts[0].lines
    assert (one.exercise, one.substitutes) == (squat, ())
    assert own_entries(taker) == []


def test_a_stranger_who_takes_it_is_asked_to_log_in(owner):
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=False)
    response = Client().post(take(program))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert Program.objects.exclude(owner=None).count() == 1


def test_what_is_closed_renewed_or_removed_opens_nothing(owner, taker):
    program = a_program(owner)
    share_program(owner, program.pk, shows_name=False)
    first = address(program)
    renew_shared(owner, program.pk)
    second = address(program)
    client = logged_in(taker)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    assert client.post(f"{first}take/").status_code == 404
    unshare_program(owner, program.pk)
    assert client.get(second).status_code == 404
    share_program(owner, program.pk, shows_name=False)
    third = address(program)
    remove_program(owner, program.pk)
    assert client.get(third).status_code == 404
    with CaptureQueriesContext(connection) as found:
        for odd in (*RUBBISH.values(), third.split("/")[2][:-1]):
            if "\0" not in odd and "/" not in odd:
                assert Client().get(f"/shared/{odd}/").status_code == 404, odd
    assert not [one for one in found if "sharedprogram" in one["sql"]]


def test_it_is_shared_on_its_page_by_its_owner_alone(owner, taker):
    program = a_program(owner)
    client, url = logged_in(owner), reverse("program_share", args=[program.pk])
    own_page = reverse("program", args=[program.pk])
    assert "Say that it is by Ivo Bench" in words(page(client, own_page))

    client.post(url, {"act": "open", "shows_name": "on"})
    assert f'value="http://testserver{address(program)}"' in page(client, own_page)
    assert SharedProgram.objects.get().shows_name is True
    before = address(program)
    client.post(url, {"act": "renew"})
    assert address(program) != before
    assert client.post(url, {"act": "else"}).status_code == 400
    for act in ("open", "renew", "close"):
        assert logged_in(taker).post(url, {"act": act}).status_code == 404
    assert SharedProgram.objects.count() == 1
    client.post(url, {"act": "close"})
    client.post(url, {"act": "close"})
    assert not SharedProgram.objects.exists()
    ready = Program.objects.get(slug="minimum-2")
    assert (
        client.post(reverse("program_share", args=[ready.pk]), {"act": "open"}).status_code == 404
    )


def test_as_many_questions_for_a_large_one_as_for_a_small_one(owner):
    def asked(program):
        share_program(owner, program.pk, shows_name=False)
        there = address(program)
        Client().get(there)
        with CaptureQueriesContext(connection) as found:
            Client().get(there)
        return len(found)

    large = begin(owner, Plan.of(Program.objects.get(slug="push-pull-legs-6")))
    small = begin(owner, Plan.of(Program.objects.get(slug="minimum-2")))
    assert asked(large) == asked(small)


@pytest.mark.django_db(transaction=True)
def test_taps_at_once_make_one_copy_and_one_address():
    for _ in range(3):
        owner, taker = a_lifter(), a_lifter()
        program = a_program(owner)
        opened = post("program_share", program.pk, act="open")
        assert at_once(owner, [opened, opened]) == [302, 302]
        token = program_token(SharedProgram.objects.get(program=program))
        tap = post("shared_program_take", token)
        assert at_once(taker, [tap, tap, tap]) == [302] * 3
        assert (Program.objects.filter(owner=taker).count(), len(own_entries(taker))) == (1, 1)
