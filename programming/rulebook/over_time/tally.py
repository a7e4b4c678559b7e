"""A log in counts: what sections 5 and 12 read of an exercise in a session, without its sets.

A page has a week's counts at hand: thirty rows instead of two hundred sets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from programming.rulebook.one_set.performed import is_failure_set, is_hard_set
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.words.validation import whole, wrong

_COUNTS = ("rated_hard_sets", "unrated_sets", "failure_sets", "budget_failures")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTally:
    """One exercise in one session, by the counts of its working sets.

    exercise, session, day and the muscles: as in LoggedSet. ended: when its last set was done,
    or its session ended, with its zone; None for not known. rated_hard_sets and unrated_sets:
    hard sets with RIR and without (rulebook 12). failure_sets: all of them; budget_failures:
    without tests and imported ones (rulebook 5). Raises ValueError naming the field.
    """

    exercise: Identity
    session: Identity
    day: date
    ended: datetime | None = None
    primary_muscles: tuple[str, ...] = ()
    secondary_muscles: tuple[str, ...] = ()
    rated_hard_sets: int = 0
    unrated_sets: int = 0
    failure_sets: int = 0
    budget_failures: int = 0

    def __post_init__(self) -> None:
        if type(self.day) is not date:
            raise wrong("day", self.day, "a date")
        if self.ended is not None and (
            not isinstance(self.ended, datetime) or self.ended.tzinfo is None
        ):
            raise wrong("ended", self.ended, "a time with its zone")
        for name in _COUNTS:
            whole(name, getattr(self, name))


def tallied(history: Iterable[LoggedSet]) -> list[ExerciseTally]:
    """Return the counts of each exercise in each session, in the order of their first sets."""
    grouped: dict[tuple[object, ...], list[LoggedSet]] = {}
    for done in history:
        if done.counts:
            key = (done.session, done.exercise, done.day, *_muscles(done))
            grouped.setdefault(key, []).append(done)
    return [_tally(sets) for sets in grouped.values()]


def costs_budget(done: LoggedSet) -> bool:
    """Return whether the set is a failure the budget counts: no test, not imported (rulebook 5)."""
    return is_failure_set(done) and not done.is_test_set and not done.is_imported


def _muscles(done: LoggedSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return done.primary_muscles, done.secondary_muscles


def _tally(sets: Sequence[LoggedSet]) -> ExerciseTally:
    first = sets[0]
    primary, secondary = _muscles(first)
    rated = [done.good_reps_left is not None for done in sets]
    return ExerciseTally(
        exercise=first.exercise,
        session=first.session,
        day=first.day,
        ended=max((done.at for done in sets if done.at is not None), default=None),
        primary_muscles=primary,
        secondary_muscles=secondary,
        rated_hard_sets=sum(
            is_rated and is_hard_set(done) for is_rated, done in zip(rated, sets, strict=True)
        ),
        unrated_sets=rated.count(False),
        failure_sets=sum(map(is_failure_set, sets)),
        budget_failures=sum(map(costs_budget, sets)),
    )
