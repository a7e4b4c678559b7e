"""Taking an import out of the log again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Q

from logbook.acts.habits import forget_load_of
from logbook.acts.imports import MADE, SAID, SESSIONS_AT_ONCE, hold_sessions
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.kept.records_ahead import RecordsAhead
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.imports import set_key
from logbook.log.locks import lock_lifter
from logbook.log.records import Place, place_of
from logbook.log.states import State, states_of
from logbook.log.training_span import Change
from logbook.models import (
    Comment,
    ExerciseHabit,
    ExerciseRecord,
    Favourite,
    ImportedSession,
    ImportRun,
    PinnedLoad,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.many import delete_many, update_many
from logbook.speed.staged import Staged, staging, tidy
from programming.models import Exercise, PlannedExercise, PlannedSubstitute

# What keeps an exercise that an import made: it is in a plan or a session, or something is said of it.
_USES: tuple[type[models.Model], ...] = (
    PlannedExercise,
    PlannedSubstitute,
    SessionExercise,
    Comment,
    ExerciseHabit,
    Favourite,
    PinnedLoad,
)
UNDO_WITHIN = dt.timedelta(days=30)


class TooLateError(Exception):
    """The import is too old to be taken back, or was taken back."""


def can_be_undone(run: ImportRun, now: dt.datetime) -> bool:
    """Whether an import can still be taken back: for thirty days."""
    return run.undone_at is None and now - run.made_at <= UNDO_WITHIN


def take_back(lifter: User, run_id: int, *, now: dt.datetime) -> ImportRun:
    """Take an import out of the log, but for sessions that were changed here since: they stay whole.

    Own exercises it made go as well where nothing else uses them. What goes and what the records come to
    is found out beside the log; the lifter is held for the taking out alone. Raises
    `TooLateError`, and `ImportRun.DoesNotExist` where it is not the lifter's.
    """
    run = ImportRun.objects.visible_to(lifter).get(pk=run_id)
    if not can_be_undone(run, now):
        raise TooLateError
    with staging() as staged:
        undone = _Undoing(lifter, run, staged)
        undone.prepare()
        with transaction.atomic():
            hold_sessions(lifter, undone.keys)
            lock_lifter(lifter)
            run.refresh_from_db()
            if not can_be_undone(run, now):
                raise TooLateError
            undone.switch_over()
            run.undone_at, run.kept = now, undone.kept
            run.save(update_fields=["undone_at", "kept"])
            if said := run.report.get(SAID):
                forget_load_of(lifter, undone.exercises, said)
            _remove_made(run)
    tidy()
    return run


@dataclass(slots=True)
class _Part:
    """What becomes of what an import put into one session on a day; `session` is None where that was deleted here.

    `sets` are the keys of the sets that go, with their exercises of the session, where the session stays.
    """

    pk: int
    session: Place | None = None
    day: dt.date | None = None
    stays: bool = False
    is_whole: bool = False
    exercises: set[int] = field(default_factory=set)
    sets: dict[int, int] = field(default_factory=dict)


class _Undoing:
    """One import being taken back: looked at first, taken out under the lock."""

    def __init__(self, lifter: User, run: ImportRun, staged: Staged) -> None:
        self.lifter, self.run, self.staged = lifter, run, staged
        self.keys = set(run.sessions.values_list("session_key", flat=True))
        self._stood: dict[uuid.UUID, State] = {}
        # By the session's key: an import puts one part into a session.
        self._parts: dict[uuid.UUID, _Part] = {}
        self._records: RecordsAhead | None = None

    @property
    def exercises(self) -> set[int]:
        """The exercises of what goes."""
        return {pk for one in self._going() for pk in one.exercises}

    @property
    def kept(self) -> int:
        """How many sessions stay, since they were changed here."""
        return sum(one.stays for one in self._parts.values())

    def prepare(self) -> None:
        """See what goes, and put aside the records there will be; nothing is locked."""
        # Before it is read: what changes in between is seen as a change.
        self._stood = states_of(self.lifter, self.keys)
        self._look(self.keys)
        going, since = self._going(), self._since()
        if since is not None and (exercises := self.exercises):
            self._records = RecordsAhead(self.lifter, exercises, since)
            sessions = {one.session.session_id for one in going if one.is_whole and one.session}
            sets = {pk for one in going for pk in one.sets}
            for rows in self._records.made(going=sessions, going_sets=sets):
                self.staged.add(rows)

    def switch_over(self) -> None:
        """Take out what goes, and let the records be those without it; all is held."""
        afresh = self._look_again()
        going, since = self._going(), self._since()
        days = {one.day for one in going if one.day is not None}
        if (ahead := self._records) is not None:
            afresh |= ahead.changed()
            self.staged.drop(ExerciseRecord, "exercise_id", afresh)
            ahead.forget(ahead.exercises - afresh)
        delete_many(
            TrainingSession,
            [one.session.session_id for one in going if one.is_whole and one.session],
        )
        self._take_sets({pk: item for one in going for pk, item in one.sets.items()})
        delete_many(ImportedSession, [one.pk for one in going])
        self.staged.put()
        places = [one for one in (since, ahead.since if ahead else None) if one is not None]
        if places:
            keep_records(self.lifter, afresh, min(places))
            touched = frozenset(self.exercises | afresh)
            keep_what_weeks_say(self.lifter, Change(touched, min(places).started_at), days)

    def _going(self) -> list[_Part]:
        return [one for one in self._parts.values() if not one.stays]

    def _since(self) -> Place | None:
        return min((one.session for one in self._going() if one.session), default=None)

    def _look_again(self) -> set[int]:
        """See anew what becomes of sessions that changed since, and name the exercises in them."""
        now = states_of(self.lifter, self.keys)
        other = {key for key in self.keys if now.get(key) != self._stood.get(key)}
        before = {pk for key in other for pk in self._parts[key].exercises}
        self._look(other)
        return before | {pk for key in other for pk in self._parts[key].exercises}

    def _look(self, keys: Collection[uuid.UUID]) -> None:
        wanted = sorted(keys)
        for at in range(0, len(wanted), SESSIONS_AT_ONCE):
            some = wanted[at : at + SESSIONS_AT_ONCE]
            self._parts |= _parts_of(self.lifter, self.run, some)

    def _take_sets(self, sets: Mapping[int, int]) -> None:
        """Take sets out of sessions that stay, and sum up what is left of their exercises."""
        delete_many(Set, sets)
        items, empty = sorted(set(sets.values())), []
        for at in range(0, len(items), SESSIONS_AT_ONCE):
            some = items[at : at + SESSIONS_AT_ONCE]
            left: dict[int, list[Set]] = defaultdict(list)
            of_items = Set.objects.visible_to(self.lifter).filter(session_exercise__in=some)
            for row in of_items.order_by("number"):
                left[row.session_exercise_id].append(row)
            empty += [pk for pk in some if pk not in left]
            found = SessionExercise.objects.visible_to(self.lifter).filter(pk__in=left)
            grown = list(found)
            for item in grown:
                summarise(item, left[item.pk])
            update_many(grown, SUMMARY_FIELDS)
        delete_many(SessionExercise, empty)


class _Row(NamedTuple):
    """A set of a session, as far as it is asked whether it is as it came."""

    pk: int
    session: int
    item: int
    exercise: int
    key: uuid.UUID
    version: int
    deleted_at: dt.datetime | None


def _parts_of(lifter: User, run: ImportRun, keys: Sequence[uuid.UUID]) -> dict[uuid.UUID, _Part]:
    """What becomes of what the import put into these sessions."""
    sessions = {
        one.key: one for one in TrainingSession.objects.visible_to(lifter).filter(key__in=keys)
    }
    within: dict[str, Any] = {"session__athlete": lifter, "session__in": list(sessions.values())}
    sets: dict[int, list[_Row]] = defaultdict(list)
    names = ("pk", "session_id", "session_exercise_id", "exercise_id", "key", "version")
    for row in Set.objects.visible_to(lifter).filter(**within).values_list(*names, "deleted_at"):
        sets[row[1]].append(_Row._make(row))
    items = SessionExercise.objects.visible_to(lifter).filter(**within)
    changed = set(
        items.filter(Q(version__gt=1) | Q(has_pain=True)).values_list("session_id", flat=True)
    )
    # What somebody said of it would go with it.
    names_of_said = ("session_id", "row_id", "exercise_id")
    said = list(Comment.objects.filter(**within).values_list(*names_of_said))
    changed |= {session for session, _, _ in said}
    said_of = {row for _, row, _ in said}
    said_of_exercise = {(session, exercise) for session, row, exercise in said if row is None}
    found = {}
    for part in run.sessions.filter(session_key__in=keys):
        one = found[part.session_key] = _Part(part.pk, is_whole=part.is_whole)
        if (session := sessions.get(part.session_key)) is None:
            # It was deleted here: what is left is to forget that it came.
            continue
        one.session, one.day = place_of(session), session.local_date
        of_part = {set_key(part.key, place) for place in range(len(part.content["sets"]))}
        own = [row for row in sets[session.pk] if row.key in of_part]
        is_as_it_was = all(row.version == 1 and row.deleted_at is None for row in own)
        if part.is_whole:
            is_as_it_was &= len(own) == len(sets[session.pk]) and session.version == 1
            is_as_it_was &= session.pk not in changed
        one.stays = not is_as_it_was
        one.exercises = {row.exercise for row in own}
        if not part.is_whole and is_as_it_was:
            one.sets = {row.pk: row.item for row in own}
            one.stays = not said_of.isdisjoint(one.sets) or not said_of_exercise.isdisjoint(
                (session.pk, exercise) for exercise in one.exercises
            )
    return found


def _remove_made(run: ImportRun) -> None:
    """Delete the own exercises that an import made, but for those that something else uses."""
    made = Exercise.objects.filter(
        pk__in=run.report.get(MADE, []), owner=run.athlete, is_offered=False
    )
    used: set[int] = set()
    for model in _USES:
        # Django documents `_default_manager` for whoever knows no model by name.
        rows = model._default_manager.filter(exercise__in=made)  # noqa: SLF001
        used.update(rows.values_list("exercise_id", flat=True))
    made.exclude(pk__in=used).delete()
