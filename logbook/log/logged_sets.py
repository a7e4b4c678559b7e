"""The log as the rules across sessions read it: bounded slices, one query each.

Loads are in micrograms. Of a past target its three numbers and its floor are kept; what led to
them is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, DateTimeField, Max, QuerySet

from logbook.choices import SetKind
from logbook.clock import Moment
from logbook.log.asking import STORED, Ask
from logbook.log.exposure_rows import COLUMNS, NAMES, ExposureRow, TypedSet, in_time_order
from logbook.log.muscles import muscle_columns
from logbook.log.pain import PLANNED, hurts_since
from logbook.log.sessions import start_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Given, athlete
from programming.choices import Role
from programming.rulebook import LoggedSet

# Sixteen exposures of four sets: the last two or three, red days and those compared with.
SETS_OF_EXERCISE = 64
# Eight of them: what a suggestion rests on when nothing is compared over weeks.
FEW_SETS = 32


class Trained(NamedTuple):
    """An exercise on one day: that it was trained, and nothing else."""

    exercise_id: int
    session_id: int
    local_date: dt.date
    started_at: dt.datetime


_SINCE = Given("since", output_field=DateField())
_UNTIL = Given("until", output_field=DateField())
_AT = Given("at", output_field=DateTimeField())
_EXERCISE = Given("exercise", output_field=BigIntegerField())


def _of_item(name: str) -> str:
    """A column of `ExposureRow` as it is named from its session exercise."""
    own = name.removeprefix("session_exercise__")
    return own if own != name or name.startswith("session__") else f"sets__{name}"


def _on_the_days() -> QuerySet[SessionExercise, tuple[Any, ...]]:
    """The sets by way of their exercises: only those are indexed by day."""
    return (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .of_days(_SINCE, _UNTIL)
        .filter(sets__deleted_at=None, sets__kind=SetKind.WORKING)
        .order_by()
        .values_list(*map(_of_item, NAMES), *muscle_columns("sets__risk"))
    )


_OF_DAYS = Compiled(_on_the_days)
_OF_DAYS_AND_EXERCISE = Compiled(lambda: _on_the_days().filter(exercise_id=_EXERCISE))
OF_MAIN_LIFTS = Compiled(lambda: _on_the_days().filter(role=Role.MAIN))


def _latest() -> QuerySet[Set, tuple[Any, ...]]:
    return Set.objects.slice_of(athlete(), _EXERCISE, _AT).values_list(*COLUMNS)


LATEST = {
    SETS_OF_EXERCISE: Compiled(lambda: _latest()[:SETS_OF_EXERCISE]),
    FEW_SETS: Compiled(lambda: _latest()[:FEW_SETS]),
}
TRAINED = Compiled(
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


def rows_of_days(
    lifter: User, exercise_ids: Collection[int], since: dt.date, until: Moment
) -> list[ExposureRow]:
    """The working sets of these exercises from the day `since` up to a moment, in one query."""
    given = _days(lifter, since, until)
    return list(_rows(_OF_DAYS_AND_EXERCISE.of_each("exercise", exercise_ids, **given)))


def _days(lifter: User, since: dt.date, until: Moment) -> dict[str, object]:
    return {"athlete": lifter.pk, "since": since, "until": until.last_day, "at": until.at}


def sets_of_exercises(
    lifter: User,
    exercise_ids: Collection[int],
    *,
    main_lifts_since: dt.date,
    until: Moment,
    ask: Ask = STORED,
) -> list[LoggedSet]:
    """The latest exposures of these exercises and what all main lifts did since, in two queries.

    In time order, up to a moment. An exposure the slice would cut through is left out.
    """
    wanted = set(exercise_ids)
    found = _latest_rows(lifter, wanted, SETS_OF_EXERCISE, until, ask)
    rows = [row for rows in found.values() for row in rows]
    [main_lifts] = ask((OF_MAIN_LIFTS, _days(lifter, main_lifts_since, until)))
    others = _rows(main_lifts)
    rows += (row for row in others if row.exercise_id not in wanted)
    return _in_order(rows, until)


def latest_sets(
    lifter: User, exercise_ids: Collection[int], *, before: TrainingSession, ask: Ask = STORED
) -> dict[int, list[tuple[LoggedSet, TypedSet]]]:
    """The latest exposures of each exercise when a session began, which is left out.

    In time order, in one query. An exposure the slice would cut through is left out too.
    """
    until = start_of(before)
    found = {}
    latest = _latest_rows(lifter, exercise_ids, FEW_SETS, until, ask, but=before.pk)
    for exercise_id, rows in latest.items():
        earlier = [row for row in reversed(rows) if row.session_id != before.pk and not row.is_slip]
        done = in_time_order(row.logged(until) for row in earlier)
        found[exercise_id] = list(zip(done, (row.typed() for row in earlier), strict=True))
    return found


def _latest_rows(
    lifter: User,
    exercise_ids: Collection[int],
    most: int,
    until: Moment,
    ask: Ask,
    but: int | None = None,
) -> dict[int, list[ExposureRow]]:
    """Of each exercise, the latest first; pain marked in the session `but` is not counted."""
    wanted = list(set(exercise_ids))
    given = {"athlete": lifter.pk, "at": until.at}
    found = ask(
        *((one, {**given, "exercise": pk}) for one in (LATEST[most], PLANNED) for pk in wanted)
    )
    latest: dict[int, list[ExposureRow]] = {}
    for exercise, values, planned in zip(wanted, found, found[len(wanted) :], strict=False):
        if rows := list(_rows(values)):
            latest[exercise] = _with_pain(list(_whole(rows, most)), planned, but)
    return latest


def _with_pain(
    rows: list[ExposureRow], planned: Iterable[Columns], but: int | None
) -> list[ExposureRow]:
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


def trained_since(
    lifter: User, since: dt.date, until: Moment, *, ask: Ask = STORED
) -> list[Trained]:
    """What was trained from a day up to a moment, in one query.

    A row for an exercise in a session.
    """
    [rows] = ask((TRAINED, _days(lifter, since, until)))
    found = (Trained(*row) for row in rows)
    return [one._replace(local_date=until.counted(one.local_date)) for one in found]


class OnDay(NamedTuple):
    """A day that was trained on, and a session of it."""

    local_date: dt.date
    session_id: int


_DAYS = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .trained()
        .of_days(_SINCE, _UNTIL)
        .order_by()
        .values("local_date")
        .annotate(last=Max("session"))
        .values_list("local_date", "last")
    )
)


def days_since(lifter: User, since: dt.date, until: Moment) -> list[OnDay]:
    """The days that were trained on from one up to a moment, in one query."""
    found = _DAYS(**_days(lifter, since, until))
    return [OnDay(until.counted(day), session) for day, session in found]


def with_days(history: Sequence[LoggedSet], trained: Iterable[Trained | OnDay]) -> list[LoggedSet]:
    """The history with every day that was trained on, as a set that counts for nothing.

    A layoff is a time without any session, whatever exercise was done in it (rulebook 9).
    """
    days = {one.local_date: one.session_id for one in trained}
    marks = [
        LoggedSet(exercise=0, session=session, day=day, reps=0, kind=SetKind.TIMED)
        for day, session in days.items()
    ]
    return sorted([*history, *marks], key=lambda one: one.day)


def _whole(rows: list[ExposureRow], most: int) -> Iterable[ExposureRow]:
    """The rows, latest first, without the session the limit may have cut through."""
    cut = rows[-1].session_id if len(rows) == most else None
    if cut == rows[0].session_id:
        return rows
    return (row for row in rows if row.session_id != cut)


def _rows(found: Iterable[Columns]) -> Iterable[ExposureRow]:
    return (ExposureRow(*values) for values in found)


def _in_order(rows: Iterable[ExposureRow], until: Moment) -> list[LoggedSet]:
    return in_time_order(row.logged(until) for row in sorted(rows, key=lambda row: row.order))
