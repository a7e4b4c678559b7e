"""The week as the failure budget and recovery see it: one slice of the log, one query."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import DateField

from logbook.clock import week_start
from logbook.compiled import Compiled, Given, athlete
from logbook.models import SessionExercise, TrainingSession, User
from programming.rulebook import is_recovering

# A muscle may still be recovering from what was done so many days before the week began.
_RECOVERY_DAYS = 4


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One exercise of one session of the days the budget and recovery look at."""

    item_id: int
    session_id: int
    exercise_id: int
    local_date: dt.date
    muscles: tuple[str, ...]
    rated_hard_sets: int
    failure_sets: int
    budget_failures: int
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """The week's rows up to the session's day, and the few days before it."""

    first_day: dt.date
    rows: tuple[WeekRow, ...]

    def after(self, item: SessionExercise) -> Week:
        """The week with the summary of `item` as it is now."""
        row = WeekRow(
            item_id=item.pk,
            session_id=item.session_id,
            exercise_id=item.exercise_id,
            local_date=item.local_date,
            muscles=tuple(item.risk.primary_muscles),
            rated_hard_sets=item.rated_hard_sets,
            failure_sets=item.failure_sets,
            budget_failures=item.budget_failures,
            ended_at=item.last_set_at,
        )
        others = (one for one in self.rows if one.item_id != item.pk)
        return replace(self, rows=(*others, row))

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


_WEEK = Compiled(
    lambda: SessionExercise.objects.filter(
        athlete_id=athlete(),
        local_date__gte=Given("since", output_field=DateField()),
        local_date__lte=Given("day", output_field=DateField()),
        working_sets__gt=0,
    ).values_list(
        "pk",
        "session_id",
        "exercise_id",
        "local_date",
        "risk__primary_muscles",
        "rated_hard_sets",
        "failure_sets",
        "budget_failures",
        "session__finished_at",
        "last_set_at",
    )
)


def read_week(lifter: User, session: TrainingSession) -> Week:
    """The week of `session` up to its day, in one query."""
    monday = week_start(session.local_date)
    since = min(monday, session.local_date - dt.timedelta(days=_RECOVERY_DAYS))
    rows = _WEEK(athlete=lifter.pk, since=since, day=session.local_date)
    return Week(
        monday,
        tuple(
            WeekRow(pk, sid, eid, day, tuple(muscles), rated, failures, budget, finished or last)
            for pk, sid, eid, day, muscles, rated, failures, budget, finished, last in rows
        ),
    )
