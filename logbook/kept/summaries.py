"""The summary columns of a session exercise: kept with every set, rebuilt by a command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from logbook.choices import Origin, Outcome, SetKind
from logbook.log.verdicts import performed_of
from logbook.models import SessionExercise, Set
from programming.rulebook import PerformedSet, is_failure_set, is_hard_set, session_e1rm

_JUDGED = (Outcome.ON_TARGET, Outcome.TOO_CLOSE, Outcome.TOO_EASY)
SUMMARY_FIELDS = (
    "working_sets",
    "timed_sets",
    "on_target",
    "too_close",
    "too_easy",
    "rated_hard_sets",
    "unrated_sets",
    "failure_sets",
    "budget_failures",
    "deviation_halves",
    "volume",
    "e1rm",
    "last_set_at",
)


def summarise(item: SessionExercise, sets: Sequence[Set]) -> None:
    """Write the summary of `sets` (all of the item's, deleted ones too) on `item`, unsaved."""
    live = [row for row in sets if row.deleted_at is None]
    working = [(row, performed_of(row)) for row in live if row.kind == SetKind.WORKING]
    verdicts = Counter(row.outcome for row, _ in working if row.origin == Origin.TYPED)
    item.working_sets = len(working)
    item.timed_sets = sum(row.kind == SetKind.TIMED for row in live)
    item.on_target = verdicts[Outcome.ON_TARGET]
    item.too_close = verdicts[Outcome.TOO_CLOSE]
    item.too_easy = verdicts[Outcome.TOO_EASY]
    item.rated_hard_sets = sum(
        done.good_reps_left is not None and is_hard_set(done) for _, done in working
    )
    item.unrated_sets = sum(done.good_reps_left is None for _, done in working)
    item.failure_sets = sum(is_failure_set(done) for _, done in working)
    item.budget_failures = sum(
        is_failure_set(done) and not row.is_test and row.origin == Origin.TYPED
        for row, done in working
    )
    item.deviation_halves = sum(_deviation(row, done) for row, done in working)
    item.volume = sum(row.reps * (row.load or 0) for row, _ in working if not row.is_slip)
    item.e1rm = session_e1rm([done for _, done in working])
    item.last_set_at = max((row.logged_at for row in live), default=None)


def _deviation(row: Set, done: PerformedSet) -> int:
    """How far from its aim a set with a verdict ended, in halves of a rep: above 0 is too easy."""
    left, aim = done.good_reps_left, row.target_aim
    if row.origin != Origin.TYPED or row.outcome not in _JUDGED or left is None or aim is None:
        return 0
    return round(2 * (left - aim))
