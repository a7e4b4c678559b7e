"""Bringing another app's log in, all of it or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from logbook.acts.imported_before import Compared, compared
from logbook.acts.imported_entries import Brought, BroughtSession, BroughtSet
from logbook.acts.imported_rows import Rows
from logbook.choices import SetKind
from logbook.kept.keeping import keep_what_the_log_says
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.imports import set_key
from logbook.log.locks import lock_lifter, lock_sessions
from logbook.log.records import Place
from logbook.models import (
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.many import insert_many
from programming.catalogue.own import make_unknown_exercises
from programming.models import RiskEntry

SESSIONS_AT_ONCE = 200
MADE = "made_exercises"
"""Where a run's report has the own exercises that were made for it."""


class OtherImportError(Exception):
    """Another import changed what this one builds upon, again and again."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import did: `run` is None where everything was here already."""

    run: ImportRun | None
    compared: Compared


def bring_in(
    lifter: User,
    brought: Brought,
    before: Compared,
    *,
    key: uuid.UUID,
    digest: str,
    zone: str,
    report: Mapping[str, Any],
    now: dt.datetime,
) -> BroughtIn:
    """Write what a file brings and the log has not, with all that is kept beside the log.

    All or nothing, in one transaction: nothing shows before the last of it. A repeated `key`, and
    a file of which nothing is new, write nothing. `before` is how the file stood to the log when
    it was looked at, `report` is kept with the run. Raises
    `OtherImportError` where other imports of the same sessions never let this one through.
    """
    found = before
    for _ in range(3):
        # Sessions that get more sets are held first, then the lifter: the one order of locks.
        wanted = {one for one, _ in found.more}
        with transaction.atomic():
            hold_sessions(lifter, wanted)
            lock_lifter(lifter)
            done = ImportRun.objects.visible_to(lifter).filter(key=key).first()
            found = compared(lifter, brought.sessions)
            if done is not None or not found.added_sets:
                return BroughtIn(done, found)
            if {one for one, _ in found.more} <= wanted:
                run = _Writing(lifter, brought, zone, now).write(found, key, digest, report)
                return BroughtIn(run, found)
    raise OtherImportError("Another import is under way. Try again when it is done.")


def hold_sessions(lifter: User, keys: set[uuid.UUID]) -> None:
    """Hold the lifter's sessions of these keys until the transaction ends."""
    wanted = sorted(keys)
    found: list[int] = []
    sessions = TrainingSession.objects.visible_to(lifter)
    for at in range(0, len(wanted), SESSIONS_AT_ONCE):
        some = sessions.filter(key__in=wanted[at : at + SESSIONS_AT_ONCE])
        found += some.values_list("pk", flat=True)
    # In the order of their keys, as everybody who holds several.
    found.sort()
    for at in range(0, len(found), SESSIONS_AT_ONCE):
        lock_sessions(found[at : at + SESSIONS_AT_ONCE])


class _Writing:
    """One import being written."""

    def __init__(self, lifter: User, brought: Brought, zone: str, now: dt.datetime) -> None:
        self.lifter, self.brought, self.zone, self.now = lifter, brought, zone, now
        self.rows = Rows(lifter)
        self.exercises: set[int] = set()
        self.since: Place | None = None
        self.made: list[int] = []

    def write(
        self, found: Compared, key: uuid.UUID, digest: str, report: Mapping[str, Any]
    ) -> ImportRun:
        """Write the run and all it brings."""
        self._make_own_exercises(found)
        run = ImportRun.objects.create(
            athlete=self.lifter,
            key=key,
            source=self.brought.source,
            digest=digest,
            zone=self.zone,
            made_at=self.now,
            report={**report, MADE: self.made},
        )
        self._whole(run, found.new)
        self._more(run, found.more)
        if self.since is not None:
            keep_what_the_log_says(self.lifter, self.exercises, self.since)
        return run

    def _make_own_exercises(self, found: Compared) -> None:
        """An own exercise for every name that means none yet and has a set to be written."""
        parts = (*found.new, *(one for _, one in found.more))
        # By name as written: two ways to write one name are one exercise.
        missing = {
            done.exercise.name: done.exercise
            for part in parts
            for done in part.sets
            if done.exercise.entry is None
        }
        made = make_unknown_exercises(
            self.lifter, {name: one.load_kind for name, one in missing.items()}
        )
        for name, one in missing.items():
            one.entry = made[name]
        self.made = [entry.exercise_id for entry in made.values()]

    def _whole(self, run: ImportRun, sessions: Sequence[BroughtSession]) -> None:
        # Some hundred at a time: fifty thousand rows at once are a hundred megabytes.
        for at in range(0, len(sessions), SESSIONS_AT_ONCE):
            self._some(run, sessions[at : at + SESSIONS_AT_ONCE])

    def _some(self, run: ImportRun, sessions: Sequence[BroughtSession]) -> None:
        rows = [self.rows.session(one) for one in sessions]
        TrainingSession.objects.bulk_create(rows)
        items: list[tuple[SessionExercise, list[Set]]] = []
        brought: list[ImportedSession] = []
        for row, session in zip(rows, sessions, strict=True):
            part = self.rows.part(run, session, row.key, is_whole=True)
            brought.append(part)
            by_exercise: dict[int, tuple[SessionExercise, list[Set]]] = {}
            for place, done in enumerate(session.sets):
                entry = _entry(done)
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
            items += by_exercise.values()
            self._touched(row, {item.exercise_id for item, _ in by_exercise.values()})
        SessionExercise.objects.bulk_create(item for item, _ in items)
        for item, sets in items:
            for one in sets:
                # The key came with the writing.
                one.session_exercise_id = item.pk
        insert_many([one for _, sets in items for one in sets])
        insert_many(brought)

    def _more(self, run: ImportRun, parts: Sequence[tuple[uuid.UUID, BroughtSession]]) -> None:
        """Sets that a session on record has not yet; its row is held."""
        for session_key, session in parts:
            row = TrainingSession.objects.visible_to(self.lifter).get(key=session_key)
            part = self.rows.part(run, session, session_key, is_whole=False)
            part.save()
            of_item: dict[int, list[Set]] = defaultdict(list)
            items = {one.exercise_id: one for one in row.exercises.order_by("-position", "-pk")}
            last = max((one.position for one in items.values()), default=0)
            for place, done in enumerate(session.sets):
                entry = _entry(done)
                item = items.get(entry.exercise_id)
                if item is None:
                    last += 1
                    item = self.rows.item(row, entry, last, session, done)
                    item.save()
                    items[entry.exercise_id] = item
                one = self.rows.set_of(row, item, entry, done, set_key(part.key, place))
                if entry.exercise_id not in of_item:
                    of_item[entry.exercise_id] = list(item.sets.order_by("number"))
                numbers = [other.number for other in of_item[entry.exercise_id]]
                one.number = max(numbers, default=0) + 1
                one.save(force_insert=True)
                of_item[entry.exercise_id].append(one)
            for exercise, rows in of_item.items():
                summarise(items[exercise], rows)
                items[exercise].save(update_fields=SUMMARY_FIELDS)
            self._touched(row, of_item)

    def _touched(self, row: TrainingSession, exercises: Iterable[int]) -> None:
        self.exercises.update(exercises)
        place = Place(row.started_at, row.pk)
        self.since = place if self.since is None else min(self.since, place)


def _entry(done: BroughtSet) -> RiskEntry:
    if done.exercise.entry is None:
        raise LookupError(done.exercise.name)
    return done.exercise.entry


def _mark_last(sets: Sequence[Set]) -> None:
    """The last working set of an exercise is its final one (rulebook 1)."""
    last = next((one for one in reversed(sets) if one.kind == SetKind.WORKING), None)
    if last is not None:
        last.is_final = True
