"""The strength score as the level page shows it: three lifts, the total, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logbook.choices import StrengthFormula
from logbook.clock import local_date
from logbook.models import Background, User
from programming.loads import MICROGRAMS_PER_KG, Load, Unit, in_unit, shown
from programming.rulebook import (
    BestLift,
    CompetitionLift,
    LoggedSet,
    StrengthTotal,
    rule,
    strength_score,
    strength_total,
)

_NAMES = {
    CompetitionLift.SQUAT: "Barbell squat",
    CompetitionLift.BENCH: "Barbell bench press",
    CompetitionLift.DEADLIFT: "Barbell deadlift",
}
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class LiftLine:
    """One of the three lifts: its best estimate, the day and the exercise; empty without one."""

    name: str
    best: str = ""
    at_least: bool = False
    day: dt.date | None = None
    exercise_id: int | None = None


@dataclass(frozen=True, slots=True)
class StrengthCard:
    """What the card shows; loads are text in the lifter's unit, empty where there is none.

    `score` is a whole number in text, empty until nothing is missing. `says` is what the rules add
    to it.
    """

    lifts: tuple[LiftLine, ...]
    weeks: int
    unit: str
    total: str
    at_least: bool
    bodyweight: str
    lacks_bodyweight: bool
    lacks_sex: bool
    formula: str
    score: str
    says: str


def strength_card(
    lifter: User,
    background: Background | None,
    history: Sequence[LoggedSet],
    bodyweight: int | None,
    *,
    now: dt.datetime,
) -> StrengthCard:
    """The card today, of a history with the competition lifts in it (rulebook 13).

    Loads and bodyweight are in micrograms.
    """
    unit = Unit(lifter.unit)
    total = strength_total(history, local_date(now, lifter.zone))
    sex = background.sex if background is not None else ""
    formula = StrengthFormula(lifter.strength_formula)
    score = says = ""
    if total.total is not None and bodyweight is not None and sex:
        found = strength_score(
            formula,
            sex,
            bodyweight_kg=bodyweight / MICROGRAMS_PER_KG,
            total_kg=total.total / MICROGRAMS_PER_KG,
        )
        score, says = str(found.shown), " ".join(one.text for one in found.reasons[1:])
    return StrengthCard(
        lifts=tuple(_lines(total, unit)),
        weeks=rule("strength_total").numbers["days"] // _DAYS_A_WEEK,
        unit=unit.value,
        total=shown(total.total, unit) if total.total is not None else "",
        at_least=total.at_least,
        bodyweight=_weight(bodyweight, unit) if bodyweight is not None else "",
        lacks_bodyweight=bodyweight is None,
        lacks_sex=not sex,
        formula=formula.label,
        score=score,
        says=says,
    )


def _weight(micrograms: int, unit: Unit) -> str:
    """A bodyweight in a lifter's unit, to the tenth."""
    return Load(round(in_unit(micrograms, unit).milli, -2), unit).text


def _lines(total: StrengthTotal, unit: Unit) -> Iterable[LiftLine]:
    bests: dict[CompetitionLift, BestLift] = {one.lift: one for one in total.bests}
    for lift, name in _NAMES.items():
        best = bests.get(lift)
        if best is None:
            yield LiftLine(name)
        else:
            yield LiftLine(
                name, shown(best.e1rm, unit), best.at_least, best.day, int(best.exercise)
            )
