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
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from logbook.acts.entries import SetEntry
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.kept.summaries import summarise
from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.catalogue.entries import current_release, entries
from programming.loads import Load, LoadKind, Unit
from programming.models import Workout
from tests.bench import bulk
from tests.bench.rows import Columns

CYCLE = dt.timedelta(days=14)
WORKOUT = "Upper A"
# New movements are held back until they are known: only the last cycle is an ordinary one.
_CYCLES_TO_KNOW = 5
_FREE_SESSIONS = 9
_EXERCISES_A_SESSION = 6
_SETS_AN_EXERCISE = 4
_REST = dt.timedelta(minutes=3)
# Sets that are held in memory before they are written.
_AT_ONCE = 20_000


def a_lifter(name: str) -> User:
    """An intermediate lifter who counts in kilograms and RIR."""
    lifter: User = User.objects.create_user(
        f"{name}@example.org", level="intermediate", goal="mixed", unit="kg", zone="UTC"
    )
    return lifter


def workout() -> Workout:
    """The workout that is measured."""
    return Workout.objects.get(name=WORKOUT, block__program__owner=None)


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


_DATES = ("local_date", "started_at", "finished_at", "last_set_at", "logged_at")


@transaction.atomic
def copy_cycle(cycle: Cycle, lifter: User, sets: int) -> None:
    """Exactly `sets` sets for the lifter: the cycle again and again, further and further back.

    What is kept when a session ends is kept of its last one too.
    """
    copier = _Copier(lifter)
    for back in itertools.count():
        for session in cycle.sessions:
            if sets <= 0:
                copier.write()
                keep_what_weeks_say(lifter)
                return
            sets -= copier.copy(cycle, session, back, sets)
        copier.write(at_least=_AT_ONCE)


def copy_in_bulk(cycle: Cycle, lifters: Sequence[User], sets: int) -> None:
    """Exactly `sets` sets for each lifter, written by the engine: whole cycles, then a part of one.

    A log is spread over as many fortnights as it has cycles, ten sessions of 232 sets each. What is
    kept beside it is kept of a single lifter alone: of thousands it would take an hour and is not read.
    """
    source = cycle.sessions[0].athlete
    whole, rest = divmod(sets, sum(map(len, cycle.sets.values())))
    since = cycle.sessions[-1].started_at - dt.timedelta(microseconds=1)
    with transaction.atomic():
        bulk.copy_in_bulk(source, since, lifters, whole, CYCLE)
        for lifter in lifters:
            copier, left = _Copier(lifter), rest
            for session in cycle.sessions:
                if left > 0:
                    left -= copier.copy(cycle, session, whole, left)
            copier.write()
    if len(lifters) > 1:
        return
    for lifter in lifters:
        done = SessionExercise.objects.filter(athlete=lifter).order_by()
        for exercise in done.values_list("exercise_id", flat=True).distinct():
            with transaction.atomic():
                keep_records(lifter, [exercise], None)
        with transaction.atomic():
            keep_what_weeks_say(lifter)


class _Copier:
    """Writes rows again as other ones, of this lifter and so many cycles earlier."""

    def __init__(self, lifter: User) -> None:
        self._lifter = lifter
        tables: tuple[type[models.Model], ...] = (TrainingSession, SessionExercise, Set)
        self._columns = {model: Columns(model) for model in tables}
        self._next = {model: itertools.count(self._columns[model].next_key()) for model in tables}
        self._rows: dict[type[models.Model], list[Sequence[Any]]] = {model: [] for model in tables}
        self._stored: dict[tuple[type[models.Model], int], list[Any]] = {}

    def copy(self, cycle: Cycle, session: TrainingSession, back: int, most: int) -> int:
        """Copy a session with at most so many of its sets; returns how many."""
        session_id = self._copy(session, back)
        count = 0
        for item in cycle.items[session.pk]:
            rows = cycle.sets[item.pk][: most - count]
            count += len(rows)
            done = item
            if len(rows) < len(cycle.sets[item.pk]):
                # The number cuts through it, or it comes after.
                done = copy.copy(item)
                summarise(done, rows)
                self._stored.pop((SessionExercise, item.pk), None)
            item_id = self._copy(done, back, session_id=session_id)
            for row in rows:
                self._copy(row, back, session_id=session_id, session_exercise_id=item_id)
        return count

    def _copy(self, row: models.Model, back: int, **keys: int) -> int:
        model = type(row)
        columns = self._columns[model]
        if (model, row.pk) not in self._stored:
            self._stored[model, row.pk] = columns.stored(row)
        pk = next(self._next[model])
        dates = {
            name: when - back * CYCLE
            for name in _DATES
            if (when := getattr(row, name, None)) is not None
        }
        own = {"key": uuid.uuid4()} if hasattr(row, "key") else {}
        self._rows[model].append(
            columns.changed(
                self._stored[model, row.pk],
                id=pk, athlete_id=self._lifter.pk, **keys, **dates, **own,
            )
        )  # fmt: skip
        return pk

    def write(self, at_least: int = 0) -> None:
        """Insert what was copied, where it is so many sets."""
        if len(self._rows[Set]) < at_least:
            return
        for model, rows in self._rows.items():
            self._columns[model].write(rows)
            rows.clear()
