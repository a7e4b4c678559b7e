"""What a lifter answers of their training, and the level: computed weekly, kept week by week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from logbook.clock import local_date
from logbook.kept.levels import Standing, background_of, keep_level
from logbook.log.locks import lock_lifter
from logbook.models import Background, User
from programming.choices import Level


@dataclass(frozen=True, slots=True)
class BackgroundEntry:
    """The answers as given; None or empty is one that was skipped. Months are whole ones."""

    uninterrupted_months: int | None = None
    total_months: int | None = None
    stable_lifts: int | None = None
    sex: str = ""


@transaction.atomic
def answer(lifter: User, entry: BackgroundEntry, *, now: dt.datetime) -> Standing:
    """Keep the answers and compute the level from them.

    Months without a gap that are left as they were stay true of the day they were given on.
    """
    # Posted twice at once, the second finds what the first kept.
    lock_lifter(lifter)
    found = background_of(lifter)
    background = found or Background(athlete=lifter)
    if found is None or found.uninterrupted_months != entry.uninterrupted_months:
        background.answered_on = local_date(now, lifter.zone)
    background.uninterrupted_months = entry.uninterrupted_months
    background.total_months = entry.total_months
    background.stable_lifts = entry.stable_lifts
    background.sex = entry.sex
    background.save()
    return keep_level(lifter, now=now)


def set_level(lifter: User, level: Level) -> None:
    """Put a level in force by hand; the score is computed on, and stays visible."""
    lifter.level, lifter.is_level_by_hand = level, True
    lifter.save(update_fields=["level", "is_level_by_hand"])


@transaction.atomic
def follow_score(lifter: User, *, now: dt.datetime) -> Standing:
    """Take a level set by hand off: what the weeks say is in force at once."""
    lifter.is_level_by_hand = False
    lifter.save(update_fields=["is_level_by_hand"])
    return keep_level(lifter, now=now)
