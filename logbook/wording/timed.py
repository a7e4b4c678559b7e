"""A timed set in words: how long it was held, and with what."""

from __future__ import annotations

from typing import Protocol

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


class Sized(Protocol):
    """A set, logged or typed."""

    @property
    def reps(self) -> int:
        """Reps done, 0 of a timed one."""

    @property
    def seconds(self) -> int | None:
        """How long it was held, None of one in reps."""

    @property
    def load_kind(self) -> str:
        """What its load means."""


def size_text(one: Sized, load: Load | None, rir_halves: int | None, lifter: User) -> str:
    """A set of either kind in one line: `80 × 7 @2`, `20 × 45 s`."""
    if one.seconds is not None:
        return held_text(one.seconds, load, lifter, one.load_kind)
    return set_text(one.reps, load, rir_halves, lifter, one.load_kind)


def row_text(row: Set, lifter: User) -> str:
    """A logged set in one line without its effort: `80 × 7`, `20 × 45 s`."""
    return size_text(row, row.typed_load, None, lifter)


def deleted_text(row: Set) -> str:
    """A set that was taken out, with its unit: `8 reps at 80 kg`, `45 s`."""
    size = f"{row.reps} reps" if row.seconds is None else seconds_text(row.seconds)
    return f"{size} at {row.typed_load}" if row.typed_load is not None else size
