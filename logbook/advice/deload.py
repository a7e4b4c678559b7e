"""Whether a deload is due by a lifter's log, and what speaks for it, as codes and numbers (rulebook 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from logbook.clock import Moment
from logbook.log.weeks_of_fatigue import Weeks, weeks_of_fatigue
from logbook.models import DeloadAdvice, User
from programming.rulebook import (
    Advice,
    Exposure,
    FatigueAdvice,
    LoggedSet,
    ReadinessState,
    Reason,
    exposures,
    fatigue_advice,
    reason_from,
    rule,
)

# What a lift is compared with lies before its last two sessions: five more, at one a week.
DAYS_READ = dt.timedelta(days=84)
# After so many days without a session the weeks start anew, and what was kept is no news.
STANDS = dt.timedelta(days=rule("deload").numbers["rest_days"])
_DELOAD = rule("deload").numbers
_DOWN = rule("lift_down").numbers

# What was seen, beside the rules' own `lift_down`: an exercise that hurt, a day that was not green.
HURT, POOR_DAY = "hurt", "poor_day"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something a sign rests on and the days it was seen on: `code` says what, `numbers` of what.

    The code is `lift_down` (numbers of the rule), `hurt` (exercise) or `poor_day` (state).
    """

    code: str
    numbers: Mapping[str, Any]
    days: tuple[dt.date, ...]

    @property
    def exercise(self) -> int | None:
        """The exercise it was seen of; None for a day."""
        found = self.numbers.get("exercise")
        return int(found) if found is not None else None


@dataclass(frozen=True, slots=True)
class Sign:
    """One of the signs that call for a deload, and what it rests on."""

    reason: Reason
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class AsItStood:
    """The last weeks of a log as a session left it, and what the rules say of them."""

    day: dt.date
    weeks: Weeks
    advice: FatigueAdvice


def as_it_stood(lifter: User, last: Moment, kept: DeloadAdvice | None) -> AsItStood:
    """The log up to its last session.

    Its day stands for today, so the same log always says the same; what was refused is not asked.
    """
    day = last.day
    weeks = weeks_of_fatigue(lifter, day - DAYS_READ, last)
    log = weeks.log
    # Agreed to on Today, or planned by a program.
    ends = [one.day for one in log if one.is_deload]
    if kept is not None and kept.deload_until is not None:
        ends.append(min(kept.deload_until, day))
    advice = fatigue_advice(
        log,
        today=day,
        level=lifter.level,
        goal=lifter.goal,
        last_deload=max(ends, default=None),
    )
    return AsItStood(day, weeks, advice)


def deload_signs(stood: AsItStood) -> list[Sign]:
    """The signs for a deload; none where none is due."""
    advice = stood.advice
    if advice.kind is not Advice.DELOAD:
        return []
    return [
        Sign(reason, tuple(_seen(reason, advice, stood.weeks.log)))
        for reason in advice.reasons
        if reason.code == "deload"
    ]


def _seen(sign: Reason, advice: FatigueAdvice, log: Sequence[LoggedSet]) -> Iterable[Seen]:
    """What a sign rests on, latest last."""
    case = dict(sign.numbers)["case"]
    every = exposures(log)
    if case in ("lifts", "lift_and_red"):
        for lift in advice.lifts:
            if lift.exercise in advice.evidence.down:
                down = next(one for one in lift.reasons if one.code == "lift_down")
                read = [one for one in every[lift.exercise] if one.is_evidence]
                yield Seen(down.code, dict(down.numbers), _days(read[-_DOWN["times"] :]))
    if case == "pain":
        for exercise in advice.evidence.painful:
            hurt = [one for one in _last_of(every[exercise]) if one.has_pain]
            yield Seen(HURT, {"exercise": exercise}, _days(hurt))
    if case in ("lift_and_red", "weeks"):
        yield from _poor_days(log)


def _last_of(every: Sequence[Exposure]) -> Sequence[Exposure]:
    """The exposures among which painful ones are counted."""
    return [one for one in every if one.is_evidence][-_DELOAD["pain_of"] :]


def _days(seen: Iterable[Exposure]) -> tuple[dt.date, ...]:
    return tuple(dict.fromkeys(one.day for one in seen))


def _poor_days(log: Sequence[LoggedSet]) -> Iterable[Seen]:
    """The last sessions that were not on green days."""
    days = {done.session: (done.day, done.readiness) for done in log}
    for day, state in list(days.values())[-_DELOAD["sessions"] :]:
        if state is not ReadinessState.GREEN:
            yield Seen(POOR_DAY, {"state": str(state)}, (day,))


def stored(signs: Iterable[Sign]) -> list[list[object]]:
    """Signs as they are kept: codes, numbers and days, as JSON.

    No sentences: no later rulebook could word them again.
    """
    return [
        [
            sign.reason.code,
            [list(pair) for pair in sign.reason.numbers],
            [
                [one.code, [list(pair) for pair in one.numbers.items()], _written(one.days)]
                for one in sign.seen
            ],
        ]
        for sign in signs
    ]


def _written(days: Iterable[dt.date]) -> list[str]:
    return [day.isoformat() for day in days]


def signs_of(kept: DeloadAdvice) -> list[Sign]:
    """The signs as they were stored, in the words of their rulebook."""
    return [
        Sign(
            reason_from(code, None, None, numbers, version=kept.rulebook_version),
            tuple(
                Seen(what, dict(of), tuple(dt.date.fromisoformat(day) for day in days))
                for what, of, days in seen
            ),
        )
        for code, numbers, seen in kept.evidence
    ]
