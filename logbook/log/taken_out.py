"""The whole log for whoever takes it along: some sessions a query, in the order they were trained."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Max, Min, Q

from logbook.choices import Origin
from logbook.log.imports import set_key
from logbook.models import ImportedSession, Set, TrainingSession, User
from logbook.models.training import SessionExercise
from programming.catalogue.entries import current_release, entries
from programming.catalogue.own import own_entries
from programming.loads import Load, typed_load
from programming.models import RiskEntry

# A few at a time: under SQLite's rollback journal every read holds up the writers.
SESSIONS_AT_ONCE = 50
HERE, UNKNOWN = "repstack", "import"
"""Where a set came from: it was logged here; from an import that is not known any more."""

_SET_COLUMNS = (
    *("session_exercise_id", "key", "origin", "judged_by__came_from", "kind", "load_milli"),
    *("load_unit", "load_kind", "load", "reps", "rir_halves", "rir_in_words", "ended_by"),
    *("rest_seconds", "safeties", "is_test", "is_final", "is_slip", "target_low", "target_aim"),
    *("target_high", "outcome", "note", "logged_at", "seconds"),
)


class OutSet(NamedTuple):
    """A set as it stands. `load` is what was moved, in micrograms, bodyweight's share included."""

    item: int
    key: uuid.UUID
    origin: str
    came_from: str | None
    kind: str
    load_milli: int | None
    load_unit: str
    load_kind: str
    load: int | None
    reps: int
    rir_halves: int | None
    rir_in_words: bool
    ended_by: str
    rest_seconds: int | None
    safeties: str
    is_test: bool
    is_final: bool
    is_slip: bool
    target_low: int | None
    target_aim: int | None
    target_high: int | None
    outcome: str
    note: str
    logged_at: dt.datetime
    seconds: int | None

    @property
    def typed(self) -> Load | None:
        """The load as it was typed."""
        return typed_load(self.load_milli, self.load_unit)

    @property
    def is_held(self) -> bool:
        """Whether it is told in seconds alone, as a timed set is."""
        return self.seconds is not None and not self.reps


class OutEntry(NamedTuple):
    """What an exercise is called and is."""

    name: str
    equipment: str
    primary_muscles: Sequence[str]


@dataclass(slots=True)
class OutExercise:
    """An exercise of a session with its sets, in their order."""

    entry: OutEntry
    note: str
    has_pain: bool
    superset: int | None = None
    sets: list[OutSet] = field(default_factory=list)


@dataclass(slots=True)
class OutSession:
    """A session with at least one set. `ended_at` of one that runs is when its last set was done."""

    name: str
    started_at: dt.datetime
    ended_at: dt.datetime
    zone: str
    day: dt.date
    note: str
    is_deload: bool
    exercises: list[OutExercise]


def sessions_out(lifter: User, *, year: int | None = None) -> Iterator[OutSession]:
    """Every session with a set, the oldest first; of one year alone where that is named.

    Three queries for some sessions at a time, by key: no cursor stays open over the log, and no
    more of it is in memory.
    """
    names = _Names(lifter)
    sessions = TrainingSession.objects.visible_to(lifter).order_by("started_at", "pk")
    if year is not None:
        sessions = sessions.filter(local_date__year=year)
    rows = list(sessions[:SESSIONS_AT_ONCE])
    while rows:
        yield from _told(lifter, rows, names)
        last = rows[-1]
        after = Q(started_at__gt=last.started_at) | Q(started_at=last.started_at, pk__gt=last.pk)
        later = sessions.filter(after, started_at__gte=last.started_at)
        rows = list(later[:SESSIONS_AT_ONCE])


def _told(lifter: User, rows: Sequence[TrainingSession], names: _Names) -> Iterator[OutSession]:
    keys = [row.pk for row in rows]
    items: dict[int, list[SessionExercise]] = defaultdict(list)
    found = SessionExercise.objects.visible_to(lifter).filter(session__in=keys)
    for item in found.select_related("risk").order_by("position", "pk"):
        items[item.session_id].append(item)
    sets: dict[int, list[OutSet]] = defaultdict(list)
    live = Set.objects.visible_to(lifter).live().filter(session__in=keys).order_by("number")
    for values in live.values_list(*_SET_COLUMNS):
        done = OutSet._make(values)
        sets[done.item].append(done)
    sources = _Sources(lifter, rows)
    for row in rows:
        exercises = [
            OutExercise(
                names.of(item), item.note, item.has_pain, item.superset,
                [one._replace(came_from=sources.of(row, one)) for one in sets[item.pk]],
            )
            for item in items[row.pk]
            if sets[item.pk]
        ]  # fmt: skip
        if exercises:
            last = max(one.logged_at for exercise in exercises for one in exercise.sets)
            yield OutSession(
                row.name, row.started_at, row.finished_at or max(last, row.started_at), row.zone,
                row.local_date, row.note, row.is_deload, exercises,
            )  # fmt: skip


class _Names:
    """What the exercises are called now: a later release may have renamed what was done."""

    def __init__(self, lifter: User) -> None:
        self._catalogue: Mapping[int, RiskEntry] = entries(current_release().pk)
        self._own = {entry.exercise_id: entry for entry in own_entries(lifter)}

    def of(self, item: SessionExercise) -> OutEntry:
        """The exercise of an item; as it was called then where it is found no more."""
        found = self._catalogue.get(item.exercise_id) or self._own.get(item.exercise_id)
        entry = found or item.risk
        return OutEntry(entry.name, entry.equipment, entry.primary_muscles)


class _Sources:
    """Which app the imported sets of some sessions came from."""

    def __init__(self, lifter: User, rows: Sequence[TrainingSession]) -> None:
        self._parts: dict[uuid.UUID, list[tuple[str, uuid.UUID, int]]] = defaultdict(list)
        self._by_key: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
        parts = ImportedSession.objects.visible_to(lifter).filter(
            session_key__in=[row.key for row in rows]
        )
        for session, source, key, content in parts.values_list(
            "session_key", "run__source", "key", "content"
        ):
            self._parts[session].append((source, key, len(content["sets"])))

    def of(self, session: TrainingSession, done: OutSet) -> str:
        """The app's name as a source; `HERE` for a set that was logged here."""
        if done.origin == Origin.TYPED:
            return HERE
        if done.came_from:
            return done.came_from
        parts = self._parts.get(session.key, [])
        if len({source for source, _, _ in parts}) == 1:
            return parts[0][0]
        if session.key not in self._by_key:
            self._by_key[session.key] = {
                set_key(key, place): source for source, key, sets in parts for place in range(sets)
            }
        return self._by_key[session.key].get(done.key, UNKNOWN)


def years_out(lifter: User) -> list[int]:
    """The years from the first session to the last, the latest first; none without a session."""
    found = TrainingSession.objects.visible_to(lifter).aggregate(
        first=Min("local_date"), last=Max("local_date")
    )
    first, last = found["first"], found["last"]
    return list(range(last.year, first.year - 1, -1)) if first and last else []
