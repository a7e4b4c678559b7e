"""The log as the level and the sense of effort read it: bounded by time, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import BigIntegerField, DateField, DateTimeField

from logbook.choices import Origin, SetKind
from logbook.clock import Moment
from logbook.log.bodyweight import WEIGHED
from logbook.log.exposure_rows import in_time_order
from logbook.log.training_span import KEPT, RUNNING, TrainingLog
from logbook.models import SessionExercise, Set, User
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.catalogue.entries import competition_lifts, current_release
from programming.choices import Role
from programming.models import CatalogueRelease
from programming.rulebook import CompetitionLift, LoggedSet, rule

# A level's own twelve weeks, in which the strength score's lie as well.
_DAYS_OF_SETS = 12 * 7
_DAYS_OF_SENSE = 365
# Twenty exercises a day for twelve weeks; more than anyone trains.
_MOST_ITEMS = 1680
# Of each kind, failures and tests: there the cost stops growing, however long the log is.
_MOST_MEASURED = 60
# Twenty-four sets of a lift a day for twelve weeks.
_MOST_LIFTED = 2016


class _SignRow(NamedTuple):
    """What sections 10 and 11 read of a set."""

    exercise_id: int
    session_id: int
    local_date: dt.date
    reps: int
    load: int | None
    rir_halves: int | None
    ended_by: str
    is_test: bool
    origin: str
    rir_in_words: bool
    is_slip: bool
    session_exercise_id: int

    def logged(
        self, until: Moment, *, role: str = Role.SECONDARY, lift: CompetitionLift | None = None
    ) -> LoggedSet:
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=until.counted(self.local_date),
            reps=self.reps,
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            ended_by=self.ended_by,
            load=self.load,
            role=role,
            competition_lift=lift,
            is_test_set=self.is_test,
            is_imported=self.origin == Origin.IMPORTED,
            rir_in_words=self.rir_in_words,
            is_slip=self.is_slip,
        )


class Training(NamedTuple):
    """What the level reads of the log: some sets, all sessions, the latest bodyweight if any.

    Loads and bodyweight are in micrograms.
    """

    history: list[LoggedSet]
    log: TrainingLog
    bodyweight: int | None


_AT = Given("at", output_field=DateTimeField())
_ITEMS = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete(), started_at__lte=_AT)
        .trained()
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .order_by("-local_date", "-pk")
        .values_list("pk", "exercise_id", "role")[:_MOST_ITEMS]
    )
)


def read_training(lifter: User, until: Moment) -> Training:
    """What the level is assessed from (rulebook 10), in two queries beside the catalogue's.

    The sessions of ten years, and the sets of twelve weeks of the main and competition lifts. A
    log of which nothing is kept is read.
    """
    lifts = marked_lifts()
    given = {"athlete": lifter.pk, "at": until.at}
    since = until.day - dt.timedelta(days=_DAYS_OF_SETS)
    kept, running, recent, weighed = together(
        (KEPT, given),
        (RUNNING, given),
        (_ITEMS, {**given, "since": since, "until": until.last_day}),
        (WEIGHED, {"athlete": lifter.pk, "day": until.day}),
    )
    roles = {pk: role for pk, _, role in recent}
    wanted = {exercise for _, exercise, role in recent if role == Role.MAIN or exercise in lifts}
    span = dt.timedelta(days=_DAYS_OF_SETS + 1)
    found = _LIFTED.of_each("exercise", wanted, **_since(lifter, until, span))
    # Each exercise's latest first: turned around, the days in order keep an exercise's own order.
    rows = sorted(map(_SignRow._make, reversed(found)), key=lambda row: row.local_date)
    history = [
        row.logged(until, role=roles[row.session_exercise_id], lift=lifts.get(row.exercise_id))
        for row in rows
        if row.session_exercise_id in roles
    ]
    log = TrainingLog.of(lifter, until, kept, running)
    return Training(history, log, weighed[0][0] if weighed else None)


_EXERCISE = Given("exercise", output_field=BigIntegerField())
_LIFTED = Compiled(
    lambda: (
        Set.objects.slice_of(athlete(), _EXERCISE, Given("at", output_field=DateTimeField()))
        .filter(
            local_date__gt=Given("since", output_field=DateField()),
            # The index ends here; a day is by the calendar, and two days wider by any clock.
            started_at__gte=Given("from", output_field=DateTimeField()),
        )
        .values_list(*_SignRow._fields)[:_MOST_LIFTED]
    )
)


def _since(lifter: User, until: Moment, span: dt.timedelta) -> dict[str, object]:
    """The values of `_LIFTED`, without its exercise, for what was lifted within a time."""
    return {
        "athlete": lifter.pk,
        "since": until.day - span,
        "from": until.at - span - dt.timedelta(days=2),
        "at": until.at,
    }


def read_lifts(lifter: User, until: Moment) -> tuple[list[LoggedSet], int | None]:
    """The sets of the competition lifts that the strength score rests on (rulebook 13).

    In time order, with the latest bodyweight; loads in micrograms. One query beside the
    catalogue's.
    """
    lifts = marked_lifts()
    span = dt.timedelta(days=rule("strength_total").numbers["days"])
    given = _since(lifter, until, span)
    weighed, *found = together(
        (WEIGHED, {"athlete": lifter.pk, "day": until.day}),
        *((_LIFTED, {**given, "exercise": exercise}) for exercise in lifts),
    )
    rows = [_SignRow(*row) for sets in found for row in reversed(sets)]
    history = [row.logged(until, lift=lifts[row.exercise_id]) for row in rows]
    history.sort(key=lambda done: done.day)
    return history, weighed[0][0] if weighed else None


def read_measured(lifter: User, until: Moment) -> list[LoggedSet]:
    """The exercises of the last year with a failure or test set, whole (rulebook 11).

    The latest sixty of each, in three queries.
    """
    since = until.day - dt.timedelta(days=_DAYS_OF_SENSE)
    failed = (
        SessionExercise.objects.visible_to(lifter)
        .of_days(since, until.last_day)
        .filter(started_at__lte=until.at, failure_sets__gt=0)
        .order_by("-local_date", "-pk")
        .values_list("pk", flat=True)[:_MOST_MEASURED]
    )
    tested = (
        Set.objects.visible_to(lifter)
        .live()
        .filter(is_test=True, local_date__gte=since, started_at__lte=until.at)
        .latest_first()
        .values_list("session_exercise_id", flat=True)[:_MOST_MEASURED]
    )
    return in_time_order(row.logged(until) for row in _sets_of(lifter, {*failed, *tested}))


def marked_lifts() -> Mapping[int, CompetitionLift]:
    """The competition lifts by exercise id; none before there is a catalogue, and so no log."""
    try:
        release = current_release()
    except CatalogueRelease.DoesNotExist:
        return {}
    return competition_lifts(release.pk)


def _sets_of(lifter: User, items: Collection[int]) -> list[_SignRow]:
    """The working sets of these session exercises, in time order."""
    rows = (
        Set.objects.visible_to(lifter)
        .live()
        .filter(session_exercise_id__in=list(items), kind=SetKind.WORKING)
        .latest_first()
        .reverse()
        .values_list(*_SignRow._fields)
    )
    return [_SignRow(*row) for row in rows]
