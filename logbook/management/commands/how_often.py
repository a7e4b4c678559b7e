"""How often each warning, advice and record speaks to a lifter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from logbook.advice.how_often import how_often_told
from logbook.clock import Moment
from logbook.management.one_lifter import OfOneLifter
from logbook.models import User
from programming.rulebook import HowOften

_PER_SETS = 100


class Command(OfOneLifter[HowOften]):
    """How often each rule spoke, or would have."""

    help = "Counts how often each rule spoke to a lifter, or would have, over the whole log."

    def found(self, lifter: User, until: Moment) -> HowOften:
        """The counts over the whole log."""
        return how_often_told(lifter, until)

    def figures(self, found: HowOften) -> dict[str, Any]:
        """All of them."""
        return asdict(found)

    def lines(self, found: HowOften) -> Iterator[str]:
        """The counts, each by what it is read against: rated sets, sessions, years."""
        rated, sessions, years = found.rated_sets or 1, found.sessions or 1, found.years or 1
        yield f"{found.sessions} sessions, {found.rated_sets} rated sets, {found.years} years"
        for code, counts in found.warnings.items():
            for severity, times in counts.items():
                share = times * _PER_SETS / rated
                yield f"{code} {severity}: {times}, {share:.1f} per {_PER_SETS} rated sets"
        stops = found.sessions_with_stop
        yield f"sessions with a stop: {stops}, {stops / sessions:.0%}"
        for what, times in found.advice.items():
            yield f"{what}: {times}, {times / years:.1f} a year"
        records = found.records_announced
        yield f"records announced: {records}, {records / sessions:.2f} a session"
        for name, times in asdict(found.suggestions).items():
            yield f"suggestions {name}: {times}"
