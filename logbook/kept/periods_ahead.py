"""The sums of periods that many sessions to come will add to, made before anybody is held.

Sums add up, so what comes is added to what is kept by then, whatever others did meanwhile: under the lock the
periods with a day of what comes are read and written, and no session is.
"""

from __future__ import annotations

import datetime as dt
import json

from logbook.choices import Grain
from logbook.kept.periods import keep_periods
from logbook.log.period_sums import Counts, Item, Period, Visit, first_of, period_from
from logbook.models import PeriodSums, SessionExercise, TrainingSession, User
from logbook.speed.many import insert_many
from programming.models import RiskEntry

_KEYS_AT_ONCE = 200
_SUMMED = (*Counts._fields, "e1rm", "volume")


class PeriodsAhead:
    """What sessions to come are in their weeks, months, quarters and years."""

    def __init__(self) -> None:
        self._coming: dict[Grain, dict[dt.date, Period]] = {grain: {} for grain in Grain}
        self._is_kept = False

    def add_session(self, row: TrainingSession, state: str | None = None) -> None:
        """Count a session, at which the lifter was in this state of readiness; one that runs is not."""
        if row.finished_at is not None:
            visit = Visit(row.local_date, row.is_deload, state)
            for one in self._periods(row.local_date):
                one.add_visit(visit)

    def add_exercise(
        self, session: TrainingSession, item: SessionExercise, risk: RiskEntry
    ) -> None:
        """Count an exercise of a session by its summary; by the conditions of `log.periods.ended_items`."""
        if session.finished_at is None or not item.working_sets:
            return
        found = Item._make(
            (
                session.local_date,
                item.exercise_id,
                str(item.role),
                str(risk.tier),
                *(getattr(item, name) for name in _SUMMED),
                json.dumps(risk.primary_muscles),
                json.dumps(risk.secondary_muscles),
            )
        )
        for one in self._periods(session.local_date):
            one.add_item(found)

    def look(self, lifter: User) -> None:
        """See whether sums are kept of all the log there is; ask it while the lifter is held, before it changes."""
        kept = PeriodSums.objects.visible_to(lifter)
        ended = TrainingSession.objects.visible_to(lifter).finished()
        self._is_kept = kept.exists() or not ended.exists()

    def keep(self, lifter: User) -> None:
        """Add what came to what is kept; the lifter is held. A log of which nothing was kept is added up."""
        if not self._is_kept:
            keep_periods(lifter, None)
            return
        fresh: list[PeriodSums] = []
        for grain, coming in self._coming.items():
            firsts = sorted(coming)
            for at in range(0, len(firsts), _KEYS_AT_ONCE):
                some = firsts[at : at + _KEYS_AT_ONCE]
                kept = PeriodSums.objects.visible_to(lifter).filter(grain=grain, first__in=some)
                rows = {row.first: row for row in kept}
                for first, row in rows.items():
                    whole = period_from(first, row.sums)
                    whole.add(coming[first])
                    row.sums = whole.stored()
                PeriodSums.objects.bulk_update(rows.values(), ["sums"])
                fresh += [
                    PeriodSums(
                        athlete=lifter, grain=grain, first=first, sums=coming[first].stored()
                    )
                    for first in some
                    if first not in rows
                ]
        insert_many(fresh)

    def _periods(self, day: dt.date) -> list[Period]:
        found = []
        for grain, periods in self._coming.items():
            first = first_of(grain, day)
            if (period := periods.get(first)) is None:
                period = periods[first] = Period(first)
            found.append(period)
        return found
