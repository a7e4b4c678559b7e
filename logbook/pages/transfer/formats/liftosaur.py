"""Liftosaur: what was planned and what was done side by side; only what was done is a set."""

from __future__ import annotations

from logbook.pages.transfer.formats.building import (
    Builder,
    Columns,
    cell,
    effort,
    exercise_name,
    unit_named,
)
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, nano, whole
from logbook.pages.transfer.formats.values import Kind, ReadSet, Skip, Source

SOURCE = Source.LIFTOSAUR


def knows(columns: Columns) -> bool:
    """Whether a header is Liftosaur's."""
    return columns.has(
        "workout datetime", "exercise", "is warmup set?", "completed reps", "completed weight value"
    )


class Liftosaur:
    """Reads rows of one file of Liftosaur."""

    def __init__(self, columns: Columns, builder: Builder) -> None:
        self.builder = builder
        at = columns.at
        self.start, self.program, self.day = at("workout datetime"), at("program"), at("day name")
        self.exercise, self.warm_up = at("exercise"), at("is warmup set?")
        self.reps, self.asked_rpe = at("completed reps"), at("required rpe")
        self.rpe, self.logs_rpe = at("completed rpe"), at("log rpe?")
        self.weight, self.unit = at("completed weight value"), at("completed weight unit")
        self.time, self.notes = at("completed reps time"), at("notes")
        # Known, and nothing the logbook keeps.
        at(
            *("required reps", "is amrap?", "required weight value", "required weight unit"),
            *("ask weight?", "target muscles", "synergist muscles"),
        )

    def read(self, line: int, cells: list[str]) -> None:
        """Read one row. Raises `RowError`."""
        name = exercise_name(cell(cells, self.exercise))
        start, day = cell(cells, self.start), cell(cells, self.day)
        program = cell(cells, self.program)
        session = self.builder.session((start, program, day), line, day or program, start)
        reps = whole(cell(cells, self.reps), "Completed reps", MOST_REPS)
        left = self._effort(cells)
        unit = unit_named(cell(cells, self.unit)) or self.builder.unit
        milli, unit = load(cell(cells, self.weight), unit)
        if reps is None:
            self.builder.skip(Skip.NOT_DONE)
            return
        done = cell(cells, self.time)
        at = self.builder.dates.read(done)[0] if done else None
        if at is not None and at.tzinfo is not None:
            session.end = max(session.end or at, at)
        is_warm_up = cell(cells, self.warm_up).casefold() in {"1", "true", "yes"}
        # None done of what was begun is a failed attempt.
        rated = effort(left, is_failure=reps == 0)
        self.builder.add(
            session,
            ReadSet(
                line, name, reps, milli, unit, Kind.WARM_UP if is_warm_up else Kind.WORKING,
                rated.rir_halves, reps == 0, rated.is_by_type, rated.is_conflict,
                note=cell(cells, self.notes), at=at,
            ),
        )  # fmt: skip

    def _effort(self, cells: list[str]) -> int | None:
        """What was reported: the target's own RPE where none is logged is the target again."""
        said = cell(cells, self.rpe)
        is_logged = cell(cells, self.logs_rpe).casefold() in {"1", "true", "yes"}
        if not is_logged and nano(said) == nano(cell(cells, self.asked_rpe)):
            return None
        return self.builder.rpe(said)


def reader(columns: Columns, builder: Builder) -> Liftosaur:
    """The reader of a file with these columns."""
    return Liftosaur(columns, builder)
