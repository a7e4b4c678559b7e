"""How good the forecasts were for a lifter, beside the plain rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from logbook.advice.backtest import backtest_of
from logbook.clock import Moment
from logbook.management.one_lifter import OfOneLifter
from logbook.models import User
from programming.rulebook import Backtest, E1RMErrors, RepsErrors

_DIGITS = 4


class Command(OfOneLifter[Backtest]):
    """How far off our forecasts were, and plain rules."""

    help = (
        "Walks a lifter's log forward and counts how far off our forecasts were, and plain rules."
    )

    def found(self, lifter: User, until: Moment) -> Backtest:
        """The errors over the whole log."""
        return backtest_of(lifter, until)

    def figures(self, found: Backtest) -> dict[str, Any]:
        """All of them, to four digits after the point."""
        figures: dict[str, Any] = _rounded(asdict(found))
        return figures

    def lines(self, found: Backtest) -> Iterator[str]:
        """The figures, ours beside the plain rule's."""
        reps, e1rm = found.reps, found.e1rm
        yield from _reps("reps, a load used before", reps.same_load)
        yield from _reps("reps, another load", reps.other_load)
        yield from _reps("reps, all", reps.all)
        yield from _e1rm("e1RM", e1rm)
        yield from _e1rm("e1RM without copied sessions", e1rm.without_copies)
        if e1rm.band_80_holds is not None:
            yield f"e1RM within its band of 80 %: {e1rm.band_80_holds:.0%}"


def _rounded(value: Any) -> Any:
    """The figures to four digits after the point, however deep they stand."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return round(value, _DIGITS) if isinstance(value, float) else value


def _reps(what: str, found: RepsErrors) -> Iterator[str]:
    yield f"{what}: {found.n} targets"
    if found.n:
        yield f"  with a number: {found.coverage:.1%}"
        yield f"  off by {found.mae:.2f}, the plain rule by {found.plain_mae:.2f}"
        yield f"  within 1: {found.within_1:.0%}, the plain rule {found.plain_within_1:.0%}"


def _e1rm(what: str, found: E1RMErrors) -> Iterator[str]:
    yield f"{what}: {found.n} targets"
    if found.n:
        ours, plain = found.median_error_pct, found.plain_median_error_pct
        yield f"  with a number: {found.coverage:.1%}"
        yield f"  off by {ours:.1f} %, the plain rule by {plain:.1f} % (medians)"
