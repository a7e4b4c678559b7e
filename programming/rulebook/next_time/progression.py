"""Rulebook section 8: what to do the next time, and for the next set at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from programming.rulebook.next_time.evidence import (
    Evidence,
    RepRange,
    evidence_of,
    range_from,
    reset_percent,
    trouble,
)
from programming.rulebook.next_time.load_moves import cut_to, loads_for, what_forbids_a_rise
from programming.rulebook.next_time.loadable import Loadable, loadable_from
from programming.rulebook.next_time.next_case import Asked, Move, first_that_fits
from programming.rulebook.one_set.judging import shown_rir
from programming.rulebook.one_set.performed import PerformedSet
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.over_time.exposures import Exposure, exposures
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.trends import is_rising, main_lifts_down
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import LAYOFFS
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import member, wrong
from programming.rulebook.words.vocabulary import Goal, ReadinessState

_PERCENT, _WEEK = 100, 7


@dataclass(frozen=True, slots=True)
class NextTime:
    """What to do with an exercise the next time (rulebook 8).

    case: the code of the rule that fitted. load: the heaviest set's, in the caller's unit;
    None where none is known. loads, reps: of each set, as many as it rests on without tests.
    aim_rise: an accepted suggestion's rise of the aim (EffortContext.aim_rise). rests_on: the
    sets. reasons: the case first, then what bore on it, then the sets by name.
    """

    case: str
    load: int | None
    loads: tuple[int | None, ...]
    reps: tuple[int, ...]
    aim_rise: int
    rests_on: tuple[LoggedSet, ...]
    reasons: tuple[Reason, ...]


def shortest_layoff() -> timedelta:
    """Return the shortest time without training that is a layoff (section 8)."""
    return timedelta(days=min(one.days for one in LAYOFFS))


def next_time(
    history: Sequence[LoggedSet],
    *,
    exercise: Identity,
    goal: Goal | str,
    loadable: Loadable | Sequence[int],
    today: date,
    rep_range: RepRange = None,
    readiness: Readiness | None = None,
) -> NextTime:
    """Return what to do with an exercise the next time, by the first row of section 8 that fits.

    history: every exercise's sets, in time order. loadable: the loads that can be made, in the
    unit of the history. today: the lifter's local day of that next time, or of the review.
    rep_range: the planned reps, (bottom, top) or one number; None as planned on the last sets.
    readiness: today's, None where it is not asked yet; a poor day holds a rise back and a red
    one is made easier (rulebook 6). Raises ValueError naming the field and the value.
    """
    check_history(history)
    aim = member(Goal, "goal", goal)
    planned, made = range_from(rep_range), loadable_from(loadable)
    _check_day(readiness, today)
    by_exercise = exposures(history)
    done = [one for one in by_exercise.get(exercise, ()) if _without_tests(one)]
    if not done:
        return _as_result(Move("next_unknown", None, (), (told("next_unknown"),)), None, made, [])
    counted = [one for one in done if one.is_evidence]
    read = counted or done[-1:]
    found = evidence_of(read, planned)
    down = main_lifts_down(by_exercise, today) - {exercise}
    asked = Asked(
        found=found,
        troubles=[trouble(one.sets) for one in read],
        loadable=made,
        plan=planned or (found[-1].bottom, found[-1].top),
        is_lower_body=read[-1].sets[-1].is_lower_body,
        forbids=what_forbids_a_rise(readiness),
        reset=reset_percent(
            found, aim, is_rising=is_rising(read), other_main_lift_down=bool(down)
        ),
        reset_times=_reset_times(aim),
    )  # fmt: skip
    move = (
        first_that_fits(asked) if counted else Move("next_not_evidence", asked.load, asked.reps, ())
    )
    rests_on = read[-move.exposures :]
    if not done[-1].is_evidence:
        move, rests_on = _held(asked, move, done[-1]), read[-1:]
    move = _after_layoff(asked, move, history, done[-1].day, today)
    if readiness is not None and readiness.state is ReadinessState.RED:
        move = _on_a_red_day(asked, move)
    return _as_result(move, asked.last, made, rests_on)


@dataclass(frozen=True, slots=True)
class NextSetOffer:
    """An offer to change the load for the next set at once (rulebook 8).

    load: in the caller's unit, None where there is nothing to offer; case and reasons are
    empty then.
    """

    load: int | None = None
    case: str = ""
    reasons: tuple[Reason, ...] = ()


def offer_next_set(
    performed: PerformedSet,
    *,
    loadable: Loadable | Sequence[int],
    rep_range: RepRange = None,
    readiness: Readiness | None = None,
) -> NextSetOffer:
    """Return the load to offer for the next set, from the one just done (rulebook 8).

    The same steps as for the next time, where they rest on effort: a set that missed its reps
    with nearly nothing left, or that was 2 or more away from its aim. performed: with its
    target; a test set gets no offer, so do not ask. Raises ValueError naming the field.
    """
    if not isinstance(performed, PerformedSet):
        raise wrong("performed", performed, "a PerformedSet")
    bounds, made = range_from(rep_range), loadable_from(loadable)
    _check_day(readiness, date.min)
    unusable = not performed.counts or performed.is_slip
    if unusable or not performed.load or performed.target is None:
        return NextSetOffer()
    bottom, top = bounds or (max(performed.reps, 1),) * 2
    # A set that is at the top of its range is offered a load by its effort alone.
    evidence = Evidence([performed], bottom, max(top, performed.reps + 1), bounds is not None)
    forbids = what_forbids_a_rise(readiness)
    asked = Asked([evidence], [""], made, (bottom, top), False, forbids, None, 0)
    move = first_that_fits(asked)
    offered = move.case in {"next_missed_reps", "next_easier", "next_harder"}
    if not offered or move.load == performed.load:
        return NextSetOffer()
    return NextSetOffer(move.load, move.case, move.reasons)


def _held(asked: Asked, move: Move, day: Exposure) -> Move:
    """After a red day or a deload: the plan holds, and that day raises nothing.

    The load of the last sets that count stands, or less where they asked for less, or that of
    the day where it was heavier, as a rise may have been due.
    """
    case = "red" if day.sets[-1].readiness is ReadinessState.RED else "deload"
    load = asked.load
    if load is not None and move.load is not None:
        load = max(min(load, move.load), *(done.load or 0 for done in _without_tests(day)))
    why = told("next_not_evidence", case=case)
    return Move("next_not_evidence", load, asked.reps, (why,), move.aim_rise)


def _after_layoff(
    asked: Asked, move: Move, history: Sequence[LoggedSet], since: date, today: date
) -> Move:
    """Ease in where no session at all was done for weeks since the exercise (rulebook 9).

    No other row takes more load off, or raises the aim further, than a layoff does.
    """
    if today <= since:
        return move
    days = sorted({done.day for done in history if since < done.day < today} | {since, today})
    longest = max((after - before).days for before, after in pairwise(days))
    line = max(
        (one for one in LAYOFFS if longest >= one.days), key=lambda one: one.days, default=None
    )
    if line is None:
        return move
    load = asked.load
    if load is not None:
        load = cut_to(load, Fraction(line.load_percent, _PERCENT), asked.loadable)
    why = told("layoff", weeks=longest // _WEEK, percent=line.load_percent)
    rise = rule("layoff").numbers["aim_rise"]
    return replace(
        move, case="layoff", load=load, reps=asked.in_range, reasons=(why,), aim_rise=rise
    )


def _on_a_red_day(asked: Asked, move: Move) -> Move:
    """A set fewer and less load, whatever was suggested (rulebook 6)."""
    numbers = rule("red_day").numbers
    left = max(len(move.reps) - numbers["sets_off"], numbers["least_sets"])
    share = 1 - Fraction(numbers["cut_percent"], _PERCENT)
    load = None if move.load is None else cut_to(move.load, share, asked.loadable)
    case = "" if left < len(move.reps) else "one_set"
    reasons = (*move.reasons, told("red_day", case=case))
    return replace(move, load=load, reps=move.reps[:left], reasons=reasons)


def _as_result(
    move: Move, last: Evidence | None, loadable: Loadable, rests_on: Sequence[Exposure]
) -> NextTime:
    loads = () if last is None else loads_for(last, move.load, loadable)[: len(move.reps)]
    named = tuple(
        told("next_rests_on", day=one.day.isoformat(), sets=_named(_without_tests(one)))
        for one in reversed(rests_on)
    )
    return NextTime(
        move.case,
        move.load,
        loads,
        move.reps,
        move.aim_rise,
        tuple(done for one in rests_on for done in _without_tests(one)),
        move.reasons + named,
    )


def _named(sets: Sequence[LoggedSet]) -> str:
    """Return sets as the log shows them: 10 @2 for ten reps with two left."""
    shown = [
        str(done.reps) if (left := done.good_reps_left) is None else f"{done.reps} @{shown_rir(left)}"
        for done in sets
    ]  # fmt: skip
    return ", ".join(shown)


def _without_tests(one: Exposure) -> list[LoggedSet]:
    return [done for done in one.sets if not done.is_test_set]


def _reset_times(goal: Goal) -> int:
    return rule("reset").numbers["strength_times" if goal is Goal.MAX_STRENGTH else "times"]


def _check_day(readiness: Readiness | None, today: date) -> None:
    if readiness is not None and not isinstance(readiness, Readiness):
        raise wrong("readiness", readiness, "a Readiness")
    if type(today) is not date:
        raise wrong("today", today, "a date")
