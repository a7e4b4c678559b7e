"""What is kept beside the log because no page may read all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from logbook.kept.advice import keep_advice
from logbook.kept.periods import keep_periods
from logbook.kept.records import keep_records
from logbook.kept.training_span import keep_span
from logbook.log.records import Place
from logbook.log.sessions import last_ended
from logbook.models import User


def keep_what_the_log_says(
    lifter: User, exercises: Collection[int], since: Place, days: Collection[dt.date] | None
) -> None:
    """Put records from a place on right, what weeks and years say, and the sums of these days.

    `days` are those on which the log is another than it was, None for any. Call it last in a
    transaction that changed finished sessions.
    """
    if exercises:
        keep_records(lifter, exercises, since)
        keep_what_weeks_say(lifter, since.started_at, days)
    else:
        keep_periods(lifter, days)


def keep_what_weeks_say(
    lifter: User, changed: dt.datetime | None = None, days: Collection[dt.date] | None = None
) -> None:
    """Put right what is kept of a lifter as a whole, once their records are kept.

    Nothing that began before `changed`, and nothing on other days than `days`, is another than it
    was; None: anything may be.
    """
    last = last_ended(lifter)
    keep_advice(lifter, last)
    keep_span(lifter, last, changed)
    keep_periods(lifter, days)
