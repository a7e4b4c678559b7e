"""What a file is to bring in, as values: sessions, their sets and the exercises these are of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from logbook.choices import EndedBy, SetKind
from programming.loads import MICROGRAMS_PER_KG, Load, LoadKind
from programming.models import RiskEntry
from programming.names import normalised

FAILURE, BY_TYPE, CONFLICT = 1, 2, 4
"""Marks of an imported set: marked as a failure; its RIR is from that alone; it says two things."""
MOST_MOVED = 10_000 * MICROGRAMS_PER_KG
"""More than anybody moves, its body included."""
MOST_IN_SESSION = 9_000_000_000_000_000_000
"""Micrograms × reps: the volume of a session is kept in 64 bits."""


@dataclass(slots=True)
class BroughtExercise:
    """What a name of the file means: an entry, or an own exercise that is still to be made.

    `load_kind` is what the numbers of an exercise still to be made mean.
    """

    name: str
    entry: RiskEntry | None
    load_kind: str = LoadKind.EXTERNAL
    is_matched: bool = False

    @property
    def key(self) -> str:
        """The form the name is compared in."""
        return normalised(self.name)


@dataclass(slots=True)
class OwnColumns:
    """What our own file keeps of a set: it is written as it was, and never judged again.

    `block` is its exercise's place in the session; `moved` is in micrograms, None where the load
    says it; `came_from` is the source the file names; `columns` are the set's by name.
    """

    block: int
    moved: int | None
    came_from: str
    columns: Mapping[str, object]


@dataclass(slots=True)
class BroughtSet:
    """A set of the file.

    `ordinal` counts the sets under its name within the session, `exercise_ordinal` those of its
    exercise, whatever each is called, both from 1.

    `asked` is what is asked of it as a slip: whether the load, and what was likely meant.
    """

    line: int
    exercise: BroughtExercise
    ordinal: int
    exercise_ordinal: int
    reps: int
    load: Load | None
    load_kind: str = LoadKind.EXTERNAL
    kind: str = SetKind.WORKING
    rir_halves: int | None = None
    ended_by: str = EndedBy.STOPPED
    marks: int = 0
    rest_seconds: int | None = None
    note: str = ""
    logged_at: dt.datetime | None = None
    is_slip: bool = False
    meant: Load | None = None
    own: OwnColumns | None = None

    @property
    def item_key(self) -> int:
        """What tells the exercises of its session apart: their place, else which they are."""
        if self.own is not None:
            return self.own.block
        if self.exercise.entry is None:
            raise LookupError(self.exercise.name)
        return self.exercise.entry.exercise_id

    @property
    def seconds(self) -> int | None:
        """How long a set was held, where the file says so."""
        seconds = self.own.columns["seconds"] if self.own is not None else None
        return seconds if isinstance(seconds, int) else None

    @property
    def micrograms(self) -> int:
        """The load to compare by; 0 where none was written."""
        return self.load.micrograms if self.load is not None else 0


@dataclass(slots=True)
class BroughtSession:
    """A session of the file with at least one set; instants are UTC.

    `notes` are by the exercise's name; `own_notes`, `pain` and `supersets`, of our own file,
    by its place.
    """

    line: int
    name: str
    started_at: dt.datetime
    finished_at: dt.datetime
    local_date: dt.date
    zone: str
    note: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    sets: list[BroughtSet] = field(default_factory=list)
    is_deload: bool = False
    own_notes: dict[int, str] = field(default_factory=dict)
    pain: set[int] = field(default_factory=set)
    supersets: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Brought:
    """All that a file brings, in time order."""

    source: str
    sessions: list[BroughtSession]
    exercises: dict[str, BroughtExercise]
    load_of: dict[int, str] = field(default_factory=dict)
    """By exercise of the catalogue: what its loads are of, one dumbbell or the pair."""
