"""The week's letter: what was planned and done, effort against plan, and one thing to change.

Written by rules, and short: it fits on the screen of a phone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.deload import DAYS_READ
from logbook.choices import FollowState
from logbook.clock import Moment, first_reading, week_start
from logbook.log.programs import followed_by
from logbook.log.weeks import (
    Trained,
    excused_between,
    first_day_of,
    read_weeks,
    sessions_between,
)
from logbook.log.weeks_of_fatigue import weeks_of_effort
from logbook.models import ExcusedDay, FollowedProgram, TrainingSession, User
from logbook.pages.progress.effort import NEEDED, apart_says, mean_apart
from logbook.pages.progress.patterns import Told, patterns_card
from programming.wording import shares

_WEEK = dt.timedelta(weeks=1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """A full week. `earlier` and `later` are the Mondays of other letters, None for none.

    `done` and `planned` count sessions, `planned` None without a program; `sets` and
    `planned_sets` those within them. `marks` say what made the week another one: excused days, a
    deload, a log or program that began in it. `change` is a pattern, else `advice` a sentence.
    """

    monday: dt.date
    sunday: dt.date
    earlier: dt.date | None
    later: dt.date | None
    done: int
    planned: int | None
    sets: int
    planned_sets: int
    marks: tuple[str, ...]
    rated: int
    percent: int | None
    too_close: int
    too_easy: int
    apart: str
    change: Told | None
    advice: str

    @property
    def title(self) -> str:
        """What was done of what was planned."""
        many = "session" if self.done == 1 else "sessions"
        if self.planned is not None:
            return f"{self.done} of {self.planned} planned sessions"
        return f"{self.done} {many}" if self.done else "No session"


def last_week(today: dt.date) -> dt.date:
    """The Monday of the last full week."""
    return week_start(today) - _WEEK


def read_letter(lifter: User, monday: dt.date, today: dt.date) -> Letter | None:
    """The letter of the week that begins on a Monday; None where it is not over, or no log was then.

    In a constant number of queries.
    """
    since = first_day_of(lifter)
    if since is None or monday != week_start(monday):
        return None
    if not week_start(since) <= monday <= last_week(today):
        return None
    sunday = monday + _WEEK - _DAY
    end = first_reading(dt.datetime.combine(monday + _WEEK, dt.time()), lifter.zone)
    until = Moment(sunday, end - dt.timedelta(microseconds=1))
    rows = [row for row in read_weeks(lifter, monday, until).trained if row.day <= sunday]
    sessions = sessions_between(lifter, monday, sunday)
    excused = excused_between(lifter, monday, sunday)
    followed = followed_by(lifter).filter(state=FollowState.RUNNING).first()
    planned = _planned(followed, monday, excused) if followed is not None else None
    fatigue = weeks_of_effort(lifter, sunday - DAYS_READ, until)
    change = next(iter(patterns_card(lifter, fatigue, sunday).told), None)
    rated = sum(row.rated for row in rows)
    close, hit, easy = _counts(rows)
    return Letter(
        monday=monday,
        sunday=sunday,
        earlier=monday - _WEEK if monday > week_start(since) else None,
        later=monday + _WEEK if monday < last_week(today) else None,
        done=len(sessions),
        planned=planned,
        sets=sum(one.done for one in sessions),  # type: ignore[attr-defined]
        planned_sets=sum(one.planned for one in sessions),  # type: ignore[attr-defined]
        marks=tuple(_marks(monday, since, followed, excused, sessions)),
        rated=rated,
        percent=shares(close, hit, easy)[1] if rated >= NEEDED else None,
        too_close=close,
        too_easy=easy,
        apart=apart_says(mean_apart(rows)) if rated >= NEEDED else "",
        change=change,
        advice="" if change else _advice(len(sessions), planned, rated, rows),
    )


def _counts(rows: Sequence[Trained]) -> tuple[int, int, int]:
    return (
        sum(row.too_close for row in rows),
        sum(row.on_target for row in rows),
        sum(row.too_easy for row in rows),
    )


def _planned(
    followed: FollowedProgram, monday: dt.date, excused: Sequence[ExcusedDay]
) -> int | None:
    """How many sessions the program that runs had in a week; None for one before it began."""
    days = [monday + at * _DAY for at in range(7)]
    days = [day for day in days if day >= followed.started_on]
    if not days:
        return None
    free = {one.day for one in excused}
    if followed.weekdays:
        return sum(followed.weekdays >> day.weekday() & 1 and day not in free for day in days)
    # By turns: so many a week, and no more than there are days left for it.
    return min(followed.program.days, sum(day not in free for day in days))


def _marks(
    monday: dt.date,
    since: dt.date,
    followed: FollowedProgram | None,
    excused: Sequence[ExcusedDay],
    sessions: Sequence[TrainingSession],
) -> list[str]:
    marks = []
    if monday < since:
        marks.append(f"Your log begins on {since:%A}.")
    if followed is not None and monday < followed.started_on < monday + _WEEK:
        marks.append(f"The program began on {followed.started_on:%A}.")
    if excused:
        days = ", ".join(
            f"{one.day:%A} ({one.get_reason_display().lower()})" for one in excused[:3]
        )
        marks.append(f"Excused: {days}{' and more' if len(excused) > 3 else ''}.")
    if any(one.is_deload for one in sessions):
        marks.append("A deload: fewer sets, on purpose.")
    return marks


def _advice(done: int, planned: int | None, rated: int, rows: Sequence[Trained]) -> str:
    """What to change where nothing stands out: to come, to rate, or nothing at all."""
    if planned is not None and done < planned:
        return "Come as often as planned: a session that was missed comes next."
    working = sum(row.working_sets for row in rows)
    if not done:
        return "Come back: the next session begins a little lighter if it has been long."
    if 2 * rated < working:
        return "Say after each set how many good reps were left: half of them are unknown."
    return "Nothing. Go on as you did."
