"""The rows an import writes, made from what the file brings; nothing is saved here."""

from __future__ import annotations

import uuid
from bisect import bisect_right
from collections.abc import Mapping

from logbook.acts.imported_entries import BroughtSession, BroughtSet, OwnColumns
from logbook.advice.facts import moved
from logbook.advice.slips import Asked, store_asked
from logbook.choices import Origin
from logbook.log.taken_out import HERE
from logbook.models import (
    Bodyweight,
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.models.people import unit_of
from programming.catalogue.entries import current_release
from programming.models import RiskEntry


class Rows:
    """Makes the rows of one lifter's import, judged by the release in force."""

    def __init__(self, lifter: User, load_of: Mapping[int, str]) -> None:
        self.lifter, self._load_of = lifter, load_of
        self.release = current_release()
        self.unit = unit_of(lifter)
        weighed = Bodyweight.objects.visible_to(lifter).order_by("local_date")
        weights = list(weighed.values_list("local_date", "micrograms"))
        self._days = [day for day, _ in weights]
        self._weights = [micrograms for _, micrograms in weights]

    def part(
        self, run: ImportRun, session: BroughtSession, session_key: uuid.UUID, *, is_whole: bool
    ) -> ImportedSession:
        """What an import puts into a session, to be known again by."""
        names = list(dict.fromkeys(done.exercise.name for done in session.sets))
        places = {name: place for place, name in enumerate(names)}
        return ImportedSession(
            athlete=self.lifter,
            run=run,
            key=uuid.uuid4(),
            session_key=session_key,
            started_at=session.started_at,
            is_whole=is_whole,
            content={
                "names": names,
                "sets": [
                    [
                        *(places[one.exercise.name], one.ordinal, one.reps, one.micrograms),
                        *((one.marks,) if one.seconds is None else (one.marks, one.seconds)),
                    ]
                    for one in session.sets
                ],
            },
        )

    def session(self, session: BroughtSession) -> TrainingSession:
        """The session's row."""
        return TrainingSession(
            athlete=self.lifter,
            key=uuid.uuid4(),
            name=session.name,
            release=self.release,
            started_at=session.started_at,
            finished_at=session.finished_at,
            zone=session.zone,
            local_date=session.local_date,
            note=session.note,
            is_deload=session.is_deload,
        )

    def item(
        self,
        row: TrainingSession,
        entry: RiskEntry,
        position: int,
        session: BroughtSession,
        done: BroughtSet,
    ) -> SessionExercise:
        """The row of an exercise in a session, made at its first set."""
        block = done.own.block if done.own is not None else 0
        return SessionExercise(
            athlete=self.lifter,
            session=row,
            exercise_id=entry.exercise_id,
            risk=entry,
            position=position,
            role=entry.default_role,
            note=session.own_notes.get(block) or session.notes.get(done.exercise.name, ""),
            has_pain=block in session.pain,
            superset=session.supersets.get(block),
            load_of=self._load_of.get(entry.exercise_id, ""),
            local_date=row.local_date,
            started_at=row.started_at,
        )

    def set_of(
        self,
        row: TrainingSession,
        item: SessionExercise,
        entry: RiskEntry,
        done: BroughtSet,
        key: uuid.UUID,
    ) -> Set:
        """A set's row, without its number; a slip is marked as one."""
        load = done.load
        one = Set(
            athlete=self.lifter,
            session=row,
            session_exercise=item,
            exercise_id=entry.exercise_id,
            risk_id=entry.pk,
            key=key,
            digest="",
            kind=done.kind,
            origin=Origin.IMPORTED,
            reps=done.reps,
            load_milli=load.milli if load is not None else None,
            load_unit=load.unit if load is not None else self.unit,
            load_kind=done.load_kind,
            load=moved(entry.bodyweight_percent, done.load_kind, load, self._weight(entry, row)),
            rir_halves=done.rir_halves,
            ended_by=done.ended_by,
            rest_seconds=done.rest_seconds,
            note=done.note,
            local_date=row.local_date,
            started_at=row.started_at,
            logged_at=done.logged_at or row.started_at,
        )
        if done.own is not None:
            _as_it_was(one, done.own)
        if done.is_slip:
            store_asked(one, Asked(load=True, reps=False, meant_load=done.meant, meant_reps=None))
        return one

    def _weight(self, entry: RiskEntry, row: TrainingSession) -> int | None:
        """The latest bodyweight on or before the session's day, in micrograms."""
        if not entry.bodyweight_percent:
            return None
        at = bisect_right(self._days, row.local_date)
        return self._weights[at - 1] if at else None


def _as_it_was(row: Set, own: OwnColumns) -> None:
    """Put what our own file keeps on the row: target and verdict of then, and where it came from."""
    for name, value in own.columns.items():
        setattr(row, name, value)
    if own.moved is not None:
        row.load = own.moved
    if own.came_from != HERE:
        row.judged_by["came_from"] = own.came_from
