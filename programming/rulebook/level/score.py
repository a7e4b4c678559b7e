"""Rulebook section 13: strength beside other lifters of a bodyweight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, floor

from programming.rulebook.one_set.estimates import whole_e1rm
from programming.rulebook.over_time.bests import e1rm_to_beat
from programming.rulebook.over_time.history import (
    CompetitionLift,
    Identity,
    LoggedSet,
    check_history,
)
from programming.rulebook.rows.coefficients import DOTS, DOTS_MOST, IPF_GL, WILKS, WILKS_MOST
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, reason_from
from programming.rulebook.words.validation import member, number, wrong

_SCORE = rule("strength_score").numbers
_TOTAL = rule("strength_total").numbers


class StrengthFormula(StrEnum):
    """How a total is set against bodyweight."""

    DOTS = "dots"
    WILKS_2020 = "wilks_2020"
    IPF_GL = "ipf_gl"


class Sex(StrEnum):
    """The sex a formula is made for; m and f are taken for them."""

    MALE = "male"
    FEMALE = "female"


_SHORT = {"m": Sex.MALE, "f": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class StrengthScore:
    """A score, the whole number that is shown (labelled "estimated"), and its formula."""

    value: float
    shown: int
    formula: StrengthFormula
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class BestLift:
    """A lift's best e1RM in the caller's unit, the exercise and the day it is from.

    at_least: RIR was not told and counted as 0.
    """

    lift: CompetitionLift
    e1rm: int
    exercise: Identity
    day: date
    at_least: bool


@dataclass(frozen=True, slots=True)
class StrengthTotal:
    """The best e1RMs of the three lifts and their sum, in the caller's unit.

    A lift is None where nothing of it is on record; the total is None without all three. bests:
    the same with where they are from, squat, bench, deadlift.
    """

    total: int | None
    squat: int | None
    bench: int | None
    deadlift: int | None
    reasons: tuple[Reason, ...]
    bests: tuple[BestLift, ...] = ()

    @property
    def at_least(self) -> bool:
        """Whether one of the estimates is an "at least" (rulebook 7)."""
        return any(best.at_least for best in self.bests)


def strength_score(
    formula: StrengthFormula | str, sex: Sex | str, bodyweight_kg: float, total_kg: float
) -> StrengthScore:
    """Return DOTS, Wilks 2020 or IPF GL of a total (rulebook 13).

    bodyweight_kg and total_kg in kilograms, above 0 and 0 or more. DOTS and Wilks count a
    bodyweight outside their range as its nearest end. Raises ValueError naming the field,
    and for a bodyweight too small for the IPF GL formula to have a value.
    """
    kind = member(StrengthFormula, "formula", formula)
    who = _SHORT.get(sex) if isinstance(sex, str) else None
    if who is None:
        who = member(Sex, "sex", sex)
    if not number("bodyweight_kg", bodyweight_kg, 0):
        raise wrong("bodyweight_kg", bodyweight_kg, "above 0")
    number("total_kg", total_kg, 0)
    if kind is StrengthFormula.DOTS:
        counted = _within(bodyweight_kg, DOTS_MOST[who])
        by = _polynomial(DOTS[who], counted)
        value = total_kg * _SCORE["dots"] / by
    elif kind is StrengthFormula.WILKS_2020:
        counted = _within(bodyweight_kg, WILKS_MOST[who])
        by = _polynomial(WILKS[who], counted)
        value = total_kg * _SCORE["wilks_2020"] / by
    else:
        counted = bodyweight_kg
        a, b, c = IPF_GL[who]
        by = a - b * exp(-c * counted)
        if by <= 0:
            raise wrong("bodyweight_kg", bodyweight_kg, "a bodyweight the formula has a value for")
        value = total_kg * _SCORE["ipf_gl"] / by
    reasons = [reason_from("strength_score", None, None, (("case", kind.value),))]
    if counted != bodyweight_kg:
        shown = (("bodyweight", f"{counted:g}"),)
        reasons.append(reason_from("strength_bodyweight", None, None, shown))
    return StrengthScore(value, floor(value + 0.5), kind, tuple(reasons))


def strength_total(history: Sequence[LoggedSet], today: date) -> StrengthTotal:
    """Return the best squat, bench and deadlift e1RM of the last 12 weeks (rulebook 13).

    history: in time order; a lift is what is marked as its competition lift. A set whose RIR
    was not told counts as one to failure and gives an "at least" (rulebook 7). Raises
    ValueError naming the field.
    """
    check_history(history)
    sets: dict[CompetitionLift, list[LoggedSet]] = {lift: [] for lift in CompetitionLift}
    for done in history:
        recent = 0 <= (today - done.day).days < _TOTAL["days"]
        counts = done.counts and not done.is_slip
        if recent and counts and isinstance(done.competition_lift, CompetitionLift):
            sets[done.competition_lift].append(done)
    best = {lift: _best(lift, of_lift) for lift, of_lift in sets.items()}
    missing = tuple(
        reason_from("strength_total", None, None, (("lift", lift.value),))
        for lift, value in best.items()
        if value is None
    )
    found = tuple(one for one in best.values() if one is not None)
    total = None if missing else sum(one.e1rm for one in found)
    squat, bench, deadlift = (None if one is None else one.e1rm for one in best.values())
    return StrengthTotal(total, squat, bench, deadlift, missing, found)


def _best(lift: CompetitionLift, sets: Sequence[LoggedSet]) -> BestLift | None:
    """Return the best estimate; of equal ones one with RIR told, then the latest."""
    # Without RIR too, as records do: rated sets alone would leave an imported log without a score.
    estimates = [
        (exact, done.good_reps_left is not None, done)
        for done in sets
        if (exact := e1rm_to_beat(done)) is not None
    ]
    if not estimates:
        return None
    exact, is_told, done = max(reversed(estimates), key=lambda one: one[:2])
    return BestLift(lift, whole_e1rm(exact), done.exercise, done.day, not is_told)


def _within(bodyweight: float, most: float) -> float:
    return min(max(bodyweight, _SCORE["least_bodyweight"]), most)


def _polynomial(coefficients: Sequence[float], x: float) -> float:
    """Return the polynomial's value, the coefficients from the constant up."""
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value
