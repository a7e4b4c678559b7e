"""An exercise's muscles in the rows of the log: the same few lists, read once in a process."""

from __future__ import annotations

import json
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast


def muscle_columns(risk: str) -> tuple[Cast, Cast]:
    """The primary and the secondary muscles as they are stored; `risk` is the way to their row."""
    primary, secondary = (f"{risk}__{name}_muscles" for name in ("primary", "secondary"))
    return Cast(primary, TextField()), Cast(secondary, TextField())


@lru_cache(maxsize=1024)
def muscles_of(stored: str) -> tuple[str, ...]:
    """The muscles of a column of `muscle_columns`."""
    return tuple(json.loads(stored))
