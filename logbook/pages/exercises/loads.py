"""What loads of an exercise are of, one dumbbell or the pair, and what those on record would become."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.acts.loads_of import as_of, can_be_put_back
from logbook.choices import LoadOf
from logbook.log.loads_of import LoadRow, habit_of, live_sets, loads_not_of, state_of
from logbook.models import User
from programming.loads import Load, Unit
from programming.models import RiskEntry


@dataclass(frozen=True, slots=True)
class LoadsPage:
    """The page: `rows` are the sets that are not of what is said now, `converted` how many were last."""

    entry: RiskEntry
    load_of: str
    rows: tuple[LoadRow, ...]
    converted: int
    can_put_back: bool
    choices = tuple(LoadOf.choices)

    @property
    def now(self) -> str:
        """What loads are of from now on, in words, where it was said."""
        return LoadOf(self.load_of).label

    @property
    def other(self) -> str:
        """What the loads on record are of then."""
        return LoadOf.ONE.label if self.load_of == LoadOf.PAIR else LoadOf.PAIR.label

    @property
    def how(self) -> str:
        """What becomes of a load."""
        return "twice" if self.load_of == LoadOf.PAIR else "half"

    @property
    def state(self) -> str:
        """What tells whether the log is still this one."""
        return state_of((one.pk, one.version) for one in self.rows)

    @property
    def said(self) -> int:
        """How many sets were logged as the other."""
        return sum(bool(one.load_of) for one in self.rows)

    @property
    def unsaid(self) -> int:
        """How many sets are of days on which nothing was said."""
        return len(self.rows) - self.said

    @property
    def sessions(self) -> int:
        """How many sessions they are in."""
        return len({one.session_id for one in self.rows})

    @property
    def counted(self) -> str:
        """How many they are, and what was said of them."""
        kinds = [
            *([f"{self.said:,} logged as {self.other}"] if self.said else []),
            *(
                [f"{self.unsaid:,} on days when nobody said what they were of"]
                if self.unsaid
                else []
            ),
        ]
        many, sessions = len(self.rows), self.sessions
        sets = f"{many:,} {'set' if many == 1 else 'sets'}"
        return f"{sets} in {sessions:,} {'session' if sessions == 1 else 'sessions'}: {', '.join(kinds)}."

    @property
    def examples(self) -> list[tuple[dt.date, str, str]]:
        """The first, the heaviest and the latest of them, as they are and as they would be."""
        if not self.rows:
            return []
        heaviest = max(self.rows, key=lambda one: _load(one, one.load_milli).micrograms)
        picked = dict.fromkeys((self.rows[0], heaviest, self.rows[-1]))
        return [
            (
                one.day,
                f"{_load(one, one.load_milli)} × {one.reps}",
                f"{_load(one, as_of(self.load_of, one.load_milli))} × {one.reps}",
            )
            for one in sorted(picked, key=lambda one: (one.day, one.pk))
        ]


def _load(row: LoadRow, milli: int) -> Load:
    return Load(milli, Unit(row.load_unit))


def read_loads(lifter: User, entry: RiskEntry, now: dt.datetime) -> LoadsPage:
    """What is said of the exercise, and the loads on record that are not of it."""
    habit = habit_of(lifter, entry.exercise_id)
    load_of = habit.load_of if habit is not None else ""
    converted = habit.converted if habit is not None else {}
    rows = loads_not_of(lifter, entry.exercise_id, load_of) if load_of else []
    return LoadsPage(
        entry,
        load_of,
        tuple(rows),
        live_sets(lifter, [pk for pk, *_ in converted.get("sets", ())]),
        can_be_put_back(converted, now),
    )
