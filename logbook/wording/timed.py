"""A timed set in words: how long it was held, and with what."""

from __future__ import annotations

from logbook.models import Set, User
from logbook.wording.sets import load_text, set_text
from programming.loads import Load, LoadKind


def seconds_text(seconds: int) -> str:
    """`45 s`; from a minute on `1:30`."""
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60}:{seconds % 60:02d}"


def typed_seconds(seconds: int) -> str:
    """The same as a field holds it: `45`, `1:30`."""
    return seconds_text(seconds).removesuffix(" s")


def held_text(seconds: int, load: Load | None, lifter: User, kind: str = LoadKind.EXTERNAL) -> str:
    """A timed set in one line: `45 s`, `20 × 45 s`."""
    held = seconds_text(seconds)
    return f"{load_text(load, lifter, kind)} × {held}" if load is not None else held


def row_text(row: Set, lifter: User) -> str:
    """A logged set in one line without its effort: `80 × 7`, `20 × 45 s`."""
    if row.seconds is not None:
        return held_text(row.seconds, row.typed_load, lifter, row.load_kind)
    return set_text(row.reps, row.typed_load, None, lifter, row.load_kind)


def deleted_text(row: Set) -> str:
    """A set that was taken out, with its unit: `8 reps at 80 kg`, `45 s`."""
    size = f"{row.reps} reps" if row.seconds is None else seconds_text(row.seconds)
    return f"{size} at {row.typed_load}" if row.typed_load is not None else size
