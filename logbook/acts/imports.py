"""Bringing another app's log in, all of it or nothing.

It is made ready beside the log, where it takes as long as it takes, and goes over in one short transaction.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from logbook.acts.habits import remember_load_of
from logbook.acts.imported_before import Compared, compared
from logbook.acts.imported_entries import Brought
from logbook.acts.imports_ahead import Ahead, Told, nobody
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.log.locks import lock_lifter, lock_sessions
from logbook.models import ExerciseRecord, ImportRun, TrainingSession, User
from logbook.speed.staged import give_keys, staging, tidy

SESSIONS_AT_ONCE = 200
MADE = "made_exercises"
"""Where a run's report has the own exercises that were made for it."""
SAID = "dumbbells"
"""Where it has what was said of dumbbells: one of them or the pair."""
# Each that fails is a change of somebody else that is done: nobody makes so many in that time.
_TRIES = 8
Ends = Callable[[ImportRun | None], None]
"""Is told within the transaction that it is written: the run, or none for a whole account."""


def nothing(_: ImportRun | None) -> None:
    """Where nobody keeps how it ended."""


class OtherImportError(Exception):
    """Another import changed what this one builds upon, again and again."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an import did: `run` is None where everything was here already."""

    run: ImportRun | None
    compared: Compared


def bring_in(
    lifter: User,
    brought: Brought,
    before: Compared,
    *,
    key: uuid.UUID,
    digest: str,
    zone: str,
    report: Mapping[str, Any],
    now: dt.datetime,
    told: Told = nobody,
    ends: Ends = nothing,
) -> BroughtIn:
    """Write what a file brings and the log has not, with all that is kept beside the log.

    All or nothing, and nothing shows before all of it does. A repeated `key`, and a file of which
    nothing is new, write nothing. `before` is how the file stood to the log when it was looked at,
    `report` is kept with the run, `told` hears how far it is, and `ends` that it is written, within the
    transaction: what it raises, nothing of it is. Raises `OtherImportError` where others change what
    this one builds upon again and again.
    """
    found = before
    for _ in range(_TRIES):
        done = ImportRun.objects.visible_to(lifter).filter(key=key).first()
        if done is not None or not found.added_sets:
            return BroughtIn(done, found)
        with staging() as staged:
            run = new_run(lifter, source=brought.source, digest=digest, zone=zone, now=now)
            run.key, run.report = key, dict(report)
            ahead = Ahead(lifter, run, found, staged, brought.load_of)
            # What it was held against may have changed before `Ahead` looked at what is to stay.
            again = compared(lifter, brought.sessions)
            if not again.writes_as(found):
                found = again
                continue
            is_written = False
            try:
                ahead.own_exercises()
                ahead.prepare(told)
                with transaction.atomic():
                    is_written = _switched_over(ahead, brought)
                    if is_written:
                        ends(run)
            finally:
                if not is_written:
                    ahead.let_go()
        if is_written:
            tidy()
            return BroughtIn(run, found)
        found = compared(lifter, brought.sessions)
    raise OtherImportError("Another import is under way. Try again when it is done.")


def new_run(lifter: User, *, source: str, digest: str, zone: str, now: dt.datetime) -> ImportRun:
    """A run's row with the key it will have."""
    run = ImportRun(athlete=lifter, source=source, digest=digest, zone=zone, made_at=now)
    give_keys([run])
    return run


def _switched_over(ahead: Ahead, brought: Brought) -> bool:
    """Let what was made ready be the log; False where the log is not any more what it was made for."""
    lifter, run, found = ahead.lifter, ahead.run, ahead.found
    # Sessions that get more sets are held first, then the lifter: the one order of locks.
    hold_sessions(lifter, {key for key, _ in found.more})
    lock_lifter(lifter)
    if ImportRun.objects.visible_to(lifter).filter(key=run.key).exists():
        return False
    if not ahead.is_as_compared() and not compared(lifter, brought.sessions).writes_as(found):
        return False
    if not ahead.grows_as_made() or not ahead.own_are_free():
        return False
    run.report[MADE] = ahead.made
    ahead.save_own()
    run.save(force_insert=True)
    if ahead.records is not None:
        afresh = ahead.records.changed()
        ahead.staged.drop(ExerciseRecord, "exercise_id", afresh)
        ahead.records.forget(ahead.records.exercises - afresh)
    ahead.periods.look(lifter)
    ahead.put()
    if ahead.records is not None:
        keep_records(lifter, afresh, ahead.records.since)
    ahead.periods.keep(lifter)
    keep_what_weeks_say(lifter, days=ahead.grown_days)
    remember_load_of(lifter, brought.load_of)
    return True


def hold_sessions(lifter: User, keys: set[uuid.UUID]) -> None:
    """Hold the lifter's sessions of these keys until the transaction ends."""
    wanted = sorted(keys)
    found: list[int] = []
    sessions = TrainingSession.objects.visible_to(lifter)
    for at in range(0, len(wanted), SESSIONS_AT_ONCE):
        some = sessions.filter(key__in=wanted[at : at + SESSIONS_AT_ONCE])
        found += some.values_list("pk", flat=True)
    lock_sessions(found)
