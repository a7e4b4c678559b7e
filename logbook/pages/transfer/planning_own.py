"""Our own file on its way in: everything of it is written as it was, nothing is guessed at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from logbook.acts.imported_entries import (
    MOST_IN_SESSION,
    BroughtExercise,
    BroughtSession,
    BroughtSet,
    OwnColumns,
)
from logbook.pages.transfer.formats.values import OwnSession, ReadSession, ReadSet
from programming.loads import Load, Unit


def as_it_was(
    session: ReadSession, own: OwnSession, exercises: Mapping[str, BroughtExercise]
) -> BroughtSession:
    """A session of our own file as the logbook keeps it."""
    of_name: Counter[str] = Counter()
    of_exercise: Counter[int | str] = Counter()
    sets: list[BroughtSet] = []
    for done in session.sets:
        exercise = exercises[done.exercise]
        key: int | str = exercise.entry.exercise_id if exercise.entry else exercise.key
        of_name[exercise.key] += 1
        of_exercise[key] += 1
        sets.append(_set(session, done, exercise, of_name[exercise.key], of_exercise[key]))
    return BroughtSession(
        session.line,
        session.name,
        session.start,
        session.end or max([session.start, *(one.at for one in session.sets if one.at)]),
        own.day,
        own.zone,
        note=session.note,
        sets=sets,
        is_deload=own.is_deload,
        own_notes=own.notes,
        pain=own.pain,
        supersets=own.supersets,
    )


def too_much(session: BroughtSession) -> Iterator[tuple[int, str]]:
    """The sets from which on a session of our own file is more than its sum can hold."""
    moved = 0
    for done in session.sets:
        in_own = done.own.moved if done.own is not None else None
        moved += done.reps * (done.micrograms if in_own is None else in_own)
        if moved > MOST_IN_SESSION:
            yield done.line, "The session is more than anybody moves in one."


def _set(
    session: ReadSession,
    done: ReadSet,
    exercise: BroughtExercise,
    ordinal: int,
    exercise_ordinal: int,
) -> BroughtSet:
    own = done.own
    if own is None:
        raise LookupError(done.line)
    columns = dict(own.columns)
    is_slip = bool(columns.pop("is_slip"))
    ended_by = str(columns.pop("ended_by"))
    return BroughtSet(
        done.line,
        exercise,
        ordinal,
        exercise_ordinal,
        done.reps,
        None if done.milli is None else Load(done.milli, Unit(done.unit)),
        own.load_kind,
        done.kind,
        done.rir_halves,
        ended_by,
        rest_seconds=done.rest_seconds,
        note=done.note,
        logged_at=done.at or session.start,
        is_slip=is_slip,
        own=OwnColumns(own.block, own.moved, own.came_from, columns),
    )
