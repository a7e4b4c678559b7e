"""Lifters with a history of any length, in the rows the product's own functions write.

A cycle of training is logged by those functions, set by set; longer histories are copies of it,
fourteen days further back each time.
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction

from logbook.acts.entries import SetEntry
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.kept.summaries import summarise
from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.catalogue.entries import current_release, entries
from programming.loads import Load, LoadKind, Unit
from programming.models import Workout

CYCLE = dt.timedelta(days=14)
WORKOUT = "Upper A"
# New movements are held back until they are known: only the last cycle is an ordinary one.
_CYCLES_TO_KNOW = 5
_FREE_SESSIONS = 9
_EXERCISES_A_SESSION = 6
_SETS_AN_EXERCISE = 4
_REST = dt.timedelta(minutes=3)
_BATCH = 500

Row = TypeVar("Row", bound=models.Model)


def a_lifter(name: str) -> User:
    """An intermediate lifter who counts in kilograms and RIR."""
    lifter: User = User.objects.create_user(
        f"{name}@example.org", level="intermediate", goal="mixed", unit="kg", zone="UTC"
    )
    return lifter


def workout() -> Workout:
    """The workout that is measured."""
    return Workout.objects.get(name=WORKOUT, owner=None)


def start_workout(lifter: User, at: dt.datetime) -> TrainingSession:
    """A running session of the measured workout."""
    return start_session(lifter, key=uuid.uuid4(), workout=workout(), now=at)


def log_sets(item: SessionExercise, count: int, at: dt.datetime) -> dt.datetime:
    """Log the next `count` sets of the exercise from `at` on; returns when the last was done."""
    done = item.sets.count()
    for place in range(done, done + count):
        at += _REST
        entry = SetEntry(
            reps=10 - (item.exercise_id + place) % 4,
            load=Load(40_000 + 2_500 * (item.exercise_id % 20), Unit.KG),
            rir_halves=2 * ((item.exercise_id + 3 * place) % 4) + 2,
            is_last=item.planned_sets is None and place + 1 == _SETS_AN_EXERCISE,
        )
        log_set(item.athlete, item.pk, key=uuid.uuid4(), number=place + 1, entry=entry, now=at)
    return at


def _log_session(session: TrainingSession, most: int = 1000) -> None:
    """Log the session's sets, at most so many, and end it."""
    at = session.started_at
    for item in session.exercises.select_related("athlete"):
        count = min(item.planned_sets or _SETS_AN_EXERCISE, most)
        at = log_sets(item, count, at)
        most -= count
    finish_session(session.athlete, session.pk, now=at)


@transaction.atomic
def log_workouts(lifter: User, sets: int, until: dt.datetime) -> None:
    """Exactly `sets` sets of the measured workout, every other day until `until`."""
    plan = sum(one.sets for one in workout().planned.all())
    whole, rest = divmod(sets, plan)
    for place in range(whole, -1, -1):
        most = rest if place == whole else plan
        if most:
            session = start_workout(lifter, until - place * dt.timedelta(days=2))
            _log_session(session, most)


@dataclass(frozen=True)
class Cycle:
    """Fourteen days of training as rows, the newest session first."""

    sessions: Sequence[TrainingSession]
    items: dict[int, list[SessionExercise]]
    sets: dict[int, list[Set]]


@transaction.atomic
def log_cycle(lifter: User, until: dt.datetime) -> Cycle:
    """Ten sessions of about sixty exercises, logged until the lifter knows them all."""
    planned = {one.exercise_id for one in workout().planned.all()}
    others = [
        exercise_id
        for exercise_id, risk in sorted(entries(current_release().pk).items())
        if risk.load_kind == LoadKind.EXTERNAL and exercise_id not in planned
    ][: _FREE_SESSIONS * _EXERCISES_A_SESSION]
    for cycle in range(_CYCLES_TO_KNOW - 1, -1, -1):
        end = until - cycle * CYCLE
        for place in range(_FREE_SESSIONS):
            day = end - dt.timedelta(days=13) + place * dt.timedelta(days=1.4)
            session = start_session(lifter, key=uuid.uuid4(), workout=None, now=day)
            first = place * _EXERCISES_A_SESSION
            for exercise_id in others[first : first + _EXERCISES_A_SESSION]:
                add_exercise(lifter, session.pk, exercise_id)
            _log_session(session)
        _log_session(start_workout(lifter, end))
    rows = TrainingSession.objects.filter(athlete=lifter, started_at__gt=until - CYCLE)
    sessions = list(rows.order_by("-started_at"))
    items: dict[int, list[SessionExercise]] = defaultdict(list)
    sets: dict[int, list[Set]] = defaultdict(list)
    for item in SessionExercise.objects.filter(session__in=sessions).order_by("pk"):
        items[item.session_id].append(item)
    for row in Set.objects.filter(session__in=sessions).order_by("session_exercise_id", "number"):
        sets[row.session_exercise_id].append(row)
    return Cycle(sessions, items, sets)


@transaction.atomic
def copy_cycle(cycle: Cycle, lifter: User, sets: int) -> None:
    """Exactly `sets` sets for the lifter: the cycle again and again, further and further back."""
    made: list[tuple[TrainingSession, list[tuple[SessionExercise, list[Set]]]]] = []
    for back in itertools.count():
        for original in cycle.sessions:
            if sets <= 0:
                _insert(made)
                return
            session = _copied(original, lifter, back)
            within: list[tuple[SessionExercise, list[Set]]] = []
            for one in cycle.items[original.pk]:
                rows = [_copied(row, lifter, back) for row in cycle.sets[one.pk][:sets]]
                sets -= len(rows)
                item = _copied(one, lifter, back)
                if len(rows) < len(cycle.sets[one.pk]):
                    summarise(item, rows)
                within.append((item, rows))
            made.append((session, within))


def _copied(row: Row, lifter: User, back: int) -> Row:
    """The row as another one, of this lifter and `back` cycles earlier."""
    other = copy.copy(row)
    other._state = copy.copy(row._state)
    other.pk = None
    other._state.adding = True
    other.athlete_id = lifter.pk  # type: ignore[attr-defined]
    if hasattr(row, "key"):
        other.key = uuid.uuid4()  # type: ignore[attr-defined]
    for name in ("local_date", "started_at", "finished_at", "last_set_at", "logged_at"):
        when = getattr(row, name, None)
        if when is not None:
            setattr(other, name, when - back * CYCLE)
    return other


def _insert(made: list[tuple[TrainingSession, list[tuple[SessionExercise, list[Set]]]]]) -> None:
    TrainingSession.objects.bulk_create([one for one, _ in made], batch_size=_BATCH)
    for session, within in made:
        for item, _ in within:
            item.session_id = session.pk
    items = [pair for _, within in made for pair in within]
    SessionExercise.objects.bulk_create([item for item, _ in items], batch_size=_BATCH)
    for item, rows in items:
        for row in rows:
            row.session_id, row.session_exercise_id = item.session_id, item.pk
    for some in _chunks([row for _, rows in items for row in rows]):
        Set.objects.bulk_create(some, batch_size=_BATCH)


def _chunks(rows: list[Set]) -> Iterator[list[Set]]:
    for first in range(0, len(rows), 10 * _BATCH):
        yield rows[first : first + 10 * _BATCH]
