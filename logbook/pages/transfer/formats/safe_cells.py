"""Cells no spreadsheet runs: what would be read as a formula has a ' before it, and loses it again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

_RUN = ("=", "+", "-", "@", "\t", "'")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


class _Writer(Protocol):
    def writerow(self, row: Iterable[Any], /) -> Any:
        """Write a row."""


def guarded(text: str) -> str:
    """A cell as it is written: plain numbers stay numbers, line ends are line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_RUN) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """What a cell of our own file says."""
    return cell.removeprefix("'")


class CsvLines:
    """Rows as lines of CSV (RFC 4180), every cell guarded."""

    def __init__(self) -> None:
        self._buffer = io.StringIO(newline="")
        self._writer: _Writer = csv.writer(self._buffer, lineterminator="\r\n")

    def text(self, rows: Iterable[Sequence[str]]) -> str:
        """The lines of these rows."""
        for row in rows:
            self._writer.writerow([guarded(cell) if cell else "" for cell in row])
        said = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return said


def csv_text(header: Sequence[str], parts: Iterable[Iterable[Sequence[str]]]) -> Iterator[bytes]:
    """A whole table as UTF-8, a piece for the header and one for every part."""
    lines = CsvLines()
    yield lines.text([header]).encode()
    for rows in parts:
        yield lines.text(rows).encode()
