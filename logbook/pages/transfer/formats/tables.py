"""From bytes to records: encodings, line ends, delimiters and limits, before any app is thought of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from logbook.pages.transfer.formats.numbers import shown
from logbook.pages.transfer.formats.values import NotReadError

MOST_BYTES = 10_000_000
MOST_ROWS = 200_000
# No app writes forty; a spreadsheet may add some.
MOST_CELLS = 200
DELIMITERS = (",", ";", "\t", "|")

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = {
    b"PK\x03\x04": "This is a zip archive or a spreadsheet",
    b"\x1f\x8b": "This is a packed file",
    b"%PDF": "This is a PDF",
    b"\xd0\xcf\x11\xe0": "This is an old spreadsheet",
    b"SQLite format 3": "This is a database or a backup",
}


class Record(NamedTuple):
    """A record of a table, and the line of the file on which it begins."""

    line: int
    cells: list[str]


def text_of(content: bytes) -> str:
    """The text of a file, its lines ended by a line feed alone.

    UTF-8 with or without its mark, UTF-16, else what Windows wrote in Western Europe. Raises
    `NotReadError` for what is no text or is too large.
    """
    if len(content) > MOST_BYTES:
        raise NotReadError(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    for begins, what in _PACKED.items():
        if content.startswith(begins):
            raise NotReadError(f"{what}. Export or save it as CSV, and choose that file.")
    text = _decoded(content).removeprefix("\ufeff")
    if (at := text.find("\0")) >= 0:
        raise NotReadError("There is a NUL in it, so it is no CSV.", text.count("\n", 0, at) + 1)
    if not text.strip():
        raise NotReadError("There is nothing in the file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise NotReadError("The file is no valid UTF-16.") from fault
    # Without a mark: every other byte of Western text in UTF-16 is none.
    sample = content[:400]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros and zeros.count(0) > 0.9 * len(zeros) and len(sample) > 20:
            try:
                return content.decode(name)
            except UnicodeDecodeError as fault:
                raise NotReadError("The file is no valid UTF-16.") from fault
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise NotReadError("The file is neither in UTF-8 nor in UTF-16.", line) from fault


def records(text: str, delimiter: str) -> Iterator[Record]:
    """The records of a table, empty lines left out.

    Raises `NotReadError` with the line where a record begins that cannot be read, and beyond the
    limits.
    """
    # A line with the name of its delimiter is for a spreadsheet alone.
    first, _, rest = text.partition("\n")
    skipped = first.strip().casefold() in {f"sep={delimiter}", f'"sep={delimiter}"'}
    reader = csv.reader(
        io.StringIO(rest if skipped else text, newline="\n"), delimiter=delimiter, strict=True
    )
    begins, count = 1 + skipped, 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise NotReadError(f"Not readable as CSV: {fault}.", begins) from fault
        if cells is None:
            return
        if len(cells) > MOST_CELLS:
            raise NotReadError(f"There are {len(cells)} cells in one row.", begins)
        if cells:
            count += 1
            if count > MOST_ROWS + 1:
                raise NotReadError(f"There are more than {MOST_ROWS:,} rows in the file.", begins)
            yield Record(begins, cells)
        begins = reader.line_num + 1 + skipped


def first_record(text: str, delimiter: str) -> Record | None:
    """The first record by this delimiter, None where there is none to be read."""
    try:
        return next(records(text, delimiter), None)
    except NotReadError:
        return None


def named(cells: Sequence[str]) -> list[str]:
    """The names of a header, in the form they are compared in."""
    return [" ".join(one.split()).casefold() for one in cells]


def shown_header(cells: Sequence[str]) -> str:
    """The header as it was found, short enough for a sentence."""
    some = ", ".join(shown(one) for one in cells[:20])
    return f"{some} and {len(cells) - 20} more" if len(cells) > 20 else some
