"""What is kept beside the log because no page may read all of it."""

from __future__ import annotations

from collections.abc import Collection

from logbook.fatigue import keep_deload_advice
from logbook.models import User
from logbook.records import Place, keep_records


def keep_what_the_log_says(lifter: User, exercises: Collection[int], since: Place) -> None:
    """Put records from a place on right, and the advice on a deload.

    Call it last in a transaction that changed sets of finished sessions.
    """
    if exercises:
        keep_records(lifter, exercises, since)
        keep_deload_advice(lifter)
