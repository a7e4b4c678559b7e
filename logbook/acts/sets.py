"""Logging, editing, confirming, deleting and restoring sets; long: each is one transaction told whole."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from logbook.acts.entries import (
    ChangedElsewhereError,
    DeletedElsewhereError,
    KeyReusedError,
    SetEntry,
    SlotTakenError,
    entry_of,
    same_content,
)
from logbook.acts.typed_sets import fill, set_as_logged, slip_in
from logbook.advice.effort import judge_again, store_judgement
from logbook.advice.facts import Facts, facts_after, read_facts
from logbook.advice.slips import asked_of, store_asked
from logbook.kept.keeping import keep_what_the_log_says
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.log.bodyweight import latest_bodyweight
from logbook.log.records import place_of
from logbook.log.workbench import Workbench, open_workbench, when_done
from logbook.models import Set, User
from logbook.speed.compiled import insert, update


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
    at = when_done(item.session, bench.last_set_at, now)
    facts = read_facts(bench, at=at, is_test=entry.is_test)
    row = set_as_logged(bench, entry, facts, key=key, number=number, digest=digest)
    store_asked(row, slip_in(bench, entry, facts))
    insert(row)
    sets = (*bench.sets, row)
    _keep(bench, sets)
    return Logged(row, facts_after(facts, row), sets)


def _keep(bench: Workbench, sets: Sequence[Set]) -> None:
    """Keep the summary, and where the session has ended what else the log says."""
    item = bench.item
    summarise(item, sets)
    update(item, SUMMARY_FIELDS)
    # Not while it runs: a set that is logged would pay for it.
    if item.session.finished_at is not None:
        keep_what_the_log_says(
            bench.lifter, [item.exercise_id], place_of(item.session), {item.local_date}
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
        if row.deleted_at is None and same_content(before, entry):
            return row
        raise (DeletedElsewhereError if row.deleted_at else ChangedElsewhereError)(row)
    bodyweight = latest_bodyweight(lifter, row.local_date) if row.risk.bodyweight_percent else None
    fill(row, entry, bodyweight, unit=row.load_unit)
    if _numbers(entry) != _numbers(before):
        # What was confirmed stays so until it is another number.
        others = replace(bench, sets=tuple(one for one in bench.sets if one.pk != row.pk))
        facts = read_facts(bench, at=row.logged_at)
        store_asked(row, slip_in(others, entry, facts))
    earlier = [one for one in bench.live if one.number < row.number]
    elsewhere = bench.said_elsewhere(row.logged_at)
    store_judgement(row, judge_again(row, earlier, elsewhere))
    row.edited_at = now
    row.version += 1
    row.save()
    _keep(bench, bench.sets)
    return row


def _numbers(entry: SetEntry) -> tuple[object, ...]:
    """What a slip is seen by."""
    return entry.kind, entry.reps, entry.load, entry.load_kind


@transaction.atomic
def confirm_set(lifter: User, set_id: int, *, version: int) -> Set:
    """Say that a set that was asked about is right: from now on it counts for everything.

    Saying so again changes nothing. Raises `ChangedElsewhereError` where the set is another one by
    now, `Http404` for a set that is not the lifter's.
    """
    bench, row = _locked(lifter, set_id)
    if not row.is_slip and row.deleted_at is None:
        return row
    if row.version != version or row.deleted_at is not None:
        raise (DeletedElsewhereError if row.deleted_at else ChangedElsewhereError)(row)
    store_asked(row, None)
    row.version += 1
    row.save(update_fields=["is_slip", "judged_by", "version"])
    _keep(bench, bench.sets)
    return row


def correct_set(lifter: User, set_id: int, *, version: int, now: dt.datetime) -> Set:
    """Put in what was likely meant where a set was asked about, as an edit.

    A set that is not asked about any more stays as it is. Raises as `edit_set` does.
    """
    row = get_object_or_404(Set.objects.visible_to(lifter), pk=set_id)
    asked = asked_of(row)
    if asked is None:
        return row
    typed = entry_of(row)
    entry = replace(
        typed,
        load=asked.meant_load if asked.load and asked.meant_load else typed.load,
        reps=asked.meant_reps if asked.reps and asked.meant_reps else typed.reps,
    )
    return edit_set(lifter, set_id, version=version, entry=entry, now=now)


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
