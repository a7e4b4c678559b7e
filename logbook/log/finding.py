"""Sessions of one kind, found page by page: of an exercise, a workout, some days, or that went so.

The keys come from the index that fits best, so many at a time and no more; then those are looked
at. So a page costs the same in a log of a month and of forty years, also where little or nothing
fits: it then says how far back it looked, and the next page goes on from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q

from logbook.choices import EndedBy, Went
from logbook.clock import local_date
from logbook.log.sessions import PAGE_SIZE
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.models.querysets import AthleteQuerySet
from logbook.speed.skipping import different
from programming.catalogue.entries import current_release, entries_for
from programming.models import Workout

LOOK = 500
"""How many rows of an index one page reads at most: some two years of sessions."""
# A day begins so long before and after it does in UTC, wherever the lifter was.
_ANYWHERE = dt.timedelta(days=2)

Start = tuple[dt.datetime, int]
Rows = TypeVar("Rows", bound=AthleteQuerySet[Any])

# What must hold for one of a session's exercises; the others have rows of their own.
_OF_EXERCISE = {
    Went.ON_TARGET: Q(on_target__gt=0),
    Went.TOO_CLOSE: Q(too_close__gt=0),
    Went.TOO_EASY: Q(too_easy__gt=0),
    Went.NOT_RATED: Q(unrated_sets__gt=0),
    Went.FAILURE: Q(failure_sets__gt=0),
    Went.PAIN: Q(has_pain=True),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is anything. Days are the sessions' own, both included."""

    exercise: int | None = None
    workout: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    went: Went | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Page:
    """Sessions found, latest first, with the counts of their sets.

    `next` is the start after which the next page begins, None where there is no more;
    `looked_to` is the day up to which this one looked without filling itself, else None.
    """

    sessions: list[TrainingSession]
    next: Start | None
    looked_to: dt.date | None


def find_sessions(
    lifter: User, wanted: Wanted, before: Start | None = None, size: int = PAGE_SIZE
) -> Page:
    """A page of the sessions that are wanted, in two queries, of at most `LOOK` rows looked at."""
    seen: list[Start] = list(_candidates(lifter, wanted, before))
    more = len(seen) > LOOK
    del seen[LOOK:]
    if not seen:
        return Page([], None, None)
    found = (
        TrainingSession.objects.visible_to(lifter)
        .filter(_days(wanted), pk__in={pk for _, pk in seen}, **_of_workout(wanted))
        .filter(*_marks(wanted))
        .latest_first()
    )
    rows = list(
        TrainingSession.objects.visible_to(lifter)
        .filter(pk__in=found.values("pk")[: size + 1])
        .with_effort()
        .latest_first()
    )
    if len(rows) > size:
        return Page(rows[:size], _start(rows[size - 1]), None)
    if more:
        # The last one seen may have more rows in its index: it was looked at as a whole all the same.
        return Page(rows, seen[-1], local_date(seen[-1][0], lifter.zone))
    return Page(rows, None, None)


def _start(session: TrainingSession) -> Start:
    return session.started_at, session.pk


def _candidates(lifter: User, wanted: Wanted, before: Start | None) -> Iterable[Start]:
    """The starts of sessions that may fit, from the index with the fewest others in it."""
    if wanted.went is Went.FORM_BROKE:
        sets = Set.objects.visible_to(lifter).filter(ended_by=EndedBy.TECHNICAL_FAILURE)
        return _of_parts(sets, wanted, before)
    if wanted.went is Went.PAIN:
        marked = SessionExercise.objects.visible_to(lifter).filter(has_pain=True)
        return _of_parts(marked, wanted, before)
    if wanted.exercise is not None and wanted.went is not Went.DELOAD:
        items = SessionExercise.objects.visible_to(lifter).filter(exercise_id=wanted.exercise)
        return _of_parts(items, wanted, before)
    sessions = TrainingSession.objects.visible_to(lifter)
    if wanted.went is Went.DELOAD:
        sessions = sessions.filter(is_deload=True)
    elif wanted.workout is not None:
        sessions = sessions.filter(workout_id=wanted.workout)
    if before is not None:
        sessions = sessions.started_before(*before)
    rows = sessions.filter(_instants(wanted)).latest_first()
    return rows.values_list("started_at", "pk")[: LOOK + 1]


def _of_parts(rows: Rows, wanted: Wanted, before: Start | None) -> Iterable[Start]:
    if before is not None:
        at, pk = before
        rows = rows.filter(Q(started_at__lt=at) | Q(started_at=at, session_id__lt=pk))
        rows = rows.filter(started_at__lte=at)
    rows = rows.filter(_instants(wanted)).order_by("-started_at", "-session_id")
    return rows.values_list("started_at", "session_id")[: LOOK + 1]


def _instants(wanted: Wanted) -> Q:
    """The indexes are in the order of instants: where they begin and end for some days."""
    within = Q()
    if wanted.first is not None:
        within &= Q(started_at__gte=_midnight(wanted.first) - _ANYWHERE)
    if wanted.last is not None:
        within &= Q(started_at__lte=_midnight(wanted.last) + _ANYWHERE)
    return within


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _days(wanted: Wanted) -> Q:
    within = Q()
    if wanted.first is not None:
        within &= Q(local_date__gte=wanted.first)
    if wanted.last is not None:
        within &= Q(local_date__lte=wanted.last)
    return within


def _of_workout(wanted: Wanted) -> dict[str, int]:
    return {} if wanted.workout is None else {"workout_id": wanted.workout}


def _marks(wanted: Wanted) -> list[Exists | Q]:
    """What must hold of the session, and of one and the same exercise or set in it."""
    marks: list[Exists | Q] = []
    of = Q() if wanted.exercise is None else Q(exercise_id=wanted.exercise)
    if wanted.went is Went.DELOAD:
        marks.append(Q(is_deload=True))
    if wanted.went is Went.FORM_BROKE:
        broken = Set.objects.live().filter(of, ended_by=EndedBy.TECHNICAL_FAILURE)
        marks.append(Exists(_in_session(broken)))
    elif of or wanted.went in _OF_EXERCISE:
        how = _OF_EXERCISE[wanted.went] if wanted.went in _OF_EXERCISE else Q()
        marks.append(Exists(_in_session(SessionExercise.objects.filter(of, how))))
    return marks


def _in_session(rows: Rows) -> Rows:
    return rows.filter(session_id=OuterRef("pk"), athlete_id=OuterRef("athlete_id"))


# ---- what there is to choose from --------------------------------------------------------------------


def exercises_done(lifter: User) -> list[tuple[int, str]]:
    """The exercises of the lifter's sessions by name, in two queries."""
    keys = different(SessionExercise, lifter.pk, "exercise")
    known = entries_for(keys, current_release(), lifter) if keys else {}
    names = {key: entry.name for key, entry in known.items()}
    return sorted(names.items(), key=lambda one: (one[1].casefold(), one[0]))


def workouts_done(lifter: User) -> list[tuple[int, str]]:
    """The workouts sessions were begun from, by name and program, in two queries."""
    keys = different(TrainingSession, lifter.pk, "workout")
    rows = Workout.objects.filter(pk__in=keys).values_list("pk", "name", "block__program__name")
    named = ((pk, f"{name} · {program}") for pk, name, program in rows)
    return sorted(named, key=lambda one: (one[1].casefold(), one[0]))
