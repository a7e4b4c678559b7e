"""An import made ready beside the log: its rows, its own exercises, the records that will be."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from logbook.acts.imported_before import WITHIN, Compared
from logbook.acts.imported_entries import BroughtSession, BroughtSet
from logbook.acts.imported_rows import Rows
from logbook.choices import SetKind
from logbook.kept.periods_ahead import PeriodsAhead
from logbook.kept.records import RecordRow
from logbook.kept.records_ahead import RecordsAhead, coming_row
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.imports import set_key
from logbook.log.records import Place
from logbook.log.states import State, states_of, stood_between
from logbook.models import (
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.many import update_many
from logbook.speed.staged import Staged, give_keys
from programming.catalogue.own import save_unknown, unknown_exercises
from programming.models import RiskEntry

SESSIONS_AT_ONCE = 100
Told = Callable[[int, int], None]
"""Is told how many sets are ready, and of how many."""


def nobody(done: int, of: int) -> None:
    """Where nobody waits to be told."""


class Ahead:
    """What an import will write, put aside; nothing of it is in the log yet."""

    def __init__(
        self,
        lifter: User,
        run: ImportRun,
        found: Compared,
        staged: Staged,
        load_of: Mapping[int, str],
    ) -> None:
        self.lifter, self.run, self.found, self.staged = lifter, run, found, staged
        self.rows = Rows(lifter, load_of)
        self.fresh: list[RiskEntry] = []
        self.since: Place | None = None
        self.records: RecordsAhead | None = None
        self.periods = PeriodsAhead()
        # Days of sessions on record that get more sets: what they come to is not a sum of both.
        self.grown_days: set[dt.date] = set()
        self._coming: list[RecordRow] = []
        # Exercises of sessions on record that get more sets, with what they will come to.
        self._grown: list[SessionExercise] = []
        self._grew: dict[uuid.UUID, State] = {}
        parts = found.parts
        # By name as written: two ways to write one name are one exercise.
        self._missing = {
            done.exercise.name: done.exercise
            for part in parts
            for done in part.sets
            if done.exercise.entry is None
        }
        self._between = (
            min(one.started_at for one in parts) - WITHIN,
            max(one.started_at for one in parts) + WITHIN,
        )
        self._stood = stood_between(lifter, *self._between)

    def is_as_compared(self) -> bool:
        """Whether the sessions around those to be written are still what the file was held against."""
        return stood_between(self.lifter, *self._between) == self._stood

    def grows_as_made(self) -> bool:
        """Whether the sessions that get more sets are still those the sets were made for."""
        return states_of(self.lifter, self._grew) == self._grew

    @property
    def made(self) -> list[int]:
        """The own exercises that will be made."""
        return [entry.exercise_id for entry in self.fresh]

    def own_exercises(self) -> None:
        """An own exercise for every name that means none yet and has a set to be written."""
        found, self.fresh = unknown_exercises(self.lifter, self._load_kinds())
        exercises = [entry.exercise for entry in self.fresh]
        give_keys(exercises)
        for entry, exercise in zip(self.fresh, exercises, strict=True):
            entry.exercise = exercise
        give_keys(self.fresh)
        for name, one in self._missing.items():
            one.entry = found[name]

    def let_go(self) -> None:
        """Let the names whose exercises were not saved mean nothing again."""
        for one in self._missing.values():
            one.entry = None

    def own_are_free(self) -> bool:
        """Whether these exercises can still be made as they are."""
        found, fresh = unknown_exercises(self.lifter, self._load_kinds())
        known = {name: one.exercise_id for name, one in found.items() if one not in fresh}
        names = {one.name for one in self.fresh}
        mine = {
            name: one.entry.exercise_id
            for name, one in self._missing.items()
            if one.entry is not None and one.entry.name not in names
        }
        return known == mine and [(one.name, one.exercise.slug) for one in fresh] == [
            (one.name, one.exercise.slug) for one in self.fresh
        ]

    def _load_kinds(self) -> dict[str, str]:
        return {name: one.load_kind for name, one in self._missing.items()}

    def prepare(self, told: Told) -> None:
        """Put all rows aside, and the records that will be."""
        ready, of, found = 0, self.found.added_sets, self.found
        for at in range(0, len(found.new), SESSIONS_AT_ONCE):
            some = found.new[at : at + SESSIONS_AT_ONCE]
            self._sessions(some)
            ready += sum(len(one.sets) for one in some)
            told(ready, of)
        for at in range(0, len(found.more), SESSIONS_AT_ONCE):
            parts = found.more[at : at + SESSIONS_AT_ONCE]
            self._more(parts)
            ready += sum(len(one.sets) for _, one in parts)
            told(ready, of)
        exercises = {row.exercise_id for row in self._coming}
        if self.since is not None and exercises:
            self.records = RecordsAhead(self.lifter, exercises, self.since)
            coming, self._coming = self._coming, []
            for rows in self.records.made(coming):
                self.staged.add(rows)
                told(ready, of)

    def _stands(self, row: TrainingSession) -> None:
        place = Place(row.started_at, row.pk)
        self.since = place if self.since is None else min(self.since, place)

    def _sessions(self, sessions: Sequence[BroughtSession]) -> None:
        rows = [self.rows.session(one) for one in sessions]
        self.staged.add(rows)
        items: list[tuple[TrainingSession, SessionExercise, list[Set]]] = []
        brought: list[ImportedSession] = []
        for row, session in zip(rows, sessions, strict=True):
            part = self.rows.part(self.run, session, row.key, is_whole=True)
            brought.append(part)
            of_session = self._items(row, session, part)
            items += [(row, item, sets) for item, sets in of_session]
            self.periods.add_session(row)
            for item, _ in of_session:
                self.periods.add_exercise(row, item, item.risk)
            self._stands(row)
        self.staged.add([item for _, item, _ in items])
        for _, item, sets in items:
            for one in sets:
                # The key came with the putting aside.
                one.session_exercise_id = item.pk
        self.staged.add([one for _, _, sets in items for one in sets])
        self.staged.add(brought)
        for row, _, sets in items:
            self._comes(row, sets)

    def _comes(self, row: TrainingSession, sets: Sequence[Set]) -> None:
        found = (coming_row(row, one) for one in sets)
        self._coming += [one for one in found if one is not None]

    def _more(self, parts: Sequence[tuple[uuid.UUID, BroughtSession]]) -> None:
        """Put aside sets that sessions on record have not yet, and what their exercises come to with them."""
        keys = [key for key, _ in parts]
        # Before they are read: what changes in between is seen as a change.
        self._grew |= states_of(self.lifter, keys)
        mine = TrainingSession.objects.visible_to(self.lifter)
        rows = {one.key: one for one in mine.filter(key__in=keys)}
        standing = Standing(self.lifter, list(rows.values()))
        brought: list[ImportedSession] = []
        items: list[SessionExercise] = []
        sets: list[Set] = []
        for key, session in parts:
            # One that went is seen under the lock, and nothing of this is written.
            if (row := rows.get(key)) is not None:
                part = self.rows.part(self.run, session, key, is_whole=False)
                fresh, grown, added = self._added(row, session, part, standing)
                brought.append(part)
                items += fresh
                sets += added
                self._grown += grown
                self.grown_days.add(row.local_date)
                self._stands(row)
                self._comes(row, added)
        self.staged.add(items)
        self.staged.add(sets)
        self.staged.add(brought)

    def _added(
        self,
        row: TrainingSession,
        session: BroughtSession,
        part: ImportedSession,
        standing: Standing,
    ) -> tuple[list[SessionExercise], list[SessionExercise], list[Set]]:
        """What one session gets: exercises, those on record that grow, and sets."""
        items, last = standing.items[row.pk], standing.last[row.pk]
        of_item: dict[int, list[Set]] = {}
        fresh, added = [], []
        for place, done in enumerate(session.sets):
            entry = entry_of(done)
            if (item := items.get(entry.exercise_id)) is None:
                last += 1
                item = self.rows.item(row, entry, last, session, done)
                fresh.append(item)
                items[entry.exercise_id] = item
            sets = of_item.setdefault(entry.exercise_id, list(standing.sets.get(item.pk, ())))
            one = self.rows.set_of(row, item, entry, done, set_key(part.key, place))
            one.number = max((other.number for other in sets), default=0) + 1
            sets.append(one)
            added.append(one)
        give_keys(fresh)
        give_keys(added)
        for one in added:
            one.session_exercise_id = items[one.exercise_id].pk
        for exercise, sets in of_item.items():
            summarise(items[exercise], sets)
        made = {id(one) for one in fresh}
        return fresh, [items[one] for one in of_item if id(items[one]) not in made], added

    def _items(
        self, row: TrainingSession, session: BroughtSession, part: ImportedSession
    ) -> list[tuple[SessionExercise, list[Set]]]:
        by_exercise: dict[int, tuple[SessionExercise, list[Set]]] = {}
        for place, done in enumerate(session.sets):
            entry = entry_of(done)
            if done.item_key not in by_exercise:
                item = self.rows.item(row, entry, len(by_exercise) + 1, session, done)
                by_exercise[done.item_key] = item, []
            item, sets = by_exercise[done.item_key]
            one = self.rows.set_of(row, item, entry, done, set_key(part.key, place))
            one.number = len(sets) + 1
            sets.append(one)
        is_own = any(done.own is not None for done in session.sets)
        for item, sets in by_exercise.values():
            if not is_own:
                _mark_last(sets)
            # As a session begins: what is told in seconds says how it was done last.
            item.is_timed = sets[-1].kind == SetKind.TIMED
            summarise(item, sets)
        return list(by_exercise.values())

    def put(self) -> None:
        """Let all that was put aside be the log; the lifter is held, and the sessions that grow."""
        self.staged.put()
        update_many(self._grown, SUMMARY_FIELDS)

    def save_own(self) -> None:
        """Save the own exercises."""
        save_unknown(self.fresh)


class Standing:
    """Exercises of sessions on record with their sets, of deleted ones too, by key.

    Of an exercise that is in a session twice the first takes more.
    """

    def __init__(self, lifter: User, sessions: Sequence[TrainingSession]) -> None:
        self.items: dict[int, dict[int, SessionExercise]] = defaultdict(dict)
        self.last: dict[int, int] = defaultdict(int)
        self.sets: dict[int, list[Set]] = defaultdict(list)
        within = {"session__athlete": lifter, "session__in": sessions}
        items = SessionExercise.objects.visible_to(lifter).filter(**within)
        for item in items.order_by("-position", "-pk"):
            self.items[item.session_id][item.exercise_id] = item
            self.last[item.session_id] = max(self.last[item.session_id], item.position)
        for one in Set.objects.visible_to(lifter).filter(**within).order_by("number"):
            self.sets[one.session_exercise_id].append(one)


def entry_of(done: BroughtSet) -> RiskEntry:
    """What a set's name means by now. Raises `LookupError` where it means nothing."""
    if done.exercise.entry is None:
        raise LookupError(done.exercise.name)
    return done.exercise.entry


def _mark_last(sets: Sequence[Set]) -> None:
    """The last working set of an exercise is its final one (rulebook 1)."""
    last = next((one for one in reversed(sets) if one.kind == SetKind.WORKING), None)
    if last is not None:
        last.is_final = True
