"""Rulebook section 7: the personal records a session set, each with its effort beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce

from programming.rulebook.one_set.estimates import whole_e1rm
from programming.rulebook.one_set.judging import shown_rir
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.over_time.bests import (
    ExerciseBests,
    bests_after,
    can_be_a_record,
    e1rm_to_beat,
)
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.words.events import Numbers, Reason, reason_from
from programming.rulebook.words.vocabulary import EndedBy


class RecordKind(StrEnum):
    """What a record is a best of."""

    HEAVIEST_LOAD = "heaviest_load"
    MOST_REPS = "most_reps"
    BEST_E1RM = "best_e1rm"
    SESSION_VOLUME = "session_volume"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """A best of one exercise, as it stood when the session set it.

    value and before are in the caller's unit for a load, an e1RM and a volume (load × reps),
    in reps for most reps, in RIR for effort; before is None where there was nothing to
    compare: the first on record. load, reps, rir: of the set that did it, rir None for not
    told; for a volume load and reps are None and rir is the mean of the rated sets.
    at_least: RIR was not told and counted as 0. place: of the set in the history.
    """

    kind: RecordKind
    exercise: Identity
    session: Identity
    day: date
    place: int | None
    value: float
    before: float | None
    load: int | None
    reps: int | None
    rir: float | None
    at_least: bool
    reason: Reason

    @property
    def is_first(self) -> bool:
        """Whether there was nothing on record to beat."""
        return self.before is None


@dataclass(frozen=True, slots=True)
class Grind:
    """A set that ended in technical failure: kept apart, never a record."""

    exercise: Identity
    session: Identity
    day: date
    place: int
    load: int | None
    reps: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class SessionRecords:
    """The records a session set, by exercise in its order, and its grinds."""

    records: tuple[PersonalRecord, ...]
    grinds: tuple[Grind, ...]
    reasons: tuple[Reason, ...]


def records_set_by(
    history: Sequence[LoggedSet],
    *,
    session: Identity | None = None,
    exercise: Identity | None = None,
) -> SessionRecords:
    """Return the personal records a session set against all before it (rulebook 7).

    history: in time order. session: the last of the history where None. exercise: this one
    alone; None for each of the session. Only working sets with a rep count; one that ended
    in technical failure neither sets a record nor has to be beaten. A best is strictly more
    than all before; the first on record has nothing before it and says so. Sets without a
    load above 0 have rep records only. What comes after the session changes nothing. Raises
    ValueError naming the field.
    """
    check_history(history)
    if session is None and history:
        session = history[-1].session
    start = next((at for at, done in enumerate(history) if done.session == session), len(history))
    placed = [
        (place, done)
        for place, done in enumerate(history)
        if done.session == session and (exercise is None or done.exercise == exercise)
    ]
    now: dict[Identity, list[_Placed]] = {}
    for place, done in placed:
        if can_be_a_record(done):
            now.setdefault(done.exercise, []).append((place, done))
    before: dict[Identity, dict[Identity, list[LoggedSet]]] = {name: {} for name in now}
    for done in history[:start]:
        if done.exercise in before:
            before[done.exercise].setdefault(done.session, []).append(done)
    records = [
        record
        for name, sets in now.items()
        for record in _records(sets, reduce(bests_after, before[name].values(), ExerciseBests()))
    ]
    return _told(records, placed)


def records_against(bests: ExerciseBests, sets: Sequence[LoggedSet]) -> SessionRecords:
    """Return the records one session's sets of one exercise set against its bests (rulebook 7).

    bests: of all sessions before. What `records_set_by` gives for the whole history, when
    that is not at hand; a place is in the sets. Raises ValueError naming the field for what
    is not a log.
    """
    check_history(sets)
    placed = list(enumerate(sets))
    able = [(place, done) for place, done in placed if can_be_a_record(done)]
    return _told(list(_records(able, bests)) if able else [], placed)


_Placed = tuple[int, LoggedSet]


def _told(records: Sequence[PersonalRecord], placed: Iterable[_Placed]) -> SessionRecords:
    """The records of a session, with its grinds kept apart."""
    grinds = [
        _grind(place, done)
        for place, done in placed
        if done.counts and done.reps and done.ended_by is EndedBy.TECHNICAL_FAILURE
    ]
    reasons = (*(one.reason for one in records), *(one.reason for one in grinds))
    return SessionRecords(tuple(records), tuple(grinds), reasons)


def _grind(place: int, done: LoggedSet) -> Grind:
    reason = reason_from("record_grind", None, None, (("reps", done.reps),))
    return Grind(done.exercise, done.session, done.day, place, done.load, done.reps, reason)


def _records(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    yield from _heaviest(now, bests)
    yield from _most_reps(now, bests)
    yield from _best_e1rm(now, bests)
    yield from _volume(now, bests)
    yield from _effort(now, bests)


def _load(one: _Placed) -> int:
    return one[1].load or 0


def _heaviest(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    best = max(now, key=lambda one: (_load(one), one[1].reps))
    if _load(best) > bests.heaviest:
        yield _record(RecordKind.HEAVIEST_LOAD, best, _load(best), bests.heaviest or None)


def _most_reps(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    """At each load of the session that no heavier set of it outdid; without one, in all."""
    for one in now:
        load = _load(one)
        rivals = [
            other for other in now if bool(_load(other)) == bool(load) and _load(other) >= load
        ]
        if one is not max(rivals, key=lambda other: (other[1].reps, _load(other))):
            continue
        before = bests.most_reps(load)
        if one[1].reps > (before or 0):
            yield _record(RecordKind.MOST_REPS, one, one[1].reps, before)


def _best_e1rm(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    best = max(
        now, key=lambda one: (e1rm_to_beat(one[1]) or 0, one[1].rated_rir is not None)
    )  # fmt: skip
    exact = e1rm_to_beat(best[1])
    if exact is not None and exact > bests.e1rm:
        before = whole_e1rm(bests.e1rm) if bests.e1rm else None
        yield _record(RecordKind.BEST_E1RM, best, whole_e1rm(exact), before)


def _volume(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    volume = sum(_load(one) * one[1].reps for one in now)
    if volume > bests.volume:
        rated = [one[1].rated_rir for one in now if one[1].rated_rir is not None]
        last, before = now[-1][1], bests.volume or None
        mean = sum(rated) / len(rated) if rated else None
        yield PersonalRecord(
            RecordKind.SESSION_VOLUME, last.exercise, last.session, last.day, None, volume,
            before, None, None, mean, False, _reason(RecordKind.SESSION_VOLUME, before, ()),
        )  # fmt: skip


def _effort(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    """More in reserve at the same load and reps; of several such sets the easiest."""
    for one in now:
        left = one[1].rated_rir
        if left is None or any(_same(one, other) and _beats(other, one) for other in now):
            continue
        before = bests.most_left(_load(one), one[1].reps)
        if before is not None and left > before:
            yield _record(RecordKind.EFFORT, one, left, before)


def _same(one: _Placed, other: _Placed) -> bool:
    same_reps = one[1].reps == other[1].reps
    return bool(_load(one)) and same_reps and is_same_load(_load(one), _load(other))


def _beats(other: _Placed, one: _Placed) -> bool:
    """Whether another set of the session left more at the same load and reps, or did first."""
    theirs, ours = other[1].rated_rir, one[1].rated_rir or 0
    return theirs is not None and (-theirs, other[0]) < (-ours, one[0])


def _record(kind: RecordKind, one: _Placed, value: float, before: float | None) -> PersonalRecord:
    place, done = one
    left = done.good_reps_left
    shown: Numbers = (("reps", done.reps),)
    if kind is RecordKind.EFFORT and before is not None:
        shown = (("rir", shown_rir(value)), ("before", shown_rir(before)))
    at_least = kind is RecordKind.BEST_E1RM and left is None
    reason = _reason(kind, before, shown, at_least)
    return PersonalRecord(
        kind, done.exercise, done.session, done.day, place, value, before, done.load,
        done.reps, left, at_least, reason,
    )  # fmt: skip


def _reason(
    kind: RecordKind, before: float | None, shown: Numbers, at_least: bool = False
) -> Reason:
    case = "first" if before is None else ""
    if at_least:
        case = "first_at_least" if before is None else "at_least"
    return reason_from(f"record_{kind}", None, None, (("case", case), *shown))
