"""The log with sessions in it that nobody has trained yet.

What is on record is read once, of everything as much as the rules read of it. Sessions that are
played are added in memory, and the rules' queries are answered from both: as the tables would
answer them, were those sessions trained. Nothing is written.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from logbook.choices import ReadinessState, SetKind
from logbook.log.beginning import HABIT, LAST_SAFETIES, PIN, SUBSTITUTES
from logbook.log.exercise_history import (
    ESTIMATED,
    ESTIMATES,
    EXPOSURE_COLUMNS,
    EXPOSURES_READ,
    LAST_EXPOSURES,
    RECENT_SETS,
    SEEN,
    SEEN_COLUMNS,
    SEEN_READ,
    SETS_READ,
    Recent,
    history_parts,
)
from logbook.log.exposure_rows import NAMES, ExposureRow
from logbook.log.logged_sets import (
    FEW_SETS,
    LATEST,
    OF_MAIN_LIFTS,
    SETS_OF_EXERCISE,
    TRAINED,
    Trained,
)
from logbook.log.pain import PLANNED, PLANNED_READ, Planned
from logbook.log.sessions import start_of
from logbook.log.week import WEEK, first_day
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Part, together
from programming.choices import Role
from programming.models import PlannedExercise

# How far back anything that is read by days goes: what main lifts are compared over.
_WEEKS = dt.timedelta(days=84)
_Values = Mapping[str, Any]
_Row = Set | SessionExercise
# Beyond every row there is, and in their order.
FIRST_KEY = 2**60


@dataclass(frozen=True, slots=True)
class _Read:
    """A query of the rules as it reads rows in memory: which it takes, in which columns.

    `most` is its limit, None where it is one of days; `day` the place of the day in its columns.
    """

    columns: Callable[[Any], Columns]
    takes: Callable[[Any, _Values], bool]
    most: int | None = None
    day: int = -1


def _column(row: Any, name: str) -> Any:
    """A column named as a query names it, `session__check_in__state`; None where the way ends."""
    for part in name.split("__"):
        if row is None:
            return None
        row = row.get(part) if isinstance(row, dict) else getattr(row, part)
    return row


def _columns(names: Sequence[str]) -> Callable[[_Row], Columns]:
    return lambda row: tuple(_column(row, name) for name in names)


def _muscles(row: _Row) -> Columns:
    """Both lists as `muscle_columns` reads them."""
    return json.dumps(row.risk.primary_muscles), json.dumps(row.risk.secondary_muscles)


def _exposure(row: Set) -> Columns:
    return (*(_column(row, name) for name in NAMES), *_muscles(row))


def _week_row(item: SessionExercise) -> Columns:
    return (
        *(item.pk, item.session_id, item.exercise_id, item.local_date, item.started_at),
        *_muscles(item),
        *(item.rated_hard_sets, item.unrated_sets, item.failure_sets, item.budget_failures),
        item.session.finished_at or item.last_set_at,
    )


def _is_of(row: _Row, given: _Values) -> bool:
    return bool(row.exercise_id == given["exercise"])


def _is_working(row: Set, given: _Values) -> bool:
    until = given.get("at") or given["started_at"]
    return _is_of(row, given) and row.kind == SetKind.WORKING and row.started_at <= until


def _is_seen(row: Set, given: _Values) -> bool:
    is_told = row.load is not None and not row.is_slip
    return bool(is_told and _is_working(row, given) and row.started_at >= given["since"])


def _is_main_lift(row: Set, given: _Values) -> bool:
    is_main = row.session_exercise.role == Role.MAIN and row.kind == SetKind.WORKING
    return is_main and _is_of_days(row, given)


def _is_of_days(row: _Row, given: _Values) -> bool:
    is_in_time: bool = row.started_at <= given["at"]
    return is_in_time and given["since"] <= row.local_date <= given["until"]


def _is_exposure(item: SessionExercise, given: _Values) -> bool:
    is_earlier = item.started_at < given["started_at"]
    return is_earlier and item.working_sets > 0 and _is_of(item, given)


OF_SETS: dict[Compiled, _Read] = {
    LATEST[SETS_OF_EXERCISE]: _Read(_exposure, _is_working, SETS_OF_EXERCISE),
    LATEST[FEW_SETS]: _Read(_exposure, _is_working, FEW_SETS),
    RECENT_SETS: _Read(_columns(Recent._fields), _is_working, SETS_READ),
    SEEN: _Read(_columns(SEEN_COLUMNS), _is_seen, SEEN_READ),
    LAST_SAFETIES: _Read(_columns(("exercise_id", "safeties", "kind")), _is_of, 1),
    OF_MAIN_LIFTS: _Read(_exposure, _is_main_lift, day=ExposureRow._fields.index("local_date")),
}
OF_ITEMS: dict[Compiled, _Read] = {
    PLANNED: _Read(
        _columns(Planned._fields),
        lambda item, given: _is_of(item, given) and item.started_at <= given["at"],
        PLANNED_READ,
    ),
    LAST_EXPOSURES: _Read(_columns(EXPOSURE_COLUMNS), _is_exposure, EXPOSURES_READ),
    ESTIMATES: _Read(
        _columns(EXPOSURE_COLUMNS),
        lambda item, given: (
            item.e1rm is not None
            and _is_exposure(item, given)
            and item.started_at >= given["since"]
        ),
        ESTIMATED,
    ),
    TRAINED: _Read(
        _columns(Trained._fields),
        lambda item, given: item.working_sets > 0 and _is_of_days(item, given),
        day=Trained._fields.index("local_date"),
    ),
    WEEK: _Read(
        _week_row,
        lambda item, given: (
            item.working_sets > 0 and given["since"] <= item.local_date <= given["day"]
        ),
        day=3,
    ),
}


# What no session changes, and what it is kept by.
_AS_STORED = {HABIT: "exercise", PIN: "exercise", SUBSTITUTES: "workout"}


class Ahead:
    """The lifter's log, and sessions after it that are only played. Asked as `Ask`.

    `first` is the first of them; `planned` are the exercises of all.
    """

    def __init__(
        self, lifter: User, planned: Collection[PlannedExercise], *, first: TrainingSession
    ) -> None:
        self._lifter = lifter
        self._sets: list[Set] = []
        self._items: list[SessionExercise] = []
        self._start = start_of(first)
        self._stored = self._read(planned, first)
        self._trained: tuple[dt.date, list[Columns]] | None = None

    def add(self, items: Collection[SessionExercise]) -> None:
        """A session begins with these exercises, its summaries to be kept on them."""
        self._items += items

    def add_set(self, row: Set) -> None:
        """A set is done."""
        self._sets.append(row)

    def __call__(self, *parts: Part) -> list[list[Columns]]:
        """The rows of each query, of the log and of what was played."""
        return [self._answer(query, given) for query, given in parts]

    def _answer(self, query: Compiled, given: _Values) -> list[Columns]:
        if query in _AS_STORED:
            return self._stored[query, given[_AS_STORED[query]]]
        rows: Sequence[Any] = self._sets if query in OF_SETS else self._items
        read = OF_SETS.get(query) or OF_ITEMS[query]
        played = [read.columns(row) for row in reversed(rows) if read.takes(row, given)]
        if read.most is not None:
            # What is too old for a later session by some days the rules leave out themselves.
            stored = self._stored[query, given["exercise"]]
            return [*played, *stored][: read.most]
        stored = self._trained_since(given["since"]) if query is TRAINED else self._of_days(query)
        return [*played, *(row for row in stored if row[read.day] >= given["since"])]

    def _of_days(self, query: Compiled) -> list[Columns]:
        return self._stored[query, 0]

    def _read(
        self, planned: Collection[PlannedExercise], first: TrainingSession
    ) -> dict[tuple[Compiled, int], list[Columns]]:
        """What is on record, in one query."""
        own = {"athlete": self._lifter.pk}
        exercises = list(dict.fromkeys(one.exercise_id for one in planned))
        workouts = list(dict.fromkeys(one.workout_id for one in planned))
        until = self._start
        parts: list[Part] = [
            (query, {**own, "exercise": pk, "at": until.at})
            for pk in exercises
            for query in (LATEST[SETS_OF_EXERCISE], PLANNED, LAST_SAFETIES, HABIT, PIN)
        ]
        parts += [(SUBSTITUTES, {"workout": pk}) for pk in workouts]
        parts += history_parts(self._lifter, first, exercises)
        weeks = {**own, "since": until.day - _WEEKS, "until": until.last_day, "at": until.at}
        days = {**own, "since": first_day(until.day), "day": until.last_day}
        parts += [(OF_MAIN_LIFTS, weeks), (WEEK, days)]
        found = {
            (query, int(str(given.get("exercise") or given.get("workout") or 0))): rows
            for (query, given), rows in zip(parts, together(*parts), strict=True)
        }
        # The rules ask for few sets or for more of the same.
        return found | {
            (LATEST[FEW_SETS], pk): found[LATEST[SETS_OF_EXERCISE], pk] for pk in exercises
        }

    def _trained_since(self, since: dt.date) -> list[Columns]:
        """The days trained: asked once, from the last usual day of whatever was done longest ago."""
        if self._trained is None or since < self._trained[0]:
            since = min([since, *self._last_days()])
            found = together((TRAINED, self._days(since)))
            self._trained = since, found[0]
        return self._trained[1]

    def _days(self, since: dt.date) -> dict[str, object]:
        until = self._start
        return {
            "athlete": self._lifter.pk,
            "since": since,
            "until": until.last_day,
            "at": until.at,
        }

    def _last_days(self) -> list[dt.date]:
        """The day each exercise was last done as usual, else done at all."""
        found = []
        for (query, _), rows in self._stored.items():
            if query is LATEST[SETS_OF_EXERCISE] and rows:
                read = [ExposureRow(*row) for row in rows]
                usual = [
                    one
                    for one in read
                    if not one.session__is_deload
                    and one.session__check_in__state != ReadinessState.RED
                ]
                found.append((usual or read)[0].local_date)
        return found
