"""A log long enough for an engine to care how it is read, and how it reads."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.catalogue.entries import current_release, entries
from programming.choices import Role
from programming.models import Workout
from tests.logbook.given import NOON, a_lifter

SESSIONS = 1200
_EXERCISES = 20
_SELDOM = 40


def a_long_log() -> User:
    """A lifter with many sessions of two exercises and a set each; one of forty has a note and marks."""
    lifter = a_lifter()
    release = current_release()
    found = list(entries(release.pk).values())[:_EXERCISES]
    workouts = list(Workout.objects.filter(block__program__owner=None)[:5])
    sessions = TrainingSession.objects.bulk_create(
        TrainingSession(
            athlete=lifter, name="Long", release=release, started_at=NOON - at * dt.timedelta(days=1),
            finished_at=NOON - at * dt.timedelta(days=1), zone="UTC",
            local_date=NOON.date() - at * dt.timedelta(days=1), workout=workouts[at % 5],
            is_deload=not at % _SELDOM, note="" if at % _SELDOM else "note",
        )
        for at in range(SESSIONS)
    )  # fmt: skip
    items = SessionExercise.objects.bulk_create(
        SessionExercise(
            athlete=lifter, session=session, exercise=entry.exercise, risk=entry, position=place,
            role=Role.MAIN, local_date=session.local_date, started_at=session.started_at,
            has_pain=not at % _SELDOM, note="" if at % _SELDOM else "note", working_sets=1,
            on_target=1,
        )
        for at, session in enumerate(sessions)
        for place, entry in enumerate((found[at % _EXERCISES], found[(at + 7) % _EXERCISES]))
    )  # fmt: skip
    Set.objects.bulk_create(
        Set(
            athlete=lifter, session=item.session, session_exercise=item, exercise=item.exercise,
            risk=item.risk, key=uuid.uuid4(), digest="", number=1, reps=8, load_unit="kg",
            load_kind="external", local_date=item.local_date, started_at=item.started_at,
            logged_at=item.started_at, note="" if at % _SELDOM else "note",
            ended_by="stopped" if at % _SELDOM else "technical_failure",
        )
        for at, item in enumerate(items)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return lifter


def plan_of(ask: Callable[[], Any]) -> str:
    """How the engine reads the first query that is asked."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {asked.captured_queries[0]['sql']}")
        return str(cursor.fetchall())
