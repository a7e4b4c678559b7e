"""A program is changed step by step, and each step can be taken back."""

from dataclasses import asdict, replace

import pytest
from django.http import Http404

from programming.lines import SetLine
from programming.models import PlannedExercise, Program, Workout
from programming.programs.editing import (
    ProgramChangedError,
    begin,
    changed,
    edit,
    moved,
    undo,
    with_day,
)
from programming.programs.plans import Day, Line, Phase, Plan, RefusedEditError, empty_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(release):
    return Program.objects.get(slug="upper-lower-4")


@pytest.fixture
def own(lifter, ready):
    return begin(lifter, Plan.of(ready))


def stands(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def renamed(name):
    return lambda plan: replace(plan, name=name)


# --- Rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "by", "comes_to"),
    [(0, 1, "bac"), (0, -1, "abc"), (2, 1, "abc"), (2, -1, "acb"), (1, 9, "acb"), (1, -9, "bac")],
)
def test_a_row_moves_and_stops_at_the_ends(place, by, comes_to):
    assert "".join(moved(tuple("abc"), place, by)) == comes_to


def test_a_row_is_replaced_by_others_or_by_none():
    assert changed((1, 2, 3), 1, 8, 9) == (1, 8, 9, 3)
    assert changed((1, 2, 3), 1) == (1, 3)
    with pytest.raises(IndexError):
        changed((1,), 1)


# --- Copies, changes, undo ---------------------------------------------------------------------


def test_a_copy_says_the_same_and_is_another_program(own, ready, lifter):
    assert own.owner == lifter
    assert stands(own).without_keys() == Plan.of(ready).without_keys()
    assert not {day.key for block in stands(own).blocks for day in block.workouts} & {
        day.key for block in Plan.of(ready).blocks for day in block.workouts
    }


def test_a_plan_comes_back_from_json_as_it_was(own):
    assert Plan.from_json(asdict(stands(own))) == stands(own)


def test_a_change_is_kept_and_counted(own, lifter):
    edit(lifter, own.pk, own.version, renamed("Mine"))
    own.refresh_from_db()
    assert (own.name, own.version) == ("Mine", 2)


def test_all_that_a_plan_says_of_an_exercise_is_written_copied_and_undone(own, lifter):
    key = stands(own).blocks[0].workouts[0].key
    first, second, third, *_ = stands(own).blocks[0].workouts[0].lines
    rich = replace(
        first,
        rule="top_set",
        target=(2, 2, 4),
        target_by="Coach Ana",
        more=(SetLine(2, (8, 10), percent=85),),
        superset=1,
        note="Pause on the chest.",
        substitutes=(third.exercise, second.exercise),
    )
    fixed = replace(second, rule="fixed", load=(60_000, "kg", "external"))
    held = replace(third, bottom=None, top=None, seconds=(30, 45))
    before = stands(own)
    edit(
        lifter, own.pk, 1,
        lambda plan: with_day(plan, key, lambda day: replace(day, lines=(rich, fixed, held))),
    )  # fmt: skip
    assert stands(own).blocks[0].workouts[0].lines == (rich, fixed, held)
    copied = begin(lifter, stands(own))
    assert stands(copied).without_keys() == stands(own).without_keys()
    undo(lifter, own.pk, 2)
    assert stands(own) == before
    undo(lifter, own.pk, 3)
    assert stands(own).blocks[0].workouts[0].lines == (rich, fixed, held)


def test_a_change_that_changes_nothing_is_none(own, lifter):
    edit(lifter, own.pk, own.version, lambda plan: plan)
    own.refresh_from_db()
    assert (own.version, own.before) == (1, None)


def test_a_change_writes_only_what_it_changes(own, lifter, django_assert_max_num_queries):
    key = stands(own).blocks[0].workouts[0].key
    with django_assert_max_num_queries(14):
        edit(
            lifter,
            own.pk,
            1,
            lambda plan: with_day(plan, key, lambda day: replace(day, lines=day.lines[1:])),
        )


def test_the_last_change_is_undone_and_done_again(own, lifter):
    before = stands(own)
    edit(lifter, own.pk, 1, lambda plan: replace(plan, blocks=(replace(plan.blocks[0], weeks=9),)))
    after = stands(own)
    undo(lifter, own.pk, 2)
    assert stands(own) == before
    undo(lifter, own.pk, 3)
    assert stands(own) == after


def test_a_workout_that_was_removed_comes_back_as_the_same_one(own, lifter):
    before = stands(own)
    gone = before.blocks[0].workouts[1].key
    edit(
        lifter,
        own.pk,
        1,
        lambda plan: replace(
            plan,
            blocks=(replace(plan.blocks[0], workouts=changed(plan.blocks[0].workouts, 1)),),
        ),
    )
    assert Workout.objects.get(pk=gone).is_removed
    assert len(stands(own).blocks[0].workouts) == 3
    undo(lifter, own.pk, 2)
    assert stands(own) == before
    assert not Workout.objects.get(pk=gone).is_removed


def test_a_block_that_was_removed_comes_back_with_its_workouts(own, lifter):
    two = (Phase(None, "Second", "mixed", 2, None, (Day(None, "D"),)),)
    edit(lifter, own.pk, 1, lambda plan: replace(plan, blocks=plan.blocks + two))
    before = stands(own)
    edit(lifter, own.pk, 2, lambda plan: replace(plan, blocks=plan.blocks[:1]))
    assert len(stands(own).blocks) == 1
    undo(lifter, own.pk, 3)
    assert stands(own) == before


def test_nothing_is_undone_where_nothing_was_changed(own, lifter):
    with pytest.raises(RefusedEditError, match="nothing to undo"):
        undo(lifter, own.pk, 1)


def test_a_change_of_another_state_is_refused(own, lifter):
    edit(lifter, own.pk, 1, renamed("Mine"))
    with pytest.raises(ProgramChangedError):
        edit(lifter, own.pk, 1, renamed("Late"))
    assert stands(own).name == "Mine"


@pytest.mark.parametrize("whose", ["ready", "another"])
def test_only_one_s_own_is_changed(own, ready, lifter, django_user_model, whose):
    other = django_user_model.objects.create_user("other@example.org")
    program, person = (ready, lifter) if whose == "ready" else (own, other)
    with pytest.raises(Http404):
        edit(person, program.pk, program.version, renamed("Stolen"))


def test_a_new_program_has_a_block_and_a_day_to_fill(lifter):
    made = stands(begin(lifter, empty_plan("beginner", "mixed")))
    assert [len(block.workouts) for block in made.blocks] == [1]
    assert not PlannedExercise.objects.filter(workout__block__program__owner=lifter).exists()


# --- What cannot be planned --------------------------------------------------------------------


def plan(line=None, block=None, **facts):
    lines = (replace(Line(1, "main", 3, 6, 8, 120), **(line or {})),)
    phase = replace(Phase(None, "B", "mixed", 4, None, (Day(None, "D", lines),)), **(block or {}))
    return replace(Plan("P", "beginner", "mixed", "gym", 3, (phase,)), **facts)


DAYS = tuple(Day(None, "D") for _ in range(8))
LINES = tuple(Line(1, "main", 3, 6, 8, 120) for _ in range(16))


@pytest.mark.parametrize(
    "right",
    [
        plan(),
        plan(line={"sets": 1}),
        plan(line={"sets": 10}),
        plan(line={"bottom": 1, "top": 1}),
        plan(line={"top": 50}),
        plan(line={"rest": 0}),
        plan(line={"rest": 900}),
        plan(line={"superset": 1, "note": "x" * 200, "substitutes": (2, 3, 4, 5, 6)}),
        plan(line={"superset": 15, "more": (SetLine(2, (8, 10)),)}),
        plan(days=1),
        plan(days=7),
        plan(block={"weeks": 1}),
        plan(block={"weeks": 52}),
        plan(block={"deload_week": 1}),
        plan(block={"deload_week": 4}),
        plan(block={"workouts": ()}),
        plan(block={"workouts": DAYS[:7]}),
        plan(block={"workouts": (Day(None, "D", LINES[:15]),)}),
    ],
    ids=str,
)
def test_what_can_be_planned(right):
    right.check()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (plan(name=" "), "A program needs a name."),
        (plan(days=0), "Days a week: 1 to 7."),
        (plan(days=8), "Days a week: 1 to 7."),
        (plan(blocks=()), "1 to 8 blocks"),
        (plan(blocks=plan().blocks * 9), "1 to 8 blocks"),
        (plan(block={"name": ""}), "A block needs a name."),
        (plan(block={"weeks": 0}), "1 to 52 weeks"),
        (plan(block={"weeks": 53}), "1 to 52 weeks"),
        (plan(block={"deload_week": 0}), "the easy week is one of its 4 weeks"),
        (plan(block={"deload_week": 5}), "the easy week is one of its 4 weeks"),
        (plan(block={"workouts": DAYS}), "at most 7 workouts"),
        (plan(block={"workouts": (Day(None, " "),)}), "A workout needs a name."),
        (plan(block={"workouts": (Day(None, "D", LINES),)}), "at most 15 exercises"),
        (plan(line={"sets": 0}), "1 to 10 sets"),
        (plan(line={"sets": 11}), "1 to 10 sets"),
        (plan(line={"bottom": 0}), "reps from 1 to 50"),
        (plan(line={"bottom": 9}), "the fewest first"),
        (plan(line={"top": 51}), "reps from 1 to 50"),
        (plan(line={"rest": 901}), "a rest of at most 15 minutes"),
        (plan(line={"superset": 0}), "a superset has a number from 1 to 15"),
        (plan(line={"superset": 16}), "a superset has a number from 1 to 15"),
        (plan(line={"note": "x" * 201}), "a note has at most 200 letters"),
        (plan(line={"substitutes": (2, 3, 4, 5, 6, 7)}), "at most 5 substitutes"),
        (plan(line={"substitutes": (1,)}), "each substitute is another exercise"),
        (plan(line={"substitutes": (2, 2)}), "each substitute is another exercise"),
        (plan(line={"rule": "top_set"}), "D: a top set needs a line of back-off sets"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_planned(wrong, says):
    with pytest.raises(RefusedEditError, match=says):
        wrong.check()
