"""Twelve weeks of a log as section 9 asks for them: the summaries of all, the sets of a few.

What is summed of each exposure stands on its session's exercise. The rules say of which exercises
that leaves a question open; of those alone the sets are read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from programming.rulebook import (
    ExposureSums,
    LoggedSet,
    exercises_to_read,
    good_reps_left,
    patterns_to_read,
    rule,
)

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
    rated_hard_sets: int
    unrated_sets: int
    budget_failures: int
    is_odd: bool
    primary: str
    secondary: str

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
        .values_list(*_Item._fields[:-3], Exists(_ODD), *muscle_columns("risk"))
    )
)


_DROP = rule("sharp_drop").numbers
# The fewest reps a sharp drop has lost: after one set at its load (rulebook 4.1).
_LOST = _DROP["ordinary_reps"] + min(_DROP["amber_reps"], _DROP["red_reps"])
_DROPS_IN = dt.timedelta(days=rule("repeated_drops").numbers["days"])
MISSED_IN = dt.timedelta(weeks=4)
"""A muscle that was not trained in these is named (RepStack policy)."""


class _Done(NamedTuple):
    """A set as far as a sharp drop asks."""

    exercise_id: int
    session_id: int
    local_date: dt.date
    reps_bottom: int | None
    reps_top: int | None
    reps: int
    load: int | None
    rir_halves: int | None
    ended_by: str
    rest_seconds: int | None
    is_slip: bool
    plan_bottom: int | None
    plan_top: int | None

    def logged(self, until: Moment) -> LoggedSet:
        bottom, top = self.plan_bottom, self.plan_top
        if bottom is None:
            bottom, top = self.reps_bottom, self.reps_top
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=until.counted(self.local_date),
            reps=self.reps,
            load=self.load,
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            ended_by=self.ended_by,
            rest_seconds=self.rest_seconds,
            is_slip=self.is_slip,
            rep_range=None if bottom is None else (bottom, top or bottom),
        )

    @property
    def to_failure(self) -> float | None:
        """Reps done and left; None where it was not told."""
        rir = None if self.rir_halves is None else self.rir_halves / 2
        left = good_reps_left(self.reps, rir, self.ended_by)
        return None if left is None else self.reps + left


_OF_ITEM = 5
_DONE = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(), started_at__lte=Given("at", output_field=DateTimeField())
        )
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .filter(sets__deleted_at=None, sets__kind=SetKind.WORKING)
        .order_by("started_at", "session", "sets__logged_at", "sets__number")
        .values_list(
            *_Done._fields[:_OF_ITEM], *(f"sets__{name}" for name in _Done._fields[_OF_ITEM:])
        )
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


@dataclass(frozen=True, slots=True)
class WeeksOfEffort(Weeks):
    """The same as patterns ask for it.

    `lately` are the sets of four weeks of each exposure in which one may have fallen sharply;
    `trained` are the muscles that hard sets of four weeks counted for.
    """

    lately: Sequence[LoggedSet]
    trained: frozenset[str]


def weeks_of_fatigue(lifter: User, since: dt.date, until: Moment) -> Weeks:
    """The weeks from the day `since` up to a moment, in one query, or two where sets are read."""
    items = _items(lifter, since, until)
    marks, sums = _marked(items, until)
    wanted = {int(one) for one in exercises_to_read(sums, until.day)}
    return Weeks(sums, _read(lifter, wanted, marks, since, until))


def weeks_of_effort(lifter: User, since: dt.date, until: Moment) -> WeeksOfEffort:
    """The same weeks for patterns, in two queries, or three where more sets are read."""
    items = _items(lifter, since, until)
    marks, sums = _marked(items, until)
    wanted = {int(one) for one in patterns_to_read(sums, until.day)}
    lately = until.day - _DROPS_IN + dt.timedelta(days=1)
    rows = map(
        _Done._make, _DONE(athlete=lifter.pk, at=until.at, since=lately, until=until.last_day)
    )
    hard = (one for one in items if one.rated_hard_sets or one.unrated_sets)
    return WeeksOfEffort(
        sums,
        _read(lifter, wanted, marks, since, until),
        in_time_order(row.logged(until) for row in _may_have_fallen(rows)),
        frozenset(
            muscle
            for one in hard
            if one.local_date > until.day - MISSED_IN
            for muscles in (one.primary, one.secondary)
            for muscle in muscles_of(muscles)
        ),
    )


def _may_have_fallen(rows: Iterable[_Done]) -> list[_Done]:
    """The sets of the exposures in which one is far enough from another for a sharp drop, in order."""
    found: dict[tuple[int, int], list[_Done]] = defaultdict(list)
    for row in rows:
        found[row.exercise_id, row.session_id].append(row)
    fallen: list[_Done] = []
    for sets in found.values():
        known = [left for row in sets if (left := row.to_failure) is not None]
        if known and max(known) - min(known) >= _LOST:
            fallen += sets
    return fallen


def _items(lifter: User, since: dt.date, until: Moment) -> list[_Item]:
    found = _ITEMS(athlete=lifter.pk, at=until.at, since=since, until=until.last_day)
    return sorted(map(_Item._make, found), key=lambda item: item.place)


def _marked(
    items: Sequence[_Item], until: Moment
) -> tuple[dict[tuple[dt.datetime, int], LoggedSet], list[ExposureSums]]:
    """Each session as a set that counts for nothing, by its place, and the sums of the exposures."""
    sessions = {item.session_id: item for item in items}
    marks = {item.place: _mark(item, until) for item in sessions.values()}
    days = {mark.session: mark.day for mark in in_time_order(marks.values())}
    return marks, [_sums(item, days[item.session_id]) for item in items]


def _read(
    lifter: User,
    wanted: Collection[int],
    marks: Mapping[tuple[dt.datetime, int], LoggedSet],
    since: dt.date,
    until: Moment,
) -> list[LoggedSet]:
    rows = rows_of_days(lifter, wanted, since, until) if wanted else []
    every = [*marks.items(), *((row.order, row.logged(until)) for row in rows)]
    every.sort(key=lambda one: one[0])
    return in_time_order(done for _, done in every)


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
        primary_muscles=muscles_of(item.primary),
        rated_hard_sets=item.rated_hard_sets,
        budget_failures=item.budget_failures,
    )
