"""Rulebook section 5: the failure budget on counts, and muscles still recovering."""

from collections.abc import Mapping
from dataclasses import dataclass

from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import FAILURE_BUDGET
from programming.rulebook.words.events import Reason, reason_from
from programming.rulebook.words.validation import member, number, whole
from programming.rulebook.words.vocabulary import Level, ReadinessState

_WAIT = rule("muscle_recovering").numbers
_MUSCLE = rule("budget_muscle").numbers
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class MuscleBudget:
    """A primary muscle's failure sets this week: used, allowed, and left."""

    muscle: str
    used: int
    limit: int
    left: int


@dataclass(frozen=True, slots=True)
class BudgetState:
    """What is left of the failure budget before a set.

    spent: a count has reached its number. exercise_limit and exercise_left: this exercise
    this session. muscles: each primary muscle this week. share_limit_percent: of the week's
    rated hard sets. reasons: one for each count that has reached its number.
    """

    spent: bool
    exercise_limit: int
    exercise_left: int
    muscles: tuple[MuscleBudget, ...]
    share_limit_percent: int
    reasons: tuple[Reason, ...]


def budget_state(
    level: Level | str,
    readiness: ReadinessState | str,
    exercise_failures: int,
    muscle_failures: Mapping[str, int],
    failures: int,
    rated_hard_sets: int,
) -> BudgetState:
    """Return the state of the failure budget for an exercise, before a set (rulebook 5).

    level: the lifter's own, also on a new movement. exercise_failures: failure sets of this
    exercise this session. muscle_failures: this week's, by primary muscle of the exercise;
    empty for none, which has no muscle limit. failures and rated_hard_sets: this week's, all
    muscles. Tests and imported sets are not among them. Raises ValueError naming the field.
    """
    numbers = FAILURE_BUDGET[member(Level, "level", level)]
    day = member(ReadinessState, "readiness", readiness)
    whole("exercise_failures", exercise_failures)
    whole("failures", failures)
    whole("rated_hard_sets", rated_hard_sets)

    per_muscle = numbers.muscle_week
    if day is ReadinessState.AMBER:
        per_muscle //= _MUSCLE["amber_divisor"]
    elif day is ReadinessState.RED:
        per_muscle = _MUSCLE["red"]
    muscles = tuple(
        MuscleBudget(muscle, used, per_muscle, max(per_muscle - used, 0))
        for muscle, used in muscle_failures.items()
        if whole(f"muscle_failures[{muscle}]", used) >= 0
    )
    reasons = []
    limit = numbers.exercise_session
    if exercise_failures >= limit:
        used = (("used", exercise_failures), ("limit", limit))
        reasons.append(reason_from("budget_exercise", None, None, used))
    for row in muscles:
        if not row.left:
            counts = (("muscle", row.muscle), ("used", row.used), ("limit", row.limit))
            reasons.append(reason_from("budget_muscle", None, None, counts))
    share = numbers.share_percent
    enough = rated_hard_sets >= rule("budget_share").numbers["from_sets"]
    if not share or (enough and failures * _PERCENT >= share * rated_hard_sets):
        share_counts = (("used", failures), ("sets", rated_hard_sets), ("limit", share))
        reasons.append(reason_from("budget_share", None, None, share_counts))
    left = max(limit - exercise_failures, 0)
    return BudgetState(bool(reasons), limit, left, muscles, share, tuple(reasons))


def recovery_hours(failure_sets: int) -> int:
    """Return the hours a muscle needs after a session with so many failure sets (rulebook 4)."""
    many = whole("failure_sets", failure_sets) >= _WAIT["many_sets"]
    return _WAIT["many_hours"] if many else _WAIT["hours"]


def is_recovering(hours: float | None, failure_sets: int) -> bool:
    """Return whether a muscle taken to failure so many hours ago still recovers (rulebook 4).

    hours: since the end of that session, None for none. Raises ValueError naming the field.
    """
    wait = recovery_hours(failure_sets)
    return hours is not None and number("hours", hours, 0) < wait
