"""Converting the loads of an exercise from one dumbbell to the pair, or back: asked for, never by itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from logbook.advice.slips import asked_of, store_asked
from logbook.choices import LoadOf
from logbook.kept.keeping import keep_what_the_log_says
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.loads_of import habit_of, not_of, state_of
from logbook.log.locks import lock_lifter, lock_sessions
from logbook.log.records import Place
from logbook.models import SessionExercise, Set, User
from logbook.speed.many import update_many
from programming.loads import Load, typed_load

UNDO_WITHIN = dt.timedelta(days=30)


class LogChangedError(Exception):
    """The log is another one than that which was looked at."""


def as_of(to: str, milli: int) -> int:
    """A load in thousandths of its unit once it is of `to`: twice as much, or half of it.

    Of a pair that cannot be halved in thousandths the greater half.
    """
    return milli * 2 if to == LoadOf.PAIR else -(-milli // 2)


@transaction.atomic
def convert_loads(
    lifter: User,
    exercise_id: int,
    to: str,
    *,
    unsaid: bool,
    seen: str,
    now: dt.datetime,
) -> int:
    """Let loads on record be of `to`, and say how many sets were converted; deleted ones go along.

    `unsaid`: those of days on which nobody said what they were of, too. `seen` is the state of
    what was looked at (`log/loads_of.py: state_of`). Raises `LogChangedError` where these are not the same any more.
    """
    wanted = not_of(lifter, exercise_id, to)
    _hold(lifter, wanted.values_list("session_id", flat=True))
    habit = habit_of(lifter, exercise_id)
    if habit is None or habit.load_of != to:
        raise LogChangedError
    rows = list(wanted.select_related("session_exercise"))
    if state_of((one.pk, one.version) for one in rows if one.deleted_at is None) != seen:
        raise LogChangedError
    if not unsaid:
        rows = [one for one in rows if one.session_exercise.load_of]
    if not rows:
        return 0
    items = {one.session_exercise_id: one.session_exercise for one in rows}
    # What became the same before can still be put back, together with this.
    stood = habit.converted
    if not can_be_put_back(stood, now) or stood["to"] != to:
        stood = {"sets": [], "items": []}
    sets = {pk: [pk, milli, version] for pk, milli, version in stood["sets"]}
    sets |= {one.pk: [one.pk, one.load_milli, one.version + 1] for one in rows}
    said = {pk: item.load_of for pk, item in items.items()} | dict(stood["items"])
    habit.converted = {
        "to": to,
        "at": now.isoformat(),
        "sets": list(sets.values()),
        "items": [[pk, load_of] for pk, load_of in said.items()],
    }
    for one in rows:
        _put(one, as_of(to, one.load_milli or 0), to)
        one.edited_at = now
    for item in items.values():
        item.load_of = to
    _write(lifter, rows, items.values())
    habit.save(update_fields=["converted"])
    return sum(one.deleted_at is None for one in rows)


def can_be_put_back(converted: Mapping[str, Any], now: dt.datetime) -> bool:
    """Whether loads that were converted can still be as they were: for thirty days."""
    return bool(converted) and now - dt.datetime.fromisoformat(converted["at"]) <= UNDO_WITHIN


@transaction.atomic
def put_loads_back(lifter: User, exercise_id: int, *, now: dt.datetime) -> tuple[int, int]:
    """Let loads be what they were before they were converted: how many sets, and how many stay.

    Deleted ones go along and are not counted.

    A set that was edited since stays as it is. Raises `LogChangedError` where nothing can be put back.
    """
    mine = Set.objects.visible_to(lifter).filter(exercise_id=exercise_id)
    _hold(lifter, mine.values_list("session_id", flat=True))
    habit = habit_of(lifter, exercise_id)
    if habit is None or not can_be_put_back(habit.converted, now):
        raise LogChangedError
    before = {pk: (milli, version) for pk, milli, version in habit.converted["sets"]}
    other = LoadOf.ONE if habit.converted["to"] == LoadOf.PAIR else LoadOf.PAIR
    found = [one for one in mine.select_related("session_exercise") if one.pk in before]
    rows = [one for one in found if one.version == before[one.pk][1]]
    changed = {one.session_exercise_id for one in found} - {one.session_exercise_id for one in rows}
    said = dict(habit.converted["items"])
    items = {one.session_exercise_id: one.session_exercise for one in rows}
    for one in rows:
        _put(one, before[one.pk][0], other)
    for pk, item in items.items():
        item.load_of = item.load_of if pk in changed else said.get(pk, item.load_of)
    _write(lifter, rows, items.values())
    habit.converted = {}
    habit.save(update_fields=["converted"])
    back, there = (sum(one.deleted_at is None for one in some) for some in (rows, found))
    return back, there - back


def _hold(lifter: User, sessions: Iterable[int]) -> None:
    lock_sessions(sessions)
    lock_lifter(lifter)


def _put(row: Set, milli: int, to: str) -> None:
    """Put a load on the row, unsaved, with what was likely meant by a slip."""
    asked = asked_of(row) if row.is_slip else None
    if asked is not None and asked.meant_load is not None:
        meant = Load(as_of(to, asked.meant_load.milli), asked.meant_load.unit)
        store_asked(row, replace(asked, meant_load=meant))
    row.load_milli = milli
    load = typed_load(milli, row.load_unit)
    row.load = load.micrograms if load is not None else None
    row.version += 1


def _write(lifter: User, rows: list[Set], items: Iterable[SessionExercise]) -> None:
    """Write rows and exercises, and put right what is counted and kept of them."""
    if not rows:
        return
    update_many(rows, ("load_milli", "load", "judged_by", "edited_at", "version"))
    grown = list(items)
    sets: dict[int, list[Set]] = defaultdict(list)
    of_items = Set.objects.visible_to(lifter).filter(session_exercise__in=grown)
    for one in of_items.order_by("number"):
        sets[one.session_exercise_id].append(one)
    for item in grown:
        summarise(item, sets[item.pk])
    update_many(grown, ("load_of", *SUMMARY_FIELDS))
    first = min(Place(one.started_at, one.session_id) for one in rows)
    days = {one.local_date for one in rows}
    keep_what_the_log_says(lifter, {one.exercise_id for one in rows}, first, days)
