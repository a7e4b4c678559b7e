"""Logging, editing, deleting and restoring sets."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404

from logbook.effort import (
    Effort,
    Facts,
    facts_after,
    facts_of,
    judge,
    judge_again,
    moved,
    store,
    store_judgement,
)
from logbook.history import latest_bodyweight, read_histories, read_week, unit_of
from logbook.models import SessionExercise, Set, User
from logbook.summary import SUMMARY_FIELDS, summarise
from programming.choices import EndedBy, SetKind
from programming.loads import Load, LoadKind
from programming.rulebook import PerformedSet

# Closer together than this nobody did a set and rested: the sets were typed in afterwards.
_SHORTEST_REST = dt.timedelta(seconds=20)
_LONGEST_REST = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SetEntry:
    """A set as the form says it: `rir_halves` is RIR in halves, None where left blank.

    `is_last` is read only where nothing was planned; `safeties` only when a set is edited.
    """

    reps: int
    load: Load | None
    load_kind: str = LoadKind.EXTERNAL
    rir_halves: int | None = None
    rir_in_words: bool = False
    kind: str = SetKind.WORKING
    ended_by: str = EndedBy.STOPPED
    is_last: bool = False
    is_test: bool = False
    note: str = ""

    def digest(self, item_id: int, number: int) -> str:
        """SHA-256 of the content with the slot it is for."""
        content = [item_id, number, asdict(self)]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class WrongLoadError(ValueError):
    """The load does not fit the exercise; the message is for the lifter."""


class KeyReusedError(Exception):
    """The key was accepted before with other content; `saved` is the set it made."""

    def __init__(self, saved: Set) -> None:
        super().__init__("This set was already saved with other values.")
        self.saved = saved


class SlotTakenError(Exception):
    """Another set stands in the slot already: it was logged from another tab or phone."""

    def __init__(self, saved: Set) -> None:
        super().__init__("This set was already logged elsewhere.")
        self.saved = saved


class ChangedElsewhereError(Exception):
    """The set changed since the form was made; `saved` is how it stands now."""

    def __init__(self, saved: Set) -> None:
        super().__init__("This set was changed elsewhere.")
        self.saved = saved


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


def open_workbench(
    lifter: User, item_id: int, *, key: uuid.UUID | None = None, lock: bool = False
) -> tuple[Workbench, Set | None]:
    """The exercise and its sets, and the lifter's set with `key` wherever it stands.

    Raises `Http404` where the exercise is not the lifter's.
    """
    items = SessionExercise.objects.visible_to(lifter).select_related(
        "risk", "session", "session__check_in"
    )
    if lock:
        items = items.select_for_update(of=("self",))
    item = get_object_or_404(items, pk=item_id)
    rows = list(
        Set.objects.visible_to(lifter)
        .filter(Q(session_exercise=item) | Q(key=key) if key else Q(session_exercise=item))
        .order_by("number")
    )
    keyed = next((row for row in rows if row.key == key), None) if key else None
    sets = tuple(row for row in rows if row.session_exercise_id == item.pk)
    return Workbench(lifter, item, sets), keyed


def read_facts(bench: Workbench, *, at: dt.datetime, is_test: bool = False) -> Facts:
    """What the target and verdict of a set logged now depend on."""
    item, lifter = bench.item, bench.lifter
    histories = read_histories(lifter, item.session, [item.exercise_id])
    return facts_of(
        lifter,
        item,
        histories[item.exercise_id],
        read_week(lifter, item.session),
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
            rest_seconds=_rest_before(bench, at),
            kind=entry.kind,
        ),
        live,
        is_final=bench.is_final(entry),
        is_test=entry.is_test and entry.kind == SetKind.WORKING,
    )


def _rest_before(bench: Workbench, at: dt.datetime) -> int | None:
    """Seconds since the exercise's previous set; None when nothing sensible was measured."""
    last = max((one.logged_at for one in bench.live), default=None)
    if last is None or not _SHORTEST_REST <= at - last <= _LONGEST_REST:
        return None
    return int((at - last).total_seconds())


@dataclass(frozen=True, slots=True)
class Logged:
    """A set on record; `facts` and `sets` as they are after it, None for one that was before."""

    row: Set
    facts: Facts | None = None
    sets: tuple[Set, ...] = ()


def log_set(
    lifter: User,
    item_id: int,
    *,
    key: uuid.UUID,
    number: int,
    entry: SetEntry,
    now: dt.datetime,
) -> Logged:
    """Save a set once, with its target and verdict.

    The same key with the same content answers with the set it made, whatever became of it since.
    Raises `WrongLoadError`, `KeyReusedError` for other content, `SlotTakenError` for a slot another key has filled,
    `Http404` where the exercise is not the lifter's.
    """
    digest = entry.digest(item_id, number)
    try:
        with transaction.atomic():
            bench, keyed = open_workbench(lifter, item_id, key=key, lock=True)
            if keyed is not None:
                return _same(keyed, digest)
            taken = next((one for one in bench.sets if one.number == number), None)
            if taken is not None:
                raise SlotTakenError(taken)
            return _write(bench, key, number, digest, entry, now)
    except IntegrityError:
        # The same key went to two exercises at once: the other one won.
        keyed = Set.objects.visible_to(lifter).filter(key=key).first()
        if keyed is None:
            raise
        return _same(keyed, digest)


def _same(saved: Set, digest: str) -> Logged:
    if saved.digest != digest:
        raise KeyReusedError(saved)
    return Logged(saved)


def _write(
    bench: Workbench, key: uuid.UUID, number: int, digest: str, entry: SetEntry, now: dt.datetime
) -> Logged:
    item = bench.item
    at = when_done(item, bench.live, now)
    facts = read_facts(bench, at=at, is_test=entry.is_test)
    effort = preview(bench, entry, facts, at)
    row = Set(
        athlete=bench.lifter,
        session_id=item.session_id,
        session_exercise=item,
        exercise_id=item.exercise_id,
        risk=item.risk,
        key=key,
        digest=digest,
        number=number,
        is_final=effort.context.is_final_set,
        is_test=effort.context.is_test_set and effort.target.test_refused is None,
        safeties=item.safeties,
        rest_seconds=_rest_before(bench, at),
        local_date=item.session.local_date,
        logged_at=at,
    )
    _fill(row, entry, facts.bodyweight, unit=unit_of(bench.lifter))
    store(row, effort, facts)
    row.save(force_insert=True)
    sets = (*bench.sets, row)
    _keep(bench, sets)
    return Logged(row, facts_after(facts, row), sets)


def when_done(item: SessionExercise, live: Sequence[Set], now: dt.datetime) -> dt.datetime:
    """When a set logged now was done: now, or for a finished session within that session."""
    finished = item.session.finished_at
    if finished is None:
        return now
    last = max((one.logged_at for one in live), default=item.session.started_at)
    return max(last, min(finished, now))


def _fill(row: Set, entry: SetEntry, bodyweight: int | None, unit: str) -> None:
    """Write what the lifter typed on the row. Raises `WrongLoadError`."""
    if (entry.load_kind == LoadKind.EXTERNAL) != (row.risk.load_kind == LoadKind.EXTERNAL):
        raise WrongLoadError("Reload the page: this exercise is loaded in another way.")
    row.kind = entry.kind
    row.reps = entry.reps
    row.load_milli = entry.load.milli if entry.load is not None else None
    row.load_unit = entry.load.unit if entry.load is not None else unit
    row.load_kind = entry.load_kind
    row.load = moved(row.risk.bodyweight_percent, entry.load_kind, entry.load, bodyweight)
    row.rir_halves = entry.rir_halves
    row.rir_in_words = entry.rir_in_words
    row.ended_by = entry.ended_by
    row.note = entry.note


def _keep(bench: Workbench, sets: Sequence[Set]) -> None:
    summarise(bench.item, sets)
    bench.item.save(update_fields=SUMMARY_FIELDS)


def entry_of(row: Set) -> SetEntry:
    """The row's content as an entry, to compare and to fill a form with."""
    return SetEntry(
        reps=row.reps,
        load=row.typed_load,
        load_kind=row.load_kind,
        rir_halves=row.rir_halves,
        rir_in_words=row.rir_in_words,
        kind=row.kind,
        ended_by=row.ended_by,
        is_last=row.is_final,
        is_test=row.is_test,
        note=row.note,
    )


def _locked(lifter: User, set_id: int) -> tuple[Workbench, Set]:
    """The set in its workbench, locked. Raises `Http404` where it is not the lifter's."""
    found = get_object_or_404(Set.objects.visible_to(lifter).only("session_exercise"), pk=set_id)
    bench, _ = open_workbench(lifter, found.session_exercise_id, lock=True)
    return bench, next(one for one in bench.sets if one.pk == set_id)


@transaction.atomic
def edit_set(lifter: User, set_id: int, *, version: int, entry: SetEntry, now: dt.datetime) -> Set:
    """Change a saved set and judge it again, against the target it was shown.

    Whether it was the final or a test set stays as it was. Raises `ChangedElsewhereError` when
    `version` is not the saved one (unless what is typed is what stands), `Http404` for a set
    that is not the lifter's.
    """
    bench, row = _locked(lifter, set_id)
    before = entry_of(row)
    if row.version != version or row.deleted_at is not None:
        if row.deleted_at is None and _content(before) == _content(entry):
            return row
        raise ChangedElsewhereError(row)
    bodyweight = latest_bodyweight(lifter, row.local_date) if row.risk.bodyweight_percent else None
    _fill(row, entry, bodyweight, unit=row.load_unit)
    earlier = [one for one in bench.live if one.number < row.number]
    store_judgement(row, judge_again(row, earlier))
    row.edited_at = now
    row.version += 1
    row.save()
    _keep(bench, bench.sets)
    return row


def _content(entry: SetEntry) -> tuple[object, ...]:
    return (
        entry.reps,
        entry.load,
        entry.load_kind,
        entry.rir_halves,
        entry.kind,
        entry.ended_by,
        entry.note,
    )


@transaction.atomic
def delete_set(lifter: User, set_id: int, *, now: dt.datetime) -> Set:
    """Take a set out of the log; its key and slot stay, so that it can be restored.

    Deleting it again changes nothing. Raises `Http404` for a set that is not the lifter's.
    """
    bench, row = _locked(lifter, set_id)
    if row.deleted_at is None:
        row.deleted_at = now
        row.version += 1
        row.save(update_fields=["deleted_at", "version"])
        _keep(bench, bench.sets)
    return row


@transaction.atomic
def restore_set(lifter: User, set_id: int) -> Set:
    """Undo `delete_set`: the set comes back as it was, verdict and all."""
    bench, row = _locked(lifter, set_id)
    if row.deleted_at is not None:
        row.deleted_at = None
        row.version += 1
        row.save(update_fields=["deleted_at", "version"])
        _keep(bench, bench.sets)
    return row
