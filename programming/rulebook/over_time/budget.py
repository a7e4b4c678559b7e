"""Rulebook section 5 on the log: what is left of the budget, full weeks running, recovery."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from programming.rulebook.one_set.recovery import (
    MuscleBudget,
    budget_state,
    is_recovering,
    recovery_hours,
)
from programming.rulebook.over_time.exposures import week_of
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.tally import ExerciseTally, tallied
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import FAILURE_BUDGET
from programming.rulebook.words.events import Reason, reason_from
from programming.rulebook.words.validation import member, whole, wrong
from programming.rulebook.words.vocabulary import Level, ReadinessState

_WEEK = timedelta(weeks=1)
_HOUR = timedelta(hours=1)
_PERCENT = 100
_MANY = rule("muscle_recovering").numbers["many_sets"]


@dataclass(frozen=True, slots=True)
class RecoveringMuscle:
    """A muscle taken to failure in so many sets of a session, and the hours it still needs."""

    muscle: str
    failure_sets: int
    hours_left: int


@dataclass(frozen=True, slots=True)
class FailureBudget:
    """The failure budget before the next set.

    spent, exercise_limit, exercise_left, muscles, share_limit_percent: as in BudgetState.
    failures, rated_hard_sets: of the week, tests and imported sets not among the failures.
    weeks_at_cap: full weeks running, up to the last one, that ended with a muscle or the
    share spent. rest_week_advised: a week without failure is advised; it blocks nothing.
    recovering: muscles taken to failure too recently to fail again.
    """

    spent: bool
    exercise_limit: int
    exercise_left: int
    muscles: tuple[MuscleBudget, ...]
    share_limit_percent: int
    failures: int
    rated_hard_sets: int
    weeks_at_cap: int
    rest_week_advised: bool
    recovering: tuple[RecoveringMuscle, ...]
    reasons: tuple[Reason, ...]


def failure_budget(
    history: Sequence[LoggedSet],
    *,
    today: date,
    level: Level | str,
    readiness: ReadinessState | str = ReadinessState.GREEN,
    exercise: Identity | None = None,
    session: Identity | None = None,
    primary_muscles: Sequence[str] | None = None,
    now: datetime | None = None,
) -> FailureBudget:
    """Return the failure budget before the next set of an exercise, or of any (rulebook 5).

    history: in time order; what lies after today is left out. level: the lifter's own.
    readiness: today's. exercise and session: the one at hand, None for none; without an
    exercise every primary muscle of the week is shown. primary_muscles: the exercise's, read
    off its last set where not given. now: with its zone, for the hours of recovery; without
    it, or without the sets' own times, a day counts as 24 h. Raises ValueError naming the
    field.
    """
    check_history(history)
    return failure_budget_of(
        tallied(history),
        today=today,
        level=level,
        readiness=readiness,
        exercise=exercise,
        session=session,
        primary_muscles=primary_muscles,
        now=now,
    )


def failure_budget_of(
    tallies: Sequence[ExerciseTally],
    *,
    today: date,
    level: Level | str,
    readiness: ReadinessState | str = ReadinessState.GREEN,
    exercise: Identity | None = None,
    session: Identity | None = None,
    primary_muscles: Sequence[str] | None = None,
    now: datetime | None = None,
) -> FailureBudget:
    """Return the failure budget from the counts of a log, as failure_budget does from its sets."""
    if now is not None and (not isinstance(now, datetime) or now.tzinfo is None):
        raise wrong("now", now, "a time with its zone")
    past = [done for done in tallies if done.day <= today]
    muscles = primary_muscles
    weeks = _weeks(past)
    week = weeks.get(week_of(today), _Week())
    if muscles is None and exercise is None:
        muscles = tuple(week.trained)
    elif muscles is None:
        muscles = next(
            (one.primary_muscles for one in reversed(past) if one.exercise == exercise), ()
        )
    state = budget_state(
        level,
        readiness,
        exercise_failures=sum(
            one.budget_failures
            for one in past
            if session is not None and one.session == session and one.exercise == exercise
        ),
        muscle_failures={muscle: week.muscle_failures[muscle] for muscle in muscles},
        failures=week.failures,
        rated_hard_sets=week.rated_hard_sets,
    )  # fmt: skip
    own = member(Level, "level", level)
    running = _weeks_running(weeks, own, week_of(today))
    most = FAILURE_BUDGET[own].weeks_at_cap
    advised = most is not None and running >= most
    recovering = _recovering(past, session, today, now)
    reasons = list(state.reasons)
    if advised:
        reasons.append(reason_from("budget_rest_week", None, None, (("weeks", running),)))
    for one in recovering:
        shown = (("muscle", one.muscle), ("sets", one.failure_sets), ("left", one.hours_left))
        reasons.append(reason_from("recovery_time", None, None, shown))
    return FailureBudget(
        state.spent, state.exercise_limit, state.exercise_left, state.muscles,
        state.share_limit_percent, week.failures, week.rated_hard_sets, running, advised,
        recovering, tuple(reasons),
    )  # fmt: skip


class _Week:
    """What the budget counts of one week."""

    __slots__ = ("failures", "muscle_failures", "rated_hard_sets", "trained")

    def __init__(self) -> None:
        self.failures = 0
        self.rated_hard_sets = 0
        self.muscle_failures: dict[str, int] = defaultdict(int)
        self.trained: dict[str, None] = {}

    def is_at_cap(self, level: Level) -> bool:
        return is_week_at_cap(
            level,
            muscle_failures=self.muscle_failures,
            failures=self.failures,
            rated_hard_sets=self.rated_hard_sets,
        )


def is_week_at_cap(
    level: Level | str,
    *,
    muscle_failures: Mapping[str, int],
    failures: int,
    rated_hard_sets: int,
) -> bool:
    """Return whether a week spent the failures of a muscle or its share (rulebook 5).

    level: the lifter's own. muscle_failures: the week's, by primary muscle. failures and
    rated_hard_sets: the week's, all muscles. The numbers are those of a green day. Raises ValueError
    naming the field.
    """
    whole("failures", failures)
    whole("rated_hard_sets", rated_hard_sets)
    numbers = FAILURE_BUDGET[member(Level, "level", level)]
    enough = rated_hard_sets >= rule("budget_share").numbers["from_sets"]
    share = failures * _PERCENT >= numbers.share_percent * rated_hard_sets
    most = max(muscle_failures.values(), default=0)
    return (enough and share) or most >= numbers.muscle_week


def _weeks(past: Iterable[ExerciseTally]) -> dict[date, _Week]:
    """Return the weeks with a working set by their Mondays."""
    weeks: dict[date, _Week] = {}
    for done in past:
        week = weeks.setdefault(week_of(done.day), _Week())
        week.trained.update(dict.fromkeys(done.primary_muscles))
        week.rated_hard_sets += done.rated_hard_sets
        week.failures += done.budget_failures
        for muscle in set(done.primary_muscles):
            week.muscle_failures[muscle] += done.budget_failures
    return weeks


def weeks_at_cap(level: str) -> int:
    """Return how many full weeks at the cap advise one without failure (section 5); 0 for never.

    Raises ValueError for a level there is not.
    """
    return FAILURE_BUDGET[member(Level, "level", level)].weeks_at_cap or 0


def _weeks_running(weeks: dict[date, _Week], level: Level, monday: date) -> int:
    """Return how many full weeks before this one ran at the cap; a week off ends the run."""
    running = 0
    while (week := weeks.get(monday - _WEEK * (running + 1))) and week.is_at_cap(level):
        running += 1
    return running


def _recovering(
    past: Iterable[ExerciseTally], session: Identity | None, today: date, now: datetime | None
) -> tuple[RecoveringMuscle, ...]:
    """Return the muscles that earlier sessions took to failure too recently (rulebook 4, 5)."""
    since = today - timedelta(hours=recovery_hours(_MANY)) - timedelta(days=1)
    ended: dict[Identity, datetime] = {}
    failed: dict[tuple[str, Identity], int] = defaultdict(int)
    days: dict[Identity, date] = {}
    for done in past:
        if done.day < since or done.session == session:
            continue
        days[done.session] = done.day
        if done.ended is not None:
            ended[done.session] = max(done.ended, ended.get(done.session, done.ended))
        if done.failure_sets:
            for muscle in set(done.primary_muscles):
                failed[muscle, done.session] += done.failure_sets
    found: dict[str, RecoveringMuscle] = {}
    for (muscle, earlier), sets in sorted(failed.items(), key=lambda row: row[0][0]):
        if now is not None and earlier in ended:
            hours = max(now - ended[earlier], timedelta()) / _HOUR
        else:
            hours = (today - days[earlier]) / _HOUR
        if is_recovering(hours, sets):
            one = RecoveringMuscle(muscle, sets, ceil(recovery_hours(sets) - hours))
            if muscle not in found or one.hours_left > found[muscle].hours_left:
                found[muscle] = one
    return tuple(found.values())
