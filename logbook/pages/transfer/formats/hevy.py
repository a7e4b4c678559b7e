"""Hevy: one layout, whose weights and distances have a unit each, and dates in the phone's language."""

from __future__ import annotations

from logbook.pages.transfer.formats.building import Builder, Columns, cell, effort, exercise_name
from logbook.pages.transfer.formats.numbers import (
    MOST_REPS,
    load,
    seconds,
    shown,
    whole,
)
from logbook.pages.transfer.formats.values import Kind, ReadSet, RowError, Source

SOURCE = Source.HEVY
_WEIGHTS = {"weight_kg": "kg", "weight_lbs": "lb"}
_DISTANCES = {"distance_km": "km", "distance_miles": "mi", "distance_meters": "m"}
_KINDS = {
    "normal": Kind.WORKING,
    "warmup": Kind.WARM_UP,
    "dropset": Kind.DROP,
    "failure": Kind.WORKING,
}


def knows(columns: Columns) -> bool:
    """Whether a header is Hevy's."""
    wanted = ("title", "start_time", "exercise_title", "set_type", "reps")
    return columns.has(*wanted) and columns.at(*_WEIGHTS) is not None


class Hevy:
    """Reads rows of one file of Hevy."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.title, self.start, self.end = at("title"), at("start_time"), at("end_time")
        self.description, self.exercise = at("description"), at("exercise_title")
        self.notes, self.type = at("exercise_notes"), at("set_type")
        self.weight, self.distance = at(*_WEIGHTS), at(*_DISTANCES)
        self.reps, self.seconds, self.rpe = at("reps"), at("duration_seconds"), at("rpe")
        # Known, and nothing the logbook keeps.
        at("superset_id", "set_index")
        names = columns.names
        self.unit = _WEIGHTS[names[self.weight]] if self.weight is not None else ""
        self.measured = _DISTANCES[names[self.distance]] if self.distance is not None else ""

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        kind = cell(cells, self.type).casefold()
        if kind not in _KINDS:
            raise RowError(f"“{shown(kind)}” is not a set type of Hevy's.")
        title, start, end = (cell(cells, one) for one in (self.title, self.start, self.end))
        session = self.builder.session((title, start, end), line, title, start, end=end)
        session.note = session.note or _said(cell(cells, self.description))
        said = _said(cell(cells, self.notes))
        if said and said not in session.notes.get(name, ()):
            session.notes.setdefault(name, []).append(said)
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        milli, unit = load(cell(cells, self.weight), self.unit)
        left = self.builder.rpe(cell(cells, self.rpe))
        took, distance = seconds(cell(cells, self.seconds)), cell(cells, self.distance)
        is_failure = kind == "failure"
        if not reps and (took or distance.strip(" 0.,") or not is_failure or reps is None):
            self.builder.aside(session, name, took, distance, self.measured)
            return
        rated = effort(left, is_failure=is_failure)
        self.builder.add(
            session,
            ReadSet(
                line, name, reps or 0, milli, unit, _KINDS[kind],
                rated.rir_halves, is_failure, rated.is_by_type, rated.is_conflict,
            ),
        )  # fmt: skip


def _said(text: str) -> str:
    # Marks of another format that it leaves in a note: a slash, and a new line.
    return text.replace("\\/", "/").replace("\\n", "\n")


def reader(columns: Columns, builder: Builder) -> Hevy:
    """The reader of a file with these columns."""
    return Hevy(columns, builder)
