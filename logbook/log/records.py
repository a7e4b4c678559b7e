"""What is kept of records, read back for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateTimeField

from logbook.models import ExerciseRecord, Set, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, Part, athlete
from programming.rulebook import Reason, RecordKind, reason_from


class Place(NamedTuple):
    """Where a session stands in the log."""

    started_at: dt.datetime
    session_id: int


def place_of(session: TrainingSession) -> Place:
    """The session's place, as it is on the row in hand."""
    return Place(session.started_at, session.pk)


_SO_FAR = Compiled(
    lambda: (
        ExerciseRecord.objects.filter(
            athlete_id=athlete(),
            exercise_id=Given("exercise", output_field=BigIntegerField()),
            started_at__lt=Given("started_at", output_field=DateTimeField()),
        )
        .order_by("-started_at", "-session")
        .values_list("heaviest", "most_reps")[:1]
    )
)


def so_far_part(lifter: User, session: TrainingSession, exercise_id: int) -> Part:
    """The query for the most that was moved, in micrograms, and done in a set before a session.

    Of sessions that have ended; one row at most, whatever the length of the log.
    """
    given = {"athlete": lifter.pk, "exercise": exercise_id, "started_at": session.started_at}
    return _SO_FAR, given


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as it is kept.

    `set_id` is None for a volume; `value` and `before` are in micrograms, reps or RIR, as the
    kind is; `rir` is the effort beside it, None for not told.
    """

    kind: RecordKind
    exercise: int
    set_id: int | None
    value: float
    before: float | None
    rir: float | None
    reason: Reason
    is_near_heaviest: bool


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """What a session set on one exercise; `grinds` are keys of sets."""

    exercise_id: int
    records: list[KeptRecord]
    grinds: list[int]


def records_of(lifter: User, session: TrainingSession) -> list[KeptRecords]:
    """The records a session set, exercise by exercise, in one query."""
    rows = ExerciseRecord.objects.visible_to(lifter).filter(session=session)
    return [kept_of(row) for row in rows if row.records or row.grinds]


def kept_of(row: ExerciseRecord) -> KeptRecords:
    """What is kept on a row, with the reasons worded."""
    records = [_record(row.exercise_id, *one) for one in row.records]
    return KeptRecords(row.exercise_id, records, row.grinds)


def _record(
    exercise: int,
    kind: str,
    set_id: int | None,
    value: float,
    before: float | None,
    rir: float | None,
    numbers: list[list[int | float | str]],
    is_near_heaviest: bool,
) -> KeptRecord:
    reason = reason_from(f"record_{kind}", None, None, numbers)
    return KeptRecord(
        RecordKind(kind), exercise, set_id, value, before, rir, reason, is_near_heaviest
    )


def standing_records(lifter: User) -> dict[int, dict[RecordKind, tuple[dt.date, KeptRecord]]]:
    """Of each exercise the latest record of each kind with its day: the one that stands.

    A row for each session that set one is read, in one query: it grows with the records, not with
    the log.
    """
    rows = ExerciseRecord.objects.visible_to(lifter).order_by("started_at", "session")
    last: dict[int, dict[str, tuple[dt.date, list[Any]]]] = {}
    for exercise, day, records in rows.values_list("exercise_id", "local_date", "records"):
        for one in records:
            last.setdefault(exercise, {})[one[0]] = (day, one)
    # Those alone that stand are worded.
    return {
        exercise: {
            RecordKind(kind): (day, _record(exercise, *one)) for kind, (day, one) in of.items()
        }
        for exercise, of in last.items()
    }


def sets_by_key(lifter: User, keys: Collection[int]) -> dict[int, Set]:
    """What was done in these sets of the lifter, by key, in one query."""
    rows = Set.objects.visible_by_key(lifter, keys)
    return {row.pk: row for row in rows.only("reps", "load_milli", "load_unit", "load_kind")}
