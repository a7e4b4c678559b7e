"""A followed program: what comes next and when, whatever was missed, moved or left out."""

import datetime as dt

import pytest

from logbook.log.programs import Course
from logbook.models import FollowedProgram
from programming.models import Block, Program, Workout

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 30)
MON_THU = 0b0001001


def day(number: int) -> dt.date:
    """The Monday, and so many days after it."""
    return MONDAY + dt.timedelta(days=number)


@pytest.fixture
def program():
    program = Program.objects.create(slug="p", name="P", level="beginner", goal="mixed", days=2)
    block = Block.objects.create(program=program, position=0, name="B", goal="mixed", weeks=2)
    for place, letter in enumerate("AB"):
        Workout.objects.create(block=block, name=letter, position=place)
    return program


@pytest.fixture
def course(program, lifter):
    def made(weekdays=0, **facts):
        followed = FollowedProgram(
            athlete=lifter, program=program, started_on=MONDAY, weekdays=weekdays
        )
        return Course(followed, **({"done": frozenset()} | facts))

    return made


def told(course, today=MONDAY, **named):
    return [
        ((at - MONDAY).days, slot.number, slot.workout.name)
        for at, slot in course.coming(today, **named)
    ]


def test_in_order_the_first_that_was_not_done_is_next(course):
    assert course().next(MONDAY).number == 0
    assert course(done=frozenset({0})).next(MONDAY).number == 1
    assert course(done=frozenset({1})).next(MONDAY).number == 0


def test_when_all_is_done_nothing_is_next(course):
    done = course(done=frozenset(range(4)))
    assert done.next(MONDAY) is None
    assert done.open == []
    assert done.slot_of(1, MONDAY) is None


def test_what_is_left_out_is_not_open(course):
    left = course(changes={0: None})
    assert [slot.number for slot in left.open] == [1, 2, 3]
    assert left.next(MONDAY).number == 1


def test_a_program_in_order_has_no_days(course):
    assert told(course()) == []


def test_by_weekday_each_day_has_the_next_session(course):
    assert told(course(MON_THU)) == [(0, 0, "A"), (3, 1, "B"), (7, 2, "A"), (10, 3, "B")]


def test_a_missed_day_shifts_and_is_never_lost(course):
    assert told(course(MON_THU), day(1)) == [(3, 0, "A"), (7, 1, "B"), (10, 2, "A"), (14, 3, "B")]


def test_what_was_trained_today_does_not_come_again_today(course):
    trained = course(MON_THU, done=frozenset({0}), last_day=MONDAY)
    assert told(trained) == [(3, 1, "B"), (7, 2, "A"), (10, 3, "B")]
    assert told(course(MON_THU, done=frozenset({0}), last_day=day(-4)))[0] == (0, 1, "B")


def test_an_excused_day_has_none_and_the_rest_moves_on(course):
    assert told(course(MON_THU, excused={day(3): "ill"})) == [
        (0, 0, "A"), (7, 1, "B"), (10, 2, "A"), (14, 3, "B"),
    ]  # fmt: skip


def test_one_that_is_put_off_stands_on_its_day_and_the_others_close_up(course):
    assert told(course(MON_THU, changes={0: day(5)})) == [
        (0, 1, "B"), (3, 2, "A"), (5, 0, "A"), (7, 3, "B"),
    ]  # fmt: skip


def test_no_other_session_falls_on_the_day_one_was_put_off_to(course):
    assert told(course(MON_THU, changes={1: MONDAY})) == [
        (0, 1, "B"), (3, 0, "A"), (7, 2, "A"), (10, 3, "B"),
    ]  # fmt: skip


def test_one_that_was_put_off_to_a_day_that_passed_comes_in_its_turn(course):
    assert told(course(MON_THU, changes={0: day(-1)}))[0] == (0, 0, "A")


def test_by_weekday_the_earliest_is_next_also_where_it_was_put_forward(course):
    assert course(MON_THU, changes={2: MONDAY}).next(MONDAY).number == 2


def test_what_is_coming_ends_where_it_is_told_to(course):
    assert told(course(1), until=day(6)) == [(0, 0, "A")]
    assert told(course(1), until=day(7)) == [(0, 0, "A"), (7, 1, "B")]
    # Four weeks on: the Monday of the fifth is the last.
    assert [row[0] for row in told(course(1))] == [0, 7, 14, 21]


def test_a_workout_is_the_next_session_of_it_within_a_week_of_sessions(course):
    first, second = (slot.workout.pk for slot in course().slots[:2])
    assert course().slot_of(first, MONDAY).number == 0
    assert course().slot_of(second, MONDAY).number == 1
    assert course(done=frozenset({1})).slot_of(second, MONDAY) is None
    assert course(done=frozenset({0, 1})).slot_of(second, MONDAY).number == 3


def test_another_workout_is_no_session_of_the_program(course):
    assert course().slot_of(10**9, MONDAY) is None
