"""Rulebook section 7: the personal records a session set, each with its effort beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programming.rulebook.estimates import epley_parts, estimated_1rm
from programming.rulebook.events import Numbers, Reason, reason_from
from programming.rulebook.history import Identity, LoggedSet, check_history
from programming.rulebook.judging import shown_rir
from programming.rulebook.performed import is_same_load
from programming.rulebook.vocabulary import EndedBy


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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A set that can set a record, with its place and its e1RM in sixtieths of the unit."""

    place: int
    done: LoggedSet
    e1rm: int | None

    @property
    def load(self) -> int:
        return self.done.load or 0

    @property
    def reps(self) -> int:
        return self.done.reps


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
    earlier: dict[Identity, list[_Placed]] = {}
    now: dict[Identity, list[_Placed]] = {}
    grinds: list[Grind] = []
    asked = {
        done.exercise
        for done in history
        if done.session == session and (exercise is None or done.exercise == exercise)
    }
    for place, done in enumerate(history):
        if done.exercise not in asked or not done.counts or not done.reps:
            continue
        if done.session == session:
            if done.ended_by is EndedBy.TECHNICAL_FAILURE:
                grinds.append(_grind(place, done))
            else:
                now.setdefault(done.exercise, []).append(_placed(place, done))
        elif place < start and done.ended_by is not EndedBy.TECHNICAL_FAILURE:
            earlier.setdefault(done.exercise, []).append(_placed(place, done))
    records = [
        record for name, sets in now.items() for record in _records(sets, earlier.get(name, []))
    ]
    reasons = (*(one.reason for one in records), *(one.reason for one in grinds))
    return SessionRecords(tuple(records), tuple(grinds), reasons)


def _placed(place: int, done: LoggedSet) -> _Placed:
    """Return a set with its e1RM, RIR not told counted as 0 (rulebook 7)."""
    left = done.good_reps_left or 0
    if not done.load or estimated_1rm(done.load, done.reps, left).refused:
        return _Placed(place, done, None)
    return _Placed(place, done, done.load * epley_parts(done.reps + left)[0])


def _grind(place: int, done: LoggedSet) -> Grind:
    reason = reason_from("record_grind", None, None, (("reps", done.reps),))
    return Grind(done.exercise, done.session, done.day, place, done.load, done.reps, reason)


def _records(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    yield from _heaviest(now, earlier)
    yield from _most_reps(now, earlier)
    yield from _best_e1rm(now, earlier)
    yield from _volume(now, earlier)
    yield from _effort(now, earlier)


def _heaviest(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    best = max(now, key=lambda one: (one.load, one.reps))
    before = max((one.load for one in earlier), default=0)
    if best.load > before:
        yield _record(RecordKind.HEAVIEST_LOAD, best, best.load, before or None)


def _most_reps(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    """At each load of the session that no heavier set of it outdid; without one, in all."""
    for one in now:
        rivals = [
            other for other in now if bool(other.load) == bool(one.load) and other.load >= one.load
        ]
        if one is not max(rivals, key=lambda other: (other.reps, other.load)):
            continue
        at_it = [
            other.reps
            for other in earlier
            if bool(other.load) == bool(one.load) and other.load >= one.load
        ]
        if one.reps > max(at_it, default=0):
            yield _record(RecordKind.MOST_REPS, one, one.reps, max(at_it, default=None))


def _best_e1rm(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    best = max(now, key=lambda one: (one.e1rm or 0, one.done.rated_rir is not None))
    before = max(earlier, key=lambda one: one.e1rm or 0, default=None)
    if best.e1rm and (before is None or best.e1rm > (before.e1rm or 0)):
        shown = None if before is None or before.e1rm is None else _e1rm(before)
        yield _record(RecordKind.BEST_E1RM, best, _e1rm(best), shown)


def _e1rm(one: _Placed) -> int:
    return estimated_1rm(one.done.load, one.reps, one.done.good_reps_left).value or 0


def _volume(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    volumes: dict[Identity, int] = {}
    for one in earlier:
        volumes[one.done.session] = volumes.get(one.done.session, 0) + one.load * one.reps
    before = max(volumes.values(), default=0)
    volume = sum(one.load * one.reps for one in now)
    if volume > before:
        rated = [one.done.rated_rir for one in now if one.done.rated_rir is not None]
        last = now[-1].done
        mean = sum(rated) / len(rated) if rated else None
        reason = _reason(RecordKind.SESSION_VOLUME, before or None, ())
        yield PersonalRecord(
            RecordKind.SESSION_VOLUME, last.exercise, last.session, last.day, None, volume,
            before or None, None, None, mean, False, reason,
        )  # fmt: skip


def _effort(now: Sequence[_Placed], earlier: Sequence[_Placed]) -> Iterable[PersonalRecord]:
    """More in reserve at the same load and reps; of several such sets the easiest."""
    for one in now:
        left = one.done.rated_rir
        if left is None or any(_same(one, other) and _beats(other, one) for other in now):
            continue
        known = [
            other.done.rated_rir
            for other in earlier
            if other.done.rated_rir is not None and _same(one, other)
        ]
        if known and left > max(known):
            yield _record(RecordKind.EFFORT, one, left, max(known))


def _same(one: _Placed, other: _Placed) -> bool:
    return bool(one.load) and one.reps == other.reps and is_same_load(one.load, other.load)


def _beats(other: _Placed, one: _Placed) -> bool:
    """Whether another set of the session left more at the same load and reps, or did first."""
    theirs, ours = other.done.rated_rir, one.done.rated_rir or 0
    return theirs is not None and (-theirs, other.place) < (-ours, one.place)


def _record(kind: RecordKind, one: _Placed, value: float, before: float | None) -> PersonalRecord:
    done = one.done
    left = done.good_reps_left
    shown: Numbers = (("reps", done.reps),)
    if kind is RecordKind.EFFORT and before is not None:
        shown = (("rir", shown_rir(value)), ("before", shown_rir(before)))
    at_least = kind is RecordKind.BEST_E1RM and left is None
    reason = _reason(kind, before, shown, at_least)
    return PersonalRecord(
        kind, done.exercise, done.session, done.day, one.place, value, before, done.load,
        done.reps, left, at_least, reason,
    )  # fmt: skip


def _reason(
    kind: RecordKind, before: float | None, shown: Numbers, at_least: bool = False
) -> Reason:
    case = "first" if before is None else ""
    if at_least:
        case = "first_at_least" if before is None else "at_least"
    return reason_from(f"record_{kind}", None, None, (("case", case), *shown))
