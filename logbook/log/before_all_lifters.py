"""What was before, of all lifters at once: for looking at every planned set, not for a page of one.

The same slices as `before` reads for one lifter, in a constant number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from logbook.choices import SetKind
from logbook.clock import local_date
from logbook.log.before import Past
from logbook.log.beginning import Pin
from logbook.log.exercise_history import (
    ESTIMATES_LAST,
    EXPOSURES_READ,
    SEEN_COLUMNS,
    SETS_READ,
    Recent,
    history_from,
)
from logbook.log.sessions import start_of
from logbook.log.week import WEEK_COLUMNS, first_day, week_of
from logbook.models import (
    Bodyweight,
    CheckIn,
    PinnedLoad,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.models.querysets import ItemQuerySet, SetQuerySet
from logbook.speed.courtesy import unhurried
from programming.loads import Load, Unit

# Rows that are taken from the database in one step.
_AT_ONCE = 100
_DAY = dt.timedelta(days=1)


def sessions_to_come(lifters: Collection[User], now: dt.datetime) -> dict[int, TrainingSession]:
    """A session each that would start now, unsaved, with the check-in in force; in one query."""
    days = {lifter.pk: local_date(now, lifter.zone) for lifter in lifters}
    today = now.date()
    found = CheckIn.objects.filter(local_date__range=(today - _DAY, today + _DAY))
    latest = {(one.athlete_id, one.local_date): one for one in found.order_by("taken_at", "pk")}
    return {
        lifter.pk: TrainingSession(
            athlete=lifter,
            check_in=latest.get((lifter.pk, days[lifter.pk])),
            started_at=now,
            zone=lifter.zone,
            local_date=days[lifter.pk],
        )
        for lifter in lifters
    }


def read_pasts(
    sessions: Mapping[int, TrainingSession], exercise_ids: Collection[int]
) -> dict[int, Past]:
    """What the log knew before each of these sessions, by athlete, in four queries."""
    exposures, recent = _exposures(sessions, exercise_ids), _recent(sessions, exercise_ids)
    seen, weeks = _seen(sessions, exercise_ids), _week_rows(sessions)
    return {
        athlete: Past(
            {
                key: history_from(
                    session,
                    exposures.get((athlete, key), ()),
                    recent.get((athlete, key), ()),
                    seen.get((athlete, key), ()),
                )
                for key in exercise_ids
            },
            week_of(start_of(session), weeks.get(athlete, ())),
        )
        for athlete, session in sessions.items()
    }


def safeties_of_all(exercise_ids: Collection[int]) -> dict[tuple[int, int], str]:
    """The safeties of each lifter's last set of each exercise, in one query (rulebook 1)."""
    last = _latest(Set.objects.live().filter(exercise_id__in=exercise_ids), 1)
    return {
        (athlete, exercise): safeties
        for athlete, exercise, safeties in last.values_list("athlete_id", "exercise_id", "safeties")
    }


def pins_of_all(exercise_ids: Collection[int]) -> dict[tuple[int, int], Pin]:
    """The load each lifter pinned to each exercise, in one query."""
    found = PinnedLoad.objects.filter(exercise_id__in=exercise_ids)
    return {
        (athlete, exercise): (Load(milli, Unit(unit)), kind)
        for athlete, exercise, milli, unit, kind in found.values_list(
            "athlete_id", "exercise_id", "load_milli", "load_unit", "load_kind"
        )
    }


def bodyweights(sessions: Mapping[int, TrainingSession]) -> dict[int, int]:
    """Each lifter's latest bodyweight in micrograms, in one query."""
    found = Bodyweight.objects.annotate(
        place=Window(RowNumber(), partition_by=[F("athlete_id")], order_by="-local_date")
    ).filter(place__lte=2)
    rows = found.order_by("local_date").values_list("athlete_id", "local_date", "micrograms")
    return {
        athlete: micrograms
        for athlete, day, micrograms in rows
        if athlete in sessions and day <= sessions[athlete].local_date
    }


def _latest(
    rows: SetQuerySet[Set] | ItemQuerySet[SessionExercise], most: int
) -> QuerySet[Any, Any]:
    """The latest rows of each lifter's exercise."""
    of_each = [F("athlete_id"), F("exercise_id")]
    order: list[Any] = list(rows.latest_first().query.order_by)
    place = Window(RowNumber(), partition_by=of_each, order_by=order)
    latest: QuerySet[Any, Any] = rows.annotate(place=place).filter(place__lte=most)
    return latest


def _read(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows, a few at a time: taking many is one step that lets nobody through."""
    return unhurried(rows.iterator(_AT_ONCE))


def _exposures(
    sessions: Mapping[int, TrainingSession], exercise_ids: Collection[int]
) -> dict[tuple[int, int], list[tuple[int, dt.date, int | None]]]:
    # Daily ones for as long as an estimate counts, as the slices of one lifter have them.
    most = EXPOSURES_READ + ESTIMATES_LAST.days
    rows = _latest(
        SessionExercise.objects.trained().filter(exercise_id__in=exercise_ids), most
    ).order_by("place")
    found: dict[tuple[int, int], list[tuple[int, dt.date, int | None]]] = defaultdict(list)
    for athlete, exercise, session, day, started, e1rm in _read(
        rows.values_list(
            *("athlete_id", "exercise_id", "session_id"),
            *("local_date", "started_at", "e1rm"),
        )
    ):
        to_come = sessions.get(athlete)
        if to_come is not None and started < to_come.started_at:
            found[athlete, exercise].append((session, day, e1rm))
    return found


def _recent(
    sessions: Mapping[int, TrainingSession], exercise_ids: Collection[int]
) -> dict[tuple[int, int], list[Recent]]:
    rows = _latest(
        Set.objects.live().filter(exercise_id__in=exercise_ids, kind=SetKind.WORKING), SETS_READ
    ).order_by("place")
    found: dict[tuple[int, int], list[Recent]] = defaultdict(list)
    for athlete, exercise, started, *columns in _read(
        rows.values_list("athlete_id", "exercise_id", "started_at", *Recent._fields)
    ):
        if athlete in sessions and started <= sessions[athlete].started_at:
            found[athlete, exercise].append(Recent(*columns))
    return found


def _seen(
    sessions: Mapping[int, TrainingSession], exercise_ids: Collection[int]
) -> dict[tuple[int, int], list[tuple[Any, ...]]]:
    if not sessions:
        return {}
    # By way of their exercises: only those know their day by an index.
    rows = SessionExercise.objects.filter(
        exercise_id__in=exercise_ids,
        local_date__gte=min(one.local_date for one in sessions.values()) - ESTIMATES_LAST,
        sets__deleted_at=None,
        sets__kind=SetKind.WORKING,
        sets__load__isnull=False,
        sets__is_slip=False,
    ).order_by()
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    columns = [f"sets__{name}" for name in SEEN_COLUMNS]
    for athlete, exercise, started, *shown in _read(
        rows.values_list("athlete_id", "exercise_id", "started_at", *columns)
    ):
        if athlete in sessions and started <= sessions[athlete].started_at:
            found[athlete, exercise].append(tuple(shown))
    return found


def _week_rows(sessions: Mapping[int, TrainingSession]) -> dict[int, list[tuple[Any, ...]]]:
    if not sessions:
        return {}
    days = [start_of(session) for session in sessions.values()]
    rows = SessionExercise.objects.trained().of_days(
        first_day(min(one.day for one in days)), max(one.last_day for one in days)
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for athlete, *columns in _read(rows.values_list("athlete_id", *WEEK_COLUMNS)):
        session = sessions.get(athlete)
        if session is not None and first_day(session.local_date) <= columns[3]:
            found[athlete].append(tuple(columns))
    return found
