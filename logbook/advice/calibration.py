"""When a test set is offered: on the day's last safer exercise, where it would measure (rulebook 2, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts
from logbook.choices import SetKind
from logbook.log.calibration import standing_of
from logbook.log.verdicts import left_in
from logbook.models import Set
from programming.rulebook import RULES, effort_target

_MOST = RULES["rir_sense"].numbers["most_rir"]


def offers_test(facts: Facts, live: Sequence[Set], *, is_final: bool) -> bool:
    """Whether the next set of an exercise is one to offer a test with.

    It is the final one, the rules grant it, an earlier set of today said how many were left, and no
    exercise as safe comes later: there failure costs the rest of the session nothing (policy). Asks
    the log only where all else speaks for it, in one query.
    """
    if not is_final or not any(_promises(row) for row in live):
        return False
    context = effort_context(facts, is_final=True, load=None, is_test=True)
    if effort_target(replace(context, days_since_test=None)).test_refused is not None:
        return False
    days, is_last_safe = standing_of(facts.item)
    if not is_last_safe:
        return False
    return effort_target(replace(context, days_since_test=days)).test_refused is None


def _promises(row: Set) -> bool:
    """Whether a set says how many reps a test at its load would have (rulebook 11)."""
    left = left_in(row)
    if row.kind != SetKind.WORKING or row.is_test or row.is_slip or left is None:
        return False
    # Easy, four in words, stands for so many or more.
    return 0 < left <= _MOST and not (row.rir_in_words and left >= _MOST)
