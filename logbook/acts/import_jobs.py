"""Imports in the background: queued, worked on, ended, and cleared away where they broke off.

An import that is cut leaves nothing in the log (`acts/imports.py`); what is left of it is its row here.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import time
import uuid
from collections.abc import Callable

from django.db import Error, connection, transaction
from django.db.models import Q

from logbook.choices import JobState
from logbook.log.locks import lock_lifter
from logbook.models import ImportJob, ImportRun, ImportUpload, User

SILENT = dt.timedelta(seconds=60)
"""Who has not said for so long that it works on an import does not any more."""
INTERRUPTED = "It was interrupted, and nothing of it was added. Bring it in again."
OPEN = (JobState.WAITING, JobState.WORKING)
# Seconds between two words on how far it is, and that one waits for the database at most.
_TURN, _WAIT = 0.5, 0.5


class LetGoError(Exception):
    """The lifter let go of the import while it was worked on."""


def queue(
    lifter: User, upload: ImportUpload, enqueue: Callable[[str], object], now: dt.datetime
) -> bool:
    """Have a file brought in in the background, and say whether it is: one at a time.

    The same file again stays queued once. `enqueue` puts it where workers look, within the transaction.
    """
    clear_interrupted(now)
    with transaction.atomic():
        lock_lifter(lifter)
        job = ImportJob.objects.visible_to(lifter).first()
        if job is not None and job.is_open:
            return job.key == upload.key
        if not ImportUpload.objects.visible_to(lifter).filter(key=upload.key).exists():
            return False
        if job is not None:
            job.delete()
        ImportJob(athlete=lifter, key=upload.key, queued_at=now).save(force_insert=True)
        enqueue(str(upload.key))
    return True


def claimed(key: uuid.UUID, now: dt.datetime) -> ImportJob | None:
    """Take a waiting import up; None where it was let go, or somebody has it."""
    mine = {"state": JobState.WORKING, "worker": this_process(), "beat_at": now}
    if not ImportJob.objects.filter(key=key, state=JobState.WAITING).update(**mine):
        return None
    return ImportJob.objects.select_related("athlete").filter(key=key).first()


def ended(
    job: ImportJob, now: dt.datetime, *, run: ImportRun | None = None, fault: str = ""
) -> None:
    """Say that an import ended, and how. One that is written is done, whatever fails after that."""
    ImportJob.objects.filter(key=job.key, state=JobState.WORKING).update(
        state=JobState.FAILED if fault else JobState.DONE,
        ended_at=now,
        run=run,
        fault=fault[:500],
    )


def ended_with(job: ImportJob, now: dt.datetime, run: ImportRun | None) -> None:
    """Say that an import is written, in the transaction that writes it: the lifter is held.

    So it is never written and stopped at once. Raises `LetGoError` where it was stopped before.
    """
    mine = ImportJob.objects.filter(key=job.key, state=JobState.WORKING)
    if not mine.update(state=JobState.DONE, ended_at=now, run=run):
        raise LetGoError


@transaction.atomic
def let_go(lifter: User) -> bool:
    """Forget the import in the background, and say whether it was in time: one that ended stays.

    One that is worked on stops at its next step, before anything of it is written.
    """
    lock_lifter(lifter)
    gone, _ = ImportJob.objects.visible_to(lifter).filter(state__in=OPEN).delete()
    return bool(gone)


def clear_interrupted(now: dt.datetime) -> int:
    """Mark imports that nobody works on any more as interrupted, and say how many they were."""
    open_ones = ImportJob.objects.filter(state=JobState.WORKING)
    gone = [
        name
        for name in open_ones.values_list("worker", flat=True).distinct()
        if not _may_live(name)
    ]
    stale = Q(beat_at__lt=now - SILENT) | Q(worker__in=gone)
    return open_ones.filter(stale).update(state=JobState.FAILED, fault=INTERRUPTED, ended_at=now)


def this_process() -> str:
    """What tells this process from any other: host and number."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def _may_live(worker: str) -> bool:
    """Whether that process may be there still: of another host nobody knows."""
    host, _, number = worker.rpartition(":")
    if host != socket.gethostname()[:80] or not number.isdecimal():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class Progress:
    """Says how far an import is, on a connection of its own: the import's may be in a transaction."""

    def __init__(self, key: uuid.UUID, now: Callable[[], dt.datetime]) -> None:
        self._key, self._now, self._next = key, now, 0.0
        self._own = connection.copy()
        if self._own.vendor == "sqlite":
            self._own.settings_dict["OPTIONS"]["timeout"] = _WAIT

    def __call__(self, ready: int, of: int) -> None:
        """Say it, now and then. Raises `LetGoError` where the import is not wanted any more."""
        if time.monotonic() < self._next and ready < of:
            return
        self._next = time.monotonic() + _TURN
        now = self._own.ops.adapt_datetimefield_value(self._now())
        key = ImportJob._meta.get_field("key").get_db_prep_value(self._key, self._own)  # noqa: SLF001
        try:
            with self._own.cursor() as cursor:
                cursor.execute(
                    "UPDATE logbook_importjob SET ready = %s, of = %s, beat_at = %s"
                    " WHERE key = %s AND state = %s",
                    [ready, of, now, key, JobState.WORKING.value],
                )
                is_wanted = cursor.rowcount > 0
        except Error:
            # Somebody else is writing: it is said next time.
            return
        if not is_wanted:
            raise LetGoError

    def close(self) -> None:
        """Let go of the connection."""
        self._own.close()
