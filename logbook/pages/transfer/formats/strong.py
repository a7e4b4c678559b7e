"""Strong, in its seven layouts: they differ in columns and delimiter, and one has no header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    effort,
    ended,
    exercise_name,
    unit_named,
)
from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.numbers import (
    MOST_REPS,
    load,
    seconds,
    whole,
)
from logbook.pages.transfer.formats.values import Kind, ReadSession, ReadSet, RowError, Skip, Source

# The layout whose header some files lost.
HEADLESS = (
    *("Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps"),
    *("RPE", "Distance", "Distance Unit", "Seconds", "Notes", "Workout Notes"),
)
_WEIGHTS = {"weight": "", "weight (kg)": "kg", "weight (kgs)": "kg", "weight (lbs)": "lb", "weight (lb)": "lb"}  # fmt: skip
_DISTANCES = {"distance": "", "distance (meters)": "m", "distance (km)": "km", "distance (miles)": "mi", "distance (mi)": "mi"}  # fmt: skip
_KINDS = {
    "w": Kind.WARM_UP, "warm_up": Kind.WARM_UP, "warmup": Kind.WARM_UP,
    "d": Kind.DROP, "drop": Kind.DROP, "drop_set": Kind.DROP,
    "f": Kind.WORKING, "failure": Kind.WORKING,
}  # fmt: skip
_FAILURES = {"f", "failure"}
_DURATION = re.compile(
    r"(?:(\d{1,5}) ?(?:h|hr|hrs|std|小时|時間)\.? ?)?"
    r"(?:(\d{1,5}) ?(?:m|min|mins|分钟|分)\.? ?)?"
    r"(?:(\d{1,5}) ?(?:s|sec|秒)\.?)?",
    re.ASCII | re.IGNORECASE,
)


def knows(columns: Columns) -> bool:
    """Whether a header is one of Strong's."""
    return (
        columns.has("date", "workout name", "exercise name", "set order", "reps")
        and columns.at(*_WEIGHTS) is not None
    )


def is_headless(cells: Sequence[str]) -> bool:
    """Whether a first row is a set of the layout whose header is missing."""
    if len(cells) not in {len(HEADLESS), len(HEADLESS) + 1}:
        return False
    try:
        Dates().read(cells[0])
        unit_named(cells[5])
        _kind(cells[3])
    except RowError:
        return False
    return bool(cells[2].strip())


def duration(text: str) -> int | None:
    """The seconds of `1h 5m`, `35m`, `1小时25分钟` or a number of them; None for anything else."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= 7 else None
    found = _DURATION.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, rest = (int(one or 0) for one in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _kind(order: str) -> tuple[Kind, bool]:
    """What a set order says: the kind, and whether it was a failure. Raises `RowError`."""
    plain = order.strip().casefold()
    if plain in _KINDS:
        return _KINDS[plain], plain in _FAILURES
    if whole(plain, "Set order", MOST_REPS) is None:
        raise RowError("There is no set order.")
    return Kind.WORKING, False


class Strong:
    """Reads rows of one file of Strong."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.number, self.date, self.workout = at("workout #"), at("date"), at("workout name")
        self.duration = at("duration", "duration (sec)", "workout duration")
        self.exercise, self.order = at("exercise name"), at("set order")
        self.weight, self.weight_unit = at(*_WEIGHTS), at("weight unit")
        self.reps, self.rpe, self.seconds = at("reps"), at("rpe"), at("seconds")
        self.distance, self.distance_unit = at(*_DISTANCES), at("distance unit")
        self.notes, self.workout_notes = at("notes"), at("workout notes")
        names = columns.names
        self.unit = _WEIGHTS[names[self.weight]] if self.weight is not None else ""
        self.in_unit = _DISTANCES[names[self.distance]] if self.distance is not None else ""
        self._rests: dict[tuple[int, str], int] = {}

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        session = self._session(line, cells)
        order = cell(cells, self.order)
        if order.casefold() == "rest timer":
            self._rests[id(session), name] = seconds(cell(cells, self.seconds))
            self.builder.skip(Skip.REST_TIMER)
            return
        note = cell(cells, self.notes)
        if order.casefold() == "note":
            if note:
                session.notes.setdefault(name, []).append(note)
            self.builder.skip(Skip.NOTE)
            return
        self._set(line, cells, session, name, note)

    def _session(self, line: int, cells: list[str]) -> ReadSession:
        date, workout = cell(cells, self.date), cell(cells, self.workout)
        key = (cell(cells, self.number), date, workout)
        session = self.builder.session(key, line, workout, date)
        if session.end is None and self.duration is not None:
            session.end = ended(session.start, duration(cell(cells, self.duration)))
        said = cell(cells, self.workout_notes)
        if said and said not in session.note:
            session.note = f"{session.note}\n{said}".strip()
        return session

    def _set(self, line: int, cells: list[str], session: ReadSession, name: str, note: str) -> None:
        kind, is_failure = _kind(cell(cells, self.order))
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        unit = self.unit or unit_named(cell(cells, self.weight_unit)) or self.builder.unit
        milli, unit = load(cell(cells, self.weight), unit)
        left = self.builder.rpe(cell(cells, self.rpe))
        took = seconds(cell(cells, self.seconds))
        distance = cell(cells, self.distance)
        has_distance = bool(distance.strip(" 0.,"))
        if not reps and (took or has_distance or not is_failure or reps is None):
            measured = self.in_unit or cell(cells, self.distance_unit)
            self.builder.aside(session, name, took, distance, measured)
            return
        rated = effort(left, is_failure=is_failure)
        self.builder.add(
            session,
            ReadSet(
                line, name, reps or 0, milli, unit, kind,
                rated.rir_halves, is_failure, rated.is_by_type, rated.is_conflict,
                self._rests.pop((id(session), name), None), note,
            ),
        )  # fmt: skip


def reader(columns: Columns, builder: Builder) -> Strong:
    """The reader of a file with these columns."""
    return Strong(columns, builder)


SOURCE = Source.STRONG
