"""What a lifter answers to a deload: refuse, start, end, ask again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from logbook.log.deload import DELOAD_LASTS, advice_of, began_on, is_deload_on, next_deload
from logbook.log.locks import lock_lifter
from logbook.models import DeloadAdvice, TrainingSession, User


def refuse_deload(lifter: User, *, today: dt.date) -> None:
    """Not now: no deload is suggested for some days."""
    DeloadAdvice.objects.visible_to(lifter).update(refused_on=today)


class DeloadTooSoonError(Exception):
    """The last deload is too near; `possible_on` is the first day on which another may begin."""

    def __init__(self, possible_on: dt.date) -> None:
        super().__init__(f"Not before {possible_on}.")
        self.possible_on = possible_on


@transaction.atomic
def start_deload(lifter: User, *, today: dt.date) -> None:
    """Begin a deload today, suggested or not: the sessions that start within its days are its own.

    At most one in four weeks. One that was ended within its days goes on; beginning one that runs
    changes nothing. Raises `DeloadTooSoonError`.
    """
    lock_lifter(lifter)
    kept = advice_of(lifter) or DeloadAdvice(athlete=lifter)
    if is_deload_on(kept, today):
        return
    began = began_on(kept, today)
    if began is None:
        possible_on = next_deload(lifter, kept, today)
        if possible_on > today:
            raise DeloadTooSoonError(possible_on)
        began = today
    last = began + DELOAD_LASTS - dt.timedelta(days=1)
    kept.deload_from, kept.deload_until, kept.refused_on = began, last, None
    kept.save()


@transaction.atomic
def end_deload(lifter: User, *, today: dt.date) -> None:
    """End a deload now; one in which no session was started never was."""
    lock_lifter(lifter)
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
