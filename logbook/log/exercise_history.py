"""What the rules ask of an exercise's log: bounded slices of it, whatever its length.

Its last exposures, those that an estimate rests on, and its last working sets. `week` has the
other side, and `before` asks for both at once. Read when asked and not kept: an edit of an old
session needs no second write.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, QuerySet

from logbook.log.sessions import start_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Given, Part, athlete, together
from programming.loads import Load, typed_load
from programming.rulebook import (
    RULES,
    PerformedSet,
    current_e1rm,
    is_new_movement,
    reps_to_failure_seen,
)

# Enough for every rule: the exposures that make a movement known (one session may hold several),
# daily ones for as long as an estimate counts, and 20 working sets beside today's.
EXPOSURES_READ = 12
ESTIMATES_LAST = dt.timedelta(days=RULES["current_e1rm"].numbers["days"])
ESTIMATED = 48
# What is 42 days old by the calendars of two places may be two more by the clock.
_TWO_DAYS = dt.timedelta(days=2)
SETS_READ = 32
# What was done counts for as many days: twelve sets on each of them.
SEEN_READ = 512


@dataclass(frozen=True, slots=True)
class PastSet:
    """A working set of an earlier exposure, as much of it as the next session shows."""

    reps: int
    load: Load | None
    load_kind: str
    rir_halves: int | None
    safeties: str
    seconds: int | None = None
    """How long a timed one was held."""


@dataclass(frozen=True, slots=True)
class ExerciseHistory:
    """One exercise as the log knew it before this session: e1RM in micrograms."""

    sessions: int
    recent_ends: tuple[str, ...]
    e1rm: int | None
    previous: tuple[PastSet, ...]
    rated: tuple[tuple[dt.date, int, float], ...]
    """The day, load in micrograms and reps to failure of what was rated lately."""

    @property
    def is_new_movement(self) -> bool:
        """Whether the lifter does not own the movement yet (rulebook 2)."""
        return is_new_movement(self.sessions, self.recent_ends)

    def seen(self, load: int, today: dt.date) -> float | None:
        """The reps to failure that what was done lately shows for a load (rulebook 2, step 9)."""
        return reps_to_failure_seen(self.rated, load, today)

    def after(self, done: PerformedSet, day: dt.date) -> ExerciseHistory:
        """The history with one more working set, done on this day."""
        return replace(
            self,
            recent_ends=(done.ended_by, *self.recent_ends),
            rated=(*self.rated, *_rated(day, done)),
        )

    @property
    def fewest_reps(self) -> int | None:
        """The fewest reps of the last exposure: the bottom of an unplanned range (rulebook 8)."""
        return min((past.reps for past in self.previous), default=None)


def _performed(load: int | None, reps: int, rir_halves: int | None, ended_by: str) -> PerformedSet:
    """A working set as the rules take it, from the columns that tell its effort."""
    rir = None if rir_halves is None else rir_halves / 2
    return PerformedSet(reps, rir, ended_by, load)


def _rated(day: dt.date, done: PerformedSet) -> tuple[tuple[dt.date, int, float], ...]:
    """The set as `reps_to_failure_seen` takes it, nothing where it shows nothing."""
    if done.is_slip or done.load is None or done.reps_to_failure is None:
        return ()
    return ((day, done.load, done.reps_to_failure),)


_EXERCISE = Given("exercise", output_field=BigIntegerField())


def history_parts(
    lifter: User, session: TrainingSession, exercise_ids: Collection[int]
) -> list[Part]:
    """The queries whose rows `histories_of` reads: four slices of each exercise."""
    given = {
        "athlete": lifter.pk,
        "since": session.started_at - ESTIMATES_LAST - _TWO_DAYS,
        "started_at": session.started_at,
    }
    return [
        (one, {**given, "exercise": exercise_id}) for exercise_id in exercise_ids for one in SLICES
    ]


def histories_of(
    session: TrainingSession, exercise_ids: Collection[int], rows: Sequence[Sequence[Columns]]
) -> dict[int, ExerciseHistory]:
    """What the log knew of each exercise before `session`, from the rows of `history_parts`."""
    answers = iter(rows)
    return {
        exercise_id: history_from(
            session,
            [*next(answers), *next(answers)],
            [Recent(*row) for row in next(answers)],
            next(answers),
        )
        for exercise_id in exercise_ids
    }


_STARTED_AT = Given("started_at", output_field=DateTimeField())


def _exposures() -> QuerySet[SessionExercise]:
    return (
        SessionExercise.objects.trained()
        .filter(athlete_id=athlete(), exercise_id=_EXERCISE, started_at__lt=_STARTED_AT)
        .latest_first()
    )


EXPOSURE_COLUMNS = ("session_id", "local_date", "e1rm")
LAST_EXPOSURES = Compiled(lambda: _exposures().values_list(*EXPOSURE_COLUMNS)[:EXPOSURES_READ])
ESTIMATES = Compiled(
    lambda: (
        _exposures()
        .filter(started_at__gte=Given("since", output_field=DateTimeField()), e1rm__isnull=False)
        .values_list(*EXPOSURE_COLUMNS)[:ESTIMATED]
    )
)


class Recent(NamedTuple):
    """What the rules and the next session's rows need of a working set of before."""

    session_id: int
    reps: int
    load_milli: int | None
    load_unit: str
    load_kind: str
    rir_halves: int | None
    ended_by: str
    safeties: str
    is_slip: bool

    def as_past(self) -> PastSet:
        """The set as the next session shows it."""
        load = typed_load(self.load_milli, self.load_unit)
        return PastSet(self.reps, load, self.load_kind, self.rir_halves, self.safeties)


def _latest_sets() -> QuerySet[Set]:
    return Set.objects.slice_of(athlete(), _EXERCISE, _STARTED_AT)


RECENT_SETS = Compiled(lambda: _latest_sets().values_list(*Recent._fields)[:SETS_READ])
SEEN_COLUMNS = ("load", "reps", "rir_halves", "ended_by", "local_date")
SEEN = Compiled(
    lambda: (
        _latest_sets()
        .filter(started_at__gte=Given("since", output_field=DateTimeField()), load__isnull=False)
        .filter(is_slip=False)
        .values_list(*SEEN_COLUMNS)[:SEEN_READ]
    )
)
SLICES = (LAST_EXPOSURES, ESTIMATES, RECENT_SETS, SEEN)


_LAST_SESSIONS = Compiled(
    lambda: _exposures().values_list("exercise_id", "session_id")[:EXPOSURES_READ]
)
_LAST_ENDS = Compiled(lambda: _latest_sets().values_list("session_id", "ended_by")[:SETS_READ])
_OF_ENDED = (
    Compiled(
        lambda: (
            _exposures()
            .filter(session__finished_at__isnull=False)
            .values_list("exercise_id", "session_id")[:EXPOSURES_READ]
        )
    ),
    Compiled(
        lambda: (
            _latest_sets()
            .filter(session__finished_at__isnull=False)
            .values_list("session_id", "ended_by")[:SETS_READ]
        )
    ),
)


def earlier_sessions(
    lifter: User, exercise_ids: Collection[int], started_at: dt.datetime
) -> dict[str | int, int]:
    """Of each exercise, in how many sessions it was done before one begins; counted to twelve.

    In one query.
    """
    found: dict[int, set[int]] = {pk: set() for pk in exercise_ids}
    for exercise, session in _LAST_SESSIONS.of_each(
        "exercise", found, athlete=lifter.pk, started_at=started_at
    ):
        found[exercise].add(session)
    return {exercise: len(sessions) for exercise, sessions in found.items()}


def new_movements(
    lifter: User,
    exercise_ids: Collection[int],
    started_at: dt.datetime,
    *,
    of_ended: bool = False,
) -> set[int]:
    """Those of the exercises that are new to the lifter when a session begins, in one query.

    What `ExerciseHistory.is_new_movement` says, from the two columns that it rests on; `of_ended`
    reads the sessions that have ended alone.
    """
    given = {"athlete": lifter.pk, "started_at": started_at}
    wanted = list(dict.fromkeys(exercise_ids))
    queries = _OF_ENDED if of_ended else (_LAST_SESSIONS, _LAST_ENDS)
    found = together(*((one, {**given, "exercise": pk}) for one in queries for pk in wanted))
    return {
        pk
        for pk, sessions, ends in zip(
            wanted, found[: len(wanted)], found[len(wanted) :], strict=True
        )
        if is_new_movement(len({session for _, session in sessions}), [end for _, end in ends])
    }


def history_from(
    session: TrainingSession,
    exposures: Sequence[Columns],
    recent: Sequence[Recent],
    seen: Sequence[Columns],
) -> ExerciseHistory:
    """The history of one exercise before `session`, from its slices, latest first.

    An exposure is (session id, local date, session e1RM in micrograms or None); what was seen has
    `SEEN_COLUMNS`.
    """
    start = start_of(session)
    best: dict[int, tuple[dt.date, int]] = {}
    for sid, day, e1rm in exposures:
        if e1rm is not None and (sid not in best or e1rm > best[sid][1]):
            best[sid] = (start.counted(day), e1rm)
    # A slip shows nothing until it is confirmed; that it ended in broken form is one all the same.
    earlier = [past for past in recent if past.session_id != session.pk and not past.is_slip]
    last = [past for past in earlier if past.session_id == earlier[0].session_id]
    return ExerciseHistory(
        sessions=len({sid for sid, _, _ in exposures}),
        recent_ends=tuple(past.ended_by for past in recent),
        e1rm=current_e1rm(list(best.values()), session.local_date),
        previous=tuple(past.as_past() for past in reversed(last)),
        rated=tuple(
            one
            for load, reps, halves, ended_by, day in set(seen)
            for one in _rated(start.counted(day), _performed(load, reps, halves, ended_by))
        ),
    )
