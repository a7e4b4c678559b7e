"""An athlete's program as a coach sets targets in it: no load, and no more of the log than is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from logbook.log.asking import STORED, Ask
from logbook.log.changes import Held, programs_of
from logbook.log.programs import program_for
from logbook.models import CoachLink
from logbook.pages.programs.page import ShownWorkout, read_program
from logbook.speed.compiled import Columns, Part
from logbook.wording.plan_changes import target_by_hand
from programming.lines import SetLine
from programming.models import Block, Program


def _nothing(*parts: Part) -> list[list[Columns]]:
    """A log in which nothing was done."""
    return [[] for _ in parts]


def log_for(link: CoachLink) -> Ask:
    """What targets are worked out from on a coach's page: the log, where all of it is shown.

    What was done before, and how they were on a day, would be read off a target otherwise.
    """
    return STORED if link.since is None and link.sees_readiness else _nothing


@dataclass(frozen=True, slots=True)
class SetsShown:
    """A line of sets with its target: `aim` as it comes to, `by_hand` where it is set, by `by`.

    `is_under` where that begins under the floor, which goes first.
    """

    place: int
    number: int
    name: str
    sizes: str
    aim: str
    by_hand: str
    by: str
    floor: int
    is_timed: bool
    is_under: bool


@dataclass(frozen=True, slots=True)
class DayShown:
    """A workout with its lines of sets."""

    key: int
    name: str
    lines: list[SetsShown]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A program; `is_rules_alone` where its targets know nothing of the log."""

    program: Program
    state: str
    is_own: bool
    blocks: list[tuple[Block, list[DayShown]]]
    is_rules_alone: bool


def held_program(link: CoachLink, program_id: int) -> Held:
    """A program a coach may change. Raises `Http404` for any other."""
    found = next((one for one in programs_of(link.athlete) if one.program.pk == program_id), None)
    if found is None:
        raise Http404("Not a program of theirs.")
    return found


def read_plan(link: CoachLink, program_id: int, *, now: dt.datetime) -> PlanShown:
    """The program with the target of every line of sets. Raises `Http404`."""
    held = held_program(link, program_id)
    ask = log_for(link)
    page = read_program(link.athlete, program_for(link.athlete, program_id), now=now, ask=ask)
    return PlanShown(
        program=held.program,
        state=held.state,
        is_own=held.program.owner_id is not None,
        blocks=[(one.block, [_day(day) for day in one.workouts]) for one in page.blocks],
        is_rules_alone=ask is not STORED,
    )


def _day(shown: ShownWorkout) -> DayShown:
    lines: list[SetsShown] = []
    for place, (planned, card) in enumerate(
        zip(shown.workout.planned.all(), shown.cards, strict=True)
    ):
        sets: Sequence[SetLine] = planned.lines
        for number, line in enumerate(sets):
            drawn = card.lines[number].aim if number < len(card.lines) else card.now
            lines.append(
                SetsShown(
                    place=place,
                    number=number,
                    name=card.item.risk.name,
                    sizes=line.text,
                    aim=drawn.short,
                    by_hand=target_by_hand(line.target) if line.target is not None else "",
                    by=planned.target_by or "the athlete",
                    floor=drawn.target.floor_in_force,
                    is_timed=line.seconds is not None,
                    is_under=line.target is not None
                    and line.target[0] < drawn.target.floor_in_force,
                )
            )
    return DayShown(shown.workout.pk, shown.workout.name, lines)
