"""Which sessions of a file are here already: by their time and what was done in them, set by set.

A file is brought in twice, or again when it has grown; another app writes the same sessions some
hours off. So a session is known again by its sets in their order, within fourteen hours; at its
very start it may have changed since. One row alone, or a time alone, says nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from logbook.acts.imported_entries import BroughtSession, BroughtSet
from logbook.log.imports import (
    BroughtRow,
    LoggedRow,
    brought_between,
    logged_between,
    logged_in,
    set_key,
)
from logbook.models import User
from programming.loads import typed_load
from programming.names import normalised

WITHIN = dt.timedelta(hours=14)
_SAME_START = dt.timedelta(seconds=60)
# Two apps round pounds to kilograms each in its way.
_NEAR_MICROGRAMS = 60_000_000
# Nobody trains so often in a day; what lies further off is not looked at.
_NEAREST = 40


class _Slot(NamedTuple):
    """A set on record as it first was; `is_as_it_was` unless it was edited or deleted here."""

    reps: int
    micrograms: int
    seconds: int | None
    is_as_it_was: bool


@dataclass(slots=True)
class _Known:
    """A session on record: its slots by exercise and ordinal, and by name and ordinal."""

    key: uuid.UUID
    started_at: dt.datetime
    is_here: bool
    by_exercise: dict[tuple[int, int], _Slot] = field(default_factory=dict)
    by_name: dict[tuple[str, int], _Slot] = field(default_factory=dict)
    done: Counter[int] = field(default_factory=Counter)
    count: int = 0

    def add(self, exercise: int | None, name: str, ordinal: int, slot: _Slot) -> None:
        """Put a set where it is found again; those of an exercise come in their order."""
        if exercise is not None:
            self.done[exercise] += 1
            self.by_exercise[exercise, self.done[exercise]] = slot
        self.by_name[name, ordinal] = slot
        self.count += 1

    def slot_of(self, done: BroughtSet) -> _Slot | None:
        """The set on record in the place of one of the file."""
        found = None
        if (entry := done.exercise.entry) is not None:
            found = self.by_exercise.get((entry.exercise_id, done.exercise_ordinal))
        return found or self.by_name.get((done.exercise.key, done.ordinal))


@dataclass(slots=True)
class Compared:
    """What of a file is new, and what was here.

    `new` are whole sessions; `more` are sets that a session on record (by its key) has not yet.
    `kept` are sets that were edited or deleted here since, and are left so.
    """

    new: list[BroughtSession] = field(default_factory=list)
    more: list[tuple[uuid.UUID, BroughtSession]] = field(default_factory=list)
    duplicates: int = 0
    kept: list[BroughtSet] = field(default_factory=list)

    @property
    def parts(self) -> list[BroughtSession]:
        """All that would be written, sessions and parts of sessions."""
        return [*self.new, *(one for _, one in self.more)]

    def writes_as(self, other: Compared) -> bool:
        """Whether both would write the same."""
        return [id(one) for one in self.new] == [id(one) for one in other.new] and [
            (key, [id(done) for done in one.sets]) for key, one in self.more
        ] == [(key, [id(done) for done in one.sets]) for key, one in other.more]

    @property
    def added_sets(self) -> int:
        """How many sets would be written."""
        return sum(len(one.sets) for one in self.parts)


def compared(lifter: User, sessions: Sequence[BroughtSession]) -> Compared:
    """Hold a file's sessions, in time order, against the log; a handful of queries."""
    found = Compared()
    if not sessions:
        return found
    known = _known(
        lifter, sessions[0].started_at - WITHIN, max(one.started_at for one in sessions) + WITHIN
    )
    matches = _matches(sessions, known)
    for place, session in enumerate(sessions):
        if place in matches:
            _put(found, session, known[matches[place]])
        else:
            found.new.append(session)
    return found


def _put(found: Compared, session: BroughtSession, known: _Known) -> None:
    """Say of each set of a session that is here: the same, changed here, or new in it."""
    more = []
    for done in session.sets:
        slot = known.slot_of(done)
        if slot is not None and slot.is_as_it_was and _is_equal(done, slot):
            found.duplicates += 1
        elif slot is not None or not known.is_here:
            found.kept.append(done)
        else:
            more.append(done)
    if more:
        rest = BroughtSession(
            session.line, session.name, session.started_at, session.finished_at,
            session.local_date, session.zone, sets=more,
        )  # fmt: skip
        found.more.append((known.key, rest))


def _is_equal(done: BroughtSet, slot: _Slot) -> bool:
    if done.seconds != slot.seconds and None not in (done.seconds, slot.seconds):
        return False
    return done.reps == slot.reps and abs(done.micrograms - slot.micrograms) <= _NEAR_MICROGRAMS


def _matches(sessions: Sequence[BroughtSession], known: Sequence[_Known]) -> dict[int, int]:
    """Which session of the file is which on record: each once, the nearest in time first."""
    starts = [one.started_at for one in known]
    pairs: list[tuple[bool, dt.timedelta, int, int]] = []
    for place, session in enumerate(sessions):
        at = session.started_at
        first, last = bisect_left(starts, at - WITHIN), bisect_right(starts, at + WITHIN)
        if last - first > _NEAREST:
            middle = bisect_left(starts, at)
            first, last = max(first, middle - _NEAREST), min(last, middle + _NEAREST)
        for other in range(first, last):
            away = abs(known[other].started_at - at)
            same = sum(
                (slot := known[other].slot_of(done)) is not None and _is_equal(done, slot)
                for done in session.sets
            )
            fewer = min(len(session.sets), known[other].count)
            is_all = same == len(session.sets) == known[other].count
            if is_all or (away <= _SAME_START and 2 * same >= fewer > 0):
                pairs.append((not is_all, away, place, other))
    found: dict[int, int] = {}
    taken: set[uuid.UUID] = set()
    for _, _, place, other in sorted(pairs):
        if place not in found and known[other].key not in taken:
            found[place] = other
            taken.add(known[other].key)
    return found


def _known(lifter: User, first: dt.datetime, last: dt.datetime) -> list[_Known]:
    """The sessions on record of this time, in its order: what imports brought as their files had it."""
    rows = logged_between(lifter, first, last)
    brought: dict[uuid.UUID, list[BroughtRow]] = defaultdict(list)
    for one in brought_between(lifter, first, last):
        brought[one.session_key].append(one)
    # A session that was moved here stands elsewhere by now; one that was deleted nowhere.
    rows += logged_in(lifter, brought.keys() - {row.session_key for row in rows})
    of_session: dict[uuid.UUID, list[LoggedRow]] = defaultdict(list)
    for row in rows:
        of_session[row.session_key].append(row)
    found = [_as_typed(key, of_session[key]) for key in of_session.keys() - brought.keys()]
    found += [_as_brought(key, parts, of_session.get(key, ())) for key, parts in brought.items()]
    for key, parts in brought.items():
        if _is_changed(parts, rows := of_session.get(key, [])):
            # It is known as it stands as well: our own file has it so.
            found.append(_as_typed(key, rows))
    return sorted(found, key=lambda one: (one.started_at, one.key))


def _is_changed(parts: Sequence[BroughtRow], rows: Sequence[LoggedRow]) -> bool:
    """Whether a session that imports wrote stands otherwise by now, and stands at all."""
    if not rows or all(row.is_deleted for row in rows):
        return False
    return (
        any(row.is_edited or row.is_deleted for row in rows)
        or len(rows) != sum(len(part.content["sets"]) for part in parts)
        or rows[0].started_at != parts[0].started_at
    )


def _as_typed(key: uuid.UUID, rows: Sequence[LoggedRow]) -> _Known:
    """A session that was logged here, as it stands."""
    session = _Known(key, rows[0].started_at, is_here=True)
    for row in rows:
        if not row.is_deleted:
            load = typed_load(row.load_milli, row.load_unit)
            micrograms = load.micrograms if load else 0
            slot = _Slot(row.reps, micrograms, row.seconds, is_as_it_was=True)
            ordinal = session.done[row.exercise_id] + 1
            session.add(row.exercise_id, normalised(row.name), ordinal, slot)
    return session


def _as_brought(key: uuid.UUID, parts: Iterable[BroughtRow], rows: Sequence[LoggedRow]) -> _Known:
    """A session that imports wrote, as their files had it."""
    parts = list(parts)
    session = _Known(key, parts[0].started_at, is_here=bool(rows))
    standing = {row.key: row for row in rows}
    for part in parts:
        names = [normalised(one) for one in part.content["names"]]
        for place, (name, ordinal, reps, micrograms, _, *held) in enumerate(part.content["sets"]):
            row = standing.get(set_key(part.key, place))
            slot = _Slot(
                reps, micrograms, held[0] if held else None,
                is_as_it_was=row is not None and not row.is_edited and not row.is_deleted,
            )  # fmt: skip
            session.add(row.exercise_id if row else None, names[name], ordinal, slot)
    return session
