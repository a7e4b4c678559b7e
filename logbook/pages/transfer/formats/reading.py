"""Reading a file: what it is by its content, and all that it says."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol

from logbook.pages.transfer.formats import (
    alpha_progression,
    fitnotes,
    generic,
    hevy,
    jefit,
    jsons,
    liftlog,
    liftosaur,
    paper,
    repcount,
    repstack,
    strong,
)
from logbook.pages.transfer.formats.building import Builder, Columns
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.tables import (
    DELIMITERS,
    MOST_ROWS,
    Record,
    first_record,
    records,
    shown_header,
    text_of,
)
from logbook.pages.transfer.formats.values import DateOrder, NotReadError, Reading, Source


class Format(Protocol):
    """What each parser of a table offers."""

    SOURCE: Source

    def knows(self, columns: Columns) -> bool:
        """Whether a header is this app's."""

    def reader(self, columns: Columns, builder: Builder) -> RowReader:
        """What reads the rows below such a header."""


class RowReader(Protocol):
    """Reads rows one by one."""

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""


_TABLES: tuple[Format, ...] = (
    repstack,
    strong,
    hevy,
    liftosaur,
    repcount,
    liftlog,
    fitnotes,
    generic,
)
_Read = Callable[[Dates], Reading]


def read(content: bytes, *, unit: str = "", dates: DateOrder | None = None) -> Reading:
    """Everything a file says, by whichever app it is from.

    `unit` (kg or lb) is taken where the file names none, `dates` where none of its slashed dates
    decides their order. Raises `NotReadError` where it is no file of an app that is known, with
    the headers that were seen, and beyond the limits.
    """
    text = text_of(content)
    reading = _reader(text, unit)
    order = Dates(dates)
    found = reading(order)
    decided = order.decided or dates
    if decided is not None and decided is not order.order:
        return reading(Dates(decided))
    if len(order.seen) > 1:
        # Whichever order is taken, some date is none by it: those say so, each on its line.
        return reading(Dates(dates or DateOrder.DAY_FIRST))
    return found


def _reader(text: str, unit: str) -> _Read:
    """What reads this text. Raises `NotReadError`."""
    if paper.typed(text) is not None:
        return lambda dates: paper.read(text, unit, dates)
    if (made := jsons.reader(text, unit)) is not None:
        return made
    if jefit.knows(text):
        return lambda dates: jefit.read(text, unit, dates)
    seen: Record | None = None
    for delimiter in DELIMITERS:
        first = first_record(text, delimiter)
        if first is None:
            continue
        if seen is None or len(first.cells) > len(seen.cells):
            seen = first
        if made := _by_header(text, delimiter, first, unit) or _headless(
            text, delimiter, first, unit
        ):
            if text.count("\n") > MOST_ROWS:
                # Too many rows are refused before the first of them is read.
                deque(records(text, delimiter), maxlen=0)
            return made
    if seen is None:
        # Nothing could be told apart at all: the reader says why.
        next(records(text, ","), None)
        raise NotReadError("There is no row in the file.")
    raise NotReadError(
        f"This is no export of an app that is known. Its first row is: {shown_header(seen.cells)}."
        " Put its sets into the columns of the template, and choose that file.",
        seen.line,
    )


def _by_header(text: str, delimiter: str, first: Record, unit: str) -> _Read | None:
    columns = Columns(first.cells)
    known = next((one for one in _TABLES if one.knows(columns)), None)
    if known is None:
        return None
    if columns.twice:
        raise NotReadError(f"The header has {', '.join(columns.twice)} twice.", first.line)

    def reading(dates: Dates) -> Reading:
        builder = Builder(known.SOURCE, dates, unit)
        rows = records(text, delimiter)
        next(rows)
        read_row = known.reader(columns, builder).read
        builder.reading.unread = columns.unread
        return builder.rows(rows, columns.width, read_row, header=first.cells)

    return reading


def _headless(text: str, delimiter: str, first: Record, unit: str) -> _Read | None:
    if delimiter != ";":
        return None
    if strong.is_headless(first.cells):
        columns = Columns((*strong.HEADLESS, "Workout Duration")[: len(first.cells)])

        def of_strong(dates: Dates) -> Reading:
            builder = Builder(Source.STRONG, dates, unit)
            read_row = strong.reader(columns, builder).read
            return builder.rows(records(text, delimiter), columns.width, read_row)

        return of_strong
    if not alpha_progression.knows(first.cells):
        return None

    def of_alpha(dates: Dates) -> Reading:
        builder = Builder(alpha_progression.SOURCE, dates, unit)
        return alpha_progression.AlphaProgression(builder).all(records(text, delimiter))

    return of_alpha
