"""LiftLog's CSV: one row a set that was done, each with its own instant; cardio is not in it."""

from __future__ import annotations

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    effort,
    exercise_name,
    stretched,
    unit_named,
)
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, whole
from logbook.pages.transfer.formats.values import ReadSet, Skip, Source

SOURCE = Source.LIFTLOG


def knows(columns: Columns) -> bool:
    """Whether a header is LiftLog's."""
    return columns.has("sessionid", "timestamp", "exercise", "weight", "weightunit", "reps")


class LiftLog:
    """Reads rows of one file of LiftLog."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.session, self.timestamp = at("sessionid"), at("timestamp")
        self.exercise, self.notes = at("exercise"), at("notes")
        self.weight, self.unit, self.reps = at("weight"), at("weightunit"), at("reps")
        self.rpe = at("rpe")
        # The plan's, which is no part of a log.
        at("targetreps")

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        stamp = cell(cells, self.timestamp)
        session = self.builder.session(cell(cells, self.session), line, "", stamp)
        at, _ = self.builder.dates.read(stamp)
        stretched(session, at)
        said = cell(cells, self.notes)
        if said and said not in session.notes.get(name, ()):
            session.notes.setdefault(name, []).append(said)
        reps = whole(cell(cells, self.reps), "Reps", MOST_REPS)
        unit = unit_named(cell(cells, self.unit)) or self.builder.unit
        milli, unit = load(cell(cells, self.weight), unit, may_be_below=True)
        left = self.builder.rpe(cell(cells, self.rpe))
        if reps is None:
            self.builder.skip(Skip.NOT_DONE)
            return
        # None done of what was begun is a failed attempt.
        rated = effort(left, is_failure=reps == 0)
        self.builder.add(
            session,
            ReadSet(
                line, name, reps, milli, unit, "working",
                rated.rir_halves, reps == 0, rated.is_by_type, rated.is_conflict,
                at=at if at.tzinfo is not None else None,
            ),
        )  # fmt: skip


def reader(columns: Columns, builder: Builder) -> LiftLog:
    """The reader of a file with these columns."""
    return LiftLog(columns, builder)
