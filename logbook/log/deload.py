"""What is kept of a lifter’s deloads, and whether one holds on a day."""

from __future__ import annotations

import datetime as dt

from logbook.models import DeloadAdvice, User
from programming.rulebook import rule

DELOAD_RECIPE = rule("deload_recipe").numbers
DELOAD_REFUSAL = dt.timedelta(days=rule("deload_waits").numbers["refusal_days"])


def advice_of(lifter: User) -> DeloadAdvice | None:
    """What is kept of the lifter's deloads, in one query."""
    return DeloadAdvice.objects.visible_to(lifter).first()


def is_deload_on(kept: DeloadAdvice | None, day: dt.date) -> bool:
    """Whether a deload the lifter agreed to holds on a day."""
    if kept is None or kept.deload_from is None or kept.deload_until is None:
        return False
    return kept.deload_from <= day <= kept.deload_until


def is_refused(refused_on: dt.date | None, today: dt.date) -> bool:
    """Whether a refusal still holds (rulebook 9)."""
    return refused_on is not None and today - refused_on < DELOAD_REFUSAL
