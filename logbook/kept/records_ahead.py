"""The records of a log that is about to change by many sets, made before anybody is held.

Tens of thousands of sets take seconds to be held against each other. So that nobody waits for it, it
is done beside the log, and under the lock it is only asked whether the log is still the one that was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from logbook.choices import SetKind
from logbook.kept.records import RecordRow, kept_until, record_rows, records_of
from logbook.log.records import Place
from logbook.models import ExerciseRecord, Set, TrainingSession, User


class RecordsAhead:
    """The records of these exercises from a place on, as they will be."""

    def __init__(self, lifter: User, exercises: Collection[int], since: Place) -> None:
        self.lifter, self.since = lifter, since
        self.exercises = set(exercises)
        self._stood: dict[int, int] = {}

    def made(
        self, coming: Iterable[RecordRow] = (), going: Collection[int] = frozenset()
    ) -> Iterator[list[ExerciseRecord]]:
        """The rows, exercise by exercise, once the `coming` sets are there and the sessions `going` are not."""
        sets = record_rows(self.lifter, self.exercises, self.since)
        self._stood = self._fingerprints(sets)
        so_far, _ = kept_until(self.lifter, self.exercises, self.since)
        rows = sorted([*(row for row in sets if row.session_id not in going), *coming])
        for _, of_exercise in groupby(rows, key=attrgetter("exercise_id")):
            yield list(records_of(self.lifter, list(of_exercise), so_far))

    def changed(self) -> set[int]:
        """The exercises whose log is not any more what was read; ask it while the lifter is held."""
        now = self._fingerprints(record_rows(self.lifter, self.exercises, self.since))
        return {one for one in self.exercises if now.get(one) != self._stood.get(one)}

    def forget(self, exercises: Collection[int]) -> None:
        """Delete what is kept of these exercises from the place on: what was made takes its place."""
        at, session = self.since
        kept = ExerciseRecord.objects.visible_to(self.lifter).filter(exercise__in=exercises)
        kept.filter(Q(started_at__gt=at) | Q(started_at=at, session__gte=session)).delete()

    def _fingerprints(self, sets: Iterable[RecordRow]) -> dict[int, int]:
        """What tells one state of an exercise's log from another: its sets, and the rows kept of it."""
        found: dict[int, list[Hashable]] = defaultdict(list)
        for row in sets:
            found[row.exercise_id].append(row)
        # A row is never changed in place, so its key says what is in it.
        kept = ExerciseRecord.objects.visible_to(self.lifter).filter(exercise__in=self.exercises)
        for exercise, pk in kept.order_by("pk").values_list("exercise_id", "pk"):
            found[exercise].append(pk)
        return {exercise: hash(tuple(rows)) for exercise, rows in found.items()}


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
