"""What is kept beside the log because no page may read all of it."""

from __future__ import annotations

from collections.abc import Collection

from logbook.kept.advice import keep_advice
from logbook.kept.records import keep_records
from logbook.log.records import Place
from logbook.models import User


def keep_what_the_log_says(lifter: User, exercises: Collection[int], since: Place) -> None:
    """Put records from a place on right, and what the last weeks say.

    Call it last in a transaction that changed sets of finished sessions.
    """
    if exercises:
        keep_records(lifter, exercises, since)
        keep_advice(lifter)
