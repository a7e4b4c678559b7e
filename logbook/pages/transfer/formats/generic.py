"""A table with named columns, for the files of apps that are not known: docs/importing.md has them."""

from __future__ import annotations

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    effort,
    exercise_name,
    unit_named,
)
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, seconds, shown, whole
from logbook.pages.transfer.formats.values import Kind, ReadSet, RowError, Source

SOURCE = Source.CSV
COLUMNS = (
    *("date", "time", "end", "workout", "exercise", "set type", "weight", "unit", "reps"),
    *("rir", "rpe", "seconds", "distance", "rest seconds", "notes", "workout notes"),
)
TEMPLATE = ",".join(COLUMNS) + "\n"

_WEIGHTS = {
    "weight": "", "weight (kg)": "kg", "weight (kgs)": "kg", "weight kg": "kg", "weight_kg": "kg", "kg": "kg",
    "weight (lb)": "lb", "weight (lbs)": "lb", "weight lb": "lb", "weight_lb": "lb",
    "weight_lbs": "lb", "lb": "lb", "lbs": "lb", "load": "",
}  # fmt: skip
_KINDS = {
    "": Kind.WORKING, "normal": Kind.WORKING, "working": Kind.WORKING, "work": Kind.WORKING,
    "failure": Kind.WORKING, "warm-up": Kind.WARM_UP, "warm up": Kind.WARM_UP,
    "warmup": Kind.WARM_UP, "drop": Kind.DROP, "drop set": Kind.DROP, "dropset": Kind.DROP,
}  # fmt: skip


def knows(columns: Columns) -> bool:
    """Whether the columns without which there is no set stand there by their names.

    A weight under a name that is not known would be left out: such a table is refused.
    """
    is_weighed = any("weight" in one and "unit" not in one for one in columns.names)
    has_weight = any(one in _WEIGHTS for one in columns.names)
    return columns.has("date", "exercise", "reps") and (has_weight or not is_weighed)


class Generic:
    """Reads rows of one such table."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.date, self.time, self.end = at("date"), at("time", "start"), at("end", "end time")
        self.workout, self.exercise = at("workout", "workout name"), at("exercise")
        self.type, self.weight = at("set type", "set_type", "type"), at(*_WEIGHTS)
        self.of_unit, self.reps = at("unit", "weight unit"), at("reps")
        self.rir, self.rpe = at("rir"), at("rpe")
        self.seconds, self.distance = at("seconds"), at("distance")
        self.rest = at("rest seconds", "rest_seconds", "rest")
        self.notes = at("notes", "note")
        self.workout_notes = at("workout notes", "workout_notes")
        self.unit = _WEIGHTS[columns.names[self.weight]] if self.weight is not None else ""

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        kind = cell(cells, self.type).casefold()
        if kind not in _KINDS:
            raise RowError(
                f"“{shown(kind)}” is not a set type: write working, warm-up, drop or failure."
            )
        day, clock, until = (cell(cells, one) for one in (self.date, self.time, self.end))
        workout = cell(cells, self.workout)
        ends = f"{day} {until}" if until and len(until) < len("2026-01-01") else until
        session = self.builder.session(
            (day, clock, workout), line, workout, f"{day} {clock}".strip(), end=ends
        )
        said = cell(cells, self.workout_notes)
        if said and said not in session.note:
            session.note = f"{session.note}\n{said}".strip()
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        unit = self.unit or unit_named(cell(cells, self.of_unit)) or self.builder.unit
        milli, unit = load(cell(cells, self.weight), unit, may_be_below=True)
        left = self.builder.rir(cell(cells, self.rir))
        # Both stand there: reps in reserve are what was meant.
        told = self.builder.rpe(cell(cells, self.rpe))
        took, distance = seconds(cell(cells, self.seconds)), cell(cells, self.distance)
        is_failure = kind == "failure"
        if not reps and (took or distance.strip(" 0.,") or not is_failure or reps is None):
            self.builder.aside(session, name, took, distance, "")
            return
        rated = effort(told if left is None else left, is_failure=is_failure)
        self.builder.add(
            session,
            ReadSet(
                line, name, reps or 0, milli, unit, _KINDS[kind],
                rated.rir_halves, is_failure, rated.is_by_type, rated.is_conflict,
                seconds(cell(cells, self.rest)) or None, cell(cells, self.notes),
            ),
        )  # fmt: skip


def reader(columns: Columns, builder: Builder) -> Generic:
    """The reader of a file with these columns."""
    return Generic(columns, builder)
