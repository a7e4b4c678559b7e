"""The whole account as JSON, written a row a line and read a row at a time.

`docs/account.schema.json` describes it. The version is of the shape: every later one is read by
what reads this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from logbook.pages.transfer.formats.jsons import is_log
from logbook.pages.transfer.formats.values import NotReadError

FORMAT, VERSION = "repstack account", 1
MOST_BYTES = 200_000_000
_SPACE = " \t\n\r"

Row = dict[str, Any]


def account_json(settings: Row, sections: Iterable[tuple[str, Iterable[Row]]]) -> Iterator[bytes]:
    """The file, a piece a row."""
    begins = f'{{"format":"{FORMAT}","version":{VERSION},\n"settings":{_line(settings)}'
    yield begins.encode()
    for name, rows in sections:
        yield f',\n"{name}":['.encode()
        mark = "\n"
        for row in rows:
            yield (mark + _line(row)).encode()
            mark = ",\n"
        yield b"]"
    yield b"}\n"


def _line(row: Row) -> str:
    # Sorted: one engine keeps the keys of a JSON column in the order written, the other in its own.
    return json.dumps(
        row, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )


def is_account(content: bytes) -> bool:
    """Whether a file is a JSON object, which is an account unless it is known as another app's."""
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begins == b"{" and not is_log(content)


class Account:
    """A file of an account: where each part of it begins; rows are made one at a time.

    Raises `NotReadError` for what is none, or of a version that is not known yet.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise NotReadError(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
        try:
            self._text = content.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = content[: fault.start].count(b"\n") + 1
            raise NotReadError("The file is not in UTF-8.", line) from fault
        self._decoder = json.JSONDecoder(parse_constant=_no_number)
        self._begins: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._values: Row = {}
        self._outline()
        self._check()

    @property
    def settings(self) -> Row:
        """What the lifter set."""
        return self._row(self._values.get("settings"), self._begins.get("settings", 0))

    @property
    def sections(self) -> list[str]:
        """The names of the parts that are rows."""
        return list(self._counts)

    def count(self, name: str) -> int:
        """How many rows a part has."""
        return self._counts.get(name, 0)

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a part, each with the line it begins on; none where it is not there."""
        if name in self._counts:
            line, at = 1, 0
            for begins, value in self._items(self._begins[name]):
                line += self._text.count("\n", at, begins)
                at = begins
                yield line, self._row(value, begins)

    def _check(self) -> None:
        if self._values.get("format") != FORMAT:
            raise NotReadError(
                f"This JSON is no account of RepStack: its format is not “{FORMAT}”."
            )
        version = self._values.get("version")
        if type(version) is not int or version < 1:
            raise NotReadError("The file does not say which version it is.")
        if version > VERSION:
            raise NotReadError(
                f"The file is of version {version}; this RepStack reads up to {VERSION}. "
                "Bring it in where it was made, or update RepStack first."
            )

    def _outline(self) -> None:
        """Walk over all of the text once: where parts begin, and that it is JSON to its end."""
        at = self._skip(0, "{")
        while True:
            key, at = self._value(at)
            if not isinstance(key, str):
                self._broken(at)
            if key in self._begins:
                raise NotReadError(f"The file has “{key[:40]}” twice.", self._line(at))
            at = self._skip(at, ":")
            self._begins[key] = at
            if self._text[at : at + 1] == "[":
                self._counts[key] = 0
                for _ in self._items(at):
                    self._counts[key] += 1
                at = self._ended
            else:
                self._values[key], at = self._value(at)
            at = self._after(at)
            if self._text[at : at + 1] == "}":
                break
            at = self._skip(at, ",")
        if self._after(at + 1) != len(self._text):
            self._broken(self._after(at + 1))

    def _items(self, at: int) -> Iterator[tuple[int, Any]]:
        """The items of an array that begins there; `_ended` is then where it does."""
        at = self._skip(at, "[")
        if self._text[at : at + 1] != "]":
            while True:
                begins = at
                value, at = self._value(at)
                yield begins, value
                at = self._after(at)
                if self._text[at : at + 1] == "]":
                    break
                at = self._skip(at, ",")
        self._ended = at + 1

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self._text, at)
        except (ValueError, RecursionError):
            self._broken(at)

    def _skip(self, at: int, mark: str) -> int:
        """Past this mark, and past the space around it."""
        at = self._after(at)
        if self._text[at : at + 1] != mark:
            self._broken(at)
        return self._after(at + 1)

    def _after(self, at: int) -> int:
        """The next place that is no space."""
        while at < len(self._text) and self._text[at] in _SPACE:
            at += 1
        return at

    def _row(self, value: Any, at: int) -> Row:
        if not isinstance(value, dict):
            raise NotReadError("Something else than an object stands here.", self._line(at))
        return value

    def _line(self, at: int) -> int:
        return self._text.count("\n", 0, at) + 1

    def _broken(self, at: int) -> NoReturn:
        raise NotReadError("This is not JSON, or not all of the file.", self._line(at))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
