"""What Today says, as one value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from logbook.choices import ReadinessState
from logbook.clock import local_date
from logbook.log.changes import waiting_for
from logbook.log.deload import advice_of, is_deload_on
from logbook.log.programs import Course, course_of, ever_followed
from logbook.log.readiness import check_in_of
from logbook.log.sessions import finished_on, running_session
from logbook.log.weeks import first_day_of
from logbook.log.workouts import startable, turn_of
from logbook.models import TrainingSession, User
from logbook.pages.today.day import Day, day_of
from logbook.pages.today.deload import DeloadCard, deload_card
from logbook.pages.today.news import Line, news_lines
from logbook.pages.today.plan import Plan, plan_of
from logbook.pages.today.week import WeekCards, week_cards, weeks_read_from
from logbook.wording.coach_changes import Notice, notices_of
from programming.models import Program
from programming.programs.slots import Slot

_MONDAY = 0


@dataclass(frozen=True, slots=True)
class Today:
    """Today for a lifter: what runs, what comes next and how hard, how they are, their week.

    `done` is the session that ended today, None where none did or another one runs. `course` is the
    program they follow and `slot` the session of it that the plan shows; who never followed any
    finds the one that is `proposed`. `has_letter`: it is Monday, and the week that ended has a letter.
    """

    lifter: User
    today: dt.date
    running: TrainingSession | None
    done: TrainingSession | None
    is_next: bool
    course: Course | None
    slot: Slot | None
    starts_on: dt.date | None
    proposed: Program | None
    plan: Plan | None
    day: Day
    deload: DeloadCard | None
    week: WeekCards
    has_letter: bool
    news: list[Line]
    notices: list[Notice]

    def context(self) -> dict[str, object]:
        """What the template reads, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def read_today(lifter: User, *, now: dt.datetime, chosen: int | None) -> Today:
    """Today at `now`, with the workout `chosen` by its key, else the one whose turn it is.

    Reads alone, in the same number of queries however long the log is; on Mondays one more.
    """
    today = local_date(now, lifter.zone)
    check_in = check_in_of(lifter, today)
    course = course_of(lifter, today)
    due = course.next(today) if course is not None else None
    # Nothing but the program's own workouts is looked for where they answer.
    others = list(startable(lifter)) if due is None or chosen is not None else []
    turn = turn_of(lifter, others) if due is None else None
    upcoming = turn.next if turn is not None else due.workout if due is not None else None
    workout = next((one for one in others if one.pk == chosen), upcoming)
    slot = course.slot_of(workout.pk, today) if course is not None and workout is not None else None
    advice = advice_of(lifter)
    running = running_session(lifter)
    plan, week = plan_of(
        lifter,
        workout,
        check_in,
        is_deload=is_deload_on(advice, today) or (slot is not None and slot.is_deload),
        goal=slot.block.goal if slot is not None else "",
        now=now,
        week_since=weeks_read_from(today),
    )
    return Today(
        lifter=lifter,
        today=today,
        running=running,
        done=finished_on(lifter, today, now=now) if running is None else None,
        is_next=workout == upcoming,
        course=course,
        slot=slot,
        starts_on=course.day_of(slot, today) if course is not None and slot is not None else None,
        proposed=turn.program
        if turn is not None and course is None and not ever_followed(lifter)
        else None,
        plan=plan,
        day=day_of(lifter, check_in),
        deload=deload_card(lifter, advice, today),
        week=week_cards(
            lifter,
            week,
            readiness=check_in.state if check_in is not None else ReadinessState.GREEN,
            planned=plan.muscles if plan is not None else [],
            now=now,
        ),
        has_letter=today.weekday() == _MONDAY and _trained_before(lifter, today),
        news=news_lines(lifter, now),
        notices=notices_of(lifter, waiting_for(lifter)),
    )


def _trained_before(lifter: User, monday: dt.date) -> bool:
    """Whether the log began in a week that is over: each full week since then has a letter."""
    since = first_day_of(lifter)
    return since is not None and since < monday
