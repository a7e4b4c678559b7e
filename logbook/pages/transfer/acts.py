"""Keeping the file that is looked at, what was said of it, and what a name was said to mean."""

from __future__ import annotations

import datetime as dt
import uuid
import zlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from logbook.log.locks import lock_lifter
from logbook.models import ImportedName, ImportUpload, User


@transaction.atomic
def keep_upload(lifter: User, content: bytes, name: str, *, now: dt.datetime) -> None:
    """Put a file aside to be looked at, instead of the one before."""
    lock_lifter(lifter)
    ImportUpload.objects.update_or_create(
        athlete=lifter,
        defaults={
            "key": uuid.uuid4(),
            "name": name[:100],
            "content": zlib.compress(content),
            "answers": {},
            "made_at": now,
        },
    )


def content_of(upload: ImportUpload) -> bytes:
    """The bytes of the file that was put aside."""
    return zlib.decompress(bytes(upload.content))


def keep_answers(lifter: User, upload: ImportUpload, answers: Mapping[str, Any]) -> bool:
    """Keep what was said of this very file, and say whether it is still there."""
    upload.answers = dict(answers)
    rows = ImportUpload.objects.visible_to(lifter).filter(key=upload.key)
    return bool(rows.update(answers=upload.answers))


def forget_upload(lifter: User, upload: ImportUpload) -> None:
    """Let go of this very file: one that was chosen since stays."""
    ImportUpload.objects.visible_to(lifter).filter(key=upload.key).delete()


@transaction.atomic
def remember_names(lifter: User, source: str, names: Mapping[str, int]) -> None:
    """Remember what the lifter said that names of an app mean, by their compared form."""
    lock_lifter(lifter)
    rows = ImportedName.objects.visible_to(lifter).filter(source=source)
    rows.filter(name__in=list(names)).delete()
    ImportedName.objects.bulk_create(
        [
            ImportedName(athlete=lifter, source=source, name=name, exercise_id=exercise)
            for name, exercise in names.items()
        ],
        ignore_conflicts=True,
    )
