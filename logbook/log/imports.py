"""What was brought in before, and what stood here already when a file is looked at again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, NamedTuple

from logbook.models import (
    ExerciseHabit,
    ImportedName,
    ImportedSession,
    ImportJob,
    ImportRun,
    ImportUpload,
    Set,
    User,
)
from logbook.models.querysets import SetQuerySet

_KEYS_AT_ONCE = 500


class LoggedRow(NamedTuple):
    """A set on record, as far as a file is compared with it."""

    session_key: uuid.UUID
    started_at: dt.datetime
    key: uuid.UUID
    exercise_id: int
    name: str
    reps: int
    load_milli: int | None
    load_unit: str
    seconds: int | None
    is_edited: bool
    is_deleted: bool


def logged_between(lifter: User, first: dt.datetime, last: dt.datetime) -> list[LoggedRow]:
    """All sets of sessions that began in this time, deleted ones too, in the order of each session."""
    return _logged(_sets(lifter).filter(session__started_at__range=(first, last)))


def logged_in(lifter: User, session_keys: Collection[uuid.UUID]) -> list[LoggedRow]:
    """All sets of these sessions, wherever in time they stand by now, in a query for some hundred."""
    keys, found = sorted(session_keys), []
    for at in range(0, len(keys), _KEYS_AT_ONCE):
        found += _logged(_sets(lifter).filter(session__key__in=keys[at : at + _KEYS_AT_ONCE]))
    return found


def _sets(lifter: User) -> SetQuerySet[Set]:
    # The session's athlete leads its indexes.
    return Set.objects.visible_to(lifter).filter(session__athlete=lifter)


def _logged(sets: SetQuerySet[Set]) -> list[LoggedRow]:
    rows = sets.order_by("session_exercise__position", "session_exercise", "number").values_list(
        *("session__key", "session__started_at", "key", "exercise_id", "risk__name", "reps"),
        *("load_milli", "load_unit", "seconds", "edited_at", "deleted_at"),
    )
    return [LoggedRow._make((*row[:-2], row[-2] is not None, row[-1] is not None)) for row in rows]


def set_key(key: uuid.UUID, place: int) -> uuid.UUID:
    """The key of the set at this place of what an import put into a session."""
    return uuid.uuid5(key, str(place))


class BroughtRow(NamedTuple):
    """What an import put into a session."""

    key: uuid.UUID
    session_key: uuid.UUID
    started_at: dt.datetime
    content: dict[str, Any]


def brought_between(lifter: User, first: dt.datetime, last: dt.datetime) -> list[BroughtRow]:
    """What imports put into sessions that began in this time by their files."""
    rows = ImportedSession.objects.visible_to(lifter).filter(started_at__range=(first, last))
    return [BroughtRow(*row) for row in rows.order_by("pk").values_list(*BroughtRow._fields)]


def remembered_names(lifter: User, source: str) -> dict[str, int]:
    """What the lifter said that names of this app mean: exercises by compared name."""
    rows = ImportedName.objects.visible_to(lifter).filter(source=source)
    return dict(rows.values_list("name", "exercise_id"))


def last_report(lifter: User, source: str) -> dict[str, Any]:
    """What the latest import of this app's files said of itself, one taken back included."""
    rows = ImportRun.objects.visible_to(lifter).filter(source=source)
    return rows.order_by("-made_at", "-pk").values_list("report", flat=True).first() or {}


def habits_of_load(lifter: User) -> dict[int, str]:
    """By exercise: whether its loads are of one dumbbell or of the pair, where the lifter said."""
    rows = ExerciseHabit.objects.visible_to(lifter).exclude(load_of="")
    return dict(rows.values_list("exercise_id", "load_of"))


def runs_of(lifter: User, limit: int = 20) -> list[ImportRun]:
    """The lifter's latest imports, the latest first."""
    return list(ImportRun.objects.visible_to(lifter).order_by("-made_at", "-pk")[:limit])


def run_of(lifter: User, run_id: int) -> ImportRun | None:
    """One import of the lifter's."""
    return ImportRun.objects.visible_to(lifter).filter(pk=run_id).first()


def upload_of(lifter: User) -> ImportUpload | None:
    """The file the lifter is looking at, if there is one."""
    return ImportUpload.objects.visible_to(lifter).first()


def job_of(lifter: User) -> ImportJob | None:
    """The import in the background that the lifter began last, if there is one."""
    return ImportJob.objects.visible_to(lifter).select_related("run").first()


def anybody_works(since: dt.datetime) -> bool:
    """Whether an import of anybody's was worked on since then."""
    return ImportJob.objects.filter(beat_at__gte=since).exists()
