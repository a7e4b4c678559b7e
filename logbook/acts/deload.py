"""What a lifter answers to a deload: refuse, start, end, ask again."""

from __future__ import annotations

import datetime as dt

from logbook.log.deload import DELOAD_RECIPE, advice_of, is_deload_on
from logbook.models import DeloadAdvice, TrainingSession, User


def refuse_deload(lifter: User, *, today: dt.date) -> None:
    """Not now: no deload is suggested for some days."""
    DeloadAdvice.objects.visible_to(lifter).update(refused_on=today)


def start_deload(lifter: User, *, today: dt.date) -> None:
    """Agree to a deload from today on: the sessions that start within its days are its own."""
    kept = advice_of(lifter)
    if kept is None or is_deload_on(kept, today):
        return
    kept.deload_from = today
    kept.deload_until = today + dt.timedelta(days=DELOAD_RECIPE["days"] - 1)
    kept.refused_on = None
    kept.save(update_fields=["deload_from", "deload_until", "refused_on"])


def end_deload(lifter: User, *, today: dt.date) -> None:
    """End a deload now; one in which no session was started never was."""
    kept = advice_of(lifter)
    if kept is None or not is_deload_on(kept, today):
        return
    done = TrainingSession.objects.visible_to(lifter).filter(
        is_deload=True, local_date__gte=kept.deload_from
    )
    if done.exists():
        kept.deload_until = today - dt.timedelta(days=1)
        kept.deload_from = min(kept.deload_from or today, kept.deload_until)
    else:
        kept.deload_from = kept.deload_until = None
    kept.save(update_fields=["deload_from", "deload_until"])


def take_refusal_back(lifter: User) -> None:
    """What was refused is suggested again."""
    DeloadAdvice.objects.visible_to(lifter).update(refused_on=None)
