"""A program and a workout on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.log.programs import program_for
from logbook.pages.programs.sheet import read_sheet
from programming.models import PlannedExercise, Program, Workout
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import NOON, a_lifter, an_exercise, known_movements, logged_in
from tests.logbook.reading import page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def upper_lower():
    return Program.objects.get(slug="upper-lower-4")


def on_paper(lifter, program, workout=None):
    return read_sheet(lifter, program_for(lifter, program.pk), now=NOON, workout=workout)


def a_line(workout, name, place, **named):
    ordinary = {"role": "main", "sets": 3, "reps_bottom": 6, "reps_top": 8, "rest_seconds": 120}
    exercise = an_exercise(name).exercise_id
    return PlannedExercise.objects.create(
        workout=workout, exercise_id=exercise, position=place, **(ordinary | named)
    )


def test_a_program_has_each_workout_with_its_targets_and_empty_places(client, lifter):
    known_movements(lifter=lifter, before=timezone.now())
    address = reverse("program_print", args=[upper_lower().pk])
    assert address in page(client, reverse("program", args=[upper_lower().pk]))

    html = page(client, address)

    text = words(html)
    assert "Barbell bench press 3 × 6–8, rest 180 s aim 3 (2–4)" in text
    assert "Chest-supported row 3 × 8–12, rest 120 s aim 2 (1–3), final 1 (1–2)" in text
    assert [one for one in ("Upper A", "Lower A", "Upper B", "Lower B") if one in text]
    # Bench press: three sets of three places; the workout has one of four sets.
    row = html.partition("Barbell bench press")[2].partition("</tr>")[0]
    assert row.count("<td></td>") == 6
    assert row.count('class="rs-paper__begin"') == 3
    assert 'colspan="3"' in row


def test_a_workout_stands_alone(client):
    workout = Workout.objects.get(slug="lower-a")

    text = words(page(client, reverse("workout_print", args=[workout.pk])))

    assert "Barbell squat" in text
    assert "Barbell bench press" not in text


def test_many_sets_take_another_line_and_notes_and_pairs_are_printed(lifter):
    workout = an_own_workout(lifter)
    a_line(workout, "Barbell squat", 0, sets=7, note="belt from set 3")
    a_line(workout, "Curl", 1, superset=2)
    a_line(workout, "Cable fly", 2, superset=2)
    a_line(workout, "Leg press", 3, superset=5)

    [block] = on_paper(lifter, workout.block.program).blocks
    [table] = block.tables

    assert table.across == 5
    assert [(row.name, row.numbers, row.empty, row.pair, row.note) for row in table.rows] == [
        ("Barbell squat", [1, 2, 3, 4, 5], 0, "", "belt from set 3"),
        ("", [6, 7], 3, "", ""),
        ("Curl", [1, 2, 3], 2, "A1", ""),
        ("Cable fly", [1, 2, 3], 2, "A2", ""),
        # Alone it is no pair.
        ("Leg press", [1, 2, 3], 2, "", ""),
    ]


def test_it_is_in_the_lifter_s_unit_and_words():
    lifter = a_lifter(unit="lb", effort_input="words")
    sheet = on_paper(lifter, upper_lower())
    assert sheet.unit == "lb"
    assert sheet.blocks[0].tables[0].rows[0].aims == "aim Easy (3–5+ left)"


def test_a_program_without_exercises_has_nothing_to_print(client, lifter):
    workout = an_own_workout(lifter)
    Workout.objects.filter(pk=workout.pk).update(is_removed=True)
    address = reverse("program_print", args=[workout.block.program_id])
    assert "No workout to print yet." in words(page(client, address))


def test_a_stranger_s_is_not_there(client):
    workout = an_own_workout(a_lifter())
    for name, key in (("program_print", workout.block.program_id), ("workout_print", workout.pk)):
        assert client.get(reverse(name, args=[key])).status_code == 404


def test_as_many_questions_for_one_workout_as_for_six(lifter):
    large = Program.objects.get(slug="push-pull-legs-6")
    # Its second workout has the pull-up, for which a bodyweight is asked.
    whole = Plan.of(large)
    block = replace(whole.blocks[0], workouts=whole.blocks[0].workouts[1:2])
    small = begin(lifter, replace(whole, blocks=(block,)))
    on_paper(lifter, small)

    def asked(program):
        with CaptureQueriesContext(connection) as found:
            on_paper(lifter, program)
        return len(found)

    assert asked(small) == asked(large)
