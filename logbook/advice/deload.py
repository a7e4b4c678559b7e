"""Whether a deload is due: kept when a session ends, and what Today says of it (rulebook 9).

The log is read with its last session's day for today, so the same log always keeps the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.dateformat import format as date_text

from logbook.log.logged_sets import sets_of_days
from logbook.log.names import named, names_of
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
    rule,
)

# What a lift is compared with lies before its last two sessions: five more, at one a week.
DAYS_READ = dt.timedelta(days=84)
_DELOAD = rule("deload").numbers
_DOWN = rule("lift_down").numbers


def _evidence(lifter: User, day: dt.date, kept: DeloadAdvice | None) -> list[list[object]]:
    """Each sign for a deload with its numbers and the sessions it was seen in, as JSON."""
    log = sets_of_days(lifter, day - DAYS_READ, day)
    until = kept.deload_until if kept is not None else None
    advice = fatigue_advice(
        log,
        today=day,
        level=lifter.level,
        goal=lifter.goal,
        last_deload=min(until, day) if until is not None else None,
    )
    if advice.kind is not Advice.DELOAD:
        return []
    names = names_of(lifter, [*advice.evidence.down, *advice.evidence.painful])
    return [
        [one.code, [list(pair) for pair in one.numbers], _seen(one, advice, log, names)]
        for one in advice.reasons
        if one.code == "deload"
    ]


def _seen(
    sign: Reason, advice: FatigueAdvice, log: Sequence[LoggedSet], names: dict[int, str]
) -> list[str]:
    """The sessions a sign rests on, a line each, as `Squat: 7 % weaker than before. Mon 3 Nov.`."""
    case = dict(sign.numbers)["case"]
    every = exposures(log)
    lines: list[str] = []
    if case in ("lifts", "lift_and_red"):
        for lift in advice.lifts:
            if lift.exercise in advice.evidence.down:
                text = next(one for one in lift.reasons if one.code == "lift_down")
                read = [one for one in every[lift.exercise] if one.is_evidence]
                lines.append(_line(named(text, names).text, read[-_DOWN["times"] :]))
    if case == "pain":
        lines += [
            _line(
                f"{names[int(exercise)]}:",
                (one for one in _last_three(every[exercise]) if one.has_pain),
            )
            for exercise in advice.evidence.painful
        ]
    if case in ("lift_and_red", "weeks"):
        lines += _poor_days(log)
    return lines


def _last_three(every: Sequence[Exposure]) -> Sequence[Exposure]:
    return [one for one in every if one.is_evidence][-_DELOAD["pain_of"] :]


def _line(text: str, seen: Iterable[Exposure]) -> str:
    return f"{text} {', '.join(dict.fromkeys(_day(one.day) for one in seen))}."


def _poor_days(log: Sequence[LoggedSet]) -> list[str]:
    """The last sessions that were not on green days."""
    days = {done.session: (done.day, done.readiness) for done in log}
    last = list(days.values())[-_DELOAD["sessions"] :]
    return [
        f"{_day(day)}: {'an' if state is ReadinessState.AMBER else 'a'} {state} day."
        for day, state in last
        if state is not ReadinessState.GREEN
    ]


def _day(day: dt.date) -> str:
    return date_text(day, "D j M")
