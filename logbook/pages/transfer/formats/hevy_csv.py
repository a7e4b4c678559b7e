"""Our sets in the shape of Hevy's own export, so that apps which read that one read ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from logbook.pages.transfer.formats.own_csv import kilograms, whole, zone_named
from logbook.pages.transfer.formats.safe_cells import csv_text

if TYPE_CHECKING:
    import datetime as dt

    from logbook.log.taken_out import OutExercise, OutSession, OutSet

COLUMNS = (
    *("title", "start_time", "end_time", "description", "exercise_title", "superset_id"),
    *("exercise_notes", "set_index", "set_type", "weight_kg", "reps", "distance_km"),
    *("duration_seconds", "rpe"),
)
_TYPES = {"warm_up": "warmup", "drop": "dropset"}
# In English whatever the server speaks.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def hevy_csv(sessions: Iterable[OutSession]) -> Iterator[bytes]:
    """The file, a piece a session."""
    return csv_text(COLUMNS, (_rows(session) for session in sessions))


def _rows(session: OutSession) -> Iterator[list[str]]:
    zone = session.zone
    begins = [
        *(session.name, _at(session.started_at, zone), _at(session.ended_at, zone), session.note)
    ]
    for exercise in session.exercises:
        about = [exercise.entry.name, whole(exercise.superset), _notes(exercise)]
        for index, done in enumerate(exercise.sets):
            yield [*begins, *about, str(index), *_told(done)]


def _notes(exercise: OutExercise) -> str:
    """What is said of the exercise and of each of its sets: Hevy has one note for all."""
    said = [one.note for one in exercise.sets if one.note]
    return "\n".join([*([exercise.note] if exercise.note else []), *said])


def _told(done: OutSet) -> list[str]:
    typed = done.typed
    failed = done.ended_by == "muscular_failure" and done.kind == "working"
    return [
        "failure" if failed else _TYPES.get(done.kind, "normal"),
        kilograms(round(typed.micrograms, -7)) if typed else "",
        "" if done.is_held else str(done.reps), "", whole(done.seconds), rpe(done.rir_halves),
    ]  # fmt: skip


def rpe(rir_halves: int | None) -> str:
    """The rating of effort that so many halves of a rep left stand for: 10 − RIR; empty for none."""
    return "" if rir_halves is None else f"{10 - rir_halves / 2:g}"


@lru_cache(maxsize=256)
def _at(instant: dt.datetime, zone: str) -> str:
    """A wall clock's time as Hevy writes it: `7 Apr 2026, 10:14`."""
    at = instant.astimezone(zone_named(zone))
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
