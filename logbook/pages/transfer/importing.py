"""A file on its way in: what it is, what it would bring, and bringing it; the same for page and command."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from logbook.acts.imported_before import Compared, compared
from logbook.acts.imported_entries import BroughtExercise
from logbook.acts.imports import BroughtIn, Ends, bring_in, nothing
from logbook.acts.imports_ahead import Told, nobody
from logbook.choices import SetKind
from logbook.models import User
from logbook.pages.transfer.dumbbells import (
    AS_WRITTEN,
    Dumbbells,
    dumbbells_in,
)
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import (
    DateOrder,
    Kind,
    NotReadError,
    Reading,
    ReadSession,
    ReadSet,
    Source,
)
from logbook.pages.transfer.matching import meanings, names_in
from logbook.pages.transfer.planning import Planned, planned
from logbook.pages.transfer.slips import LikelySlip, likely_slips
from programming.loads import Load, Unit

# A mark on nearly every set is a habit (policy); of a few sets nobody can tell.
_HABIT_PERCENT, _HABIT_SETS = 80, 20


@dataclass(frozen=True, slots=True)
class Answers:
    """What the lifter said of a file, where it could not say so itself.

    `unit` is kg or lb, `names` are exercises by compared name. `slips_are_right`: the loads that
    look like slips were meant so. `dumbbells`: whether loads are of one or of the pair.
    """

    unit: str = ""
    zone: str = ""
    dates: DateOrder | None = None
    names: Mapping[str, int] = field(default_factory=dict)
    failure_is_effort: bool = True
    slips_are_right: bool = False
    dumbbells: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, with the answers that reading it depends on."""

    reading: Reading
    unit: str
    dates: DateOrder | None


@dataclass(slots=True)
class Looked:
    """A file that was looked at: what it says, what it would bring, and what stands in the way.

    `reading` is None for what is no file of an app that is known.
    """

    digest: str
    zone: str
    reading: Reading | None
    exercises: Mapping[str, BroughtExercise]
    plan: Planned | None
    before: Compared
    slips: list[LikelySlip]
    errors: list[tuple[int, str]]
    dumbbells: Dumbbells = AS_WRITTEN

    @property
    def needs(self) -> list[str]:
        """What must be answered first, as the command names it."""
        return [one.value for one in self.reading.asks] if self.reading else []

    @property
    def is_ready(self) -> bool:
        """Whether it can be brought in as it is."""
        return self.plan is not None and not self.errors and not self.needs

    @property
    def sets(self) -> list[ReadSet]:
        """All sets of the file."""
        return [done for one in self.reading.sessions for done in one.sets] if self.reading else []

    @property
    def idle(self) -> list[ReadSession]:
        """The sessions without a set: they are left out."""
        return [one for one in self.reading.sessions if not one.sets] if self.reading else []

    @property
    def failure_is_habit(self) -> bool:
        """Whether nearly every working set is marked as a failure and nothing else says so."""
        working = [done for done in self.sets if done.kind == Kind.WORKING and done.reps]
        marked = sum(done.is_by_type for done in working)
        return len(working) >= _HABIT_SETS and marked * 100 >= _HABIT_PERCENT * len(working)


def read_once(content: bytes, answers: Answers, before: Read | None = None) -> Read:
    """What a file says by these answers; `before` is taken again where they ask for nothing else.

    Raises `NotReadError` as `read` does.
    """
    if before is not None and (before.unit, before.dates) == (answers.unit, answers.dates):
        return before
    reading = read(content, unit=answers.unit, dates=answers.dates)
    return Read(reading, answers.unit, answers.dates)


def look_at(
    lifter: User,
    content: bytes,
    answers: Answers,
    *,
    now: dt.datetime,
    before: Read | None = None,
) -> Looked:
    """Look at a file without writing anything; `before` is what was read of it just now."""
    digest, zone = hashlib.sha256(content).hexdigest(), answers.zone or lifter.zone
    try:
        reading = read_once(content, answers, before).reading
    except NotReadError as refused:
        errors = [(refused.line, refused.reason)]
        return Looked(digest, zone, None, {}, None, Compared(), [], errors)
    exercises = meanings(lifter, reading, answers.names)
    found = Looked(digest, zone, reading, exercises, None, Compared(), [], list(reading.errors))
    found.dumbbells = dumbbells_in(lifter, reading, exercises, answers.dumbbells)
    if found.errors or found.needs:
        return found
    found.plan = planned(
        reading,
        exercises,
        zone=zone,
        now=now,
        failure_is_effort=answers.failure_is_effort,
        dumbbells=found.dumbbells,
    )
    found.errors = sorted(found.plan.errors)
    sessions = found.plan.brought.sessions
    # What was logged here was asked about then: our own file says which sets still are.
    found.slips = [] if reading.source == Source.REPSTACK else likely_slips(sessions)
    if answers.slips_are_right:
        for slip in found.slips:
            slip.done.is_slip = False
    if not found.errors:
        found.before = compared(lifter, sessions)
    return found


def bring(
    lifter: User,
    looked: Looked,
    *,
    key: uuid.UUID,
    now: dt.datetime,
    told: Told = nobody,
    ends: Ends = nothing,
) -> BroughtIn:
    """Bring in a file that is ready, as `bring_in` does. Raises `OtherImportError` as it does."""
    if looked.plan is None or not looked.is_ready:
        raise ValueError("This file cannot be brought in yet.")
    done = bring_in(
        lifter,
        looked.plan.brought,
        looked.before,
        key=key,
        digest=looked.digest,
        zone=looked.zone,
        report=figures(looked),
        now=now,
        told=told,
        ends=ends,
    )
    looked.before = done.compared
    return done


def figures(looked: Looked) -> dict[str, Any]:
    """The numbers of a file, as the command prints them and the page shows them."""
    reading, sets, before = looked.reading, looked.sets, looked.before
    matched = {name for name, one in looked.exercises.items() if one.is_matched}
    counts = names_in(reading) if reading else Counter[str]()
    loads = sorted(
        Load(done.milli, Unit(done.unit)).micrograms / 1e9
        for done in sets
        if done.milli and done.milli > 0 and done.unit
    )
    days = [one.start.date() for one in reading.trained] if reading else []
    if looked.plan is not None and looked.plan.brought.sessions:
        days = [one.local_date for one in looked.plan.brought.sessions]
    return {
        "source": reading.source.value if reading else None,
        "sessions": len(reading.trained) if reading else 0,
        "sets": len(sets),
        "exercises": len(counts),
        "added_sessions": len(before.new),
        "added_sets": before.added_sets,
        "duplicate_sets": before.duplicates,
        "kept_here": len(before.kept),
        "matched_exercises": len(matched),
        "matched_sets": sum(counts[name] for name in matched),
        "unmatched": {name: many for name, many in counts.most_common() if name not in matched},
        "warm_ups": sum(done.kind == SetKind.WARM_UP for done in sets),
        "failed_attempts": sum(done.reps == 0 for done in sets),
        "effort_rated": sum(done.rir_halves is not None for done in sets),
        "conflicts": sum(done.is_conflict for done in sets),
        "skipped": dict(sorted(reading.skipped.items())) if reading else {},
        "errors": [{"line": line, "reason": reason} for line, reason in looked.errors],
        "unit": (reading.unit or None) if reading else None,
        "first_date": min(days).isoformat() if days else None,
        "last_date": max(days).isoformat() if days else None,
        "min_kg": _kilograms(loads[0]) if loads else None,
        "median_kg": _kilograms(median(loads)) if loads else None,
        "max_kg": _kilograms(loads[-1]) if loads else None,
        "zone": looked.zone,
        "needs": looked.needs,
        "slips": [
            {"line": slip.done.line, "exercise": slip.done.exercise.name, "load": str(slip.done.load),
             "meant": str(slip.done.meant) if slip.done.meant else None}
            for slip in looked.slips
        ],
        "unread_columns": reading.unread if reading else [],
        "rounded_effort": reading.rounded if reading else 0,
        **looked.dumbbells.figures,
    }  # fmt: skip


def _kilograms(load: float) -> float:
    return round(load, 3)
