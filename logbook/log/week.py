"""The week as the failure budget, recovery and volume see it: one slice of the log."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import DateField
from django.db.models.functions import Coalesce

from logbook.clock import Moment, week_start
from logbook.log.muscles import muscle_columns, muscles_of
from logbook.models import SessionExercise, User
from logbook.speed.compiled import Columns, Compiled, Given, Part, athlete
from programming.rulebook import ExerciseTally, is_recovering

# A muscle may still be recovering from what was done so many days before the week began.
_RECOVERY_DAYS = 4


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One exercise of one session by the summary of its sets."""

    item_id: int
    session_id: int
    exercise_id: int
    local_date: dt.date
    started_at: dt.datetime
    muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    rated_hard_sets: int
    unrated_sets: int
    failure_sets: int
    budget_failures: int
    ended_at: dt.datetime | None

    def tally(self) -> ExerciseTally:
        """The record the rules take."""
        return ExerciseTally(
            exercise=self.exercise_id,
            session=self.session_id,
            day=self.local_date,
            ended=self.ended_at,
            primary_muscles=self.muscles,
            secondary_muscles=self.secondary_muscles,
            rated_hard_sets=self.rated_hard_sets,
            unrated_sets=self.unrated_sets,
            failure_sets=self.failure_sets,
            budget_failures=self.budget_failures,
        )


@dataclass(frozen=True, slots=True)
class Week:
    """The week's rows up to a day, and those of the days before it that were asked for."""

    first_day: dt.date
    rows: tuple[WeekRow, ...]

    def after(self, item: SessionExercise) -> Week:
        """The week with the summary of `item` as it is now."""
        row = WeekRow(
            item_id=item.pk,
            session_id=item.session_id,
            exercise_id=item.exercise_id,
            local_date=item.local_date,
            started_at=item.started_at,
            muscles=tuple(item.risk.primary_muscles),
            secondary_muscles=tuple(item.risk.secondary_muscles),
            rated_hard_sets=item.rated_hard_sets,
            unrated_sets=item.unrated_sets,
            failure_sets=item.failure_sets,
            budget_failures=item.budget_failures,
            ended_at=item.last_set_at,
        )
        others = (one for one in self.rows if one.item_id != item.pk)
        return replace(self, rows=(*others, row))

    def tallies(self) -> list[ExerciseTally]:
        """All rows as the rules take them, in time order."""
        return _in_order(self.rows)

    def this_week(self) -> Iterable[WeekRow]:
        """The rows the budget counts."""
        return (row for row in self.rows if row.local_date >= self.first_day)

    def muscle_failures(self, muscles: Collection[str]) -> dict[str, int]:
        """Failure sets of this week for each of `muscles` (rulebook 5)."""
        counts = dict.fromkeys(muscles, 0)
        for row in self.this_week():
            for muscle in row.muscles:
                if muscle in counts:
                    counts[muscle] += row.budget_failures
        return counts

    @property
    def failures(self) -> int:
        """Failure sets of this week, each counted once."""
        return sum(row.budget_failures for row in self.this_week())

    @property
    def rated_hard_sets(self) -> int:
        """Rated hard sets of this week, all muscles."""
        return sum(row.rated_hard_sets for row in self.this_week())

    def exercise_failures(self, session_id: int, exercise_id: int) -> int:
        """Failure sets of this exercise in this session."""
        return sum(
            row.budget_failures
            for row in self.rows
            if row.session_id == session_id and row.exercise_id == exercise_id
        )

    def muscle_failure_before(
        self, session_id: int, muscles: Collection[str], at: dt.datetime
    ) -> tuple[float | None, int]:
        """Hours since an earlier session took one of `muscles` to failure, and in how many sets.

        Of several the one that still binds, else the latest (rulebook 4, `muscle_recovering`).
        """
        ended: dict[tuple[int, str], dt.datetime] = {}
        sets: dict[tuple[int, str], int] = defaultdict(int)
        for row in self.rows:
            if row.session_id == session_id or not row.failure_sets or row.ended_at is None:
                continue
            for muscle in set(row.muscles).intersection(muscles):
                key = (row.session_id, muscle)
                sets[key] += row.failure_sets
                ended[key] = max(ended.get(key, row.ended_at), row.ended_at)
        found = [
            ((at - when).total_seconds() / 3600, sets[key])
            for key, when in ended.items()
            if when <= at
        ]
        if not found:
            return None, 0
        return min(found, key=lambda pair: (not is_recovering(*pair), pair[0]))


WEEK_COLUMNS = (
    *("pk", "session_id", "exercise_id", "local_date", "started_at"),
    *muscle_columns("risk"),
    *("rated_hard_sets", "unrated_sets", "failure_sets", "budget_failures"),
    Coalesce("session__finished_at", "last_set_at"),
)
WEEK = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .trained()
        .of_days(Given("since", output_field=DateField()), Given("day", output_field=DateField()))
        .order_by()
        .values_list(*WEEK_COLUMNS)
    )
)


def week_part(lifter: User, until: Moment, since: dt.date | None = None) -> Part:
    """The query whose rows `week_of` reads: the week up to a moment and the days before it.

    From `since` on where that is earlier.
    """
    since = min(first_day(until.day), since or until.day)
    return WEEK, {"athlete": lifter.pk, "since": since, "day": until.last_day}


def first_day(day: dt.date) -> dt.date:
    """The first day that matters for a set on `day`: its Monday, or what may not be recovered."""
    return min(week_start(day), day - dt.timedelta(days=_RECOVERY_DAYS))


def week_of(until: Moment, rows: Iterable[Columns]) -> Week:
    """The week up to a moment, from the rows of `week_part`."""
    known = (row for row in map(week_row, rows) if row.started_at <= until.at)
    return Week(
        week_start(until.day),
        tuple(
            row if row.local_date <= until.day else replace(row, local_date=until.day)
            for row in known
        ),
    )


def week_row(columns: Columns) -> WeekRow:
    """The row of `WEEK_COLUMNS`."""
    pk, session, exercise, day, start, muscles, helping, rated, unrated, failed, budget, ended = (
        columns
    )
    return WeekRow(
        item_id=pk,
        session_id=session,
        exercise_id=exercise,
        local_date=day,
        started_at=start,
        muscles=muscles_of(muscles),
        secondary_muscles=muscles_of(helping),
        rated_hard_sets=rated,
        unrated_sets=unrated,
        failure_sets=failed,
        budget_failures=budget,
        ended_at=ended,
    )


def read_days(lifter: User, since: dt.date, until: dt.date) -> list[ExerciseTally]:
    """The days from `since` to `until` as the rules take them, in time order, in one query.

    Whole days of before: what was done since a moment is `week_of`'s.
    """
    rows = WEEK(athlete=lifter.pk, since=since, day=until)
    return _in_order(week_row(columns) for columns in rows)


def _in_order(rows: Iterable[WeekRow]) -> list[ExerciseTally]:
    ordered = sorted(rows, key=lambda row: (row.started_at, row.session_id, row.item_id))
    return [row.tally() for row in ordered]
