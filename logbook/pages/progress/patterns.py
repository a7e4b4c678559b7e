"""What stands out of the last weeks, in words: at most three, each with its sets and what to change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from logbook.log.names import named, names_of
from logbook.log.patterns import SILENT, put_aside_on
from logbook.log.weeks_of_fatigue import WeeksOfEffort
from logbook.models import PatternPutAside, User
from programming.rulebook import RULES, EffortPattern, effort_patterns_of, rule

_MOST = rule("patterns").numbers["most"]
_MOST_SETS = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """Sets that a pattern rests on: so many of an exercise in a session."""

    session: int
    name: str
    day: dt.date
    sets: int


@dataclass(frozen=True, slots=True)
class Told:
    """A pattern in words; `seen` are the latest sets it rests on, `more` counts those before them."""

    code: str
    exercise: int | None
    title: str
    says: str
    change: str
    seen: tuple[Seen, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A pattern that is silent until a day."""

    pk: int
    title: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class PatternsCard:
    """What stands out, and what was put aside."""

    told: tuple[Told, ...]
    aside: tuple[Aside, ...]


def patterns_card(lifter: User, weeks: WeeksOfEffort, today: dt.date) -> PatternsCard:
    """The card of a log of twelve weeks up to a day, in two queries."""
    aside = put_aside_on(lifter, today)
    silent = {(one.code, one.exercise_id) for one in aside}
    found = [
        one
        for one in effort_patterns_of(
            weeks.sums, weeks.log, weeks.lately, today=today, level=lifter.level
        )
        if (one.code, one.exercise) not in silent
    ][:_MOST]
    of = {seen.exercise for one in found for seen in one.evidence}
    names = names_of(lifter, {*of, *(one.exercise_id for one in aside if one.exercise_id)})
    return PatternsCard(
        tuple(_told(one, names) for one in found), tuple(_aside(one, names) for one in aside)
    )


def _told(one: EffortPattern, names: Mapping[int, str]) -> Told:
    reason = named(one.reason, names) if one.exercise is not None else one.reason
    seen = [
        Seen(int(it.session), names[int(it.exercise)], it.day, it.sets)
        for it in reversed(one.evidence)
    ]
    return Told(
        code=one.code,
        exercise=int(one.exercise) if one.exercise is not None else None,
        title=RULES[one.code].title,
        says=reason.text,
        change=RULES[one.code].changes,
        seen=tuple(seen[:_MOST_SETS]),
        more=max(len(seen) - _MOST_SETS, 0),
    )


def _aside(one: PatternPutAside, names: Mapping[int, str]) -> Aside:
    title = RULES[one.code].title if one.code in RULES else one.code
    name = names.get(one.exercise_id) if one.exercise_id is not None else None
    of = f", {name}" if name else ""
    return Aside(one.pk, f"{title}{of}", one.since + SILENT)
