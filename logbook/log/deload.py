"""What is kept of a lifter’s deloads, and whether one holds on a day."""

from __future__ import annotations

import datetime as dt

from logbook.models import DeloadAdvice, TrainingSession, User
from logbook.speed.compiled import Compiled, athlete, columns_of, row_of
from programming.rulebook import rule

DELOAD_RECIPE = rule("deload_recipe").numbers
DELOAD_LASTS = dt.timedelta(days=DELOAD_RECIPE["days"])
DELOADS_APART = dt.timedelta(weeks=rule("deload_waits").numbers["weeks"])
DELOAD_REFUSAL = dt.timedelta(days=rule("deload_waits").numbers["refusal_days"])


_ADVICE = Compiled(
    lambda: DeloadAdvice.objects.filter(athlete_id=athlete()).values_list(*columns_of(DeloadAdvice))
)


def advice_of(lifter: User) -> DeloadAdvice | None:
    """What is kept of the lifter's deloads, in one query."""
    found = _ADVICE(athlete=lifter.pk)
    return row_of(DeloadAdvice, iter(found[0])) if found else None


def is_deload_on(kept: DeloadAdvice | None, day: dt.date) -> bool:
    """Whether a deload the lifter agreed to holds on a day."""
    if kept is None or kept.deload_from is None or kept.deload_until is None:
        return False
    return kept.deload_from <= day <= kept.deload_until


def began_on(kept: DeloadAdvice | None, day: dt.date) -> dt.date | None:
    """The first day of the deload whose days `day` is among, also where it was ended early; else None."""
    began = kept.deload_from if kept is not None else None
    return began if began is not None and began <= day < began + DELOAD_LASTS else None


def next_deload(lifter: User, kept: DeloadAdvice | None, today: dt.date) -> dt.date:
    """The first day on which a deload may begin: today, or four weeks after the last one ended.

    The easy week of a program is one as well, by its last session. In one query.
    """
    sessions = TrainingSession.objects.visible_to(lifter).filter(is_deload=True)
    done = sessions.latest_first().values_list("local_date", flat=True).first()
    ends = [done] if done is not None else []
    if kept is not None and kept.deload_until is not None:
        ends.append(kept.deload_until)
    return max([today, *(day + DELOADS_APART for day in ends)])


def is_refused(refused_on: dt.date | None, today: dt.date) -> bool:
    """Whether a refusal still holds (rulebook 9)."""
    return refused_on is not None and today - refused_on < DELOAD_REFUSAL
