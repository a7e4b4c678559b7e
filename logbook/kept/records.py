"""The records of the log: kept for each session and exercise, in the order of the log.

A row says what a session added to the bests of an exercise. So the bests before any session are
the rows before it, and a change somewhere in the log is put right by reading the exercise from
there on: for the latest session, that session alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField

from logbook.choices import Origin, SetKind
from logbook.log.bodyweight import added_load
from logbook.log.locks import lock_lifter
from logbook.log.records import Place
from logbook.log.verdicts import target_of
from logbook.models import ExerciseRecord, SessionExercise, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of
from programming.loads import typed_load
from programming.rulebook import (
    ExerciseBests,
    LoggedSet,
    Standing,
    bests_after,
    records_against,
)

FIELDS = (
    *("records", "grinds", "e1rm", "volume", "marks"),
    *("standing", "heaviest", "most_reps"),
)
_BATCH = 200


class RecordRow(NamedTuple):
    """A set, as far as records ask; they sort into the order of the log, an exercise at a time."""

    exercise_id: int
    started_at: dt.datetime
    session_id: int
    local_date: dt.date
    logged_at: dt.datetime
    number: int
    pk: int
    reps: int
    load: int | None
    load_milli: int | None
    load_unit: str
    load_kind: str
    rir_halves: int | None
    rir_in_words: bool
    ended_by: str
    origin: str
    outcome: str
    target_low: int | None
    target_aim: int | None
    target_high: int | None

    @property
    def place(self) -> Place:
        """The place of its session."""
        return Place(self.started_at, self.session_id)

    def logged(self) -> LoggedSet:
        """The record the rules take, as far as records ask."""
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=self.local_date,
            reps=self.reps,
            load=self.load,
            added=added_load(self.load_kind, typed_load(self.load_milli, self.load_unit)),
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            rir_in_words=self.rir_in_words,
            ended_by=self.ended_by,
            is_imported=self.origin != Origin.TYPED,
            target=target_of(self.target_low, self.target_aim, self.target_high),
            outcome=self.outcome or None,
        )


class SoFar(NamedTuple):
    """An exercise so far: what is to be beaten, and the most that was moved and done in a set."""

    bests: ExerciseBests = ExerciseBests()
    heaviest: int = 0
    most_reps: int = 0


_EXERCISE = Given("exercise", output_field=BigIntegerField())
_THE_BEGINNING = dt.datetime.min.replace(tzinfo=dt.UTC)
_KEPT = Compiled(
    lambda: (
        ExerciseRecord.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE)
        .order_by()
        .values_list(*columns_of(ExerciseRecord))
    )
)
# By way of the session's exercises, which say whether it has ended in one join.
_ROWS = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(),
            exercise_id=_EXERCISE,
            started_at__gte=Given("since", output_field=DateTimeField()),
            session__finished_at__isnull=False,
            sets__deleted_at=None,
            sets__kind=SetKind.WORKING,
            sets__reps__gt=0,
            sets__is_slip=False,
        )
        .order_by()
        .values_list(
            *("exercise_id", "started_at", "session_id", "local_date"),
            *("sets__logged_at", "sets__number", "sets__pk"),
            *(f"sets__{name}" for name in RecordRow._fields[7:]),
        )
    )
)


def keep_records(lifter: User, exercises: Collection[int], since: Place | None) -> None:
    """Put the records of these exercises right from a place in the log on; None: all of it.

    Call it last in the transaction that changed the log: one lifter's records are written by one
    transaction at a time, and whoever holds that lock waits for no other.
    """
    wanted = set(exercises)
    if not wanted:
        return
    lock_lifter(lifter)
    kept, stale = kept_until(lifter, wanted, since)
    made = list(records_of(lifter, record_rows(lifter, wanted, since), kept))
    if stale:
        ExerciseRecord.objects.filter(pk__in=[row.pk for row in stale]).delete()
    ExerciseRecord.objects.bulk_create(made, batch_size=_BATCH)


def differing(lifter: User, exercise: int) -> list[str]:
    """Where the kept records of one exercise are not those of its log, a line each."""
    kept = kept_until(lifter, {exercise}, None)[1]
    made = list(records_of(lifter, record_rows(lifter, {exercise}, None), {}))
    old, new = ({row.session_id: row for row in rows} for rows in (kept, made))
    lines = []
    for session in sorted({*old, *new}):
        one, other = old.get(session), new.get(session)
        if one is None or other is None:
            lines.append(f"session {session}: {'not kept' if one is None else 'kept for nothing'}")
            continue
        fields = [
            f"{name} kept {getattr(one, name)}, rebuilt {getattr(other, name)}"
            for name in (*FIELDS, "local_date", "started_at")
            if getattr(one, name) != getattr(other, name)
        ]
        if fields:
            lines.append(f"session {session}: {'; '.join(fields)}")
    return lines


def kept_until(
    lifter: User, exercises: set[int], since: Place | None
) -> tuple[dict[int, SoFar], list[ExerciseRecord]]:
    """The bests of each exercise before the place, and the rows from there on."""
    rows = [
        row_of(ExerciseRecord, iter(row))
        for row in _KEPT.of_each("exercise", exercises, athlete=lifter.pk)
    ]
    marks: dict[int, dict[tuple[int | None, int], float | None]] = defaultdict(dict)
    last: dict[int, ExerciseRecord] = {}
    stale = []
    for row in sorted(rows, key=_row_place):
        if since is None or _row_place(row) >= since:
            stale.append(row)
            continue
        last[row.exercise_id] = row
        marks[row.exercise_id].update({(load, reps): left for load, reps, left in row.marks})
    bests = {
        exercise: SoFar(
            ExerciseBests(row.e1rm, row.volume, marks[exercise], Standing(*row.standing)),
            row.heaviest,
            row.most_reps,
        )
        for exercise, row in last.items()
    }
    return bests, stale


def _row_place(row: ExerciseRecord) -> Place:
    return Place(row.started_at, row.session_id)


def record_rows(lifter: User, exercises: set[int], since: Place | None) -> list[RecordRow]:
    """The working sets of finished sessions from the place on, in the order of the log."""
    from_ = _THE_BEGINNING if since is None else since.started_at
    rows = _ROWS.of_each("exercise", exercises, athlete=lifter.pk, since=from_)
    found = sorted(RecordRow(*row) for row in rows)
    return found if since is None else [row for row in found if row.place >= since]


def records_of(
    lifter: User, sets: Sequence[RecordRow], so_far: dict[int, SoFar]
) -> Iterable[ExerciseRecord]:
    """The rows of these sets, in their order, whose exercises have these bests before them."""
    exposures: dict[tuple[int, Place], list[RecordRow]] = defaultdict(list)
    for row in sets:
        exposures[row.exercise_id, row.place].append(row)
    for (exercise, place), rows in exposures.items():
        before, heaviest, most_reps = was = so_far.get(exercise, SoFar())
        logged = [row.logged() for row in rows]
        found = records_against(before, logged)
        after = bests_after(before, logged)
        now = so_far[exercise] = SoFar(
            after,
            max(heaviest, *(row.load or 0 for row in rows)),
            max(most_reps, *(row.reps for row in rows)),
        )
        if found.grinds or now != was:
            yield ExerciseRecord(
                athlete=lifter,
                exercise_id=exercise,
                session_id=place.session_id,
                local_date=rows[0].local_date,
                started_at=place.started_at,
                records=[
                    [str(one.kind), None if one.place is None else rows[one.place].pk,
                     one.value, one.before, one.rir, [list(pair) for pair in one.reason.numbers],
                     one.is_near_heaviest]
                    for one in found.records
                ],
                grinds=[rows[one.place].pk for one in found.grinds],
                e1rm=after.e1rm,
                volume=after.volume,
                standing=list(astuple(after.standing)),
                heaviest=now.heaviest,
                most_reps=now.most_reps,
                marks=[
                    [*mark, left]
                    for mark, left in after.marks.items()
                    if mark not in before.marks or left != before.marks[mark]
                ],
            )  # fmt: skip
