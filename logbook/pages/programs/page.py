"""A program as its page shows it: each set's target as the session would have it, and its cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from logbook.advice.facts import timed_among
from logbook.advice.session_plan import items_of_each
from logbook.clock import local_date
from logbook.log.asking import STORED, Ask
from logbook.log.before import read_past
from logbook.log.programs import Course, course_of
from logbook.models import TrainingSession, User
from logbook.pages.session.card_building import in_turns
from logbook.pages.session.cards import Card
from logbook.pages.session.screen import build_cards
from programming.catalogue.entries import current_release
from programming.choices import Needs
from programming.models import Block, CatalogueRelease, PlannedExercise, Program, Workout
from programming.programs.cost import MuscleWeek, weekly_sets
from programming.programs.slots import blocks_of, weeks_of, workouts_of


@dataclass(frozen=True, slots=True)
class ShownWorkout:
    """A workout with the targets it would have were it started now."""

    workout: Workout
    cards: list[Card]

    @property
    def sets(self) -> int:
        """Working sets planned."""
        return sum(one.all_sets for one in self.workout.planned.all())


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block: its workouts, and the hard sets a muscle of a week of it."""

    block: Block
    workouts: list[ShownWorkout]
    muscles: list[MuscleWeek]


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """A program for one lifter; `course` is set where it is the one they follow."""

    program: Program
    blocks: list[ShownBlock]
    course: Course | None
    release: CatalogueRelease

    @property
    def weeks(self) -> int:
        """How many weeks it lasts."""
        return weeks_of(self.program)

    @property
    def minutes(self) -> str:
        """How long a session takes about, from the shortest to the longest."""
        found = [one.workout.minutes for block in self.blocks for one in block.workouts]
        if not found:
            return "0"
        return str(min(found)) if min(found) == max(found) else f"{min(found)}–{max(found)}"

    @property
    def is_own(self) -> bool:
        """Whether it is the lifter's own, which can be changed."""
        return self.program.owner_id is not None

    @property
    def at_home(self) -> bool:
        """Whether dumbbells are all it needs."""
        return self.program.needs == Needs.DUMBBELLS


def read_cards(
    lifter: User,
    release: CatalogueRelease,
    wanted: Sequence[tuple[Block, Sequence[PlannedExercise]]],
    *,
    now: dt.datetime,
    ask: Ask = STORED,
) -> list[list[Card]]:
    """The cards of planned exercises, each of a block, as a session begun now would have them.

    In a constant number of queries; nothing is written. `ask` gives the log.
    """
    if not wanted:
        return []
    today = local_date(now, lifter.zone)
    sessions = {
        block.pk: TrainingSession(
            athlete=lifter,
            goal=block.goal,
            started_at=now,
            zone=lifter.zone,
            local_date=today,
            release=release,
        )
        for block, _ in wanted
    }
    begun = [(sessions[block.pk], planned) for block, planned in wanted]
    found = items_of_each(begun, ask=ask)
    exercises = [one.exercise_id for _, planned in wanted for one in planned]
    timed = timed_among(item for items in found for item in items)
    past = read_past(lifter, begun[0][0], exercises, at=now, timed=timed, ask=ask)
    every = iter(
        build_cards(
            lifter,
            begun[0][0],
            [item for items in found for item in items],
            {},
            past,
            at=now,
            places=[place for items in found for place in in_turns(items)],
        )
    )
    return [list(islice(every, len(items))) for items in found]


def read_program(
    lifter: User, program: Program, *, now: dt.datetime, ask: Ask = STORED
) -> ProgramPage:
    """A program, its workouts and planned exercises read with it, as it would stand now.

    In a constant number of queries, however long the log and the program are; nothing is written.
    """
    today = local_date(now, lifter.zone)
    course = course_of(lifter, today)
    release = current_release()
    blocks = blocks_of(program)
    cards = read_cards(
        lifter,
        release,
        [(block, list(one.planned.all())) for block in blocks for one in workouts_of(block)],
        now=now,
        ask=ask,
    )
    drawn = iter(cards)
    risks = {card.item.exercise_id: card.item.risk for one in cards for card in one}
    return ProgramPage(
        program=program,
        blocks=[
            ShownBlock(
                block,
                [ShownWorkout(one, next(drawn)) for one in workouts_of(block)],
                weekly_sets(block, program.days, risks),
            )
            for block in blocks
        ],
        course=course if course is not None and course.program == program else None,
        release=release,
    )
