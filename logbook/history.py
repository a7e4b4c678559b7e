"""What the rules ask of the log, read in a bounded number of rows and a constant number of queries.

Three slices, whatever the length of the history: the last exposures of each exercise, its last
working sets, and the rows of this week with the days before it that a muscle may still be
recovering from.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from logbook.clock import week_start
from logbook.models import Bodyweight, SessionExercise, Set, TrainingSession, User
from programming.choices import SetKind
from programming.loads import Load, Unit
from programming.rulebook import current_e1rm, is_new_movement, is_recovering

# Enough for every rule: 42 days of daily exposures, and 20 working sets beside today's.
_EXPOSURES = 48
_SETS = 32
_RECOVERY_DAYS = 4


@dataclass(frozen=True, slots=True)
class PastSet:
    """A working set of an earlier exposure, as much of it as the next session shows."""

    reps: int
    load: Load | None
    load_kind: str
    rir_halves: int | None
    safeties: str


@dataclass(frozen=True, slots=True)
class ExerciseHistory:
    """One exercise as the log knew it before this session: e1RM in micrograms."""

    sessions: int
    recent_ends: tuple[str, ...]
    e1rm: int | None
    previous: tuple[PastSet, ...]

    @property
    def is_new_movement(self) -> bool:
        """Whether the lifter does not own the movement yet (rulebook 2)."""
        return is_new_movement(self.sessions, self.recent_ends)

    def after(self, ended_by: str) -> ExerciseHistory:
        """The history with one more working set, which ended so."""
        return replace(self, recent_ends=(ended_by, *self.recent_ends))

    @property
    def fewest_reps(self) -> int | None:
        """The fewest reps of the last exposure: the bottom of an unplanned range (rulebook 8)."""
        return min((past.reps for past in self.previous), default=None)


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


def read_week(lifter: User, session: TrainingSession) -> Week:
    """The week of `session` up to its day, in one query."""
    monday = week_start(session.local_date)
    since = min(monday, session.local_date - dt.timedelta(days=_RECOVERY_DAYS))
    rows = (
        SessionExercise.objects.visible_to(lifter)
        .filter(local_date__gte=since, local_date__lte=session.local_date, working_sets__gt=0)
        .values_list(
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
    return Week(
        monday,
        tuple(
            WeekRow(pk, sid, eid, day, tuple(muscles), rated, failures, budget, finished or last)
            for pk, sid, eid, day, muscles, rated, failures, budget, finished, last in rows
        ),
    )


def read_histories(
    lifter: User, session: TrainingSession, exercise_ids: Collection[int]
) -> dict[int, ExerciseHistory]:
    """What the log knew of each exercise before `session`, in two queries."""
    wanted = set(exercise_ids)
    if not wanted:
        return {}
    exposures: dict[int, list[tuple[int, dt.date, int | None]]] = defaultdict(list)
    for eid, sid, day, e1rm in _recent_exposures(lifter, session, wanted):
        exposures[eid].append((sid, day, e1rm))
    recent: dict[int, list[Set]] = defaultdict(list)
    for past in _recent_sets(lifter, session, wanted):
        recent[past.exercise_id].append(past)
    return {eid: _history(session, exposures.get(eid, []), recent.get(eid, [])) for eid in wanted}


def _recent_exposures(
    lifter: User, session: TrainingSession, wanted: Collection[int]
) -> list[tuple[int, int, dt.date, int | None]]:
    earlier = (
        SessionExercise.objects.visible_to(lifter)
        .filter(
            local_date__lte=session.local_date,
            session__started_at__lt=session.started_at,
            working_sets__gt=0,
        )
        .order_by("-local_date", "-session__started_at")
    )
    columns = ("exercise_id", "session_id", "local_date", "e1rm")
    if len(wanted) == 1:
        return list(earlier.filter(exercise_id__in=wanted).values_list(*columns)[:_EXPOSURES])
    slices = [earlier.filter(exercise_id=eid).values("pk")[:_EXPOSURES] for eid in wanted]
    return list(
        SessionExercise.objects.visible_to(lifter)
        .in_slices(slices)
        .order_by("-local_date", "-session__started_at")
        .values_list(*columns)
    )


def _recent_sets(lifter: User, session: TrainingSession, wanted: Collection[int]) -> list[Set]:
    done = (
        Set.objects.visible_to(lifter)
        .live()
        .filter(kind=SetKind.WORKING, local_date__lte=session.local_date)
        .order_by("-logged_at", "-number")
    )
    columns = (
        "exercise_id",
        "session_id",
        "number",
        "reps",
        "load_milli",
        "load_unit",
        "load_kind",
        "rir_halves",
        "ended_by",
        "safeties",
        "logged_at",
    )
    if len(wanted) == 1:
        return list(done.filter(exercise_id__in=wanted).only(*columns)[:_SETS])
    slices = [done.filter(exercise_id=eid).values("pk")[:_SETS] for eid in wanted]
    return list(
        Set.objects.visible_to(lifter)
        .in_slices(slices)
        .order_by("-logged_at", "-number")
        .only(*columns)
    )


def _history(
    session: TrainingSession, exposures: list[tuple[int, dt.date, int | None]], recent: list[Set]
) -> ExerciseHistory:
    best: dict[int, tuple[dt.date, int]] = {}
    for sid, day, e1rm in exposures:
        if e1rm is not None and (sid not in best or e1rm > best[sid][1]):
            best[sid] = (day, e1rm)
    earlier = [past for past in recent if past.session_id != session.pk]
    last = [past for past in earlier if past.session_id == earlier[0].session_id]
    return ExerciseHistory(
        sessions=len({sid for sid, _, _ in exposures}),
        recent_ends=tuple(past.ended_by for past in recent),
        e1rm=current_e1rm(list(best.values()), session.local_date),
        previous=tuple(
            PastSet(past.reps, past.typed_load, past.load_kind, past.rir_halves, past.safeties)
            for past in reversed(last)
        ),
    )


def latest_bodyweight(lifter: User, day: dt.date) -> int | None:
    """The lifter's latest bodyweight in micrograms on or before `day`, if any."""
    return (
        Bodyweight.objects.filter(athlete=lifter, local_date__lte=day)
        .order_by("-local_date")
        .values_list("micrograms", flat=True)
        .first()
    )


def unit_of(lifter: User) -> Unit:
    """The unit the lifter types loads in."""
    return Unit(lifter.unit)
