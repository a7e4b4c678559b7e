"""What the review says of records: each with its effort beside it (rulebook 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.log.exercise_history import earlier_sessions
from logbook.log.records import KeptRecord, records_of
from logbook.models import Set, TrainingSession, User
from logbook.pages.review.page import ReviewExercise
from logbook.wording.effort import left_text
from logbook.wording.sets import load_text, set_text
from programming.loads import LoadKind, Unit, converted, shown
from programming.rulebook import RULES, RecordKind, announced, reason_from

_GRIND = "record_grind"
# A set heavier than all before is also the first of its reps there: that is said once.
_FIRST_EVER = (RecordKind.HEAVIEST_LOAD, RecordKind.MOST_REPS)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record, or one grind: what the rule says of it, what it beat, its number and effort."""

    name: str
    says: str
    was: str
    value: str
    effort: str
    rule: str

    @property
    def title(self) -> str:
        """The title of the rule."""
        return RULES[self.rule].title


@dataclass(frozen=True, slots=True)
class RecordedExercise:
    """An exercise and the records set on it."""

    name: str
    lines: list[RecordLine]


@dataclass(frozen=True, slots=True)
class RecordsCard:
    """The records of a session: those that are announced, and the others.

    `firsts` names exercises that had nothing to beat.
    """

    exercises: list[RecordedExercise]
    others: list[RecordedExercise]
    firsts: list[str]
    grinds: list[RecordLine]

    @property
    def title(self) -> str:
        """`3 records`, or what there is instead."""
        count = sum(len(one.lines) for one in self.exercises)
        if count:
            return f"{count} record{'' if count == 1 else 's'}"
        if self.firsts:
            return "First on record"
        return "Smaller bests" if self.others else "No record in broken form"

    @property
    def more(self) -> str:
        """What the others are called: `2 smaller bests`."""
        count = sum(len(one.lines) for one in self.others)
        return f"{count} smaller best{'' if count == 1 else 's'}"


def read_records(
    lifter: User, session: TrainingSession, exercises: Sequence[ReviewExercise]
) -> RecordsCard | None:
    """The records a finished session set, in two queries at most; None where it set none."""
    if session.finished_at is None:
        return None
    kept = {one.exercise_id: one for one in records_of(lifter, session)}
    card = RecordsCard([], [], [], [])
    before = earlier_sessions(lifter, kept, session.started_at) if kept else {}
    loud = announced((one for of in kept.values() for one in of.records), sessions=before)
    sets = {row.row.pk: row.row for one in exercises for row in one.rows}
    for one in exercises:
        # An exercise that comes twice has its records together.
        found = kept.pop(one.item.exercise_id, None)
        if found is None:
            continue
        name = one.item.risk.name
        if is_first(found.records):
            # Named, not counted: all of a first time is a best, and would bury what beat something.
            card.firsts.append(name)
        else:
            told = told_of(found.records)
            for those, where in (
                ([one for one in told if one in loud], card.exercises),
                ([one for one in told if one not in loud], card.others),
            ):
                if those:
                    lines = [record_line(lifter, name, record, sets) for record in those]
                    where.append(RecordedExercise(name, lines))
        card.grinds.extend(grind_line(lifter, name, sets[pk]) for pk in found.grinds)
    return card if card.exercises or card.others or card.firsts or card.grinds else None


def told_of(records: Sequence[KeptRecord]) -> list[KeptRecord]:
    """The records that are told: the most reps at a load only where there were some before."""
    return [
        record
        for record in records
        if record.kind is not RecordKind.MOST_REPS or record.before is not None
    ]


def is_first(records: Sequence[KeptRecord]) -> bool:
    """Whether the exercise was not on record before."""
    return (
        bool(records)
        and all(one.before is None for one in records)
        and any(one.kind in _FIRST_EVER for one in records)
    )


def record_line(lifter: User, name: str, record: KeptRecord, sets: Mapping[int, Set]) -> RecordLine:
    """A record in words; `sets` has the set it was set with."""
    row = sets[record.set_id] if record.set_id is not None else None
    value, before = _numbers(lifter, record, row)
    left = left_text(record.rir, lifter)
    if row is None and record.rir is not None:
        left += " on average"
    return RecordLine(
        name=name,
        says=record.reason.text,
        was=before,
        value=value,
        effort=left,
        rule=record.reason.code,
    )


def _numbers(lifter: User, record: KeptRecord, row: Set | None) -> tuple[str, str]:
    """The number of a record and the one it beat, each as the lifter writes it."""
    unit, before = Unit(lifter.unit), record.before
    if record.kind in (RecordKind.BEST_E1RM, RecordKind.SESSION_VOLUME):
        value = shown(int(record.value), unit)
        old = "" if before is None else shown(int(before), unit)
        return f"{value} {unit.value}", "" if old == value else old
    if row is None or record.kind is RecordKind.EFFORT:
        # The rule's sentence has what was left, now and before.
        return _set(lifter, row), ""
    if record.kind is RecordKind.MOST_REPS:
        return _set(lifter, row), "" if before is None else str(int(before))
    load = row.typed_load
    if row.load_kind != LoadKind.EXTERNAL or load is None:
        return _set(lifter, row), "" if before is None else _added(int(before), unit)
    return str(load), "" if before is None else converted(int(before), unit).text


def _added(micrograms: int, unit: Unit) -> str:
    """What was added to the body before, below 0 for assistance."""
    amount = converted(abs(micrograms), unit).text
    if micrograms < 0:
        return f"{amount} of assistance"
    return f"{amount} added" if micrograms else "nothing added"


def _set(lifter: User, row: Set | None) -> str:
    return "" if row is None else set_text(row.reps, row.typed_load, None, lifter, row.load_kind)


def grind_line(lifter: User, name: str, row: Set) -> RecordLine:
    """A set that ended with form breaking, kept apart from the records."""
    says = reason_from(_GRIND, None, None, (("reps", row.reps),)).text
    value = load_text(row.typed_load, lifter, row.load_kind) or "no load"
    return RecordLine(name, says, "", f"{value} × {row.reps}", "", _GRIND)
