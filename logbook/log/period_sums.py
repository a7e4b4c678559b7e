"""A week, month, quarter or year of a log as sums: what is kept of it, and how sums add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add
from types import MappingProxyType
from typing import Any, NamedTuple

from logbook.choices import Grain
from logbook.clock import week_start
from logbook.log.muscles import muscles_of
from programming.choices import Role

_MAIN = Role.MAIN.value
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


class Counts(NamedTuple):
    """Sets of one role and tier; `deviation_halves` is what `SessionExercise` keeps of it, summed."""

    working_sets: int = 0
    on_target: int = 0
    too_close: int = 0
    too_easy: int = 0
    rated_hard_sets: int = 0
    unrated_sets: int = 0
    budget_failures: int = 0
    deviation_halves: int = 0

    @property
    def rated(self) -> int:
        """Its sets with a verdict."""
        return self.on_target + self.too_close + self.too_easy

    def plus(self, more: Counts) -> Counts:
        """Both together."""
        return Counts(*map(add, self, more))


class Worked(NamedTuple):
    """A muscle: hard sets that count for it whole, those it helped in, and its sets to failure."""

    direct: int = 0
    indirect: int = 0
    failures: int = 0


class Lift(NamedTuple):
    """An exercise: on how many days it was a main lift with an estimate, sets, best and least estimate.

    Estimates are in micrograms, the volume in micrograms × reps.
    """

    main_days: int = 0
    working_sets: int = 0
    best: int | None = None
    least: int | None = None
    volume: int = 0


class Lifts(Mapping[int, Lift]):
    """Exercises by key, made of what is kept when they are asked for: of sixty a page shows four."""

    def __init__(self, kept: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._kept: dict[str, Any] = dict(kept)

    def __getitem__(self, exercise: int) -> Lift:
        return Lift(*self._kept[str(exercise)])

    def __iter__(self) -> Iterator[int]:
        return map(int, self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def main_days(self) -> Iterator[tuple[int, int]]:
        """The main lifts with an estimate, and on how many days."""
        return ((int(key), one[0]) for key, one in self._kept.items() if one[0])

    def put(self, exercise: int, lift: Lift) -> None:
        """Have this one of an exercise."""
        self._kept[str(exercise)] = lift


def worked(
    primary: Iterable[str], secondary: Iterable[str], hard: int, failures: int
) -> dict[str, Worked]:
    """What hard sets of an exercise are for its muscles; one that is both is primary (rulebook 12)."""
    indirect = dict.fromkeys(secondary, Worked(0, hard, 0))
    return indirect | dict.fromkeys(primary, Worked(hard, 0, failures))


@dataclass(slots=True)
class Period:
    """What was trained from a day on: by (role, tier), by muscle, by exercise; and the sessions.

    `visits` are, by the state of readiness ("" where nobody asked), sessions and how many of them
    were of a deload. `last_deload` is the day of the last of those.
    """

    first: dt.date
    counts: dict[tuple[str, str], Counts] = field(default_factory=dict)
    muscles: dict[str, Worked] = field(default_factory=dict)
    lifts: Lifts = field(default_factory=Lifts)
    visits: dict[str, tuple[int, int]] = field(default_factory=dict)
    last_deload: dt.date | None = None

    def stored(self) -> dict[str, Any]:
        """What is kept of it, as JSON; `period_from` is the same again."""
        return {
            "counts": {" ".join(key): list(one) for key, one in self.counts.items()},
            "muscles": {key: list(one) for key, one in self.muscles.items()},
            "lifts": {str(key): list(one) for key, one in self.lifts.items()},
            "visits": {key: list(one) for key, one in self.visits.items()},
            "deload": self.last_deload.isoformat() if self.last_deload else None,
        }

    def add(self, other: Period) -> None:
        """Add another period's sums."""
        for key, one in other.counts.items():
            self._count(key, one)
        for muscle, worked in other.muscles.items():
            self._work(muscle, worked)
        for exercise, lift in other.lifts.items():
            self._lift(exercise, lift)
        for state, (sessions, deloads) in other.visits.items():
            self._visit(state, sessions, deloads)
        if other.last_deload is not None:
            self.last_deload = max(self.last_deload or other.last_deload, other.last_deload)

    def add_item(self, item: Item) -> None:
        """Add an exercise of a session."""
        self._count(
            (item.role, item.tier), Counts(*(getattr(item, name) for name in Counts._fields))
        )
        hard = item.rated_hard_sets + item.unrated_sets
        for muscle, one in worked(
            muscles_of(item.primary), muscles_of(item.secondary), hard, item.budget_failures
        ).items():
            self._work(muscle, one)
        # Two of one day are two: what is asked of it is which lift was the main one more often.
        is_main = item.role == _MAIN and item.e1rm is not None
        lift = Lift(int(is_main), item.working_sets, item.e1rm, item.e1rm, item.volume)
        self._lift(item.exercise_id, lift)

    def add_visit(self, visit: Visit) -> None:
        """Add a session."""
        self._visit(visit.state or "", 1, int(visit.is_deload))
        if visit.is_deload:
            self.last_deload = max(self.last_deload or visit.day, visit.day)

    def add_row(self, row: Item | Visit) -> None:
        """Add an exercise of a session, or a session."""
        if isinstance(row, Item):
            self.add_item(row)
        else:
            self.add_visit(row)

    def _count(self, key: tuple[str, str], more: Counts) -> None:
        before = self.counts.get(key)
        self.counts[key] = (
            more if before is None else Counts(*map(sum, zip(before, more, strict=True)))
        )

    def _work(self, muscle: str, more: Worked) -> None:
        before = self.muscles.get(muscle)
        self.muscles[muscle] = more if before is None else Worked(*map(add, before, more))

    def _lift(self, exercise: int, more: Lift) -> None:
        before = self.lifts.get(exercise)
        if before is None:
            self.lifts.put(exercise, more)
            return
        best = [one for one in (before.best, more.best) if one is not None]
        least = [one for one in (before.least, more.least) if one is not None]
        lift = Lift(
            before.main_days + more.main_days,
            before.working_sets + more.working_sets,
            max(best, default=None),
            min(least, default=None),
            before.volume + more.volume,
        )
        self.lifts.put(exercise, lift)

    def _visit(self, state: str, sessions: int, deloads: int) -> None:
        before = self.visits.get(state, (0, 0))
        self.visits[state] = before[0] + sessions, before[1] + deloads


def period_from(first: dt.date, sums: Mapping[str, Any]) -> Period:
    """What `Period.stored` kept."""
    return Period(
        first,
        {_pair(key): Counts(*one) for key, one in sums["counts"].items()},
        {key: Worked(*one) for key, one in sums["muscles"].items()},
        Lifts(sums["lifts"]),
        {key: (one[0], one[1]) for key, one in sums["visits"].items()},
        dt.date.fromisoformat(sums["deload"]) if sums["deload"] else None,
    )


def _pair(key: str) -> tuple[str, str]:
    role, _, tier = key.partition(" ")
    return role, tier


class Item(NamedTuple):
    """An exercise of a session, as far as sums ask; muscles as `muscle_columns` has them."""

    day: dt.date
    exercise_id: int
    role: str
    tier: str
    working_sets: int
    on_target: int
    too_close: int
    too_easy: int
    rated_hard_sets: int
    unrated_sets: int
    budget_failures: int
    deviation_halves: int
    e1rm: int | None
    volume: int
    primary: str
    secondary: str


class Visit(NamedTuple):
    """A session, as far as sums ask."""

    day: dt.date
    is_deload: bool
    state: str | None


def first_of(grain: Grain, day: dt.date) -> dt.date:
    """The first day of the week, month, quarter or year a day is in."""
    if grain is Grain.WEEK:
        return week_start(day)
    months = _MONTHS[grain]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def last_of(grain: Grain, first: dt.date) -> dt.date:
    """The last day of the week, month, quarter or year that begins on a day."""
    if grain is Grain.WEEK:
        return first + dt.timedelta(days=6)
    count = first.month - 1 + _MONTHS[grain]
    return dt.date(first.year + count // 12, count % 12 + 1, 1) - dt.timedelta(days=1)
