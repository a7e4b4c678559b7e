"""How good the forecasts were for a lifter: the log walked forward (RepStack policy)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.clock import Moment
from logbook.log.latest_sets import latest_sets_of_all
from logbook.log.whole_log import whole_log
from logbook.models import User
from programming.rulebook import Backtest, backtest


@dataclass(frozen=True, slots=True)
class Lately:
    """How good the forecasts of the latest sets were; `since` is the first of their days."""

    found: Backtest
    sets: int
    since: dt.date | None


def backtest_of(lifter: User, until: Moment) -> Backtest:
    """Of the whole log, for commands alone: no page may read all of it."""
    return backtest([one.done for one in whole_log(lifter, until)])


def backtest_lately(lifter: User, until: Moment) -> Lately:
    """Of the latest sets, in two queries whatever the length of the log."""
    history = latest_sets_of_all(lifter, until)
    return Lately(backtest(history), len(history), history[0].day if history else None)
