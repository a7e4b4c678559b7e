"""FitNotes, in its layouts for Android and iOS: days without times, no warm-ups, no effort."""

from __future__ import annotations

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    exercise_name,
    unit_named,
)
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, nano, seconds, whole
from logbook.pages.transfer.formats.values import ReadSet, RowError, Source

SOURCE = Source.FITNOTES
_KG = ("weight (kg)", "weight (kgs)")
_LB = ("weight (lbs)", "weight (lb)")
_CARDIO = "cardio"


def knows(columns: Columns) -> bool:
    """Whether a header is one of FitNotes'."""
    return (
        columns.has("date", "exercise", "category", "reps")
        and columns.at("weight", *_KG, *_LB) is not None
        and columns.at("workout start") is None
    )


class FitNotes:
    """Reads rows of one file of FitNotes."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.date, self.exercise, self.category = at("date"), at("exercise"), at("category")
        self.plain, self.unit = at("weight"), at("weight unit")
        self.in_kg, self.in_lb = at(*_KG), at(*_LB)
        self.reps, self.time = at("reps"), at("time")
        self.distance, self.distance_unit = at("distance"), at("distance unit")
        self.comment = at("comment", "notes")
        # Known, and nothing the logbook keeps.
        at("kind")

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        date = cell(cells, self.date)
        session = self.builder.session(date[:10], line, "", date)
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        milli, unit = self._load(cells)
        took = seconds(cell(cells, self.time))
        if not reps:
            self.builder.aside(
                session, name, took, cell(cells, self.distance), cell(cells, self.distance_unit),
                is_cardio=cell(cells, self.category).casefold() == _CARDIO,
            )  # fmt: skip
            return
        note = cell(cells, self.comment)
        self.builder.add(session, ReadSet(line, name, reps, milli, unit, note=note))

    def _load(self, cells: list[str]) -> tuple[int | None, str]:
        """The one weight that is filled in, with its unit. Raises `RowError` for two."""
        if self.plain is not None:
            unit = unit_named(cell(cells, self.unit)) or self.builder.unit
            return load(cell(cells, self.plain), unit)
        in_kg, in_lb = cell(cells, self.in_kg), cell(cells, self.in_lb)
        if nano(in_kg) and nano(in_lb):
            raise RowError("There is a weight in kg and one in lb.")
        return load(in_lb, "lb") if nano(in_lb) or not in_kg else load(in_kg, "kg")


def reader(columns: Columns, builder: Builder) -> FitNotes:
    """The reader of a file with these columns."""
    return FitNotes(columns, builder)
