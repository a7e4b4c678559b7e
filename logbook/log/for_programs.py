"""Pages of the log for programs: each begins behind a place and costs the same wherever that is.

The log has no index of all sets or records in their order, and gets none: each logged set would pay
for it. So a page looks for the next sessions first, of which there is one, and reads within those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery

from logbook.log.records import KeptRecords, kept_of
from logbook.models import ExerciseRecord, SessionExercise, Set, TrainingSession, User

# So many sessions a page of sets or records reaches over at most: a page may hold fewer rows than asked.
SESSIONS_A_PAGE = 20


class SetPlace(NamedTuple):
    """A set's place in the order of the log, its key the last word."""

    started_at: dt.datetime
    session_id: int
    logged_at: dt.datetime
    number: int
    pk: int


class RecordPlace(NamedTuple):
    """The place of what a session set on an exercise."""

    started_at: dt.datetime
    session_id: int
    exercise_id: int


@dataclass(frozen=True, slots=True)
class KnownExercise:
    """An exercise on record: its latest day, and its latest estimate in micrograms with its day."""

    exercise_id: int
    last_on: dt.date
    e1rm: int | None
    e1rm_on: dt.date | None


def sets_behind(
    lifter: User, place: SetPlace | None, size: int, *, exercise_id: int | None = None
) -> tuple[list[Set], SetPlace | None]:
    """The lifter's sets behind a place, the latest first, and the place the next page begins behind.

    With `exercise_id` of that exercise alone. Two queries.
    """
    wanted = Q() if exercise_id is None else Q(exercise_id=exercise_id)
    has_some = Set.objects.live().filter(wanted, session_id=OuterRef("pk"))
    sessions, has_more = _sessions(lifter, has_some, place and (place.started_at, place.session_id))
    if not sessions:
        return [], None
    # The door is the session's: by the set's own athlete SQLite would read all of that athlete's.
    rows = Set.objects.live().filter(
        wanted, session__athlete_id=lifter.pk, session_id__in=[pk for _, pk in sessions]
    )
    if place is not None:
        rows = rows.filter(~Q(session_id=place.session_id) | _behind_set(place))
    ordered = rows.select_related("risk").order_by(
        "-started_at", "-session_id", "-logged_at", "-number", "-pk"
    )
    found = list(ordered[: size + 1])
    shown = found[:size]
    if len(found) > size:
        last = shown[-1]
        return shown, SetPlace(
            last.started_at, last.session_id, last.logged_at, last.number, last.pk
        )
    if has_more:
        started_at, session_id = sessions[-1]
        # Behind all of that session: no set is older than the epoch.
        return shown, SetPlace(started_at, session_id, dt.datetime(1970, 1, 1, tzinfo=dt.UTC), 0, 0)
    return shown, None


def _behind_set(place: SetPlace) -> Q:
    return (
        Q(logged_at__lt=place.logged_at)
        | Q(logged_at=place.logged_at, number__lt=place.number)
        | Q(logged_at=place.logged_at, number=place.number, pk__lt=place.pk)
    )


def sets_of_session(lifter: User, session: TrainingSession) -> list[Set]:
    """The session's sets, of each exercise in their order, in one query."""
    return list(Set.objects.visible_to(lifter).live().filter(session=session).order_by("number"))


def records_behind(
    lifter: User, place: RecordPlace | None, size: int
) -> tuple[list[tuple[ExerciseRecord, KeptRecords]], RecordPlace | None]:
    """What sessions set on exercises behind a place, the latest first, and where the next page begins.

    Two queries.
    """
    told = ExerciseRecord.objects.visible_to(lifter).exclude(records=[], grinds=[])
    sessions, has_more = _sessions(
        lifter,
        told.filter(session_id=OuterRef("pk")),
        place and (place.started_at, place.session_id),
    )
    if not sessions:
        return [], None
    rows = told.filter(session_id__in=[pk for _, pk in sessions])
    if place is not None:
        rows = rows.filter(~Q(session_id=place.session_id) | Q(exercise_id__gt=place.exercise_id))
    found = list(rows.order_by("-started_at", "-session_id", "exercise_id")[: size + 1])
    shown = [(row, kept_of(row)) for row in found[:size]]
    if len(found) > size:
        last = found[size - 1]
        return shown, RecordPlace(last.started_at, last.session_id, last.exercise_id)
    return shown, RecordPlace(*sessions[-1], 2**62) if has_more else None


def _sessions(
    lifter: User, has_some: object, place: tuple[dt.datetime, int] | None
) -> tuple[list[tuple[dt.datetime, int]], bool]:
    """The sessions from a place on, itself included, of which there is some; and whether more follow."""
    sessions = TrainingSession.objects.visible_to(lifter)
    if place is not None:
        sessions = sessions.started_before(place[0], place[1] + 1)
    with_some = sessions.filter(Exists(has_some))  # type: ignore[arg-type]
    found = list(with_some.latest_first().values_list("started_at", "pk")[: SESSIONS_A_PAGE + 1])
    return found[:SESSIONS_A_PAGE], len(found) > SESSIONS_A_PAGE


def sets_named_in(
    lifter: User, found: Sequence[tuple[ExerciseRecord, KeptRecords]]
) -> dict[int, Set]:
    """The sets that records were set with, and those of grinds, by key."""
    keys = {pk for _, kept in found for pk in kept.grinds}
    keys |= {one.set_id for _, kept in found for one in kept.records if one.set_id is not None}
    return Set.objects.filter(session__athlete_id=lifter.pk).in_bulk(keys)


def exercises_behind(lifter: User, after: int, size: int) -> tuple[list[KnownExercise], int | None]:
    """The exercises on record with a key above `after`, and the key the next page begins behind.

    Two queries.
    """
    items = SessionExercise.objects.visible_to(lifter).begun()
    keys = list(
        items.filter(exercise_id__gt=after)
        .order_by("exercise_id")
        .values_list("exercise_id", flat=True)
        .distinct()[: size + 1]
    )
    shown = keys[:size]
    latest = items.filter(exercise_id=OuterRef("exercise_id")).latest_first()
    rated = latest.filter(e1rm__isnull=False)
    # One row an exercise, whichever: the columns beside it are of the latest.
    rows = (
        items.filter(exercise_id__in=shown, pk=Subquery(latest.values("pk")[:1]))
        .annotate(
            rated_e1rm=Subquery(rated.values("e1rm")[:1]),
            rated_on=Subquery(rated.values("local_date")[:1]),
            last_on=F("local_date"),
        )
        .order_by("exercise_id")
        .values_list("exercise_id", "last_on", "rated_e1rm", "rated_on")
    )
    known = [KnownExercise(*row) for row in rows]
    return known, shown[-1] if len(keys) > size else None
