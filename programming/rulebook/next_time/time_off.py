"""Rulebook sections 6 and 9: what time off and a red day take off a suggestion."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from programming.rulebook.next_time.asked import Asked, Move
from programming.rulebook.next_time.load_moves import cut_to, is_too_big_a_cut
from programming.rulebook.next_time.loadable import Loadable
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import LAYOFFS
from programming.rulebook.words.events import told

_PERCENT, _WEEK = 100, 7


def shortest_layoff() -> timedelta:
    """Return the shortest time without training that is a layoff (section 8)."""
    return timedelta(days=min(one.days for one in LAYOFFS))


def longest_gap(days: Iterable[date], since: date, today: date) -> int:
    """Return the most days between two that follow each other, from one day to another."""
    if today <= since:
        return 0
    known = sorted({day for day in days if since < day < today} | {since, today})
    return max((after - before).days for before, after in pairwise(known))


def after_time_off(asked: Asked, move: Move, *, off: int, aside: int) -> Move:
    """Ease in where no session at all was done for weeks since the exercise (rulebook 9).

    off: the days without any session; aside: those without the exercise. No other row takes more
    load off, or raises the aim further, than a layoff does.
    """
    line = max((one for one in LAYOFFS if off >= one.days), key=lambda one: one.days, default=None)
    if line is None:
        return _left_aside(asked, move, aside)
    rise = rule("layoff").numbers["aim_rise"]
    shown = {"weeks": off // _WEEK, "percent": line.load_percent}
    is_unfilled = move.load is None or asked.load is None
    if is_unfilled and off >= rule("next_no_evidence").numbers["days"]:
        why = told("layoff", case="no_load", **shown)
        return replace(move, reasons=(*move.reasons, why), aim_rise=rise)
    load, case = _less(_base(asked, move), line.load_percent, asked.loadable)
    reps, is_same = asked.in_range, False
    if move.case == "next_no_evidence":
        reps = move.reps
    elif move.load is not None and asked.load is not None and move.load <= asked.load:
        # A cut that was due is not given back by a rest.
        reps, is_same = tuple(map(min, reps, move.reps)), move.is_same_for_all
        load = load if load is None else min(load, move.load)
    why = told("layoff", case=case, **shown)
    return replace(
        move, case="layoff", load=load, reps=reps, reasons=(why,), aim_rise=rise,
        is_same_for_all=is_same,
    )  # fmt: skip


def _base(asked: Asked, move: Move) -> int | None:
    """The load that time off is taken from: the last one, or less where an estimate says so."""
    if move.case != "next_no_evidence" or asked.load is None or move.load is None:
        return asked.load
    return min(asked.load, move.load)


def _left_aside(asked: Asked, move: Move, aside: int) -> Move:
    """Less load where the exercise alone was not done for weeks."""
    numbers = rule("left_aside").numbers
    if aside < numbers["weeks"] * _WEEK or asked.load is None or move.load is None:
        return move
    load, case = _less(_base(asked, move), numbers["load_percent"], asked.loadable)
    if case or load is None:
        return replace(move, load=min(move.load, asked.load))
    reps = asked.in_range if move.load > load else move.reps
    why = told("left_aside", since=aside // _WEEK)
    return replace(move, case="left_aside", load=min(load, move.load), reps=reps, reasons=(why,))


def _less(load: int | None, percent: int, loadable: Loadable) -> tuple[int | None, str]:
    """The share of a load that can be made; the load itself where no step is that small."""
    if load is None:
        return None, "no_load"
    share = Fraction(percent, _PERCENT)
    if is_too_big_a_cut(load, 1 - share, loadable):
        return load, "kept"
    return cut_to(load, share, loadable), ""


def on_a_red_day(asked: Asked, move: Move, *, is_as_last: bool = False) -> Move:
    """A set fewer and less load, whatever was suggested (rulebook 6).

    is_as_last: nothing but red days is on record, and the move is the last of them: what a red
    day takes off is off already, and once more each time would end at nothing.
    """
    if is_as_last:
        return replace(move, reasons=(*move.reasons, told("red_day", case="again")))
    numbers = rule("red_day").numbers
    left = max(len(move.reps) - numbers["sets_off"], numbers["least_sets"])
    case = "" if left < len(move.reps) else "one_set"
    load, kept = _less(move.load, _PERCENT - numbers["cut_percent"], asked.loadable)
    rise = move.aim_rise
    if kept == "kept":
        case, rise = f"kept_{case}".rstrip("_"), max(rise, numbers["aim_rise"])
    reasons = (*move.reasons, told("red_day", case=case))
    return replace(move, load=load, reps=move.reps[:left], reasons=reasons, aim_rise=rise)
