"""How an exercise is doing by the rules: progressing, a plateau, a grind, weaker (rulebook 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.clock import Moment
from logbook.log.logged_sets import days_since, sets_of_exercises, with_days
from logbook.log.names import named
from logbook.models import User
from programming.rulebook import LiftTrend, exposures_of, fatigue_advice

# What stands against a lift, the worst first: a grind is backed off from, weaker or not.
_AGAINST = ("grind", "lift_down", "plateau")
_TITLES = {
    "lift_rising": "Progressing",
    "plateau": "A plateau",
    "grind": "A grind, not a plateau: back off",
    "lift_down": "Weaker than before",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the lift is doing by the rules: `code` of the rule, what it says, and on what it rests."""

    code: str
    title: str
    says: str
    rests_on: str


def verdict_of(lifter: User, exercise: int, name: str, until: Moment) -> Verdict | None:
    """What the rules say of the lift now; None for one that was not done lately (rulebook 9)."""
    tomorrow = until.last_day + dt.timedelta(days=1)
    log = sets_of_exercises(lifter, [exercise], main_lifts_since=tomorrow, until=until)
    if not log:
        return None
    history = with_days(log, days_since(lifter, log[0].day, until))
    advice = fatigue_advice(history, today=until.day, level=lifter.level, goal=lifter.goal)
    lift = next((one for one in advice.lifts if one.exercise == exercise), None)
    if lift is None:
        return None
    read = exposures_of(history, exercise)
    return _worded(lift, name, len(read), [done for one in read for done in one.sets])


def _worded(lift: LiftTrend, name: str, sessions: int, sets: Sequence[object]) -> Verdict:
    """The verdict that matters most; what rises is left alone (rulebook 9)."""
    codes = {one.code: one for one in lift.reasons}
    order = ("lift_rising",) if lift.is_rising else _AGAINST
    reason = next((codes[code] for code in order if code in codes), None)
    rests_on = f"Rests on your last {sessions} session{'s' if sessions != 1 else ''} of it"
    rests_on += f", {len(sets)} sets; red days and deloads are left out."
    if reason is None:
        return Verdict(
            "lift_rising",
            "Holding its own",
            "Neither rising in each of the last two sessions, nor down, nor stalled.",
            rests_on,
        )
    said = named(reason, {int(lift.exercise): name}).text
    return Verdict(reason.code, _TITLES[reason.code], said, rests_on)
