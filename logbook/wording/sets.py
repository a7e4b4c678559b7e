"""A set in one line: its load, its mark, its verdict; and the sets that are planned."""

from __future__ import annotations

from logbook.choices import Outcome, SetKind
from logbook.models import SessionExercise, Set, User
from programming.lines import SetLine, pair, with_sets
from programming.loads import Load, LoadKind
from programming.wording import effort_word, rir

MARKS = {
    SetKind.WARM_UP: ("W", "warm-up"),
    SetKind.DROP: ("D", "drop set"),
    SetKind.REST_PAUSE: ("R", "rest-pause"),
    SetKind.TIMED: ("S", "timed"),
}


_SIGNS: dict[str, str] = {LoadKind.ADDED: "+", LoadKind.ASSISTED: "−"}


def verdict_of(row: Set) -> str:
    """A set's verdict as the pages draw it: its outcome, or what says more than that."""
    if any(stored[0] == "below_floor" for stored in row.warnings):
        return "below_floor"
    if row.outcome == Outcome.UNRATED and row.rir is not None:
        # How much was left was told, but after so many reps nobody can count it (rulebook 4).
        return "long_set"
    return row.outcome


def load_text(load: Load | None, lifter: User, kind: str = LoadKind.EXTERNAL) -> str:
    """A load as typed, its unit named only where it is not the lifter's own.

    What is hung on a lifter's own weight has its sign: `+20`, and `−20` where it helps.
    """
    if load is None:
        return ""
    sign = _SIGNS.get(kind, "")
    return f"{sign}{load.text if load.unit == lifter.unit else load}"


def set_text(
    reps: int,
    load: Load | None,
    rir_halves: int | None,
    lifter: User,
    kind: str = LoadKind.EXTERNAL,
) -> str:
    """A set in one line: `80 × 7 @2`, `−20 × 6`."""
    words = f"{load_text(load, lifter, kind)} × {reps}" if load is not None else f"{reps} reps"
    if rir_halves is None:
        return words
    left = rir_halves / 2
    return f"{words}, {effort_word(left).lower()}" if lifter.uses_words else f"{words} @{rir(left)}"


def plan_text(item: SessionExercise) -> str:
    """The sets planned, `3 × 6–8` or `2 × 30–45 s`; empty where nothing was."""
    if item.planned_sets is None:
        reps = SetLine(1, pair(item.reps_bottom, item.reps_top)).range_text
        return f"{reps} reps" if reps else ""
    lines = with_sets(item.set_lines, item.planned_sets)
    if all(line.seconds if item.is_timed else line.reps for line in lines):
        return " + ".join(line.text for line in lines)
    # Without a range, or told in seconds where reps were planned, and the other way round.
    return f"{item.planned_sets} set{'' if item.planned_sets == 1 else 's'}"
