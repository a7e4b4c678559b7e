"""Effort against its targets over weeks, as the rules find it, in codes and numbers (rulebook 4.2, 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from logbook.log.weeks_of_fatigue import Weeks
from programming.rulebook import FatigueAdvice, effort_adherence_of, rule

# Shares speak of lately: as far back as recovery debt is looked for.
DAYS = rule("recovery_debt").numbers["days"]


@dataclass(frozen=True, slots=True)
class Debt:
    """An exercise that came back weaker soon after failure, how far in %, in which session."""

    session: int
    exercise: int
    day: dt.date
    percent: int


@dataclass(frozen=True, slots=True)
class Lately:
    """Effort in the days up to a session: counts of rated sets, and what the rules make of them.

    `rated` is their sum. `compound` and `compound_too_close` are of main and secondary lifts;
    `is_overshooting` where too many of those were too close. `debts` is empty where nothing came
    back weaker twice; `grinds` are exercises that stall with every set a grind. `weeks` is since
    the last easy one, where the rules say a word of it.
    """

    rated: int
    too_close: int
    on_target: int
    too_easy: int
    compound: int
    compound_too_close: int
    is_overshooting: bool
    debts: tuple[Debt, ...]
    grinds: tuple[int, ...]
    weeks: int | None

    def stored(self) -> dict[str, Any]:
        """What is kept of it, as JSON; `lately_of` is the same again."""
        debts = [
            [one.session, one.exercise, one.day.isoformat(), one.percent] for one in self.debts
        ]
        return {**asdict(self), "debts": debts, "grinds": list(self.grinds)}


def lately_of(stored: Mapping[str, Any]) -> Lately:
    """What `Lately.stored` kept."""
    debts = [
        Debt(session, exercise, dt.date.fromisoformat(day), percent)
        for session, exercise, day, percent in stored["debts"]
    ]
    return Lately(**{**stored, "debts": tuple(debts), "grinds": tuple(stored["grinds"])})


def effort_lately(weeks: Weeks, day: dt.date, advice: FatigueAdvice) -> Lately:
    """Effort in the weeks up to a day.

    `weeks` reach further back, for what a lift is compared with; `advice` is the rules' of the
    same weeks and day.
    """
    lately = [one for one in weeks.sums if (day - one.day).days < DAYS]
    found = effort_adherence_of(lately, weeks.log, day)
    debts = found.debts if found.recovery_debt else ()
    return Lately(
        rated=found.rated_sets,
        too_close=sum(one.too_close for one in lately),
        on_target=sum(one.on_target for one in lately),
        too_easy=sum(one.too_easy for one in lately),
        compound=found.compound_sets,
        compound_too_close=found.compound_too_close,
        is_overshooting=found.overshooting,
        debts=tuple(
            Debt(int(one.session), int(one.exercise), one.day, one.percent) for one in debts
        ),
        grinds=tuple(int(one.exercise) for one in advice.lifts if one.stall == "grind"),
        weeks=advice.evidence.weeks if advice.is_noted else None,
    )
