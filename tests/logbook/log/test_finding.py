"""Finding sessions: what is found is what a naive look at every session finds, however few are read."""

import datetime as dt
import itertools
from functools import partial
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.choices import Outcome, SetKind, Went
from logbook.log import finding
from logbook.log.finding import Wanted, exercises_done, find_sessions, workouts_done
from logbook.log.verdicts import performed_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.skipping import different
from programming.rulebook import is_failure_set
from tests.logbook.given import NOON, a_finished_session, a_lifter, a_session
from tests.logbook.log.long_log import a_long_log, plan_of
from tests.logbook.random_logs import a_random_log

pytestmark = pytest.mark.usefixtures("release")

TODAY = dt.date(2025, 3, 5)
_VERDICTS = {
    Went.ON_TARGET: Outcome.ON_TARGET,
    Went.TOO_CLOSE: Outcome.TOO_CLOSE,
    Went.TOO_EASY: Outcome.TOO_EASY,
}


def went_so(item: SessionExercise, went: Went, sets: list[Set]) -> bool:
    """Whether an exercise went so, from its raw sets."""
    working = [row for row in sets if row.kind == SetKind.WORKING]
    if went in _VERDICTS:
        return any(row.outcome == _VERDICTS[went] for row in working if row.origin == "typed")
    if went is Went.NOT_RATED:
        return any(performed_of(row).good_reps_left is None for row in working)
    if went is Went.FAILURE:
        return any(is_failure_set(performed_of(row)) for row in working)
    if went is Went.FORM_BROKE:
        return any(row.ended_by == "technical_failure" for row in sets)
    return item.has_pain


def fits(session: TrainingSession, wanted: Wanted) -> bool:
    if wanted.workout is not None and session.workout_id != wanted.workout:
        return False
    if wanted.first is not None and session.local_date < wanted.first:
        return False
    if wanted.last is not None and session.local_date > wanted.last:
        return False
    if wanted.went is Went.DELOAD and not session.is_deload:
        return False
    items = list(session.exercises.all())
    if wanted.exercise is not None:
        items = [one for one in items if one.exercise_id == wanted.exercise]
    if wanted.went is None or wanted.went is Went.DELOAD:
        return wanted.exercise is None or bool(items)
    return any(
        went_so(item, wanted.went, list(item.sets.filter(deleted_at=None))) for item in items
    )


def naive(lifter: User, wanted: Wanted) -> list[int]:
    every = TrainingSession.objects.filter(athlete=lifter).order_by("-started_at", "-pk")
    return [session.pk for session in every if fits(session, wanted)]


def page_by_page(lifter: User, wanted: Wanted, size: int) -> list[int]:
    found, before = [], None
    for _ in range(200):
        page = find_sessions(lifter, wanted, before, size)
        assert len(page.sessions) <= size
        found += [one.pk for one in page.sessions]
        if page.next is None:
            return found
        assert before is None or page.next < before
        before = page.next
    raise AssertionError("pages without an end")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("look", [7, finding.LOOK])
def test_what_is_found_is_what_a_naive_look_finds(seed, look, monkeypatch):
    monkeypatch.setattr(finding, "LOOK", look)
    lifter = a_random_log(Random(seed), today=TODAY, days=300, sessions=40)
    other = a_session(lifter=lifter, started=NOON - dt.timedelta(days=400, hours=3))
    exercise = exercises_done(lifter)[seed + 1][0]
    days = TODAY - dt.timedelta(days=200), TODAY - dt.timedelta(days=20)
    for went, of, between, workout in itertools.product(
        [None, *Went], [None, exercise], [(None, None), days], [None, other.workout_id]
    ):
        if workout is not None and went is not None:
            continue
        wanted = Wanted(of, workout, *between, went)

        assert page_by_page(lifter, wanted, 5) == naive(lifter, wanted), wanted


def test_where_little_fits_a_page_says_how_far_it_looked(monkeypatch):
    monkeypatch.setattr(finding, "LOOK", 3)
    lifter = a_lifter()
    for ago in range(5):
        a_session(lifter=lifter, workout=None, started=NOON - dt.timedelta(days=ago))

    page = find_sessions(lifter, Wanted(went=Went.FAILURE))

    assert (page.sessions, page.looked_to) == ([], (NOON - dt.timedelta(days=2)).date())
    rest = find_sessions(lifter, Wanted(went=Went.FAILURE), page.next)
    assert (rest.sessions, rest.next, rest.looked_to) == ([], None, None)


@pytest.mark.parametrize("wanted", [Wanted(went=went) for went in Went] + [Wanted(exercise=1)])
def test_two_queries_whatever_is_asked(wanted):
    lifter = a_lifter()
    a_finished_session(lifter=lifter, workout=None, exercises=["Barbell squat"])

    with CaptureQueriesContext(connection) as asked:
        find_sessions(lifter, wanted)

    assert len(asked) <= 2


def test_the_keys_come_from_an_index_of_little_else():
    lifter = a_long_log()
    exercise, workout = exercises_done(lifter)[0][0], workouts_done(lifter)[0][0]
    for wanted, index in (
        (Wanted(went=Went.DELOAD), "session_deloads"),
        (Wanted(went=Went.PAIN), "session_exercise_pain"),
        (Wanted(went=Went.FORM_BROKE), "set_form_breaks"),
        (Wanted(exercise=exercise), "session_exercise_exposures"),
        (Wanted(workout=workout), "session_of_workout"),
        (Wanted(went=Went.FAILURE), "session_latest"),
        (Wanted(first=TODAY - dt.timedelta(days=90)), "session_latest"),
    ):
        for before in (None, (NOON - dt.timedelta(days=60), 7)):
            assert index in plan_of(partial(find_sessions, lifter, wanted, before)), wanted


def test_exercises_and_workouts_to_choose_from_are_those_that_were_done():
    lifter = a_lifter()
    a_session(lifter=lifter, workout=None, exercises=["Curl", "Barbell squat", "Curl"])
    with_plan = a_session(lifter=lifter, started=NOON + dt.timedelta(days=1))
    a_session(lifter=a_lifter(), workout=None, exercises=["Leg extension"])

    names = [name for _, name in exercises_done(lifter)]

    assert names == sorted(names, key=str.casefold)
    assert {"Curl", "Barbell squat"} <= set(names)
    assert "Leg extension" not in names
    [(key, name)] = workouts_done(lifter)
    assert (key, name.startswith("Upper A · ")) == (with_plan.workout_id, True)


def test_different_values_are_those_of_distinct():
    lifter = a_random_log(Random(5), today=TODAY, days=50, sessions=10)
    distinct = SessionExercise.objects.filter(athlete=lifter).order_by().distinct()

    assert different(SessionExercise, lifter.pk, "exercise") == sorted(
        distinct.values_list("exercise_id", flat=True)
    )
    assert different(TrainingSession, lifter.pk, "workout") == []
    assert different(SessionExercise, a_lifter().pk, "exercise") == []
