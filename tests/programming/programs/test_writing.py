"""What a change writes: what stays as it is keeps its rows, and what was read says what stands."""

from dataclasses import replace

import pytest

from programming.models import PlannedExercise, Program
from programming.programs.editing import begin, edit, undo, with_day
from programming.programs.plans import Plan
from programming.programs.writing import is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(release, lifter):
    return begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))


def stands(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def renamed(name):
    return lambda plan: replace(plan, name=name)


def read(program):
    found = Program.objects.prefetch_related("blocks__workouts__planned__substitutes")
    return found.get(pk=program.pk)


def with_sets(sets):
    def change(plan):
        day = plan.blocks[0].workouts[0]
        line = replace(day.lines[0], sets=sets)
        return with_day(plan, day.key, lambda one: replace(one, lines=(line, *one.lines[1:])))

    return change


def test_a_change_of_an_exercise_keeps_its_row_and_says_what_stands(own, lifter):
    before = read(own)
    rows = [one.pk for one in PlannedExercise.objects.filter(workout__block__program=own)]

    _, after = edit(lifter, own.pk, 1, with_sets(7), read=before)

    assert is_whole(before)
    assert Plan.of(before) == after == stands(own)
    assert [one.pk for one in PlannedExercise.objects.filter(workout__block__program=own)] == rows
    undo(lifter, own.pk, 2)
    assert stands(own) != after


def test_other_substitutes_are_written_and_read_anew(own, lifter):
    before = read(own)
    others = [line.exercise for line in Plan.of(before).blocks[0].workouts[0].lines[1:3]]

    def change(plan):
        day = plan.blocks[0].workouts[0]
        line = replace(day.lines[0], substitutes=tuple(others))
        return with_day(plan, day.key, lambda one: replace(one, lines=(line, *one.lines[1:])))

    _, after = edit(lifter, own.pk, 1, change, read=before)

    assert Plan.of(before) == after == stands(own)


@pytest.mark.parametrize("name", ["add", "remove"])
def test_where_its_shape_changes_it_is_to_be_read_anew(own, lifter, name):
    before = read(own)

    def change(plan):
        day = plan.blocks[0].workouts[0]
        lines = (*day.lines, day.lines[0]) if name == "add" else day.lines[1:]
        return with_day(plan, day.key, lambda one: replace(one, lines=lines))

    _, after = edit(lifter, own.pk, 1, change, read=before)

    assert not is_whole(before)
    assert stands(own) == after


def test_what_was_read_before_another_change_is_not_built_upon(own, lifter):
    before = read(own)
    edit(lifter, own.pk, 1, with_sets(7))

    _, after = edit(lifter, own.pk, None, renamed("Mine"), read=before)

    assert after.blocks[0].workouts[0].lines[0].sets == 7
    assert stands(own) == after
