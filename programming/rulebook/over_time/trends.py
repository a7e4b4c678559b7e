"""Rulebook section 9: whether a lift is down, rising or stalled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from programming.rulebook.one_set.estimates import current_e1rm, exact_e1rm
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.over_time.bests import can_be_a_record
from programming.rulebook.over_time.exposures import (
    Exposure,
    compared,
    is_under,
    reference_e1rm,
)
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.vocabulary import EndedBy, Goal, Level, Outcome, Role, Tier

_PERCENT, _WEEK = 100, 7


@dataclass(frozen=True, slots=True)
class LiftTrend:
    """How a lift is doing (rulebook 9).

    percent_under: under its reference, whole %, None without a reference. stall: plateau,
    grind or nothing, which a rising lift has. try_failure: on the final set, as a way out of a plateau.
    """

    exercise: Identity
    is_main: bool
    percent_under: int | None
    is_down: bool
    is_rising: bool
    stall: str
    try_failure: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How a lift stands to its reference: both e1RMs in sixtieths of the unit, exactly."""

    reference: int
    last: int
    is_down: bool

    @property
    def percent(self) -> int:
        """How far under the reference the last session was, in whole %; under 0 for over it."""
        return (self.reference - self.last) * _PERCENT // self.reference


def shortfall(every: Sequence[Exposure]) -> Shortfall | None:
    """Return how a lift stands to its reference, None with too few exposures (rulebook 9).

    every: the lift's exposures, in time order; those that are no evidence are passed over.
    """
    numbers = rule("lift_down").numbers
    known = compared(every)
    values = [one.exact_e1rm or 0 for one in known]
    times = numbers["times"]
    before_last, before_both = reference_e1rm(known[:-1]), reference_e1rm(known[:-times])
    if before_last is None:
        return None
    if before_both is not None and all(
        is_under(value, before_both, numbers["percent"]) for value in values[-times:]
    ):
        return Shortfall(before_both, values[-1], True)
    is_down = is_under(values[-1], before_last, numbers["once_percent"])
    return Shortfall(before_last, values[-1], is_down)


def is_above_reference(every: Sequence[Exposure], today: date, times: int) -> bool:
    """Return whether a lift's current e1RM is above what it was compared with (rulebook 9).

    every: its exposures, in time order; the last `times` of them are the ones judged. A lift
    without a current e1RM, or with too few exposures before, is not.
    """
    current = current_e1rm([(one.day, one.exact_e1rm) for one in every], today)
    reference = reference_e1rm(compared(every)[:-times])
    return current is not None and reference is not None and current > reference


def is_rising(read: Sequence[Exposure]) -> bool:
    """Return whether the best set's reps at the same load, or the e1RM, rose at each of the last two.

    read: red days and deloads left out. The best set is the one with the most reps at the
    heaviest load (rulebook 9).
    """
    times = rule("lift_rising").numbers["times"]
    recent = read[-(times + 1) :]
    return len(recent) > times and all(_rose(before, after) for before, after in pairwise(recent))


def _rose(before: Exposure, after: Exposure) -> bool:
    old, new = before.exact_e1rm, after.exact_e1rm
    if old is not None and new is not None and new > old:
        return True
    old_load, old_reps = _best_set(before)
    new_load, new_reps = _best_set(after)
    return is_same_load(old_load, new_load) and new_reps > old_reps


def _best_set(one: Exposure) -> tuple[int, int]:
    """Return the heaviest load, 0 for none known, and the most reps at it.

    A failed attempt is none, unless there is nothing else.
    """
    done = [done for done in one.sets if done.reps] or one.sets
    load = max(one.load or 0 for one in done)
    return load, max(one.reps for one in done if not load or is_same_load(one.load, load))


def is_current(read: Sequence[Exposure], today: date) -> bool:
    """Return whether a lift was done within the days a current e1RM counts (rulebook 7)."""
    return bool(read) and (today - read[-1].day).days <= rule("current_e1rm").numbers["days"]


def main_lifts_down(
    by_exercise: Mapping[Identity, Sequence[Exposure]], today: date
) -> set[Identity]:
    """Return the main lifts that are down and not rising, of those done lately (rulebook 9)."""
    down: set[Identity] = set()
    for exercise, every in by_exercise.items():
        if every[-1].sets[-1].role is not Role.MAIN:
            continue
        read = [one for one in every if one.is_evidence]
        if not is_current(read, today) or is_rising(read):
            continue
        found = shortfall(every)
        if found is not None and found.is_down:
            down.add(exercise)
    return down


def stall(read: Sequence[Exposure]) -> str:
    """Return plateau or grind where a lift has set no best for weeks, else nothing (rulebook 9).

    A best is a new best e1RM, or more reps than ever at a load or a heavier one. The weeks
    run from the last exposure that set one, else from the first, to the last of all. A rising
    lift has no stall.
    """
    numbers = rule("plateau").numbers
    place = _last_best(read)
    since = read if place is None else read[place + 1 :]
    if len(since) < numbers["exposures"] or is_rising(read):
        return ""
    if (since[-1].day - read[place or 0].day).days < numbers["weeks"] * _WEEK:
        return ""
    rated = [done for one in since for done in one.sets if _is_rated(done)]
    hard = [done for done in rated if _is_hard(done)]
    if len(hard) * rule("grind").numbers["divisor"] > len(rated):
        return "grind"
    on_target = [done for done in rated if done.verdict is Outcome.ON_TARGET]
    enough = len(on_target) * numbers["on_target_divisor"] >= len(rated)
    return "plateau" if rated and enough else ""


def _is_rated(done: LoggedSet) -> bool:
    return _broke_form(done) or done.verdict not in (None, Outcome.UNRATED)


def _is_hard(done: LoggedSet) -> bool:
    """Whether a rated set was too close, or at RIR 0; one whose form broke is both."""
    return _broke_form(done) or done.verdict is Outcome.TOO_CLOSE or done.good_reps_left == 0


def _broke_form(done: LoggedSet) -> bool:
    return done.reps > 0 and done.ended_by is EndedBy.TECHNICAL_FAILURE


def _last_best(read: Sequence[Exposure]) -> int | None:
    """Return the place of the last exposure that set a best e1RM or a best in reps."""
    place = None
    best_e1rm = 0
    records: dict[int, int] = {}
    for index, one in enumerate(read):
        clean = [done for done in one.sets if can_be_a_record(done)]
        value = max((exact_e1rm(done) or 0 for done in clean), default=0)
        if value > best_e1rm or any(_is_rep_record(done, records) for done in clean):
            place = index
        best_e1rm = max(best_e1rm, value)
        for done in clean:
            load = done.load or 0
            records[load] = max(records.get(load, 0), done.reps)
    return place


def _is_rep_record(done: LoggedSet, records: Mapping[int, int]) -> bool:
    """Whether it has more reps than any set before at its load or a heavier one (rulebook 7).

    Heavier is beyond the same load, so another unit or plate makes no record of its own.
    """
    load = done.load or 0
    return all(
        done.reps > reps
        for other, reps in records.items()
        if other >= load or is_same_load(other, load)
    )


def trend_of(exercise: Identity, every: Sequence[Exposure], level: Level, goal: Goal) -> LiftTrend:
    """Return how a lift is doing, a rising one with nothing against it.

    every: its exposures, in time order, one of them or more no red day nor in a deload.
    """
    read = [one for one in every if one.is_evidence]
    last = read[-1].sets[-1]
    found, rising, stalled = shortfall(every), is_rising(read), stall(read)
    is_down = found is not None and found.is_down and not rising
    try_failure = stalled == "plateau" and _may_try_failure(read[-1], level, goal)
    reasons = []
    if is_down and found is not None:
        reasons.append(told("lift_down", exercise=exercise, percent=found.percent))
    if rising:
        reasons.append(told("lift_rising", exercise=exercise))
    if stalled:
        case = "failure" if try_failure else ""
        reasons.append(told(stalled, case=case, exercise=exercise))
    return LiftTrend(
        exercise,
        last.role is Role.MAIN,
        None if found is None else found.percent,
        is_down,
        rising,
        stalled,
        try_failure,
        tuple(reasons),
    )


def _may_try_failure(one: Exposure, level: Level, goal: Goal) -> bool:
    """Whether failure on the final set is the way out of a plateau (rulebook 9)."""
    last = next((done for done in reversed(one.sets) if done.is_final_set), one.sets[-1])
    return (
        level is Level.ADVANCED
        and goal is Goal.MUSCLE_GAIN
        and (last.role is Role.ISOLATION or last.tier is Tier.SAFER)
        and last.target is not None
        and last.target.low == 0
    )
