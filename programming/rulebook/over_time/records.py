"""Rulebook section 7: the personal records a session set, each with its effort beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce

from programming.rulebook.one_set.estimates import whole_e1rm
from programming.rulebook.one_set.judging import shown_rir
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.over_time.bests import (
    ExerciseBests,
    best_by_e1rm,
    bests_after,
    can_be_a_record,
    e1rm_to_beat,
    volume_of,
)
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Numbers, Reason, reason_from
from programming.rulebook.words.vocabulary import EndedBy, Outcome


class RecordKind(StrEnum):
    """What a record is a best of."""

    HEAVIEST_LOAD = "heaviest_load"
    MOST_REPS = "most_reps"
    BEST_E1RM = "best_e1rm"
    SESSION_VOLUME = "session_volume"
    EFFORT = "effort"


_PERCENT = 100


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """A best of one exercise, as it stood when the session set it.

    value and before are in the caller's unit for a load (of a lift that moves the body what was
    added to it), an e1RM and a volume (load × reps),
    in reps for most reps, in RIR for effort; before is None where there was nothing to
    compare: the first on record. load, reps, rir: of the set that did it, rir None for not
    told; for a volume load and reps are None and rir is the mean of the rated sets.
    at_least: RIR was not told and counted as 0. place: of the set in the history.
    is_near_heaviest: False for most reps at a load over 10 % under the exercise's heaviest.
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
    is_near_heaviest: bool = True

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
        if done.counts
        and done.reps
        and not done.is_slip
        and done.ended_by is EndedBy.TECHNICAL_FAILURE
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


def _heaviest(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    loaded = [one for one in now if one[1].compared_load is not None]
    if not loaded:
        return
    best = max(loaded, key=lambda one: (_load(one), one[1].reps))
    if bests.is_heaviest(_load(best)):
        yield _record(RecordKind.HEAVIEST_LOAD, best, _load(best), bests.heaviest)


def _load(one: _Placed) -> int:
    return one[1].compared_load or 0


def _most_reps(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    """At each load of the session that no heavier set of it outdid; without one, in all."""
    loads = [one[1].compared_load for one in now]
    heaviest = max((load for load in (*loads, bests.heaviest) if load is not None), default=None)
    for one in now:
        load = one[1].compared_load
        rivals = [
            other
            for other in now
            if (other[1].compared_load is None) is (load is None) and _load(other) >= _load(one)
        ]
        if one is not max(rivals, key=lambda other: (other[1].reps, _load(other))):
            continue
        before = bests.most_reps(load)
        if one[1].reps > (before or 0):
            record = _record(RecordKind.MOST_REPS, one, one[1].reps, before)
            yield replace(record, is_near_heaviest=_is_near(load, heaviest))


def _is_near(load: int | None, heaviest: int | None) -> bool:
    """Whether a load is within 10 % of the heaviest; where none is known, reps are all there is."""
    if load is None or heaviest is None:
        return heaviest is None
    widest = rule("announced").numbers["percent"] * max(abs(load), abs(heaviest))
    return (heaviest - load) * _PERCENT <= widest


def _best_e1rm(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    best = best_by_e1rm([done for _, done in now])
    exact = e1rm_to_beat(best)
    if exact is not None and bests.is_best_e1rm(best):
        before = whole_e1rm(bests.e1rm) if bests.e1rm else None
        placed = next(one for one in now if one[1] is best)
        yield _record(RecordKind.BEST_E1RM, placed, whole_e1rm(exact), before)


def _volume(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    volume, reps = volume_of(done for _, done in now)
    if bests.is_most_volume(volume, reps):
        rated = [one[1].rated_rir for one in now if one[1].rated_rir is not None]
        last, before = now[-1][1], bests.volume or None
        mean = sum(rated) / len(rated) if rated else None
        yield PersonalRecord(
            RecordKind.SESSION_VOLUME, last.exercise, last.session, last.day, None, volume,
            before, None, None, mean, False, _reason(RecordKind.SESSION_VOLUME, before, ()),
        )  # fmt: skip


def _effort(now: Sequence[_Placed], bests: ExerciseBests) -> Iterable[PersonalRecord]:
    """More in reserve at the same load and reps; of several such sets the easiest.

    Not of "or more", nor of a set judged too easy: that is less work, not more strength.
    """
    able = [one for one in now if _shows_effort(one[1])]
    for one in able:
        if any(_same(one, other) and _beats(other, one) for other in able):
            continue
        left = one[1].rated_rir or 0
        before = bests.most_left(one[1].compared_load, one[1].reps)
        if before is not None and left > before:
            yield _record(RecordKind.EFFORT, one, left, before)


def _shows_effort(done: LoggedSet) -> bool:
    if done.rated_rir is None or done.says_or_more:
        return False
    return done.verdict is not Outcome.TOO_EASY


def _same(one: _Placed, other: _Placed) -> bool:
    same_reps = one[1].reps == other[1].reps
    return same_reps and is_same_load(one[1].compared_load, other[1].compared_load)


def _beats(other: _Placed, one: _Placed) -> bool:
    """Whether another set of the session left more at the same load and reps, or did first."""
    theirs, ours = other[1].rated_rir or 0, one[1].rated_rir or 0
    return (-theirs, other[0]) < (-ours, one[0])


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
