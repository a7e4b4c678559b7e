"""Twelve weeks of a log as section 9 asks for them: the summaries of all, the sets of a few.

What is summed of each exposure stands on its session's exercise. The rules say of which exercises
that leaves a question open; of those alone the sets are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import DateField, DateTimeField, Exists, OuterRef, Q

from logbook.choices import EndedBy, ReadinessState, SetKind
from logbook.clock import Moment
from logbook.log.exposure_rows import in_time_order
from logbook.log.logged_sets import rows_of_days
from logbook.log.muscles import muscle_columns, muscles_of
from logbook.models import SessionExercise, Set, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.rulebook import ExposureSums, LoggedSet, exercises_to_read

_ODD = (
    Set.objects.live()
    .filter(session_exercise=OuterRef("pk"), kind=SetKind.WORKING)
    .filter(Q(is_slip=True) | Q(ended_by=EndedBy.TECHNICAL_FAILURE))
)


class _Item(NamedTuple):
    """An exercise of a session by what is summed of it."""

    started_at: dt.datetime
    session_id: int
    exercise_id: int
    local_date: dt.date
    role: str
    has_pain: bool
    on_target: int
    too_close: int
    too_easy: int
    failure_sets: int
    e1rm: int | None
    session__is_deload: bool
    session__check_in__state: str | None
    is_odd: bool
    muscles: str

    @property
    def place(self) -> tuple[dt.datetime, int]:
        """Where its session stands in the log."""
        return self.started_at, self.session_id

    @property
    def readiness(self) -> str:
        """The state of the session's check-in; unknown is green (rulebook 6)."""
        return self.session__check_in__state or ReadinessState.GREEN


_ITEMS = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(), started_at__lte=Given("at", output_field=DateTimeField())
        )
        .trained()
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .order_by()
        .values_list(*_Item._fields[:-2], Exists(_ODD), muscle_columns("risk")[0])
    )
)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Some weeks of a log: sums of every exposure, and the sets that have to be read.

    Both in time order. `log` has every session, one without sets to be read as a set that counts
    for nothing.
    """

    sums: Sequence[ExposureSums]
    log: Sequence[LoggedSet]


def weeks_of_fatigue(lifter: User, since: dt.date, until: Moment) -> Weeks:
    """The weeks from the day `since` up to a moment, in one query, or two where sets are read."""
    found = _ITEMS(athlete=lifter.pk, at=until.at, since=since, until=until.last_day)
    items = sorted(map(_Item._make, found), key=lambda item: item.place)
    sessions = {item.session_id: item for item in items}
    marks = {item.place: _mark(item, until) for item in sessions.values()}
    days = {mark.session: mark.day for mark in in_time_order(marks.values())}
    sums = [_sums(item, days[item.session_id]) for item in items]
    wanted = {int(one) for one in exercises_to_read(sums, until.day)}
    rows = rows_of_days(lifter, wanted, since, until) if wanted else []
    every = [*marks.items(), *((row.order, row.logged(until)) for row in rows)]
    every.sort(key=lambda one: one[0])
    return Weeks(sums, in_time_order(done for _, done in every))


def _mark(item: _Item, until: Moment) -> LoggedSet:
    """The session of an exercise, as a set that counts for nothing."""
    return LoggedSet(
        exercise=0,
        session=item.session_id,
        day=until.counted(item.local_date),
        reps=0,
        kind=SetKind.TIMED,
        readiness=item.readiness,
        is_deload=item.session__is_deload,
    )


def _sums(item: _Item, day: dt.date) -> ExposureSums:
    return ExposureSums(
        exercise=item.exercise_id,
        session=item.session_id,
        day=day,
        role=item.role,
        is_evidence=item.readiness != ReadinessState.RED and not item.session__is_deload,
        has_pain=item.has_pain,
        on_target=item.on_target,
        too_close=item.too_close,
        too_easy=item.too_easy,
        failures=item.failure_sets,
        e1rm=item.e1rm,
        is_plain=not item.is_odd,
        primary_muscles=muscles_of(item.muscles),
    )
