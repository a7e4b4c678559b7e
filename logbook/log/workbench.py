"""One exercise with its sets, read once for a request, and what a set on it would be told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Max, OuterRef, QuerySet, Subquery, UUIDField
from django.http import Http404

from logbook.clock import local_date
from logbook.log.locks import lock_session_of
from logbook.models import CheckIn, SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import (
    Columns,
    Compiled,
    Given,
    Part,
    athlete,
    columns_of,
    row_of,
    together,
)
from programming.models import RiskEntry
from programming.rulebook import ONCE_A_SESSION

# Closer together than this nobody did a set and rested: the sets were typed in afterwards.
_SHORTEST_REST = dt.timedelta(seconds=20)
_LONGEST_REST = dt.timedelta(hours=1)
# Nobody rests so long: the session was over, or what is typed is of another day.
LEFT_ALONE = dt.timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Workbench:
    """One exercise of a session with its sets, read once for a request."""

    lifter: User
    item: SessionExercise
    sets: tuple[Set, ...]
    last_set_at: dt.datetime | None
    """When the session's last set was done, of whatever exercise."""
    elsewhere: tuple[tuple[dt.datetime, str], ...] = ()
    """What the session's other exercises were told that is said once a session, and when."""

    def said_elsewhere(self, until: dt.datetime | None = None) -> list[str]:
        """The codes that other exercises of the session were told, by an instant if one is given."""
        return [code for at, code in self.elsewhere if until is None or at <= until]

    @property
    def live(self) -> list[Set]:
        """Its sets without the deleted ones, in order."""
        return [one for one in self.sets if one.deleted_at is None]


_ITEM_ID = Given("item", output_field=BigIntegerField())


def _last_of_session() -> Subquery:
    """When the last set of the item's session was done."""
    others = SessionExercise.objects.filter(session_id=OuterRef("session_id")).order_by()
    return Subquery(others.values("session_id").values_list(Max("last_set_at")))


def _item() -> QuerySet[SessionExercise, Any]:
    return SessionExercise.objects.filter(athlete_id=athlete(), pk=_ITEM_ID).values_list(
        *columns_of(SessionExercise),
        *columns_of(RiskEntry, "risk__"),
        *columns_of(TrainingSession, "session__"),
        *columns_of(CheckIn, "session__check_in__"),
        _last_of_session(),
    )


_ITEM = Compiled(_item)
_SETS = Compiled(
    lambda: (
        Set.objects.filter(athlete_id=athlete(), session_exercise_id=_ITEM_ID)
        .order_by("number")
        .values_list(*columns_of(Set))
    )
)
_TOLD = Compiled(
    lambda: (
        Set.objects.live()
        .filter(
            athlete_id=athlete(),
            session_id=Subquery(
                SessionExercise.objects.filter(athlete_id=athlete(), pk=_ITEM_ID)
                .order_by()
                .values("session_id")
            ),
        )
        .exclude(session_exercise_id=_ITEM_ID)
        .order_by()
        .values_list("logged_at", "warnings")
    )
)
_KEYED_SET = Compiled(
    lambda: Set.objects.filter(
        athlete_id=athlete(), key=Given("key", output_field=UUIDField())
    ).values_list(*columns_of(Set))
)


def _item_of(found: Sequence[Columns]) -> tuple[SessionExercise, dt.datetime | None]:
    """The exercise with its risk, its session, the session's check-in and its last set's time."""
    if not found:
        raise Http404("Not an exercise of a session of yours.")
    columns = iter(found[0])
    item = row_of(SessionExercise, columns)
    item.risk = row_of(RiskEntry, columns)
    item.session = row_of(TrainingSession, columns)
    check_in = row_of(CheckIn, columns)
    item.session.check_in = check_in if check_in.pk is not None else None
    return item, next(columns)


def open_workbench(
    lifter: User, item_id: int, *, key: uuid.UUID | None = None, lock: bool = False
) -> tuple[Workbench, Set | None]:
    """The exercise and its sets, and the lifter's set with `key` wherever it stands.

    In one query, in two with `lock`: the session is held before anything is read. Raises `Http404` where
    the exercise is not the lifter's.
    """
    given = {"athlete": lifter.pk, "item": item_id}
    parts: list[Part] = [(_SETS, given), (_TOLD, given)]
    if key is not None:
        parts.append((_KEYED_SET, {"athlete": lifter.pk, "key": key}))
    if lock:
        lock_session_of(lifter, item_id)
    found, own, told, *others = together((_ITEM, given), *parts)
    item, last_set_at = _item_of(found)
    sets = tuple(row_of(Set, iter(columns)) for columns in own)
    # The keyed one may be among the exercise's own: then it is that very row.
    keyed = [row_of(Set, iter(columns)) for rows in others for columns in rows]
    known = {row.pk: row for row in sets}
    elsewhere = tuple(
        (at, code) for at, warnings in told for code, *_ in warnings if code in ONCE_A_SESSION
    )
    bench = Workbench(lifter, item, sets, last_set_at, elsewhere)
    return bench, next((known.get(row.pk, row) for row in keyed), None)


def days_since_test(bench: Workbench) -> int | None:
    """Days since the lifter's last test set of any exercise; None: never."""
    session = bench.item.session
    last = (
        Set.objects.visible_to(bench.lifter)
        .live()
        .filter(is_test=True, started_at__lte=session.started_at)
        .latest_first()
        .values_list("local_date", flat=True)
        .first()
    )
    return None if last is None else max((session.local_date - last).days, 0)


def rest_before(bench: Workbench, at: dt.datetime) -> int | None:
    """Seconds since the exercise's previous set; None when nothing sensible was measured."""
    last = max((one.logged_at for one in bench.live), default=None)
    if last is None or not _SHORTEST_REST <= at - last <= _LONGEST_REST:
        return None
    return int((at - last).total_seconds())


def when_done(
    session: TrainingSession, last_set_at: dt.datetime | None, now: dt.datetime
) -> dt.datetime:
    """When a set of the session that is logged now was done.

    Now; in a session that has ended, within it. So it is in one that was left alone for over three
    hours, or was begun on another day: what is typed then was done then, right after the last set.
    """
    since = last_set_at or session.started_at
    if session.finished_at is not None:
        return max(since, min(session.finished_at, now))
    was_left = now - since > LEFT_ALONE and (
        last_set_at is not None or local_date(now, session.zone) != session.local_date
    )
    return since if was_left else now
