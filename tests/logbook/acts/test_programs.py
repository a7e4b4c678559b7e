"""Following a program: one runs, its sessions are counted by the log, two taps at once make one."""

import datetime as dt
import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from logbook.acts.programs import change_slot, end, excuse, follow, pause, take_change_back
from logbook.acts.sessions import delete_session, start_session
from logbook.log.programs import course_of
from logbook.models import ExcusedDay, FollowedProgram, TrainingSession
from programming.models import Program
from tests.at_once import at_once, post
from tests.logbook.given import NOON, a_finished_session, a_lifter, a_session, logged, the_item

pytestmark = pytest.mark.usefixtures("release")

TODAY = NOON.date()


def ready(slug: str) -> Program:
    return Program.objects.get(slug=slug)


def taken_up(lifter, slug="upper-lower-4", weekdays=0):
    return follow(lifter, ready(slug), weekdays=weekdays, today=TODAY)


def states(lifter):
    return dict(
        FollowedProgram.objects.filter(athlete=lifter).values_list("program__slug", "state")
    )


def next_of(lifter, today=TODAY):
    course = course_of(lifter, today)
    assert course is not None
    upcoming = course.next(today)
    return None if upcoming is None else (upcoming.number, upcoming.workout.name)


def test_a_second_program_lets_the_first_wait_and_it_goes_on_where_it_was(lifter):
    first = taken_up(lifter)
    a_finished_session(lifter=lifter)
    taken_up(lifter, "minimum-2")
    assert states(lifter) == {"upper-lower-4": "waiting", "minimum-2": "running"}
    assert next_of(lifter) == (0, "Minimum A")

    assert taken_up(lifter).pk == first.pk
    assert states(lifter) == {"upper-lower-4": "running", "minimum-2": "waiting"}
    assert next_of(lifter) == (1, "Lower A")


def test_one_that_was_ended_begins_anew(lifter):
    first = taken_up(lifter)
    a_finished_session(lifter=lifter)
    end(lifter, first.pk)
    assert course_of(lifter, TODAY) is None
    taken_up(lifter)
    assert next_of(lifter) == (0, "Upper A")


def test_a_paused_one_does_not_run(lifter):
    pause(lifter, taken_up(lifter).pk)
    assert course_of(lifter, TODAY) is None


@pytest.mark.parametrize("act", [pause, end])
def test_nobody_else_s_program_is_touched(lifter, act):
    theirs = taken_up(a_lifter())
    with pytest.raises(Http404):
        act(lifter, theirs.pk)
    theirs.refresh_from_db()
    assert theirs.state == "running"


@pytest.mark.parametrize(
    ("weekdays", "is_right"), [(-1, False), (0, True), (127, True), (128, False)]
)
def test_weekdays_are_seven_bits(lifter, weekdays, is_right):
    if is_right:
        assert taken_up(lifter, weekdays=weekdays).weekdays == weekdays
    else:
        with pytest.raises(ValueError, match="weekdays"):
            taken_up(lifter, weekdays=weekdays)


def test_a_session_of_the_program_keeps_which_it_was_and_what_it_was_for(lifter):
    followed = taken_up(lifter, "push-pull-legs-6")
    session = a_session(lifter=lifter, workout="Push")
    assert (session.followed, session.slot, session.goal) == (followed, 0, "muscle_gain")


def test_a_workout_beside_the_program_is_none_of_its_sessions(lifter):
    taken_up(lifter)
    session = a_session(lifter=lifter, workout="Push")
    assert (session.followed, session.slot, session.goal) == (None, None, "")


def test_without_a_program_a_session_has_the_lifter_s_goal(lifter):
    session = a_session(lifter=lifter)
    assert (session.followed, session.slot, session.goal) == (None, None, "")
    assert session.goal_of(lifter) == lifter.goal


def test_the_block_s_goal_sets_the_targets(lifter):
    """A bench of muscle gain is 1-2-3, of max strength 3-3-5 (rulebook 2, step 0)."""
    lifter.level, lifter.goal = "advanced", "max_strength"
    lifter.save()
    before = a_session(lifter=lifter, workout="Push, heavy", started=NOON)
    follow(lifter, ready("push-pull-legs-6"), weekdays=0, today=TODAY)
    during = a_session(lifter=lifter, workout="Push", started=NOON + dt.timedelta(hours=3))
    lows = [
        logged(item=the_item(session=one, name="Machine incline chest press"), load="20").target_low
        for one in (before, during)
    ]
    # 3 of max strength's secondary exercises, 1 of muscle gain's, each a beginner's movement: + 1.
    assert lows == [2, 1]


def test_a_session_deleted_is_open_again(lifter):
    taken_up(lifter)
    session = a_finished_session(lifter=lifter)
    assert next_of(lifter) == (1, "Lower A")
    delete_session(lifter, session.pk)
    assert next_of(lifter) == (0, "Upper A")


def test_the_easy_week_is_a_deload(lifter):
    """Half the sets, rounded up (rulebook 9), and no trend reads it."""
    followed = taken_up(lifter)
    for slot in range(20):
        change_slot(lifter, followed.pk, slot, day=None)
    session = a_session(lifter=lifter)
    assert (session.slot, session.is_deload) == (20, True)
    assert [item.planned_sets for item in session.exercises.all()] == [2, 2, 2, 2, 2]


def test_a_slot_is_left_out_and_taken_in_again(lifter):
    followed = taken_up(lifter)
    change_slot(lifter, followed.pk, 0, day=None)
    assert next_of(lifter) == (1, "Lower A")
    take_change_back(lifter, followed.pk, 0)
    assert next_of(lifter) == (0, "Upper A")


def test_what_is_said_again_of_a_slot_or_a_day_replaces_what_was_said(lifter):
    followed = taken_up(lifter)
    change_slot(lifter, followed.pk, 0, day=None)
    change_slot(lifter, followed.pk, 0, day=TODAY)
    assert followed.changes.get().day == TODAY
    excuse(lifter, TODAY, reason="ill")
    excuse(lifter, TODAY, reason="travel")
    assert ExcusedDay.objects.get(athlete=lifter).reason == "travel"


def test_a_program_done_to_its_end_has_no_next(lifter):
    followed = taken_up(lifter)
    for slot in range(24):
        change_slot(lifter, followed.pk, slot, day=None)
    assert next_of(lifter) is None
    assert a_session(lifter=lifter).slot is None


# --- Two at once -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_taps_on_follow_make_one_program_run():
    for _ in range(5):
        lifter = a_lifter()
        one, other = ready("upper-lower-4"), ready("minimum-2")
        statuses = at_once(
            lifter,
            [post("program_follow", one.pk), post("program_follow", one.pk),
             post("program_follow", other.pk)],
        )  # fmt: skip
        assert statuses == [302, 302, 302]
        assert sorted(states(lifter).values()) in (["running"], ["running", "waiting"])
        assert FollowedProgram.objects.filter(athlete=lifter).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_starts_beside_a_change_of_program_fill_a_slot_once():
    for _ in range(5):
        lifter = a_lifter()
        followed = follow(lifter, ready("upper-lower-4"), weekdays=0, today=timezone.now().date())
        workout = ready("upper-lower-4").blocks.get().workouts.get(slug="upper-a")
        starts = [
            post("session_start", key=str(uuid.uuid4()), workout=str(workout.pk)) for _ in range(3)
        ]
        statuses = at_once(lifter, [*starts, post("program_pause", followed.pk)])
        assert statuses == [302] * 4
        slots = list(
            TrainingSession.objects.filter(athlete=lifter, followed=followed).values_list(
                "slot", flat=True
            )
        )
        assert len(slots) == len(set(slots))
        assert TrainingSession.objects.filter(athlete=lifter).count() == 3


def test_the_same_key_starts_one_session_of_a_program(lifter):
    taken_up(lifter)
    key = uuid.uuid4()
    workout = ready("upper-lower-4").blocks.get().workouts.get(slug="upper-a")
    first, second = (start_session(lifter, key=key, workout=workout, now=NOON) for _ in range(2))
    assert first == second
