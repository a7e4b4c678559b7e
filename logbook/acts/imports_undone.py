"""Taking an import out of the log again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import models, transaction

from logbook.acts.imports import MADE, SESSIONS_AT_ONCE, hold_sessions
from logbook.kept.keeping import keep_what_the_log_says
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.imports import set_key
from logbook.log.locks import lock_lifter
from logbook.log.records import Place
from logbook.models import (
    ExerciseHabit,
    Favourite,
    ImportedSession,
    ImportRun,
    PinnedLoad,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from programming.models import Exercise, PlannedExercise, PlannedSubstitute

# What keeps an exercise that an import made: it is in a plan or a session, or something is said of it.
_USES: tuple[type[models.Model], ...] = (
    PlannedExercise,
    PlannedSubstitute,
    SessionExercise,
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

    Own exercises it made go as well where nothing else uses them. Raises `TooLateError`, and
    `ImportRun.DoesNotExist` where it is not the lifter's.
    """
    run = ImportRun.objects.visible_to(lifter).get(pk=run_id)
    keys = set(run.sessions.values_list("session_key", flat=True))
    with transaction.atomic():
        hold_sessions(lifter, keys)
        lock_lifter(lifter)
        run.refresh_from_db()
        if not can_be_undone(run, now):
            raise TooLateError
        undone = _Undoing(lifter, run)
        for part in run.sessions.order_by("started_at", "pk"):
            undone.part(part)
        undone.finish()
        run.undone_at, run.kept = now, undone.kept
        run.save(update_fields=["undone_at", "kept"])
        if undone.since is not None:
            keep_what_the_log_says(lifter, undone.exercises, undone.since, None)
        _remove_made(run)
    return run


class _Undoing:
    """One import being taken back; whole sessions go together at the end."""

    def __init__(self, lifter: User, run: ImportRun) -> None:
        self.lifter = lifter
        self.kept = 0
        self.exercises: set[int] = set()
        self.since: Place | None = None
        self._parts: list[int] = []
        self._whole: list[int] = []
        self._sessions = {
            one.key: one
            for one in TrainingSession.objects.visible_to(lifter).filter(
                key__in=run.sessions.values("session_key")
            )
        }
        self._sets: dict[int, list[Set]] = defaultdict(list)
        in_run = {
            "session__athlete": lifter,
            "session__key__in": run.sessions.values("session_key"),
        }
        of_run = Set.objects.visible_to(lifter).filter(**in_run)
        columns = (
            "session_id",
            "session_exercise_id",
            "exercise_id",
            "key",
            "version",
            "deleted_at",
        )
        for one in of_run.only(*columns):
            self._sets[one.session_id].append(one)
        items = SessionExercise.objects.visible_to(lifter).filter(**in_run)
        self._changed = set(items.filter(version__gt=1).values_list("session_id", flat=True))
        self._changed |= set(items.filter(has_pain=True).values_list("session_id", flat=True))

    def part(self, part: ImportedSession) -> None:
        """Take back what the import put into one session."""
        session = self._sessions.get(part.session_key)
        if session is None:
            # It was deleted here: what is left is to forget that it came.
            self._parts.append(part.pk)
            return
        keys = {set_key(part.key, place) for place in range(len(part.content["sets"]))}
        sets = self._sets[session.pk]
        own = [one for one in sets if one.key in keys]
        is_as_it_was = all(one.version == 1 and one.deleted_at is None for one in own)
        if part.is_whole:
            is_as_it_was &= len(own) == len(sets) and session.version == 1
            is_as_it_was &= session.pk not in self._changed
        if not is_as_it_was:
            self.kept += 1
            return
        self._parts.append(part.pk)
        self.exercises.update(one.exercise_id for one in own)
        place = Place(session.started_at, session.pk)
        self.since = place if self.since is None else min(self.since, place)
        if part.is_whole:
            self._whole.append(session.pk)
        else:
            self._take_sets({one.pk for one in own}, {one.session_exercise_id for one in own})

    def _take_sets(self, sets: set[int], items: set[int]) -> None:
        Set.objects.visible_to(self.lifter).filter(pk__in=sets).delete()
        for item in SessionExercise.objects.visible_to(self.lifter).filter(pk__in=items):
            rows = list(item.sets.order_by("number"))
            if not rows:
                item.delete()
                continue
            summarise(item, rows)
            item.save(update_fields=SUMMARY_FIELDS)

    def finish(self) -> None:
        """Delete what goes, some hundred sessions at a time."""
        for at in range(0, len(self._whole), SESSIONS_AT_ONCE):
            keys = self._whole[at : at + SESSIONS_AT_ONCE]
            Set.objects.filter(athlete=self.lifter, session__in=keys).delete()
            SessionExercise.objects.filter(athlete=self.lifter, session__in=keys).delete()
            TrainingSession.objects.filter(athlete=self.lifter, pk__in=keys).delete()
        for at in range(0, len(self._parts), SESSIONS_AT_ONCE):
            keys = self._parts[at : at + SESSIONS_AT_ONCE]
            ImportedSession.objects.filter(athlete=self.lifter, pk__in=keys).delete()


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
