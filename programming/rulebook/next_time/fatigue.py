"""Rulebook section 9: deload, reset or neither, and what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from programming.rulebook.next_time.evidence import evidence_of, reset_percent, reset_times, trouble
from programming.rulebook.next_time.load_moves import cut_to
from programming.rulebook.next_time.loadable import Loadable, loadable_from
from programming.rulebook.over_time.exposures import Exposure, exposures
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.trends import (
    LiftTrend,
    is_above_reference,
    is_current,
    is_rising,
    main_lifts_down,
    trend_of,
)
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import DELOAD_PATTERNS
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import member, whole, wrong
from programming.rulebook.words.vocabulary import Goal, Level, ReadinessState

_PERCENT, _WEEK = 100, 7


class Advice(StrEnum):
    """What section 9 advises."""

    DELOAD = "deload"
    RESET = "reset"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class DeloadRecipe:
    """How a deload is done: same exercises, days and reps, no failure, no tests (rulebook 9).

    load_percent: of the last load outside it. aim_rise: of the aim in RIR, which is at least
    least_aim.
    """

    days: int
    load_percent: int
    aim_rise: int
    least_aim: int

    def sets(self, planned: int) -> int:
        """Return half the planned sets, rounded up."""
        return -(-whole("planned", planned, 1) // rule("deload_recipe").numbers["sets_divisor"])

    def load(self, planned: int, loadable: Loadable | Sequence[int]) -> int:
        """Return the load for the last one outside it, rounded down to one that can be made.

        Where the next lighter one is more than twice as far off as asked, the load stays: the
        aim rises anyway (rulebook 8).
        """
        share = Fraction(self.load_percent, _PERCENT)
        lighter = cut_to(whole("planned", planned, 1), share, loadable_from(loadable))
        most = rule("deload_recipe").numbers["most_cuts"] * planned * (1 - share)
        return planned if planned - lighter > most else lighter

    def rise(self, aim: int) -> int:
        """Return how far to raise this aim (EffortContext.aim_rise)."""
        return max(self.aim_rise, self.least_aim - whole("aim", aim))


@dataclass(frozen=True, slots=True)
class ResetRecipe:
    """A reset of one lift: the share of its load in %, and the rise of its aim the first time."""

    exercise: Identity
    load_percent: int
    aim_rise: int


@dataclass(frozen=True, slots=True)
class FatigueEvidence:
    """What a deload is decided on.

    down: main lifts that are down and not rising; patterns: their different ones. red_days,
    poor_days: red, and not green, of the last sessions, of_days many. painful: exercises with
    pain marked again and again. weeks: whole ones since the last deload, the first session or
    some days off; 0 without a session.
    """

    down: tuple[Identity, ...]
    patterns: tuple[str, ...]
    red_days: int
    poor_days: int
    of_days: int
    painful: tuple[Identity, ...]
    weeks: int


@dataclass(frozen=True, slots=True)
class FatigueAdvice:
    """Deload, reset or neither (rulebook 9).

    is_noted: the soft note after some weeks stands beside the advice. deload: its recipe where
    one is suggested. resets: of the lifts that need one. lifts: every lift done lately.
    """

    kind: Advice
    is_noted: bool
    deload: DeloadRecipe | None
    resets: tuple[ResetRecipe, ...]
    lifts: tuple[LiftTrend, ...]
    evidence: FatigueEvidence
    reasons: tuple[Reason, ...]


def fatigue_advice(
    history: Sequence[LoggedSet],
    *,
    today: date,
    level: Level | str,
    goal: Goal | str,
    last_deload: date | None = None,
    refused_on: date | None = None,
) -> FatigueAdvice:
    """Return whether to deload, to reset a lift, or neither, with the evidence (rulebook 9).

    history: every exercise's sets, in time order. last_deload: its last day, where no set of
    the log is marked as of one; refused_on: the day the last suggestion was declined. Lifts
    not done within the days of a current estimate are left out. Raises ValueError naming the
    field and the value.
    """
    check_history(history)
    own, aim = member(Level, "level", level), member(Goal, "goal", goal)
    for field, day in (("today", today), ("last_deload", last_deload), ("refused_on", refused_on)):
        if type(day) is not date and (day is not None or field == "today"):
            raise wrong(field, day, "a date")
    by_exercise = exposures(history)
    read = {
        exercise: counted
        for exercise, every in by_exercise.items()
        if is_current(counted := [one for one in every if one.is_evidence], today)
    }
    down = main_lifts_down(by_exercise, today)
    rested = _last_deload(history, last_deload)
    evidence = _evidence(history, read, down, rested, today)
    waits = _what_waits(rested, refused_on, today)
    signs = _signs(evidence)
    kind = Advice.DELOAD if signs and not waits else Advice.NEITHER
    resets = () if kind is Advice.DELOAD else _resets(by_exercise, read, aim, down, today)
    if resets:
        kind = Advice.RESET
    note = rule("deload_note").numbers["weeks"]
    is_noted = kind is not Advice.DELOAD and not waits and evidence.weeks >= note
    lifts = tuple(trend_of(exercise, by_exercise[exercise], own, aim) for exercise in read)
    reasons = [*signs, *(waits if signs else ())]
    if kind is Advice.DELOAD:
        reasons.append(told("deload_recipe"))
    reasons += [reason for _, reason in resets]
    if is_noted:
        reasons.append(told("deload_note", since=evidence.weeks))
    reasons += [reason for lift in lifts for reason in lift.reasons]
    return FatigueAdvice(
        kind,
        is_noted,
        deload_recipe() if kind is Advice.DELOAD else None,
        tuple(recipe for recipe, _ in resets),
        lifts,
        evidence,
        tuple(reasons) or (told("no_fatigue"),),
    )


def deload_recipe() -> DeloadRecipe:
    """Return how a deload is done (rulebook 9)."""
    numbers = rule("deload_recipe").numbers
    return DeloadRecipe(
        numbers["days"], numbers["load_percent"], numbers["aim_rise"], numbers["least_aim"]
    )


def _evidence(
    history: Sequence[LoggedSet],
    read: Mapping[Identity, Sequence[Exposure]],
    down: set[Identity],
    rested: date | None,
    today: date,
) -> FatigueEvidence:
    numbers = rule("deload").numbers
    days = list({done.session: done.readiness for done in history}.values())[-numbers["sessions"] :]
    patterns = {read[lift][-1].sets[-1].pattern for lift in down}
    painful = [
        exercise
        for exercise, every in read.items()
        if sum(one.has_pain for one in every[-numbers["pain_of"] :]) >= numbers["pain_times"]
    ]
    return FatigueEvidence(
        tuple(lift for lift in read if lift in down),
        tuple(sorted(one for one in patterns if one in DELOAD_PATTERNS)),
        sum(day is ReadinessState.RED for day in days),
        sum(day is not ReadinessState.GREEN for day in days),
        len(days),
        tuple(painful),
        _weeks(history, rested, today),
    )


def _weeks(history: Sequence[LoggedSet], rested: date | None, today: date) -> int:
    """Return whole weeks since the last deload, the first session or enough days off."""
    off = rule("deload").numbers["rest_days"]
    days = sorted({done.day for done in history})
    if not days or (today - days[-1]).days > off:
        return 0
    after_rest = [after for before, after in pairwise(days) if (after - before).days > off]
    start = max([days[0], *after_rest[-1:], *([rested] if rested else [])])
    return max((today - start).days, 0) // _WEEK


def _last_deload(history: Sequence[LoggedSet], by_hand: date | None) -> date | None:
    days = [done.day for done in history if done.is_deload] + ([by_hand] if by_hand else [])
    return max(days, default=None)


def _what_waits(rested: date | None, refused_on: date | None, today: date) -> list[Reason]:
    """Return why no deload may be suggested now; empty where one may."""
    numbers = rule("deload_waits").numbers
    waits = []
    if rested is not None and (today - rested).days < numbers["weeks"] * _WEEK:
        waits.append(told("deload_waits", case="recent"))
    if refused_on is not None and (today - refused_on).days < numbers["refusal_days"]:
        waits.append(told("deload_waits", case="refused"))
    return waits


def _signs(seen: FatigueEvidence) -> list[Reason]:
    """Return the signs of section 9 that call for a deload."""
    numbers = rule("deload").numbers
    signs = []
    if len(seen.patterns) >= numbers["lifts"]:
        signs.append(told("deload", case="lifts", count=len(seen.down)))
    if len(seen.down) >= numbers["lifts_with_red"] and seen.red_days >= numbers["red_sessions"]:
        shown = {"red": seen.red_days, "of": seen.of_days}
        signs.append(told("deload", case="lift_and_red", **shown))
    if len(seen.painful) >= numbers["pain_exercises"]:
        signs.append(told("deload", case="pain", count=len(seen.painful)))
    if seen.weeks >= numbers["weeks"] and seen.poor_days >= numbers["poor_sessions"]:
        shown = {"weeks": seen.weeks, "poor": seen.poor_days, "of": seen.of_days}
        signs.append(told("deload", case="weeks", **shown))
    return signs


def _resets(
    by_exercise: Mapping[Identity, Sequence[Exposure]],
    read: Mapping[Identity, Sequence[Exposure]],
    goal: Goal,
    down: set[Identity],
    today: date,
) -> tuple[tuple[ResetRecipe, Reason], ...]:
    """Return the lifts section 8 would reset, with why.

    A lift whose form broke or that hurt is held by the row before (rulebook 8).
    """
    numbers, times = rule("reset").numbers, reset_times(goal)
    due = []
    for exercise, every in read.items():
        if trouble(every[-1].sets):
            continue
        whole_of_it = by_exercise[exercise]
        found = evidence_of(every)
        strong = is_rising(every) or is_above_reference(whole_of_it, today, times)
        others = bool(down - {exercise})
        percent = reset_percent(found, goal, is_rising=strong, other_main_lift_down=others)
        if percent is not None:
            recipe = ResetRecipe(exercise, percent, numbers["aim_rise"])
            shown = {"bottom": found[-1].bottom, "times": times, "percent": percent}
            due.append((recipe, told("reset", **shown)))
    return tuple(due)
