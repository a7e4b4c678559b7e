"""What logs in JSON have in common.

Numbers stay the text they were written as. JSON has no lines to speak of: what is wrong is told
by the session it stands in, counted from 1, and a set's line is its place among all.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from logbook.pages.transfer.formats.building import Builder
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.tables import MOST_ROWS
from logbook.pages.transfer.formats.values import (
    NotReadError,
    Reading,
    ReadSession,
    ReadSet,
    RowError,
    Skip,
    Source,
)

_FIRST_MS, _LAST_MS = 946_684_800_000, 4_102_444_800_000
_DIGITS = 13
Row = dict[str, Any]


class JsonLog(ABC):
    """What the three have in common."""

    SOURCE: Source

    def __init__(self, found: Any, dates: Dates, unit: str) -> None:
        self.found = found
        self.builder = Builder(self.SOURCE, dates, unit)
        self._is_open = False

    def all(self) -> Reading:
        """Read every session; what is wrong with one is told and the next one read.

        Raises `NotReadError` for what is wrong with them all.
        """
        try:
            return self._all()
        except RowError as fault:
            raise NotReadError(str(fault)) from fault

    def _all(self) -> Reading:
        reading = self.builder.reading
        for number, session in enumerate(self.sessions(), start=1):
            try:
                self.session(number, session)
            except RowError as fault:
                reading.rows += not self._is_open
                self._is_open = False
                reading.errors.append((number, f"Session {number}: {fault}"))
            if reading.rows > MOST_ROWS:
                raise NotReadError(f"There are more than {MOST_ROWS:,} sets in the file.", number)
        return self.builder.done()

    @abstractmethod
    def sessions(self) -> Iterator[Any]:
        """The sessions, or what stands for them."""

    @abstractmethod
    def session(self, number: int, found: Any) -> None:
        """Read one of them. Raises `RowError`."""

    def next_row(self) -> int:
        """The place of the next set, which is open until it is kept, skipped or an error."""
        self._is_open = True
        self.builder.reading.rows += 1
        return self.builder.reading.rows

    def keep(self, session: ReadSession, done: ReadSet) -> None:
        """Put the open set on record."""
        self.builder.add(session, done)
        self._is_open = False

    def skip(self, reason: Skip) -> None:
        """Count the open one as none."""
        self.builder.skip(reason)
        self._is_open = False

    def aside(
        self, session: ReadSession, name: str, took: int, distance: str, *, is_cardio: bool = False
    ) -> None:
        """Keep the open one as a line of the session's note."""
        self.builder.aside(session, name, took, distance, "", is_cardio=is_cardio)
        self._is_open = False


def rows_of(value: object, what: str) -> list[Row]:
    """The objects of a list, none where there is none. Raises `RowError`, naming `what` they are."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RowError(f"{what} are no list.")
    return value


def text_of(value: object) -> str:
    """A value as a cell would have it; lists and objects are none."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if not isinstance(value, str):
        raise RowError("There is a list where a text belongs.")
    return value.strip()


def instant_ms(value: object) -> dt.datetime | None:
    """The instant of so many milliseconds since 1970, None where it can be none of a session."""
    text = text_of(value)
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
        return None
    if not _FIRST_MS <= int(text) <= _LAST_MS:
        return None
    return dt.datetime.fromtimestamp(int(text) // 1000, dt.UTC)
