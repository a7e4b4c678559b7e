"""What is kept beside the log because no page may read all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from logbook.kept.advice import keep_advice
from logbook.kept.periods import keep_periods
from logbook.kept.records import keep_records
from logbook.kept.training_span import keep_span
from logbook.log.locks import lock_lifter
from logbook.log.records import Place
from logbook.log.sessions import last_ended
from logbook.log.training_span import Change
from logbook.models import User


def keep_what_the_log_says(
    lifter: User, exercises: Collection[int], since: Place, days: Collection[dt.date] | None
) -> None:
    """Put records from a place on right, what weeks and years say, and the sums of these days.

    `days` are those on which the log is another than it was, None for any. Call it last in a
    transaction that changed sets or marks of finished sessions, or which sessions there are: one
    without an exercise may be the last of all, with whose day the weeks end.
    """
    if exercises:
        keep_records(lifter, exercises, since)
    else:
        lock_lifter(lifter)
    keep_what_weeks_say(lifter, Change(frozenset(exercises), since.started_at), days)


def keep_what_weeks_say(
    lifter: User, change: Change | None = None, days: Collection[dt.date] | None = None
) -> None:
    """Put right what is kept of a lifter as a whole, once their records are kept.

    But for the `change`, and on other days than `days`, all is as it was; None: anything may be.
    """
    last = last_ended(lifter)
    keep_advice(lifter, last)
    keep_span(lifter, last, change)
    keep_periods(lifter, days)
