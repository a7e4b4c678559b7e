"""What a lifter put aside of the patterns that stand out."""

from __future__ import annotations

import datetime as dt

from logbook.models import PatternPutAside, User
from programming.rulebook import rule

SILENT = dt.timedelta(days=rule("patterns").numbers["silent_days"])


def put_aside_on(lifter: User, today: dt.date) -> list[PatternPutAside]:
    """What is silent on a day, the latest put aside first, in one query."""
    rows = PatternPutAside.objects.visible_to(lifter).filter(since__gt=today - SILENT)
    return list(rows.order_by("-since", "-pk"))
