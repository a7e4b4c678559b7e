"""From what a file says to what it would bring: instants, loads as this logbook keeps them, slips."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from logbook.acts.imported_entries import (
    BY_TYPE,
    CONFLICT,
    FAILURE,
    Brought,
    BroughtExercise,
    BroughtSession,
    BroughtSet,
)
from logbook.choices import EndedBy
from logbook.clock import first_reading, local_date
from logbook.pages.transfer.dumbbells import AS_WRITTEN, Dumbbells, load_of_exercises
from logbook.pages.transfer.formats.values import Reading, ReadSession, ReadSet, Source
from logbook.pages.transfer.planning_own import as_it_was, too_much
from programming.loads import MICROGRAMS_PER_KG, Load, LoadKind, Unit
from programming.names import clean_name

# A timer that was forgotten says nothing of when the last set was.
_LONGEST_SESSION = dt.timedelta(hours=6)
_A_SET = dt.timedelta(minutes=3)
_NOON = dt.time(12)
_AHEAD = dt.timedelta(days=1)
# A file whose days were lost has all its sets in one session.
_MOST_SETS = 1_000
# A thousand tonnes in a set: a slip of the keyboard, and more than sums of a session can hold.
_MOST_IN_A_SET = 1_000_000 * MICROGRAMS_PER_KG
_LONGEST_NOTE, _LONGEST_SET_NOTE, _LONGEST_TITLE = 2_000, 500, 80
# Bodyweight written as the lifter's own weight: nobody's every pull-up has so much hung to it.
_OWN_WEIGHT_FROM = 40 * MICROGRAMS_PER_KG


@dataclass(slots=True)
class Planned:
    """What a file would bring, and what stands in the way; `cut` are notes too long to keep whole."""

    brought: Brought
    errors: list[tuple[int, str]] = field(default_factory=list)
    cut: int = 0


def planned(
    reading: Reading,
    exercises: Mapping[str, BroughtExercise],
    *,
    zone: str,
    now: dt.datetime,
    failure_is_effort: bool = True,
    dumbbells: Dumbbells = AS_WRITTEN,
) -> Planned:
    """What the file would bring for a lifter whose clocks were in `zone`, by its sessions' starts.

    With `failure_is_effort` a failure without a rating has no rep left (rule 2 of every source);
    without, the mark is a habit and says nothing of effort. `dumbbells` are what loads are kept as.
    """
    load_of = load_of_exercises(dumbbells, exercises)
    found = Planned(Brought(reading.source, [], dict(exercises), load_of))
    own_weight = _with_own_weight(reading, exercises)
    if reading.source == Source.REPSTACK:
        found.errors += _no_names(reading, exercises)
    for session in reading.trained:
        started = _instant(session.start, zone, has_time=session.has_time)
        if started > now + _AHEAD:
            found.errors.append((session.line, "The session lies in the future."))
            continue
        if len(session.sets) > _MOST_SETS:
            said = f"There are {len(session.sets):,} sets in this one session."
            found.errors.append((session.line, said))
            continue
        if session.own is not None:
            own = as_it_was(session, session.own, exercises)
            found.errors += too_much(own)
            found.brought.sessions.append(own)
            continue
        found.brought.sessions.append(
            _Session(found, session, exercises, own_weight, started, zone, dumbbells).made(
                failure_is_effort
            )
        )
    found.brought.sessions.sort(key=lambda one: one.started_at)
    return found


def _no_names(
    reading: Reading, exercises: Mapping[str, BroughtExercise]
) -> Iterator[tuple[int, str]]:
    """What can be no exercise's name, at the first line it stands on."""
    seen: set[str] = set()
    for done in (one for session in reading.sessions for one in session.sets):
        if done.exercise not in seen and exercises[done.exercise].entry is None:
            try:
                clean_name(done.exercise)
            except ValueError as fault:
                yield done.line, str(fault)
        seen.add(done.exercise)


def _instant(at: dt.datetime, zone: str, *, has_time: bool = True) -> dt.datetime:
    """The UTC instant; of a wall clock's time that never was or came twice the first reading."""
    if at.tzinfo is not None:
        return at.astimezone(dt.UTC)
    if not has_time:
        at = dt.datetime.combine(at.date(), _NOON)
    return first_reading(at, zone)


def _with_own_weight(reading: Reading, exercises: Mapping[str, BroughtExercise]) -> set[str]:
    """The bodyweight exercises for which FitNotes has the lifter's own weight in every set."""
    if reading.source != Source.FITNOTES:
        return set()
    least: dict[str, int] = {}
    for session in reading.sessions:
        for done in session.sets:
            weight = Load(done.milli or 0, Unit(done.unit or Unit.KG)).micrograms
            least[done.exercise] = min(least.get(done.exercise, weight), weight)
    return {
        name
        for name, weight in least.items()
        if weight >= _OWN_WEIGHT_FROM
        and (entry := exercises[name].entry) is not None
        and entry.load_kind != LoadKind.EXTERNAL
    }


class _Session:
    """One session on its way."""

    def __init__(
        self,
        found: Planned,
        session: ReadSession,
        exercises: Mapping[str, BroughtExercise],
        own_weight: set[str],
        started: dt.datetime,
        zone: str,
        dumbbells: Dumbbells,
    ) -> None:
        self.found, self.session, self.exercises = found, session, exercises
        self.own_weight, self.zone, self.started = own_weight, zone, started
        self.dumbbells = dumbbells
        self.notes: list[str] = [session.note] if session.note else []
        self._ordinals: Counter[str] = Counter()
        self._exercise_ordinals: Counter[int | str] = Counter()

    def made(self, failure_is_effort: bool) -> BroughtSession:
        """The session as the logbook would keep it."""
        session, source = self.session, Source(self.found.brought.source)
        count = len(session.sets)
        ended = self._ended()
        gap = (ended - self.started) / count
        sets = []
        for place, done in enumerate(session.sets, start=1):
            one = self._set(done, failure_is_effort)
            one.logged_at = done.at if done.at is not None else self.started + gap * place
            sets.append(one)
        is_aware = session.start.tzinfo is not None
        notes = {name: self._short(name, "\n".join(said)) for name, said in session.notes.items()}
        return BroughtSession(
            session.line,
            (session.name or f"{source.label} session")[:_LONGEST_TITLE],
            self.started,
            max([ended, *(one.logged_at for one in sets if one.logged_at is not None)]),
            local_date(self.started, self.zone) if is_aware else session.start.date(),
            self.zone,
            note=self._note(),
            notes={name: said for name, said in notes.items() if said},
            sets=sets,
        )

    def _ended(self) -> dt.datetime:
        """When it ended: as the file says where that can be, else after its sets."""
        session = self.session
        if session.end is not None:
            if session.end.tzinfo is not None or session.start.tzinfo is not None:
                length = _instant(session.end, self.zone) - self.started
            else:
                length = session.end - session.start
            if dt.timedelta(0) < length <= _LONGEST_SESSION:
                return self.started + length
        return self.started + min(_A_SET * len(session.sets), _LONGEST_SESSION)

    def _set(self, done: ReadSet, failure_is_effort: bool) -> BroughtSet:
        exercise = self.exercises[done.exercise]
        key: int | str = exercise.entry.exercise_id if exercise.entry else exercise.key
        self._ordinals[exercise.key] += 1
        self._exercise_ordinals[key] += 1
        load, load_kind = self._load(done, exercise)
        marks = FAILURE * done.is_failure | BY_TYPE * done.is_by_type | CONFLICT * done.is_conflict
        is_habit = done.is_by_type and done.reps > 0 and not failure_is_effort
        return BroughtSet(
            done.line,
            exercise,
            self._ordinals[exercise.key],
            self._exercise_ordinals[key],
            done.reps,
            load,
            load_kind,
            done.kind.value if hasattr(done.kind, "value") else done.kind,
            None if is_habit else done.rir_halves,
            EndedBy.MUSCULAR_FAILURE if done.is_failure and not is_habit else EndedBy.STOPPED,
            marks,
            done.rest_seconds,
            self._short(done.exercise, done.note),
        )

    def _load(self, done: ReadSet, exercise: BroughtExercise) -> tuple[Load | None, str]:
        """The load as it is typed here, and what its number means for the exercise."""
        kind = exercise.entry.load_kind if exercise.entry else exercise.load_kind
        milli = self.dumbbells.converted(exercise.key, done.milli or 0)
        load = Load(abs(milli), Unit(done.unit)) if milli else None
        if load is not None and load.micrograms * done.reps > _MOST_IN_A_SET:
            said = f"{done.reps} reps with {load} are more than anybody does in a set."
            self.found.errors.append((done.line, said))
        if kind == LoadKind.EXTERNAL:
            if milli < 0:
                self.found.errors.append(
                    (
                        done.line,
                        f"A weight below 0, and {done.exercise} is not lifted with the body.",
                    )
                )
            return load, LoadKind.EXTERNAL
        if load is None or done.exercise in self.own_weight:
            return None, LoadKind.BODYWEIGHT
        if kind == LoadKind.ASSISTED or milli < 0:
            return load, LoadKind.ASSISTED
        return load, LoadKind.ADDED

    def _short(self, name: str, note: str) -> str:
        """A note that fits beside a set; a longer one goes to the session's, under its name."""
        if len(note) <= _LONGEST_SET_NOTE:
            return note
        self.notes.append(f"{name}: {note}")
        return ""

    def _note(self) -> str:
        note = "\n".join([*self.notes, *self.session.aside])
        if len(note) > _LONGEST_NOTE:
            self.found.cut += 1
            return f"{note[: _LONGEST_NOTE - 1]}…"
        return note
