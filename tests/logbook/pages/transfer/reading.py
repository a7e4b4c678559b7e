"""Sample files in the shapes of other apps, and what a reading of one comes to."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import Reading, ReadSet

DATA = Path(__file__).parent / "data"
SAMPLES = sorted(path.name for path in DATA.glob("*.csv"))
# Not one table: JSON, and tables one below the other.
OTHER_SAMPLES = ("jefit.txt", "paper.txt", "liftlog.json", "opengym.json", "wger.json")


def wall(*parts: Any) -> dt.datetime:
    """A time as a clock on the wall shows it: no zone."""
    return dt.datetime(*parts)  # noqa: DTZ001


def sample(name: str) -> bytes:
    """The content of a sample file."""
    return (DATA / name).read_bytes()


def read_sample(name: str, **named: Any) -> Reading:
    """What a sample says."""
    return read(sample(name), **named)


def sets_of(reading: Reading) -> list[ReadSet]:
    """All sets, in the order of the file's sessions."""
    return [one for session in reading.sessions for one in session.sets]


def told(reading: Reading) -> tuple[object, ...]:
    """All that a reading says but its line numbers: what must stay the same in another encoding."""
    return (
        reading.source,
        [
            (one.name, one.start, one.end, one.has_time, one.note, one.notes, one.aside,
             [(done.exercise, done.reps, done.milli, done.unit, done.kind, done.rir_halves,
               done.is_failure, done.is_by_type, done.is_conflict, done.rest_seconds, done.note,
               done.at) for done in one.sets])
            for one in reading.sessions
        ],
        dict(reading.skipped), [reason for _, reason in reading.errors], reading.unit, reading.asks,
    )  # fmt: skip


def is_accounted_for(reading: Reading) -> bool:
    """Every row of the file is a set, skipped or an error."""
    done = len(sets_of(reading)) + Counter(reading.skipped).total() + len(reading.errors)
    return reading.rows == done
