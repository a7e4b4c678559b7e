"""The log as the rules across sessions read it: bounded slices, one query each (long: one record, its slices).

Loads are in micrograms. Of a past target its three numbers and its floor are kept; what led to
them is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, DateTimeField, QuerySet

from logbook.choices import Origin, ReadinessState, SetKind
from logbook.clock import Moment
from logbook.log.bodyweight import added_load
from logbook.log.pain import PLANNED, hurts_since
from logbook.log.sessions import start_of
from logbook.log.verdicts import target_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Given, athlete, together
from programming.choices import Role
from programming.loads import Load, typed_load
from programming.models import RiskEntry
from programming.rulebook import LoggedSet, Severity

# Sixteen exposures of four sets: the last two or three, red days and those compared with.
_SETS_OF_EXERCISE = 64
# Eight of them: what a suggestion rests on when nothing is compared over weeks.
_FEW_SETS = 32


class Trained(NamedTuple):
    """An exercise on one day: that it was trained, and nothing else."""

    exercise_id: int
    session_id: int
    local_date: dt.date
    started_at: dt.datetime


class TypedSet(NamedTuple):
    """A set's load: what was moved in micrograms, and what was typed."""

    load: int | None
    load_kind: str
    typed_load: Load | None


class _ExposureRow(NamedTuple):
    exercise_id: int
    session_id: int
    local_date: dt.date
    logged_at: dt.datetime
    number: int
    reps: int
    load: int | None
    load_milli: int | None
    load_unit: str
    load_kind: str
    rir_halves: int | None
    rir_in_words: bool
    is_slip: bool
    ended_by: str
    rest_seconds: int | None
    is_final: bool
    is_test: bool
    origin: str
    target_low: int | None
    target_aim: int | None
    target_high: int | None
    judged_by__floor_in_force: int | None
    outcome: str
    started_at: dt.datetime
    session__finished_at: dt.datetime | None
    session__check_in__state: str | None
    session__is_deload: bool
    session_exercise__role: str
    session_exercise__has_pain: bool
    session_exercise__reps_bottom: int | None
    session_exercise__reps_top: int | None
    risk__tier: str
    risk__pattern: str
    risk__is_lower_body: bool
    risk__primary_muscles: list[str]
    risk__secondary_muscles: list[str]

    @property
    def order(self) -> tuple[dt.datetime, int, dt.datetime, int]:
        """Time order: a session at a time, its sets as they were done."""
        return self.started_at, self.session_id, self.logged_at, self.number

    @property
    def is_evidence(self) -> bool:
        """Whether a suggestion can rest on it: no test, no slip, no red day, no deload (rulebook 8)."""
        is_aside = self.is_test or self.is_slip or self.session__is_deload
        return not is_aside and self.session__check_in__state != ReadinessState.RED

    def typed(self) -> TypedSet:
        """The set as it was typed."""
        return TypedSet(self.load, self.load_kind, typed_load(self.load_milli, self.load_unit))

    def logged(self, until: Moment) -> LoggedSet:
        """The record the rules take at a moment.

        Recovery counts from the end of a session, so that is when its sets were done.
        """
        bottom = self.session_exercise__reps_bottom
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=until.counted(self.local_date),
            at=self.session__finished_at or self.logged_at,
            reps=self.reps,
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            ended_by=self.ended_by,
            load=self.load,
            added=added_load(self.load_kind, typed_load(self.load_milli, self.load_unit)),
            rir_in_words=self.rir_in_words,
            is_slip=self.is_slip,
            rest_seconds=self.rest_seconds,
            role=self.session_exercise__role,
            tier=self.risk__tier,
            pattern=self.risk__pattern,
            is_lower_body=self.risk__is_lower_body,
            primary_muscles=self.risk__primary_muscles,
            secondary_muscles=self.risk__secondary_muscles,
            is_final_set=self.is_final,
            is_test_set=self.is_test,
            is_imported=self.origin != Origin.TYPED,
            target=target_of(
                self.target_low, self.target_aim, self.target_high, self.judged_by__floor_in_force
            ),
            outcome=self.outcome or None,
            readiness=self.session__check_in__state or ReadinessState.GREEN,
            is_deload=self.session__is_deload,
            has_pain=self.session_exercise__has_pain,
            rep_range=None if bottom is None else (bottom, self.session_exercise__reps_top or bottom),
        )  # fmt: skip


_SINCE = Given("since", output_field=DateField())
_UNTIL = Given("until", output_field=DateField())
_AT = Given("at", output_field=DateTimeField())
_EXERCISE = Given("exercise", output_field=BigIntegerField())


def _of_item(name: str) -> str:
    """A column of `_ExposureRow` as it is named from its session exercise."""
    own = name.removeprefix("session_exercise__")
    return own if own != name or name.startswith("session__") else f"sets__{name}"


def _on_the_days() -> QuerySet[SessionExercise, tuple[Any, ...]]:
    """The sets by way of their exercises: only those are indexed by day."""
    return (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .of_days(_SINCE, _UNTIL)
        .filter(sets__deleted_at=None, sets__kind=SetKind.WORKING)
        .order_by()
        .values_list(*map(_of_item, _ExposureRow._fields))
    )


_OF_DAYS = Compiled(_on_the_days)
_OF_MAIN_LIFTS = Compiled(lambda: _on_the_days().filter(role=Role.MAIN))


def _latest() -> QuerySet[Set, tuple[Any, ...]]:
    return Set.objects.slice_of(athlete(), _EXERCISE, _AT).values_list(*_ExposureRow._fields)


_LATEST = {
    _SETS_OF_EXERCISE: Compiled(lambda: _latest()[:_SETS_OF_EXERCISE]),
    _FEW_SETS: Compiled(lambda: _latest()[:_FEW_SETS]),
}
_TRAINED = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .trained()
        .of_days(_SINCE, _UNTIL)
        .order_by()
        .values_list(*Trained._fields)
    )
)


def sets_of_days(lifter: User, since: dt.date, until: Moment) -> list[LoggedSet]:
    """All working sets from the day `since` up to a moment, in time order, in one query."""
    return _in_order(_rows(_OF_DAYS(**_days(lifter, since, until))), until)


def _days(lifter: User, since: dt.date, until: Moment) -> dict[str, object]:
    return {"athlete": lifter.pk, "since": since, "until": until.last_day, "at": until.at}


class ToldSet(NamedTuple):
    """A working set, how it was typed, what its exercise cost then, and what it was told.

    `warnings` are codes and severities, None where it was never judged.
    """

    done: LoggedSet
    typed: TypedSet
    risk_id: int
    safeties: str
    warnings: list[tuple[str, Severity]] | None


_SESSIONS_AT_ONCE = 50


def whole_log(lifter: User, until: Moment) -> Iterator[ToldSet]:
    """Every working set of the sessions that have ended, in time order, some sessions a query.

    For commands alone: no page may read all of it.
    """
    sessions = TrainingSession.objects.visible_to(lifter).finished()
    keys = list(sessions.order_by("started_at", "pk").values_list("pk", flat=True))
    columns = len(_ExposureRow._fields)
    for at in range(0, len(keys), _SESSIONS_AT_ONCE):
        rows = (
            Set.objects.visible_to(lifter)
            .live()
            .filter(session__in=keys[at : at + _SESSIONS_AT_ONCE], kind=SetKind.WORKING)
            .values_list(
                *_ExposureRow._fields, "risk_id", "safeties", "rulebook_version", "warnings"
            )
        )
        found = [(_ExposureRow(*row[:columns]), *row[columns:]) for row in rows]
        for row, risk, safeties, version, warnings in sorted(found, key=lambda one: one[0].order):
            told = [(code, Severity(loud)) for code, loud, _ in warnings] if version else None
            yield ToldSet(row.logged(until), row.typed(), risk, safeties, told)


def risks_of(log: Iterable[ToldSet]) -> dict[int, RiskEntry]:
    """What the exercises of these sets cost when they were done, by key, in one query."""
    return RiskEntry.objects.in_bulk({one.risk_id for one in log})


def sets_of_exercises(
    lifter: User, exercise_ids: Collection[int], *, main_lifts_since: dt.date, until: Moment
) -> list[LoggedSet]:
    """The latest exposures of these exercises and what all main lifts did since, in two queries.

    In time order, up to a moment. An exposure the slice would cut through is left out.
    """
    wanted = set(exercise_ids)
    found = _latest_rows(lifter, wanted, _SETS_OF_EXERCISE, until)
    rows = [row for rows in found.values() for row in rows]
    others = _rows(_OF_MAIN_LIFTS(**_days(lifter, main_lifts_since, until)))
    rows += (row for row in others if row.exercise_id not in wanted)
    return _in_order(rows, until)


def latest_sets(
    lifter: User, exercise_ids: Collection[int], *, before: TrainingSession
) -> dict[int, list[tuple[LoggedSet, TypedSet]]]:
    """The latest exposures of each exercise when a session began, which is left out.

    In time order, in one query. An exposure the slice would cut through is left out too.
    """
    until = start_of(before)
    found = {}
    latest = _latest_rows(lifter, exercise_ids, _FEW_SETS, until, but=before.pk)
    for exercise_id, rows in latest.items():
        earlier = [row for row in reversed(rows) if row.session_id != before.pk and not row.is_slip]
        found[exercise_id] = [(row.logged(until), row.typed()) for row in earlier]
    return found


def _latest_rows(
    lifter: User,
    exercise_ids: Collection[int],
    most: int,
    until: Moment,
    but: int | None = None,
) -> dict[int, list[_ExposureRow]]:
    """Of each exercise, the latest first; pain marked in the session `but` is not counted."""
    wanted = list(set(exercise_ids))
    given = {"athlete": lifter.pk, "at": until.at}
    found = together(
        *((one, {**given, "exercise": pk}) for one in (_LATEST[most], PLANNED) for pk in wanted)
    )
    latest: dict[int, list[_ExposureRow]] = {}
    for exercise, values, planned in zip(wanted, found, found[len(wanted) :], strict=False):
        if rows := list(_rows(values)):
            latest[exercise] = _with_pain(list(_whole(rows, most)), planned, but)
    return latest


def _with_pain(
    rows: list[_ExposureRow], planned: Iterable[Columns], but: int | None
) -> list[_ExposureRow]:
    """The rows, latest first; those of the last exposure as painful where it hurt to go on after it.

    A session without a working set is no exposure, so the pain marked in it is told with the last
    one that is evidence.
    """
    last = next((row for row in rows if row.is_evidence), None)
    if last is None or not hurts_since(planned, (last.started_at, last.session_id), but):
        return rows
    return [
        row._replace(session_exercise__has_pain=True) if row.session_id == last.session_id else row
        for row in rows
    ]


def trained_since(lifter: User, since: dt.date, until: Moment) -> list[Trained]:
    """What was trained from a day up to a moment, in one query.

    A row for an exercise in a session.
    """
    found = (Trained(*row) for row in _TRAINED(**_days(lifter, since, until)))
    return [one._replace(local_date=until.counted(one.local_date)) for one in found]


def with_days(history: Sequence[LoggedSet], trained: Iterable[Trained]) -> list[LoggedSet]:
    """The history with every day that was trained on, as a set that counts for nothing.

    A layoff is a time without any session, whatever exercise was done in it (rulebook 9).
    """
    days = {one.local_date: one.session_id for one in trained}
    marks = [
        LoggedSet(exercise=0, session=session, day=day, reps=0, kind=SetKind.TIMED)
        for day, session in days.items()
    ]
    return sorted([*history, *marks], key=lambda one: one.day)


def _whole(rows: list[_ExposureRow], most: int) -> Iterable[_ExposureRow]:
    """The rows, latest first, without the session the limit may have cut through."""
    cut = rows[-1].session_id if len(rows) == most else None
    if cut == rows[0].session_id:
        return rows
    return (row for row in rows if row.session_id != cut)


def _rows(found: Iterable[Columns]) -> Iterable[_ExposureRow]:
    return (_ExposureRow(*values) for values in found)


def _in_order(rows: Iterable[_ExposureRow], until: Moment) -> list[LoggedSet]:
    return [row.logged(until) for row in sorted(rows, key=lambda row: row.order)]
