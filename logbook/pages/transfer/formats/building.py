"""What every parser needs: columns by name, sessions by key, and a row that is a set or is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.numbers import (
    is_between_halves,
    rir_halves,
    rpe_halves,
    shown,
)
from logbook.pages.transfer.formats.tables import Record, named
from logbook.pages.transfer.formats.values import (
    Ask,
    Reading,
    ReadSession,
    ReadSet,
    RowError,
    Skip,
    Source,
)
from programming.names import clean_name

_LONGEST_TITLE = 80
# From RPE 9.5 on a failure and its rating say the same (rule 2 of every source).
_CONFLICT_FROM_HALVES = 1


@dataclass(slots=True)
class Effort:
    """A set's effort after rule 2: reps in reserve in halves, whether the type alone says it."""

    rir_halves: int | None
    is_by_type: bool = False
    is_conflict: bool = False


def effort(rir_halves: int | None, *, is_failure: bool) -> Effort:
    """A failure without a rating has none left; one rated with more than half a rep left, both."""
    if is_failure and rir_halves is None:
        return Effort(0, is_by_type=True)
    return Effort(
        rir_halves,
        is_conflict=is_failure and rir_halves is not None and rir_halves > _CONFLICT_FROM_HALVES,
    )


def exercise_name(text: str) -> str:
    """An exercise's name, trimmed. Raises `RowError` for what cannot be one."""
    name = " ".join(text.split())
    if not name:
        raise RowError("There is no exercise in it.")
    try:
        return clean_name(name)
    except ValueError as fault:
        raise RowError(f"“{shown(name)}”: {fault}") from fault


def in_words(name: str, seconds: int, distance: str, unit: str) -> str:
    """A cardio or timed row as a line of the session's note."""
    parts = []
    if distance.strip(" 0.,"):
        parts.append(f"{distance.strip()} {unit}".strip())
    if seconds:
        minutes, rest = divmod(seconds, 60)
        told = [f"{minutes} min"] if minutes else []
        parts.append(" ".join([*told, f"{rest} s"] if rest else told))
    return f"{name}: {', '.join(parts)}"


class Columns:
    """Where each column stands, by the names a parser knows."""

    def __init__(self, header: Sequence[str]) -> None:
        self.names = named(header)
        self.width = len(header)
        self._asked: set[str] = set()

    def at(self, *names: str) -> int | None:
        """The place of the first of these names that the file has."""
        self._asked.update(names)
        return next((self.names.index(name) for name in names if name in self.names), None)

    @property
    def unread(self) -> list[str]:
        """The names nobody asked for: what stands there is not brought in."""
        return [name for name in self.names if name and name not in self._asked]

    def has(self, *names: str) -> bool:
        """Whether all of these names are there."""
        return all(name in self.names for name in names)

    @property
    def twice(self) -> list[str]:
        """The names that stand there more than once."""
        return sorted({name for name in self.names if name and self.names.count(name) > 1})


def cell(cells: Sequence[str], at: int | None) -> str:
    """A cell without spaces around it; empty where the file has no such column."""
    return cells[at].strip() if at is not None else ""


class Builder:
    """Puts the sets of one file together."""

    def __init__(self, source: Source, dates: Dates, unit: str) -> None:
        self.reading = Reading(source)
        self.dates = dates
        self.unit = unit
        self._sessions: dict[Hashable, ReadSession] = {}
        self._units: set[str] = set()

    def session(
        self, key: Hashable, line: int, name: str, start: str, *, end: str = ""
    ) -> ReadSession:
        """The session of this key, made where it is the first row of it. Raises `RowError`."""
        found = self._sessions.get(key)
        if found is None:
            at, has_time = self.dates.read(start)
            found = ReadSession(line, " ".join(name.split())[:_LONGEST_TITLE], at, None, has_time)
            if end:
                found.end = self.dates.read(end)[0]
            self._sessions[key] = found
            self.reading.sessions.append(found)
        return found

    def add(self, session: ReadSession, done: ReadSet) -> None:
        """Put a set on record."""
        if done.milli:
            self._units.add(done.unit)
        session.sets.append(done)

    def rpe(self, text: str) -> int | None:
        """The reps in reserve, in halves, of an RPE; what had to be rounded is counted."""
        found = rpe_halves(text)
        self.reading.rounded += found is not None and is_between_halves(text)
        return found

    def rir(self, text: str) -> int | None:
        """The same of reps in reserve."""
        found = rir_halves(text)
        self.reading.rounded += found is not None and is_between_halves(text)
        return found

    def skip(self, reason: Skip) -> None:
        """Count a row that is no set."""
        self.reading.skipped[reason.value] += 1

    def aside(
        self, session: ReadSession, name: str, seconds: int, distance: str, unit: str,
        *, is_cardio: bool = False,
    ) -> None:  # fmt: skip
        """Keep a row without reps as a line of the session's note, or count it as empty."""
        has_distance = bool(distance.strip(" 0.,"))
        if not has_distance and not seconds:
            self.skip(Skip.CARDIO if is_cardio else Skip.EMPTY)
            return
        session.aside.append(in_words(name, seconds, distance, unit))
        self.skip(Skip.CARDIO if has_distance or is_cardio else Skip.TIMED)

    def rows(
        self, records: Iterable[Record], width: int, read: Callable[[int, list[str]], None],
        header: Sequence[str] = (),
    ) -> Reading:  # fmt: skip
        """Read every record with `read`, which raises `RowError`; what is wrong keeps its line."""
        reading, names = self.reading, named(header)
        for line, cells in records:
            reading.rows += 1
            try:
                if not any(one.strip() for one in cells):
                    self.skip(Skip.EMPTY)
                    continue
                if names and named(cells) == names:
                    raise RowError("This is the header again: two files in one?")
                read(line, _of_width(cells, width))
            except RowError as fault:
                reading.errors.append((line, str(fault)))
        return self.done()

    def done(self) -> Reading:
        """All that was read, and what must be asked."""
        reading = self.reading
        known = self._units - {""}
        reading.unit = "mixed" if len(known) > 1 else next(iter(known), self.unit)
        asks = []
        if "" in self._units:
            asks.append(Ask.UNIT)
        if self.dates.is_open and self.dates.order is None and not self.dates.seen:
            asks.append(Ask.DATES)
        reading.asks = tuple(asks)
        return reading


def _of_width(cells: list[str], width: int) -> list[str]:
    """The cells of the header's columns; empty ones beyond them may go, missing ones may not."""
    if len(cells) < width or any(one.strip() for one in cells[width:]):
        raise RowError(f"There are {len(cells)} cells in the row and {width} columns.")
    return cells[:width]


def ended(start: dt.datetime, seconds: int | None) -> dt.datetime | None:
    """When a session ended that took so long; None where nobody said."""
    return start + dt.timedelta(seconds=seconds) if seconds else None


def stretched(session: ReadSession, at: dt.datetime) -> None:
    """Let a session begin and end with the times of its sets. Raises `RowError`."""
    if (at.tzinfo is None) != (session.start.tzinfo is None):
        raise RowError("Its time has a zone and the session's has none, or the other way round.")
    session.start = min(session.start, at)
    session.end = at if session.end is None else max(session.end, at)


UNITS: Mapping[str, str] = {
    "kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb", "pounds": "lb", "kilograms": "kg",
}  # fmt: skip


def unit_named(text: str) -> str:
    """A unit as a row or a header writes it; empty for none. Raises `RowError` for another."""
    plain = text.strip().casefold()
    if plain and plain not in UNITS:
        raise RowError(f"“{shown(text)}” is not a unit of weight.")
    return UNITS.get(plain, "")
