"""Alpha Progression: no table, but sessions one after the other, each exercise with rows of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from logbook.pages.transfer.formats.building import (
    UNITS,
    Builder,
    cell,
    effort,
    ended,
    exercise_name,
)
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.numbers import (
    MOST_REPS,
    load,
    seconds,
    shown,
    whole,
)
from logbook.pages.transfer.formats.tables import Record
from logbook.pages.transfer.formats.values import (
    Kind,
    Reading,
    ReadSession,
    ReadSet,
    RowError,
    Skip,
    Source,
)

SOURCE = Source.ALPHA_PROGRESSION
_EXERCISE = re.compile(r"\d{1,3}\. (.+)", re.ASCII | re.DOTALL)
_WARM_UP = re.compile(r"WU\d* ?· ?([+-]?[\d.,]+) ?(kg|lbs?) ?· ?(\d+) ?\w+\.?", re.ASCII)
_TARGET = re.compile(r"[\d–-]+ ?\w+\.?|\d+ dropsets?", re.ASCII)
_DURATION = re.compile(r"(\d{1,3}):(\d\d)(?::\d\d)? ?\w*", re.ASCII)
_COLUMNS = {"KG": "load", "KGS": "load", "LB": "load", "LBS": "load", "REPS": "reps", "WDH": "reps",
            "RIR": "rir", "RPE": "rpe", "SEC": "seconds", "TIME": "seconds"}  # fmt: skip


def knows(cells: list[str]) -> bool:
    """Whether a first row is the head of a session of Alpha Progression's."""
    if not 2 <= len(cells) <= 4 or not cells[0].strip():
        return False
    try:
        return Dates().read(cells[1])[1]
    except RowError:
        return False


def _name(text: str) -> str:
    """The exercise without what was planned for it, with its equipment: both make the exercise."""
    parts = [one.strip() for one in text.split("·")]
    while len(parts) > 1 and _TARGET.fullmatch(parts[-1]):
        parts.pop()
    return exercise_name(" · ".join(parts))


class AlphaProgression:
    """Reads the records of one file, each by what came before it."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.session: ReadSession | None = None
        self.exercise = ""
        self.columns: dict[str, int] = {}
        self.unit = ""

    def all(self, records: Iterable[Record]) -> Reading:
        """Read the whole file."""
        reading = self.builder.reading
        for line, cells in records:
            try:
                self._record(line, cells)
            except RowError as fault:
                reading.rows += 1
                reading.errors.append((line, str(fault)))
        return self.builder.done()

    def _record(self, line: int, cells: list[str]) -> None:
        first = cells[0].strip()
        if first == "#":
            self._header(cells)
        elif knows(cells):
            self._begin(line, cells)
        elif found := _EXERCISE.fullmatch(first):
            self.exercise, self.columns = _name(found[1]), {}
            if self.session is None:
                raise RowError("There is an exercise before the first session.")
            self._warm_ups(line, "".join(cells[1:]))
        elif self.session is not None and self.exercise and self.columns:
            self._set(line, cells, self.session)
            self.builder.reading.rows += 1
        elif any(one.strip() for one in cells):
            raise RowError(f"“{shown(first)}” is neither a session nor an exercise nor a set.")

    def _begin(self, line: int, cells: list[str]) -> None:
        name, date = cells[0].strip(), cells[1].strip()
        self.session = self.builder.session((name, date), line, name, date)
        took = _DURATION.fullmatch(cell(cells, 2)) if len(cells) > 2 else None
        if took:
            length = int(took[1]) * 3600 + int(took[2]) * 60
            self.session.end = ended(self.session.start, length)
        self.exercise, self.columns = "", {}

    def _header(self, cells: list[str]) -> None:
        self.columns = {}
        for at, one in enumerate(cells):
            plain = one.strip().strip(".").upper()
            if plain not in {*_COLUMNS, "#", ""}:
                raise RowError(f"“{shown(one)}” is a column that is not known.")
            if plain in _COLUMNS:
                self.columns[_COLUMNS[plain]] = at
                self.unit = UNITS.get(plain.casefold(), self.unit)
        if not self.columns:
            raise RowError("There is neither a weight nor a number of reps in this header.")

    def _warm_ups(self, line: int, text: str) -> None:
        for part in re.split(r"<br ?/?>|\n", text):
            if not part.strip():
                continue
            found = _WARM_UP.fullmatch(part.strip())
            if found is None:
                raise RowError(f"“{shown(part)}” is not a warm-up set.")
            milli, unit = load(found[1], UNITS[found[2]])
            reps = whole(found[3], "Reps", MOST_REPS) or 0
            self._add(ReadSet(line, self.exercise, reps, milli, unit, Kind.WARM_UP))
            self.builder.reading.rows += 1

    def _add(self, done: ReadSet) -> None:
        if self.session is not None:
            self.builder.add(self.session, done)

    def _set(self, line: int, cells: list[str], session: ReadSession) -> None:
        if len(cells) <= max(self.columns.values()):
            raise RowError(f"There are {len(cells)} cells in the row, fewer than its header has.")
        texts = {name: cell(cells, at) for name, at in self.columns.items()}
        order = cells[0].strip().upper()
        if not re.fullmatch(r"D?\d*", order, re.ASCII) or not order:
            raise RowError(f"“{shown(order)}” is not the number of a set.")
        reps = whole(texts.get("reps", ""), "Reps", MOST_REPS)
        milli, unit = load(texts.get("load", ""), self.unit, may_be_below=True)
        left = self.builder.rir(texts.get("rir", ""))
        if left is None:
            left = self.builder.rpe(texts.get("rpe", ""))
        if not reps:
            took = seconds(texts.get("seconds", ""))
            if took:
                self.builder.aside(session, self.exercise, took, "", "")
            else:
                self.builder.skip(Skip.NOT_DONE)
            return
        rated = effort(left, is_failure=False)
        kind = Kind.DROP if order.startswith("D") else Kind.WORKING
        self._add(ReadSet(line, self.exercise, reps, milli, unit, kind, rated.rir_halves))
