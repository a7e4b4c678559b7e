"""What a file says, as plain values: sessions, their sets, and what was skipped or is wrong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """The apps whose files are read."""

    STRONG = "strong"
    HEVY = "hevy"
    FITNOTES = "fitnotes"
    LIFTOSAUR = "liftosaur"
    LIFTLOG = "liftlog"
    OPENGYM = "opengym"
    WGER = "wger"
    JEFIT = "jefit"
    REPCOUNT = "repcount"
    ALPHA_PROGRESSION = "alpha_progression"
    REPSTACK = "repstack"
    CSV = "csv"
    PAPER = "paper"

    @property
    def label(self) -> str:
        """The app's own name."""
        return _LABELS.get(self.value, self.value.replace("_", " ").title())


_LABELS = {
    "fitnotes": "FitNotes",
    "liftlog": "LiftLog",
    "opengym": "openGym",
    "wger": "wger",
    "jefit": "JEFIT",
    "repcount": "RepCount",
    "repstack": "RepStack",
    "csv": "A table",
    "paper": "Paper",
}


class Skip(StrEnum):
    """Why a row of the file is no set."""

    REST_TIMER = "rest_timer"
    NOTE = "note"
    CARDIO = "cardio"
    TIMED = "timed"
    NOT_DONE = "not_done"
    EMPTY = "empty"


class Kind(StrEnum):
    """What a set was, in the logbook's own words."""

    WORKING = "working"
    WARM_UP = "warm_up"
    DROP = "drop"


class Ask(StrEnum):
    """What only the lifter can say of a file."""

    UNIT = "unit"
    DATES = "dates"


class DateOrder(StrEnum):
    """How a date like 3/4/2025 is read."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class RowError(ValueError):
    """What is wrong with one row, in a sentence."""


class NotReadError(ValueError):
    """Why a file cannot be read at all, in a sentence; `line` is where."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(slots=True)
class OwnSet:
    """What our own file says of a set beyond what other apps do.

    `block` is the exercise's place in the session, `moved` what was moved in micrograms where the
    load stands as it was written, `columns` are further columns of the log by name.
    """

    block: int
    load_kind: str
    moved: int | None
    came_from: str
    columns: dict[str, object]


@dataclass(slots=True)
class OwnSession:
    """What our own file says of a session beyond what other apps do; notes, pain, supersets by block."""

    zone: str
    day: dt.date
    is_deload: bool
    exercises: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    pain: set[int] = field(default_factory=set)
    supersets: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class ReadSet:
    """A set with reps, as its row says it.

    `milli` is thousandths of `unit` (kg, lb, empty where the file does not say), None where no
    load was written, below 0 for assistance. `rir_halves` is the effort after rule 2 of every
    source: reps in reserve in halves, 10 at most; `is_by_type` where the set type alone says it.
    """

    line: int
    exercise: str
    reps: int
    milli: int | None
    unit: str
    kind: str = Kind.WORKING
    rir_halves: int | None = None
    is_failure: bool = False
    is_by_type: bool = False
    is_conflict: bool = False
    rest_seconds: int | None = None
    note: str = ""
    at: dt.datetime | None = None
    own: OwnSet | None = None


@dataclass(slots=True)
class ReadSession:
    """A visit to the gym.

    `start` is a wall clock's time where the lifter was, or an instant where the file names a zone;
    `end` likewise, None where nobody said. Without `has_time` only the day is known. `aside` are
    cardio and timed rows in words.
    """

    line: int
    name: str
    start: dt.datetime
    end: dt.datetime | None = None
    has_time: bool = True
    note: str = ""
    sets: list[ReadSet] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)
    own: OwnSession | None = None


@dataclass(slots=True)
class Reading:
    """All that a file says.

    `unit` is kg, lb, mixed (a row at a time) or empty where no load has one. `asks` is what must
    be answered before it can be brought in; `errors` are lines and reasons, in order. `unread` are
    columns nobody knows, `rounded` efforts that were written finer than in halves.
    """

    source: Source
    sessions: list[ReadSession] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0
    unit: str = ""
    asks: tuple[Ask, ...] = ()
    rounded: int = 0
    unread: list[str] = field(default_factory=list)

    @property
    def trained(self) -> list[ReadSession]:
        """The sessions with at least one set."""
        return [one for one in self.sessions if one.sets]
