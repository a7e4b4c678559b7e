"""How good our guesses are for a lifter, beside a plain rule, whichever is better."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.advice.backtest import backtest_lately
from logbook.clock import moment
from logbook.log.latest_sets import LATEST_SETS
from logbook.models import User
from programming.rulebook import E1RMErrors, RepsErrors

# With fewer a figure says more of chance than of us.
FROM_TARGETS = 20
# A twentieth apart is alike.
_ALIKE = 20


@dataclass(frozen=True, slots=True)
class GuessLine:
    """A line of a table: ours and the plain rule's error, and hits; `to_go` where it is silent.

    `verdict` is better, worse or as good; `without_number` how
    many of the guesses there were not.
    """

    name: str
    count: int
    to_go: int = 0
    ours: str = ""
    plain: str = ""
    hits: str = ""
    plain_hits: str = ""
    without_number: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class GuessesPage:
    """What the page shows. `band`: in how many of a hundred the e1RM lay within its band."""

    reps: tuple[GuessLine, ...]
    e1rm: tuple[GuessLine, ...]
    band: str
    sets: str
    most_sets: str
    from_targets: int
    since: dt.date | None


def read_guesses(lifter: User, *, now: dt.datetime) -> GuessesPage:
    """The errors over the latest sets, in two queries."""
    lately = backtest_lately(lifter, moment(now, lifter.zone))
    reps, e1rm = lately.found.reps, lately.found.e1rm
    return GuessesPage(
        reps=(
            _reps_line("A weight you used before", reps.same_load),
            _reps_line("Another weight", reps.other_load),
        ),
        e1rm=(
            _e1rm_line("Every session", e1rm),
            _e1rm_line("Without repeated sessions", e1rm.without_copies),
        ),
        band=_percent(e1rm.band_80_holds) if e1rm.n >= FROM_TARGETS else "",
        sets=f"{lately.sets:,}" if lately.sets else "",
        most_sets=f"{LATEST_SETS:,}",
        from_targets=FROM_TARGETS,
        since=lately.since,
    )


def _reps_line(name: str, found: RepsErrors) -> GuessLine:
    if found.mae is None or found.plain_mae is None or found.n < FROM_TARGETS:
        return _silent(name, found.n)
    ours, plain = round(found.mae, 2), round(found.plain_mae, 2)
    return GuessLine(
        name=name,
        count=found.n,
        ours=f"{ours:.2f}",
        plain=f"{plain:.2f}",
        hits=_percent(found.within_1),
        plain_hits=_percent(found.plain_within_1),
        without_number=_without_number(found),
        verdict=_verdict(ours, plain),
    )


def _e1rm_line(name: str, found: E1RMErrors) -> GuessLine:
    ours, plain = found.median_error_pct, found.plain_median_error_pct
    if ours is None or plain is None or found.n < FROM_TARGETS:
        return _silent(name, found.n)
    ours, plain = round(ours, 1), round(plain, 1)
    return GuessLine(
        name=name,
        count=found.n,
        ours=f"{ours:.1f}\u00a0%",
        plain=f"{plain:.1f}\u00a0%",
        without_number=_without_number(found),
        verdict=_verdict(ours, plain),
    )


def _silent(name: str, count: int) -> GuessLine:
    return GuessLine(name=name, count=count, to_go=FROM_TARGETS - count)


def _without_number(found: RepsErrors | E1RMErrors) -> int:
    return round(found.n * (1 - (found.coverage or 0)))


def _verdict(ours: float, plain: float) -> str:
    """Better or worse by a twentieth at least: less is chance."""
    # Rounded: what is on the line is alike.
    if round(abs(ours - plain) * _ALIKE, 6) <= plain:
        return "as good"
    return "better" if ours < plain else "worse"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}\u00a0%"
