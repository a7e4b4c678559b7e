"""RepCount: no unit, no set types; assistance as a weight below 0."""

from __future__ import annotations

import re

from logbook.pages.transfer.formats.building import Builder, Columns, cell, exercise_name
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, seconds, whole
from logbook.pages.transfer.formats.values import Kind, ReadSet, Source

SOURCE = Source.REPCOUNT
# It knows no set types: who did a drop set wrote so.
_DROP = re.compile(r"\bdrop[ -]?sets?\b", re.IGNORECASE)


def knows(columns: Columns) -> bool:
    """Whether a header is RepCount's."""
    return columns.has("workout start", "exercise", "weight", "reps")


class RepCount:
    """Reads rows of one file of RepCount."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.start, self.end, self.name = at("workout start"), at("workout end"), at("name")
        self.exercise, self.weight, self.reps = at("exercise"), at("weight"), at("reps")
        self.notes, self.distance, self.duration = at("notes"), at("distance"), at("duration")
        self.category = at("category")
        # Known, and nothing the logbook keeps.
        at("kcal", "bodyweight")

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        start, end, title = (cell(cells, one) for one in (self.start, self.end, self.name))
        session = self.builder.session((start, end, title), line, title, start, end=end)
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        # Below 0 it is what a machine or a band takes off.
        milli, unit = load(cell(cells, self.weight), self.builder.unit, may_be_below=True)
        took = seconds(cell(cells, self.duration))
        if not reps:
            self.builder.aside(
                session, name, took, cell(cells, self.distance), "",
                is_cardio=cell(cells, self.category).casefold() == "cardio",
            )  # fmt: skip
            return
        note = cell(cells, self.notes)
        kind = Kind.DROP if _DROP.search(note) else Kind.WORKING
        self.builder.add(session, ReadSet(line, name, reps, milli, unit, kind, note=note))


def reader(columns: Columns, builder: Builder) -> RepCount:
    """The reader of a file with these columns."""
    return RepCount(columns, builder)
