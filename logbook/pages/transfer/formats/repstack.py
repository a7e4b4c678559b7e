"""Our own CSV, read: every column as `own_csv` wrote it, whatever a spreadsheet made of it since."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from zoneinfo import available_timezones

from logbook.pages.transfer.formats.building import Builder, Columns, unit_named
from logbook.pages.transfer.formats.numbers import (
    MOST_REPS,
    is_between_halves,
    load,
    nano,
    rir_halves,
    shown,
    whole,
)
from logbook.pages.transfer.formats.own_csv import COLUMNS, YES, zone_named
from logbook.pages.transfer.formats.safe_cells import unguarded
from logbook.pages.transfer.formats.values import (
    OwnSession,
    OwnSet,
    ReadSession,
    ReadSet,
    RowError,
    Source,
)

SOURCE = Source.REPSTACK
# As the logbook's own fields, whose words a test holds equal.
KINDS = ("working", "warm_up", "drop", "rest_pause", "timed")
LOAD_KINDS = ("external", "added", "assisted", "bodyweight")
ENDS = ("stopped", "muscular_failure", "technical_failure")
SAFETIES = ("spotter_arms", "pins", "spotter", "machine_stops")
VERDICTS = ("on_target", "too_close", "too_easy", "unrated")
LONGEST = {
    "session_name": 80,
    "session_note": 2_000,
    "exercise": 120,
    "exercise_note": 500,
    "set_note": 500,
}
# Thirty years.
_MOST_SECONDS = 999_999_999
_MOST_PLACES = 32_767
_MOST_TARGET = 20
_MOST_MOVED = 10_000
_PER_LB, _PER_KG = 453_592_370, 1_000_000_000
_SOURCE = re.compile(r"[a-z0-9_]{1,20}", re.ASCII)
_KNOWN_BY = ("session", "exercise_number", "came_from", "target_aim_rir", "rir_reps")


def knows(columns: Columns) -> bool:
    """Whether a header is ours."""
    return columns.has(*_KNOWN_BY)


class RepStack:
    """Reads rows of one of our own files; a column that is not there says nothing."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        self._at = {name: columns.at(name) for name in COLUMNS}
        self._cells: Sequence[str] = ()
        self._zones = available_timezones()
        self._numbers: dict[str, ReadSession] = {}

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        self._cells = cells
        session = self._session(line)
        own = session.own
        if own is None:
            raise RowError("The session is none of ours.")
        block = whole(self._said("exercise_number"), "exercise_number", _MOST_PLACES)
        if block is None:
            raise RowError("There is no exercise_number in it.")
        name = self._text("exercise")
        if own.exercises.setdefault(block, name) != name:
            raise RowError(f"Exercise {block} of the session was “{shown(own.exercises[block])}”.")
        if note := self._text("exercise_note"):
            own.notes[block] = note
        if self._is("pain"):
            own.pain.add(block)
        superset = whole(self._said("superset"), "superset", _MOST_PLACES)
        if superset is not None:
            own.supersets[block] = superset
        reps = whole(self._said("reps"), "Reps", MOST_REPS)
        if reps is None and self._said("seconds"):
            reps = 0
        if reps is None:
            raise RowError("There are no reps in it.")
        self.builder.add(session, self._set(line, name, block, reps, session))

    def _set(self, line: int, name: str, block: int, reps: int, session: ReadSession) -> ReadSet:
        milli, unit = load(self._said("load"), unit_named(self._said("load_unit")))
        ended_by = self._one("ended_by", ENDS, ENDS[0])
        low, aim, high = (
            whole(self._said(f"target_{one}_rir"), f"target_{one}_rir", _MOST_TARGET)
            for one in ("low", "aim", "high")
        )
        columns: dict[str, object] = {
            "rir_in_words": self._is("rir_in_words"),
            "safeties": self._one("safeties", SAFETIES, ""),
            "is_test": self._is("test"),
            "is_final": self._is("last_set"),
            "is_slip": self._is("asked_about"),
            "target_low": low,
            "target_aim": aim,
            "target_high": high,
            "outcome": self._one("verdict", VERDICTS, ""),
            "ended_by": ended_by,
            "seconds": whole(self._said("seconds"), "seconds", _MOST_PLACES),
        }
        came_from = self._said("came_from") or SOURCE.value
        if not _SOURCE.fullmatch(came_from):
            raise RowError(f"came_from: “{shown(came_from)}” is no source.")
        left = self._said("rir_reps")
        if is_between_halves(left):
            raise RowError(f"RIR: “{shown(left)}” is not a number of reps in halves.")
        rest = whole(self._said("rest_seconds"), "rest_seconds", _MOST_SECONDS)
        moved = self._moved(milli, unit)
        load_kind = self._one("load_kind", LOAD_KINDS, LOAD_KINDS[0])
        return ReadSet(
            line, name, reps, milli, unit, self._one("kind", KINDS, KINDS[0]),
            rir_halves(left),
            is_failure=ended_by == "muscular_failure", rest_seconds=rest, note=self._text("set_note"),
            at=self._instant("done_at", session.own.zone if session.own else "UTC"),
            own=OwnSet(block, load_kind, moved, came_from, columns),
        )  # fmt: skip

    def _moved(self, milli: int | None, unit: str) -> int | None:
        """What was moved, in micrograms; None where the load is not the one that was written."""
        if not self._said("moved_kg"):
            return None
        written = nano(self._said("load_kg"))
        typed = None
        if milli is not None:
            # Half to even, as `programming.loads` rounds.
            typed = round(milli * _PER_KG / 1000) if unit == "kg" else _pounds(milli)
        if written != typed:
            return None
        moved = nano(self._said("moved_kg"))
        if moved is None or not 0 <= moved <= _MOST_MOVED * _PER_KG:
            raise RowError(
                f"moved_kg: “{shown(self._said('moved_kg'))}” is not what anybody moves."
            )
        return moved

    def _session(self, line: int) -> ReadSession:
        number = self._said("session")
        if not number:
            raise RowError("There is no session in it.")
        zone = self._said("zone")
        if zone not in self._zones:
            raise RowError(f"“{shown(zone)}” is no time zone, like Europe/Berlin.")
        start = self._instant("started_at", zone)
        if start is None:
            raise RowError("There is no started_at in it.")
        found = self._numbers.get(number)
        if found is not None:
            if found.start != start:
                raise RowError(f"Session {shown(number)} begins at another time above.")
            return found
        end = self._instant("ended_at", zone)
        if end is not None and end < start:
            raise RowError("The session ends before it begins.")
        day = self._day(start, zone)
        found = ReadSession(
            line, self._text("session_name"), start, end, note=self._text("session_note"),
            own=OwnSession(zone, day, self._is("deload")),
        )  # fmt: skip
        self._numbers[number] = found
        self.builder.reading.sessions.append(found)
        return found

    def _day(self, start: dt.datetime, zone: str) -> dt.date:
        """The session's day: as the file has it, where it can be."""
        there = start.astimezone(zone_named(zone)).date()
        if not (text := self._said("day")):
            return there
        try:
            day = dt.date.fromisoformat(text)
        except ValueError as fault:
            raise RowError(f"day: “{shown(text)}” is not a day, like 2026-11-27.") from fault
        if abs(day - there) > dt.timedelta(days=1):
            raise RowError(f"day: {day} is not the day the session began.")
        return day

    def _instant(self, name: str, zone: str) -> dt.datetime | None:
        """The UTC instant a cell names, by the clocks of the zone where it says no other."""
        text = self._said(name)
        if not text:
            return None
        try:
            at = dt.datetime.fromisoformat(text)
            if at.tzinfo is None:
                at = at.replace(tzinfo=zone_named(zone))
            at = at.astimezone(dt.UTC)
        except (ValueError, OverflowError) as fault:
            example = "2026-11-27T18:00:00+01:00"
            raise RowError(f"{name}: “{shown(text)}” is not a time, like {example}.") from fault
        if not 1900 <= at.year <= 2200:
            raise RowError(f"{name}: the year {at.year} is not one anybody trained in.")
        return at

    def _said(self, name: str) -> str:
        """A cell without spaces around it."""
        return self._text(name, LONGEST.get(name, 200)).strip()

    def _text(self, name: str, most: int = 0) -> str:
        """A cell to the letter. Raises `RowError` for one that is longer than is kept."""
        at = self._at[name]
        text = unguarded(self._cells[at]) if at is not None else ""
        most = most or LONGEST[name]
        if len(text) > most:
            raise RowError(f"{name} is longer than {most:,} characters.")
        return text

    def _is(self, name: str) -> bool:
        said = self._said(name).casefold()
        if said not in {"", YES, "no"}:
            raise RowError(f"{name}: “{shown(said)}” is neither yes nor empty.")
        return said == YES

    def _one(self, name: str, words: Collection[str], usual: str) -> str:
        said = self._said(name) or usual
        if said and said not in words:
            raise RowError(f"{name}: “{shown(said)}” is none of {', '.join(words)}.")
        return said


def _pounds(milli: int) -> int:
    whole_part, rest = divmod(milli * _PER_LB, 1000)
    return whole_part + (rest > 500 or (rest == 500 and whole_part % 2))


def reader(columns: Columns, builder: Builder) -> RepStack:
    """The reader of a file with these columns."""
    return RepStack(columns, builder)
