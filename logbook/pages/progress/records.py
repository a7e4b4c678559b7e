"""Every record that stands, exercise by exercise, each with its effort (rulebook 7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.log.names import names_of
from logbook.log.records import KeptRecord, sets_by_key, standing_records
from logbook.models import Set, User
from logbook.models.people import unit_of
from logbook.wording.effort import left_text
from logbook.wording.sets import set_text
from programming.loads import Unit, shown
from programming.rulebook import RecordKind

_NAMES = {
    RecordKind.HEAVIEST_LOAD: "Heaviest",
    RecordKind.BEST_E1RM: "Single, estimated",
    RecordKind.SESSION_VOLUME: "Session volume",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A record that stands: what it is, its number, the set and the effort behind it, and its day."""

    name: str
    value: str
    effort: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class ExerciseRecords:
    """The records of an exercise; `latest` is the day of the last one."""

    exercise_id: int
    name: str
    lines: tuple[Standing, ...]
    latest: dt.date


def read_standing(lifter: User) -> list[ExerciseRecords]:
    """The exercises with a record, that of the latest first, in three queries."""
    found = standing_records(lifter)
    names = names_of(lifter, found)
    wanted = [record.set_id for of in found.values() for _, record in of.values()]
    sets = sets_by_key(lifter, [pk for pk in wanted if pk is not None])
    every = [
        ExerciseRecords(
            exercise_id=exercise,
            name=names[exercise],
            lines=tuple(
                _line(lifter, *of[kind], sets, unit_of(lifter)) for kind in _NAMES if kind in of
            ),
            latest=max(day for day, _ in of.values()),
        )
        for exercise, of in found.items()
        if exercise in names
    ]
    return sorted(every, key=lambda one: (-one.latest.toordinal(), one.name))


def _line(
    lifter: User, day: dt.date, record: KeptRecord, sets: dict[int, Set], unit: Unit
) -> Standing:
    row = sets.get(record.set_id) if record.set_id is not None else None
    done = set_text(row.reps, row.typed_load, None, lifter, row.load_kind) if row else ""
    effort = left_text(record.rir, lifter)
    if record.kind is RecordKind.HEAVIEST_LOAD:
        return Standing(_NAMES[record.kind], done, effort, day)
    value = f"{shown(int(record.value), unit)} {unit.value}"
    if record.kind is RecordKind.SESSION_VOLUME:
        return Standing(
            _NAMES[record.kind],
            value,
            f"{effort} on average" if record.rir is not None else "",
            day,
        )
    return Standing(_NAMES[record.kind], f"{value} by {done}" if done else value, effort, day)
