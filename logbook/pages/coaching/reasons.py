"""Why an athlete stands where they do in their coach's list (RepStack policy, all of it).

In this order: open breaches that called for a stop, too close, worn out, silent though planned, no
program or one that ends, too easy. Each has its number; of two alike the larger comes first. Where
they begin a coach may move (`logbook.log.coach_list`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from logbook.choices import Breach, ReadinessState
from logbook.log.coach_list import USUAL, Thresholds
from logbook.log.programs import Course
from logbook.log.ranked import Open
from logbook.log.roster import Effort
from programming.rulebook import rule

# Below so many rated sets a share says nothing (rulebook 4.2).
FROM_SETS = rule("adherence").numbers["from_sets"]
OF_SESSIONS, WORN_OUT_DAYS = 4, 14
ENDS_DAYS = 7


class Kind(IntEnum):
    """The reasons, worst first."""

    STOP = 0
    CLOSE = 1
    WORN_OUT = 2
    SILENT = 3
    PROGRAM = 4
    EASY = 5
    FINE = 6


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, how much of it there is, and a sentence without a full stop."""

    kind: Kind
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a coach may see of an athlete, as plain values.

    `effort` is over four weeks up to the last session, None before the first; `states` of the
    sessions of the last weeks in time order, None where they are not shown; `course` is the program
    they follow, and `shows_program` whether it is shown at all. `since` is the day the link, or what
    it shows, began: nobody is silent before it.
    """

    today: dt.date
    since: dt.date
    last_day: dt.date | None
    effort: Effort | None
    breaches: Sequence[Open]
    states: Sequence[tuple[dt.date, str]] | None
    shows_program: bool
    course: Course | None
    excused: Mapping[dt.date, str] | Collection[dt.date]


def reasons_of(seen: Seen, lines: Thresholds = USUAL) -> list[Why]:
    """Every reason there is, worst first; the one that all is well where there is none."""
    found = [
        _stop(seen.breaches),
        _share(seen.effort, Kind.CLOSE, lines.close_percent),
        _worn_out(seen, lines.red_days),
        _silent(seen, lines),
        _program(seen),
        _share(seen.effort, Kind.EASY, lines.easy_percent),
    ]
    return [one for one in found if one is not None] or [_fine(seen)]


def _fine(seen: Seen) -> Why:
    if seen.last_day is None:
        return Why(Kind.FINE, 0, "No session yet")
    if seen.effort is None or seen.effort.rated < FROM_SETS:
        return Why(Kind.FINE, 0, "Too few rated sets to say")
    return Why(Kind.FINE, 0, "On plan")


def _stop(breaches: Sequence[Open]) -> Why | None:
    stops = [one for one in breaches if one.is_stop]
    if not stops:
        return None
    number = sum(one.number for one in stops)
    worst = min(stops, key=lambda one: (-one.number, one.breach))
    most = worst.number
    where = f"{worst.exercise} and {worst.others} more" if worst.others else worst.exercise
    text = f"{most} × {str(Breach(worst.breach).label).lower()}: {where}"
    more = number - most
    return Why(Kind.STOP, number, f"{text}; {more} others to stop" if more else text)


def _share(effort: Effort | None, kind: Kind, percent: int) -> Why | None:
    if effort is None or effort.rated < FROM_SETS:
        return None
    is_close = kind is Kind.CLOSE
    number = effort.too_close if is_close else effort.too_easy
    if number * 100 < percent * effort.rated:
        return None
    word = "close" if is_close else "easy"
    return Why(
        kind,
        round(number * 100 / effort.rated),
        f"Too {word} in {number} of {effort.rated} sets",
    )


def _worn_out(seen: Seen, red_days: int) -> Why | None:
    if seen.states is None:
        return None
    lately = [state for day, state in seen.states if (seen.today - day).days < WORN_OUT_DAYS]
    asked = [state for state in lately if state][-OF_SESSIONS:]
    red = asked.count(ReadinessState.RED)
    if red < red_days:
        return None
    return Why(Kind.WORN_OUT, red, f"Red in {red} of the last {len(asked)} sessions")


def _silent(seen: Seen, lines: Thresholds) -> Why | None:
    """Days without a session, those left out on which they said that nothing is planned."""
    is_planned = seen.course is not None and bool(seen.course.open)
    since = max(one for one in (seen.last_day, seen.since) if one is not None)
    excused = sum(since < day <= seen.today for day in seen.excused)
    days = (seen.today - since).days - excused
    if days < (lines.silent_days if is_planned else lines.silent_unplanned_days):
        return None
    planned = ""
    if is_planned and seen.course is not None:
        a_week = seen.course.followed.weekdays.bit_count() or seen.course.program.days
        planned = f", {a_week} a week planned"
    return Why(Kind.SILENT, days, f"No session for {days} days{planned}")


def _program(seen: Seen) -> Why | None:
    if not seen.shows_program:
        return None
    if seen.course is None:
        return Why(Kind.PROGRAM, ENDS_DAYS + 1, "Follows no program")
    left = len(seen.course.open)
    if not left:
        return Why(Kind.PROGRAM, ENDS_DAYS, "The program is done")
    until = seen.today + dt.timedelta(days=ENDS_DAYS - 1)
    if seen.course.by_weekday:
        is_soon = len(seen.course.coming(seen.today, until=until)) >= left
    else:
        is_soon = left <= seen.course.program.days
    if not is_soon:
        return None
    return Why(
        Kind.PROGRAM,
        0,
        f"Program ends within a week, {left} session{'' if left == 1 else 's'} left",
    )
