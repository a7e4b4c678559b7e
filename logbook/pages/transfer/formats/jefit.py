"""JEFIT's export: tables one below the other, each under a line with its name.

An exercise of a day is one row, its sets packed into a cell: `60x10,65x8` is weight × reps.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    exercise_name,
    unit_named,
)
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, nano, shown, whole
from logbook.pages.transfer.formats.tables import Record, records
from logbook.pages.transfer.formats.values import (
    NotReadError,
    Reading,
    ReadSession,
    ReadSet,
    RowError,
    Skip,
    Source,
)

SOURCE = Source.JEFIT

_TITLE = re.compile(r"^###\s+([A-Z][A-Z ]*[A-Z])\s+#+\s*$", re.MULTILINE)
_SESSIONS, _LOGS, _SETTING = "WORKOUT SESSIONS", "EXERCISE LOGS", "SETTING"
_SET = re.compile(r"([0-9.]+)x([0-9.]+)")
_BILLION = 1_000_000_000
# Seconds since 1970 within what a session can be: 2000 to 2100.
_FIRST, _LAST = 946_684_800, 4_102_444_800
_DIGITS = 10
_LONGEST_DAY = 24 * 3600


def knows(text: str) -> bool:
    """Whether a text has the table of exercises under its title."""
    return any(found[1] == _LOGS for found in _TITLE.finditer(text))


@dataclass(slots=True)
class _Table:
    header: list[str]
    rows: list[Record] = field(default_factory=list)

    def column(self, *names: str) -> int | None:
        return Columns(self.header).at(*names)


def read(text: str, unit: str, dates: Dates) -> Reading:
    """All that the export says. Raises `NotReadError`."""
    tables = _tables(text)
    builder = Builder(SOURCE, dates, _unit(tables.get(_SETTING)) or unit)
    return _Jefit(builder, tables).all()


def _tables(text: str) -> dict[str, _Table]:
    """The tables by title; lines count from the file's first."""
    found: dict[str, _Table] = {}
    titles = list(_TITLE.finditer(text))
    ends = [one.start() for one in titles[1:]] + [len(text)]
    for title, end in zip(titles, ends, strict=True):
        if title[1] not in {_SESSIONS, _LOGS, _SETTING}:
            continue
        above = text.count("\n", 0, title.end())
        try:
            rows = [
                Record(one.line + above, one.cells)
                for one in records(text[title.end() : end], ",")
                if not one.cells[0].startswith("#") and any(cell.strip() for cell in one.cells)
            ]
        except NotReadError as fault:
            raise NotReadError(fault.reason, fault.line + above) from fault
        if title[1] in found:
            raise NotReadError(
                f"{title[1].capitalize()} stand there twice: these are two files in one.", above + 1
            )
        found[title[1]] = _Table(rows[0].cells, rows[1:]) if rows else _Table([])
    return found


def _unit(setting: _Table | None) -> str:
    at = setting.column("mass") if setting else None
    if setting is None or at is None or not setting.rows or len(setting.rows[0].cells) <= at:
        return ""
    try:
        return unit_named(setting.rows[0].cells[at])
    except RowError:
        return ""


class _Jefit:
    def __init__(self, builder: Builder, tables: dict[str, _Table]) -> None:
        self.builder, self.logs = builder, tables[_LOGS]
        self.sessions = self._times(tables.get(_SESSIONS))
        if self.logs.column("ename") is None or self.logs.column("logs") is None:
            raise NotReadError("The exercise logs have no columns ename and logs.")

    def _times(self, table: _Table | None) -> dict[str, tuple[dt.datetime | None, str, int]]:
        """By session: when it began as far as that is said, its day, and how long it took."""
        found: dict[str, tuple[dt.datetime | None, str, int]] = {}
        if table is None:
            return found
        key, day = table.column("_id"), table.column("mydate")
        starts = (table.column("starttime"), table.column("starttimie"))
        took = table.column("total_time")
        for row in table.rows:
            cells = row.cells + [""] * (len(table.header) - len(row.cells))
            begun = next((at for one in starts if (at := _instant(cell(cells, one)))), None)
            found[cell(cells, key)] = (begun, cell(cells, day), _seconds(cell(cells, took)))
        return found

    def all(self) -> Reading:
        columns = Columns(self.logs.header)
        self.name, self.packed = columns.at("ename"), columns.at("logs")
        self.session_id = columns.at("belongsession")
        self.day = columns.at("mydate")
        for row in self.logs.rows:
            try:
                if len(row.cells) < columns.width:
                    raise RowError(f"There are {len(row.cells)} cells and {columns.width} columns.")
                self._exercise(row.line, row.cells)
            except RowError as fault:
                self.builder.reading.rows += 1
                self.builder.reading.errors.append((row.line, str(fault)))
        return self.builder.done()

    def _exercise(self, line: int, cells: list[str]) -> None:
        name = exercise_name(cell(cells, self.name))
        key = cell(cells, self.session_id)
        begun, day, took = self.sessions.get(key, (None, "", 0))
        day = cell(cells, self.day) or day
        session = self._session((key, "" if begun else day), line, begun, day, took)
        reading = self.builder.reading
        sets: list[ReadSet] = []
        skipped = 0
        for one in filter(None, (part.strip() for part in cell(cells, self.packed).split(","))):
            parts = _SET.fullmatch(one)
            if parts is None:
                raise RowError(f"“{shown(one)}” is not weight × reps.")
            reps = whole(_rounded(parts[2]), "Reps", MOST_REPS)
            milli, unit = load(parts[1], self.builder.unit)
            if not reps:
                skipped += 1
                continue
            sets.append(ReadSet(line, name, reps, milli, unit))
        reading.rows += len(sets) + max(skipped, not sets)
        for done in sets:
            self.builder.add(session, done)
        for _ in range(max(skipped, not sets)):
            self.builder.skip(Skip.EMPTY)

    def _session(
        self, key: tuple[str, str], line: int, begun: dt.datetime | None, day: str, took: int
    ) -> ReadSession:
        session = self.builder.session(key, line, "", begun.isoformat() if begun else day)
        if took and session.end is None and session.has_time:
            session.end = session.start + dt.timedelta(seconds=took)
        return session


def _instant(text: str) -> dt.datetime | None:
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
        return None
    if not _FIRST <= int(text) <= _LAST:
        return None
    return dt.datetime.fromtimestamp(int(text), dt.UTC)


def _seconds(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if is_number and int(text) < _LONGEST_DAY else 0


def _rounded(text: str) -> str:
    """Reps with the noise of a unit's conversion: 8.00003 are 8."""
    value = nano(text) or 0
    near = (value + _BILLION // 2) // _BILLION
    return str(near) if abs(value - near * _BILLION) < _BILLION // 1000 else text
