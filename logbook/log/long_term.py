"""The log as the level and the sense of effort read it: bounded by time, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.models import BigIntegerField, DateField, DateTimeField

from logbook.choices import Origin, SetKind
from logbook.clock import Moment
from logbook.log.bodyweight import WEIGHED
from logbook.models import SessionExercise, Set, User
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.catalogue.entries import competition_lifts, current_release
from programming.choices import Role
from programming.models import CatalogueRelease
from programming.rulebook import CompetitionLift, EffortWord, LoggedSet, rir_from_word, rule

# Full points for uninterrupted training need 36 months; a month more holds the gap before them.
_DAYS_OF_GAPS = 37 * 31
_DAYS_OF_SETS = 12 * 7
_DAYS_OF_SENSE = 365
# Twenty exercises a day for twelve weeks; more than anyone trains.
_MOST_ITEMS = 1680
# Of each kind, failures and tests: there the cost stops growing, however long the log is.
_MOST_MEASURED = 60
# Twenty-four sets of a lift a day for twelve weeks.
_MOST_LIFTED = 2016
_MOST_HALVES = 2 * rule("rir_scale").numbers["most"]
_EASY_HALVES = 2 * rir_from_word(EffortWord.EASY)


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

    @property
    def is_least_left(self) -> bool:
        """Whether the RIR stands for that many or more: 5+, and Easy for 4 or more."""
        least = _EASY_HALVES if self.rir_in_words else _MOST_HALVES
        return self.rir_halves is not None and self.rir_halves >= least

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
            is_slip=self.is_slip,
        )


def read_training(lifter: User, until: Moment) -> list[LoggedSet]:
    """The history the level is assessed from (rulebook 10), in four queries.

    The days of the last three years, each as a set without any number, and the sets of twelve
    weeks of the main and competition lifts. Loads in micrograms.
    """
    lifts = _lifts()
    items = SessionExercise.objects.visible_to(lifter).trained().filter(started_at__lte=until.at)
    days = (
        items.of_days(until.day - dt.timedelta(days=_DAYS_OF_GAPS), until.last_day)
        .order_by("local_date")
        .values_list("local_date", flat=True)
        .distinct()
    )
    recent = list(
        items.of_days(until.day - dt.timedelta(days=_DAYS_OF_SETS), until.last_day)
        .order_by("-local_date", "-pk")
        .values_list("pk", "exercise_id", "role")[:_MOST_ITEMS]
    )
    wanted = {exercise for _, exercise, role in recent if role == Role.MAIN} | set(lifts)
    roles = {pk: role for pk, exercise, role in recent if exercise in wanted}
    history = [
        LoggedSet(exercise=0, session=0, day=until.counted(day), reps=0, kind=SetKind.TIMED)
        for day in days
    ]
    history += [
        row.logged(until, role=roles[row.session_exercise_id], lift=lifts.get(row.exercise_id))
        for row in _sets_of(lifter, roles)
    ]
    history.sort(key=lambda done: done.day)
    return history


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


def read_lifts(lifter: User, until: Moment) -> tuple[list[LoggedSet], int | None]:
    """The sets of the competition lifts that the strength score rests on (rulebook 13).

    In time order, with the latest bodyweight; loads in micrograms. One query beside the
    catalogue's.
    """
    lifts = _lifts()
    span = dt.timedelta(days=rule("strength_total").numbers["days"])
    given = {
        "athlete": lifter.pk,
        "since": until.day - span,
        "from": until.at - span - dt.timedelta(days=2),
        "at": until.at,
    }
    weighed, *found = together(
        (WEIGHED, {"athlete": lifter.pk, "day": until.day}),
        *((_LIFTED, {**given, "exercise": exercise}) for exercise in lifts),
    )
    rows = [_SignRow(*row) for sets in found for row in reversed(sets)]
    history = [row.logged(until, lift=lifts[row.exercise_id]) for row in rows]
    history.sort(key=lambda done: done.day)
    return history, weighed[0][0] if weighed else None


def read_measured(lifter: User, until: Moment) -> list[tuple[LoggedSet, bool]]:
    """The exercises of the last year with a failure or test set, whole (rulebook 11).

    The latest sixty of each, in three queries. Each set with whether its RIR stands for that
    many or more.
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
    return [(row.logged(until), row.is_least_left) for row in _sets_of(lifter, {*failed, *tested})]


def _lifts() -> Mapping[int, CompetitionLift]:
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
