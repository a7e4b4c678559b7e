"""A program as a file on the pages: downloaded, uploaded, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from logbook.acts.links import share_program
from logbook.log.links import program_token
from programming.catalogue.own import create_own_exercise, own_entries
from programming.exchange.document import MOST_BYTES, read_document
from programming.exchange.exercises import AUTHOR, MOST_MADE
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import a_lifter, an_exercise, logged_in
from tests.logbook.pages.programs.test_shared import a_program
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

FILES = Path(__file__).resolve().parents[4] / "docs" / "programs"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def sent(client, content, name="program.json"):
    file = SimpleUploadedFile(name, content, "application/json")
    return client.post(reverse("program_upload"), {"file": file})


def downloaded(client, program):
    return client.get(reverse("program_file", args=[program.pk]))


def said(response):
    return words(flat(response.content.decode()))


def test_what_is_downloaded_is_uploaded_as_the_same(client, lifter):
    for ready in Program.objects.filter(owner=None):
        response = downloaded(client, ready)
        assert response["Content-Type"] == "application/json"
        assert response["Content-Disposition"].startswith('attachment; filename="')

        answer = sent(client, response.content)

        mine = Program.objects.filter(owner=lifter).latest("pk")
        assert answer["Location"] == reverse("program", args=[mine.pk])
        was, now = Plan.of(ready).without_keys(), Plan.of(mine).without_keys()
        by_hand = [line for block in was.blocks for day in block.workouts for line in day.lines]
        if not any(one.target for line in by_hand for one in line.lines):
            assert now == was, ready.slug
    assert own_entries(lifter) == []


def test_an_exercise_of_one_s_own_goes_with_it(lifter):
    program = a_program(a_lifter())
    text = downloaded(logged_in(program.owner), program).content
    assert b"Zercher carry" in text
    assert b"ivo" not in text.lower()

    client = logged_in(lifter)
    answer = sent(client, text)

    [carry] = own_entries(lifter)
    assert (carry.name, carry.tier, carry.primary_muscles) == ("Zercher carry", "avoid", ["glutes"])
    text = words(page(client, answer["Location"]))
    assert "New exercises of your own: Zercher carry." in text
    assert (
        sent(logged_in(lifter), downloaded(logged_in(program.owner), program).content)["Location"]
        == answer["Location"]
    )
    line = Plan.of(Program.objects.get(owner=lifter)).blocks[0].workouts[0].lines[0]
    assert line.target_by == AUTHOR


def test_an_exercise_is_found_by_its_name_where_the_slug_is_another_s(client, lifter):
    text = json.loads((FILES / "valid" / "minimal.json").read_text())
    exercise = text["blocks"][0]["workouts"][0]["exercises"][0]["exercise"]
    exercise |= {"slug": "no-such-slug", "name": "barbell  SQUAT"}

    sent(client, json.dumps(text).encode())

    line = Plan.of(Program.objects.get(owner=lifter)).blocks[0].workouts[0].lines[0]
    assert line.exercise == an_exercise("Barbell squat").exercise_id


def test_every_valid_file_can_be_uploaded_and_no_invalid_one(client, lifter):
    for path in sorted((FILES / "valid").iterdir()):
        assert sent(client, path.read_bytes()).status_code == 302, path.name
    before = Program.objects.count()
    for path in sorted((FILES / "invalid").iterdir()):
        response = sent(client, path.read_bytes())
        assert response.status_code == 422, path.name
        # Django takes a file of no bytes for none.
        wanted = "Choose a file first." if path.name == "empty.json" else "This file is no program."
        assert wanted in said(response) or "This file is no program." in said(response), path.name
    assert Program.objects.count() == before


def test_what_cannot_be_read_is_refused_in_words(client, lifter):
    assert "/: Choose a file first." in said(client.post(reverse("program_upload")))
    assert "/: A program is 1 MB at most." in said(sent(client, b" " * (MOST_BYTES + 1)))
    assert "not written in UTF-8" in said(sent(client, b"\xff\xfe\x00"))
    response = sent(client, b'{"<img src=x>": 1}')
    assert "<img src=x>" not in response.content.decode()
    assert response.status_code == 422


def test_too_many_new_exercises_are_refused_and_none_is_made(client, lifter):
    text = json.loads((FILES / "valid" / "minimal.json").read_text())
    block = text["blocks"][0]
    [planned] = block["workouts"][0]["exercises"]

    def with_new(count):
        names = [f"Mine {place}" for place in range(count)]
        block["workouts"] = [
            {
                "name": f"Day {begin}",
                "exercises": [
                    {**planned, "exercise": {"name": name}} for name in names[begin : begin + 15]
                ],
            }
            for begin in range(0, count, 15)
        ]
        return json.dumps(text).encode()

    response = sent(client, with_new(MOST_MADE + 1))
    assert response.status_code == 422
    assert f"More than {MOST_MADE} exercises would be new to you." in said(response)
    assert own_entries(lifter) == []
    assert sent(client, with_new(MOST_MADE)).status_code == 302
    assert len(own_entries(lifter)) == MOST_MADE


def test_a_name_the_reader_cannot_have_is_refused(client, lifter):
    """What the lifter has under another spelling is theirs, what nobody can read is no name."""
    create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=[])
    text = json.loads((FILES / "valid" / "minimal.json").read_text())
    text["blocks"][0]["workouts"][0]["exercises"][0]["exercise"] = {"name": "ZERCHER carry"}
    assert sent(client, json.dumps(text).encode()).status_code == 302
    assert len(own_entries(lifter)) == 1


def test_a_shared_program_is_a_file_without_an_account():
    program = a_program(a_lifter(name="Ivo Bench"))
    shared = share_program(program.owner, program.pk, shows_name=True)
    response = Client().get(reverse("shared_program_file", args=[program_token(shared)]))
    assert response["X-Robots-Tag"] == "noindex"
    assert b"Ivo" not in response.content
    assert read_document(response.content).plan.name == "Strong legs"
    assert Client().get(reverse("shared_program_file", args=["x"])).status_code == 404


def test_the_schema_is_there_for_everybody():
    response = Client().get(reverse("program_schema"))
    assert response["Content-Type"] == "application/schema+json"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert json.loads(response.content)["title"] == "RepStack program, version 1"


def test_a_stranger_s_program_is_no_file_of_mine(client):
    other = begin(a_lifter(), Plan.of(Program.objects.get(slug="minimum-2")))
    assert downloaded(client, other).status_code == 404


def test_the_pages_lead_to_them(client, lifter):
    assert reverse("program_upload") in page(client, reverse("programs"))
    ready = Program.objects.get(slug="minimum-2")
    assert reverse("program_file", args=[ready.pk]) in page(
        client, reverse("program", args=[ready.pk])
    )
