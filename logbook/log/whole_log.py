"""All that was logged, for commands alone: no page may read all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from logbook.choices import SetKind
from logbook.clock import Moment
from logbook.log.exposure_rows import COLUMNS, ExposureRow, TypedSet
from logbook.models import Set, TrainingSession, User
from programming.models import RiskEntry
from programming.rulebook import LoggedSet, Severity


class ToldSet(NamedTuple):
    """A working set, how it was typed, what its exercise cost then, and what it was told.

    `warnings` are codes and severities, None where it was never judged.
    """

    done: LoggedSet
    typed: TypedSet
    risk_id: int
    safeties: str
    warnings: list[tuple[str, Severity]] | None


_SESSIONS_AT_ONCE = 50


def whole_log(lifter: User, until: Moment) -> Iterator[ToldSet]:
    """Every working set of the sessions that have ended, in time order, some sessions a query.

    For commands alone: no page may read all of it.
    """
    sessions = TrainingSession.objects.visible_to(lifter).finished()
    keys = list(sessions.order_by("started_at", "pk").values_list("pk", flat=True))
    columns, last = len(COLUMNS), dt.date.min
    for at in range(0, len(keys), _SESSIONS_AT_ONCE):
        rows = (
            Set.objects.visible_to(lifter)
            .live()
            .filter(session__in=keys[at : at + _SESSIONS_AT_ONCE], kind=SetKind.WORKING)
            .values_list(*COLUMNS, "risk_id", "safeties", "rulebook_version", "warnings")
        )
        found = [(ExposureRow(*row[:columns]), *row[columns:]) for row in rows]
        for row, risk, safeties, version, warnings in sorted(found, key=lambda one: one[0].order):
            told = [(code, Severity(loud)) for code, loud, _ in warnings] if version else None
            done = row.logged(until)
            # As `in_time_order`, without holding all of it.
            last = max(last, done.day)
            yield ToldSet(replace(done, day=last), row.typed(), risk, safeties, told)


def risks_of(log: Iterable[ToldSet]) -> dict[int, RiskEntry]:
    """What the exercises of these sets cost when they were done, by key, in one query."""
    return RiskEntry.objects.in_bulk({one.risk_id for one in log})
