"""How far an import in the background is, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.acts.import_jobs import INTERRUPTED, SILENT
from logbook.choices import JobState
from logbook.log.imports import anybody_works, job_of
from logbook.models import ImportJob, User

# A worker looks for work every second; where none came for so long, none is there.
_TAKEN_UP_WITHIN = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """What the page says of an import: how far, and whether anybody is at it.

    `is_moving`: it is worth asking again. `is_left`: nobody works on it, and nobody will by itself.
    """

    job: ImportJob
    says: str
    is_moving: bool = False
    is_left: bool = False

    @property
    def percent(self) -> int:
        """How much of it is ready, 0 to 100; what was not begun is 0."""
        return 100 * self.job.ready // self.job.of if self.job.of else 0

    @property
    def is_measured(self) -> bool:
        """Whether there is a number to show."""
        return self.is_moving and self.job.of > 0

    @property
    def has_failed(self) -> bool:
        """Whether it ended without adding anything it could have."""
        return self.job.state == JobState.FAILED


def progress_of(lifter: User, now: dt.datetime) -> Progress | None:
    """How far the lifter's latest import in the background is, if there was one."""
    job = job_of(lifter)
    if job is None:
        return None
    if job.state == JobState.WAITING:
        return _waiting(job, now)
    if job.state == JobState.WORKING:
        return _working(job, now)
    if job.state == JobState.FAILED:
        return Progress(job, job.fault)
    if job.run is not None:
        return Progress(job, f"All {job.run.report['added_sets']:,} sets are in your log.")
    return Progress(job, "Everything in this file is in your account.")


def _waiting(job: ImportJob, now: dt.datetime) -> Progress:
    if now - job.queued_at < _TAKEN_UP_WITHIN:
        return Progress(job, "It begins in a moment.", is_moving=True)
    if anybody_works(now - SILENT):
        return Progress(job, "Another file is being brought in first.", is_moving=True)
    return Progress(
        job, "Nothing is being worked on here at the moment.", is_moving=True, is_left=True
    )


def _working(job: ImportJob, now: dt.datetime) -> Progress:
    if job.beat_at is None or now - job.beat_at > SILENT:
        return Progress(job, INTERRUPTED)
    if not job.of:
        return Progress(job, "Reading the file.", is_moving=True)
    if job.ready < job.of:
        return Progress(job, f"{job.ready:,} of {job.of:,} sets are ready.", is_moving=True)
    return Progress(
        job, "All sets are ready. Records are counted, then they go in.", is_moving=True
    )
