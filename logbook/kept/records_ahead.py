"""The records of a log that is about to change by many sets, made before anybody is held.

Tens of thousands of sets take seconds to be held against each other. So that nobody waits for it, it
is done beside the log, and under the lock it is only asked whether the log is still the one that was read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from logbook.choices import SetKind
from logbook.kept.records import RecordRow, kept_until, record_rows, records_of
from logbook.log.records import Place
from logbook.log.states import State, states_of_exercises
from logbook.models import ExerciseRecord, Set, TrainingSession, User


class RecordsAhead:
    """The records of these exercises from a place on, as they will be."""

    def __init__(self, lifter: User, exercises: Collection[int], since: Place) -> None:
        self.lifter, self.since = lifter, since
        self.exercises = set(exercises)
        self._stood: dict[int, State] = {}

    def made(
        self,
        coming: Iterable[RecordRow] = (),
        going: Collection[int] = frozenset(),
        going_sets: Collection[int] = frozenset(),
    ) -> Iterator[list[ExerciseRecord]]:
        """The rows, exercise by exercise, once the `coming` sets are there and what is going is not: sessions, and sets."""
        # Before it is read: what changes in between is seen as a change.
        self._stood = self._states()
        sets = record_rows(self.lifter, self.exercises, self.since)
        so_far, _ = kept_until(self.lifter, self.exercises, self.since)
        stay = (row for row in sets if row.session_id not in going and row.pk not in going_sets)
        rows = sorted([*stay, *coming])
        del sets
        for _, of_exercise in groupby(rows, key=attrgetter("exercise_id")):
            yield list(records_of(self.lifter, list(of_exercise), so_far))

    def changed(self) -> set[int]:
        """The exercises whose log is not any more what was read; ask it while the lifter is held."""
        now = self._states()
        return {one for one in self.exercises if now.get(one) != self._stood.get(one)}

    def forget(self, exercises: Collection[int]) -> None:
        """Delete what is kept of these exercises from the place on: what was made takes its place."""
        at, session = self.since
        kept = ExerciseRecord.objects.visible_to(self.lifter).filter(exercise__in=exercises)
        kept.filter(Q(started_at__gt=at) | Q(started_at=at, session__gte=session)).delete()

    def _states(self) -> dict[int, State]:
        return states_of_exercises(self.lifter, self.exercises, self.since)


def coming_row(session: TrainingSession, row: Set) -> RecordRow | None:
    """What records ask of a set that is still to come; None for one they leave out.

    By the same conditions as `kept.records.record_rows` has; a test holds both equal.
    """
    if row.kind != SetKind.WORKING or row.reps <= 0 or row.is_slip or row.deleted_at is not None:
        return None
    if session.finished_at is None:
        return None
    return RecordRow(
        row.exercise_id,
        session.started_at,
        session.pk,
        session.local_date,
        row.logged_at,
        row.number,
        row.pk,
        *(getattr(row, name) for name in _COLUMNS),
    )


_COLUMNS = RecordRow._fields[7:]
