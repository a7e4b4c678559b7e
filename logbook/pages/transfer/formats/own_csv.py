"""Our own CSV, written: a row a set, everything about it beside it. `docs/export.md` says each column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from logbook.pages.transfer.formats.safe_cells import csv_text

if TYPE_CHECKING:
    from logbook.log.taken_out import OutSession, OutSet

COLUMNS = (
    *("session", "session_name", "day", "started_at", "ended_at", "zone", "session_note"),
    *(
        "deload",
        "exercise_number",
        "exercise",
        "superset",
        "exercise_note",
        "pain",
        "set",
        "done_at",
    ),
    *("kind", "load", "load_unit", "load_kg", "load_kind", "moved_kg", "reps", "seconds"),
    *("rir_reps", "rir_in_words"),
    *("ended_by", "rest_seconds", "safeties", "test", "last_set", "asked_about"),
    *("target_low_rir", "target_aim_rir", "target_high_rir", "verdict", "came_from", "set_note"),
)
YES = "yes"
_MICROGRAMS_PER_KG = 1_000_000_000


def own_csv(sessions: Iterable[OutSession]) -> Iterator[bytes]:
    """The file, a piece a session."""
    return csv_text(
        COLUMNS, (_rows(number, session) for number, session in enumerate(sessions, start=1))
    )


def _rows(number: int, session: OutSession) -> Iterator[list[str]]:
    zone = zone_named(session.zone)
    begins = [
        *(str(number), session.name, session.day.isoformat()),
        *(_at(session.started_at, zone), _at(session.ended_at, zone)),
        *(session.zone, session.note, _yes(session.is_deload)),
    ]
    for place, exercise in enumerate(session.exercises, start=1):
        about = [
            *(str(place), exercise.entry.name, whole(exercise.superset)),
            *(exercise.note, _yes(exercise.has_pain)),
        ]
        for count, done in enumerate(exercise.sets, start=1):
            yield [*begins, *about, str(count), *_told(done, zone)]


def _told(done: OutSet, zone: ZoneInfo) -> list[str]:
    typed = done.typed
    return [
        _at(done.logged_at, zone), done.kind,
        typed.text if typed else "", typed.unit.value if typed else "",
        kilograms(typed.micrograms) if typed else "", done.load_kind, kilograms(done.load),
        str(done.reps), whole(done.seconds), halves(done.rir_halves), _yes(done.rir_in_words), done.ended_by,
        whole(done.rest_seconds), done.safeties,
        _yes(done.is_test), _yes(done.is_final), _yes(done.is_slip),
        whole(done.target_low), whole(done.target_aim), whole(done.target_high),
        done.outcome, done.came_from or "", done.note,
    ]  # fmt: skip


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The zone of this IANA name."""
    return ZoneInfo(name)


def _at(instant: dt.datetime, zone: ZoneInfo) -> str:
    """An instant as a clock there showed it, with how far that was from UTC."""
    return instant.astimezone(zone).isoformat()


def _yes(is_so: bool) -> str:
    return YES if is_so else ""


def whole(number: int | None) -> str:
    """A whole number; empty for none."""
    return "" if number is None else str(number)


def halves(number: int | None) -> str:
    """A number that is counted in halves."""
    return "" if number is None else f"{number / 2:g}"


def kilograms(micrograms: int | None) -> str:
    """Micrograms in kilograms, exactly: no more decimals than there are."""
    if micrograms is None:
        return ""
    sign = "-" if micrograms < 0 else ""
    kilos, rest = divmod(abs(micrograms), _MICROGRAMS_PER_KG)
    return f"{sign}{kilos}.{rest:09d}".rstrip("0").rstrip(".")
