"""One exercise with its sets, read once for a request, and what a set on it would be told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet, UUIDField
from django.http import Http404

from logbook.compiled import Columns, Compiled, Given, Part, athlete, columns_of, row_of, together
from logbook.effort import (
    Effort,
    Facts,
    facts_of,
    judge,
    moved,
)
from logbook.history import latest_bodyweight
from logbook.models import CheckIn, SessionExercise, Set, TrainingSession, User
from logbook.operations.entries import SetEntry
from logbook.past import read_past
from programming.choices import SetKind
from programming.models import RiskEntry
from programming.rulebook import PerformedSet

# Closer together than this nobody did a set and rested: the sets were typed in afterwards.
_SHORTEST_REST = dt.timedelta(seconds=20)
_LONGEST_REST = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Workbench:
    """One exercise of a session with its sets, read once for a request."""

    lifter: User
    item: SessionExercise
    sets: tuple[Set, ...]

    @property
    def live(self) -> list[Set]:
        """Its sets without the deleted ones, in order."""
        return [one for one in self.sets if one.deleted_at is None]

    @property
    def next_number(self) -> int:
        """The next free slot; a deleted set keeps its own."""
        return max((one.number for one in self.sets), default=0) + 1

    def is_final(self, entry: SetEntry) -> bool:
        """Whether a set logged now is the final one (rulebook 1)."""
        if entry.kind != SetKind.WORKING:
            return False
        if self.item.planned_sets is None:
            return entry.is_last
        done = sum(one.kind == SetKind.WORKING for one in self.live)
        return done + 1 >= self.item.planned_sets


_ITEM_ID = Given("item", output_field=BigIntegerField())


def _item() -> QuerySet[SessionExercise, Any]:
    return SessionExercise.objects.filter(athlete_id=athlete(), pk=_ITEM_ID).values_list(
        *columns_of(SessionExercise),
        *columns_of(RiskEntry, "risk__"),
        *columns_of(TrainingSession, "session__"),
        *columns_of(CheckIn, "session__check_in__"),
    )


_ITEM = Compiled(_item)
_LOCKED_ITEM = Compiled(lambda: _item().select_for_update(of=("self",)))
_SETS = Compiled(
    lambda: (
        Set.objects.filter(athlete_id=athlete(), session_exercise_id=_ITEM_ID)
        .order_by("number")
        .values_list(*columns_of(Set))
    )
)
_KEYED_SET = Compiled(
    lambda: Set.objects.filter(
        athlete_id=athlete(), key=Given("key", output_field=UUIDField())
    ).values_list(*columns_of(Set))
)


def _item_of(found: Sequence[Columns]) -> SessionExercise:
    """The exercise with its risk, its session and the session's check-in."""
    if not found:
        raise Http404("Not an exercise of a session of yours.")
    columns = iter(found[0])
    item = row_of(SessionExercise, columns)
    item.risk = row_of(RiskEntry, columns)
    item.session = row_of(TrainingSession, columns)
    check_in = row_of(CheckIn, columns)
    item.session.check_in = check_in if check_in.pk is not None else None
    return item


def open_workbench(
    lifter: User, item_id: int, *, key: uuid.UUID | None = None, lock: bool = False
) -> tuple[Workbench, Set | None]:
    """The exercise and its sets, and the lifter's set with `key` wherever it stands.

    In one query, in two with `lock`: what is read must have waited for it. Raises `Http404` where
    the exercise is not the lifter's.
    """
    given = {"athlete": lifter.pk, "item": item_id}
    parts: list[Part] = [(_SETS, given)]
    if key is not None:
        parts.append((_KEYED_SET, {"athlete": lifter.pk, "key": key}))
    if lock:
        item = _item_of(_LOCKED_ITEM(**given))
        own, *others = together(*parts)
    else:
        found, own, *others = together((_ITEM, given), *parts)
        item = _item_of(found)
    sets = tuple(row_of(Set, iter(columns)) for columns in own)
    # The keyed one may be among the exercise's own: then it is that very row.
    keyed = [row_of(Set, iter(columns)) for rows in others for columns in rows]
    known = {row.pk: row for row in sets}
    return Workbench(lifter, item, sets), next((known.get(row.pk, row) for row in keyed), None)


def read_facts(bench: Workbench, *, at: dt.datetime, is_test: bool = False) -> Facts:
    """What the target and verdict of a set logged now depend on."""
    item, lifter = bench.item, bench.lifter
    past = read_past(lifter, item.session, [item.exercise_id])
    return facts_of(
        lifter,
        item,
        past.histories[item.exercise_id],
        past.week,
        at=at,
        bodyweight=(
            latest_bodyweight(lifter, item.session.local_date)
            if item.risk.bodyweight_percent
            else None
        ),
        days_since_test=_days_since_test(bench) if is_test else None,
    )


def _days_since_test(bench: Workbench) -> int | None:
    """Days since the lifter's last test set of any exercise; None: never."""
    last = (
        Set.objects.visible_to(bench.lifter)
        .live()
        .filter(is_test=True, local_date__lte=bench.item.session.local_date)
        .order_by("-logged_at")
        .values_list("local_date", flat=True)
        .first()
    )
    return None if last is None else (bench.item.session.local_date - last).days


def preview(bench: Workbench, entry: SetEntry, facts: Facts, at: dt.datetime) -> Effort:
    """Target and verdict of `entry` were it saved now; nothing is written."""
    live = bench.live
    return judge(
        facts,
        PerformedSet(
            reps=entry.reps,
            rir=None if entry.rir_halves is None else entry.rir_halves / 2,
            ended_by=entry.ended_by,
            load=moved(
                bench.item.risk.bodyweight_percent, entry.load_kind, entry.load, facts.bodyweight
            ),
            rest_seconds=rest_before(bench, at),
            kind=entry.kind,
        ),
        live,
        is_final=bench.is_final(entry),
        is_test=entry.is_test and entry.kind == SetKind.WORKING,
    )


def rest_before(bench: Workbench, at: dt.datetime) -> int | None:
    """Seconds since the exercise's previous set; None when nothing sensible was measured."""
    last = max((one.logged_at for one in bench.live), default=None)
    if last is None or not _SHORTEST_REST <= at - last <= _LONGEST_REST:
        return None
    return int((at - last).total_seconds())


def when_done(item: SessionExercise, live: Sequence[Set], now: dt.datetime) -> dt.datetime:
    """When a set logged now was done: now, or for a finished session within that session."""
    finished = item.session.finished_at
    if finished is None:
        return now
    last = max((one.logged_at for one in live), default=item.session.started_at)
    return max(last, min(finished, now))
