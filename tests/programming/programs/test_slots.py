"""A program is a row of sessions: workouts take turns, blocks follow each other, one week is easy."""

import pytest

from programming.models import Block, Program, Workout
from programming.programs.slots import slots_of, weeks_of

pytestmark = pytest.mark.django_db


def a_program(days: int, *blocks: tuple[int, int | None, str]) -> Program:
    """A program of so many days a week; a block is its weeks, its easy week, its workouts' letters."""
    program = Program.objects.create(
        slug=f"p{Program.objects.count()}", name="P", level="beginner", goal="mixed", days=days
    )
    for position, (weeks, easy, letters) in enumerate(blocks):
        block = Block.objects.create(
            program=program,
            position=position,
            name="B",
            goal="mixed",
            weeks=weeks,
            deload_week=easy,
        )
        for place, letter in enumerate(letters):
            Workout.objects.create(block=block, name=letter, position=place)
    return program


def told(program: Program) -> list[str]:
    return [
        f"{slot.week}.{slot.day}{slot.workout.name}{'-' if slot.is_deload else ''}"
        for slot in slots_of(program)
    ]


def test_two_workouts_on_three_days_take_turns_over_the_weeks():
    assert told(a_program(3, (2, None, "AB"))) == ["1.1A", "1.2B", "1.3A", "2.1B", "2.2A", "2.3B"]


def test_every_workout_once_a_week_where_there_are_as_many_as_days():
    assert told(a_program(2, (2, None, "AB"))) == ["1.1A", "1.2B", "2.1A", "2.2B"]


def test_more_workouts_than_days_go_on_in_the_next_week():
    assert told(a_program(2, (2, None, "ABC"))) == ["1.1A", "1.2B", "2.1C", "2.2A"]


def test_the_easy_week_is_the_one_that_is_named():
    assert told(a_program(1, (3, 3, "A"))) == ["1.1A", "2.1A", "3.1A-"]
    assert told(a_program(1, (1, 1, "A"))) == ["1.1A-"]


def test_a_second_block_goes_on_counting_weeks_and_begins_with_its_own_first_workout():
    program = a_program(2, (1, None, "AB"), (2, 2, "C"))
    assert told(program) == ["1.1A", "1.2B", "2.1C", "2.2C", "3.1C-", "3.2C-"]
    assert [slot.number for slot in slots_of(program)] == list(range(6))
    assert weeks_of(program) == 3


def test_a_block_without_a_workout_comes_to_nothing():
    program = a_program(2, (4, None, ""), (1, None, "A"))
    assert told(program) == ["1.1A", "1.2A"]
    assert weeks_of(program) == 1
