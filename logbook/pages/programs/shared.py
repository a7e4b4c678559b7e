"""A program as whoever has its address reads it: what is planned, nothing of anybody's log."""

from __future__ import annotations

from dataclasses import dataclass

from logbook.models import SharedProgram
from programming.catalogue.entries import current_release, entries_for
from programming.choices import LoadRule
from programming.exchange.exercises import Reference, exercises_in
from programming.lines import SetLine
from programming.loads import typed_load
from programming.models import Block, Program
from programming.programs.plans import Line, Plan
from programming.programs.slots import blocks_of, weeks_of


@dataclass(frozen=True, slots=True)
class SharedLine:
    """An exercise of a workout: its name, its sets, and what else is planned of it."""

    name: str
    sets: str
    beside: str
    note: str


@dataclass(frozen=True, slots=True)
class SharedDay:
    """A workout."""

    name: str
    lines: list[SharedLine]


@dataclass(frozen=True, slots=True)
class Shared:
    """A program somebody shares; `by` is empty where they are not named."""

    program: Program
    weeks: int
    by: str
    blocks: list[tuple[Block, list[SharedDay]]]
    plan: Plan
    references: dict[int, Reference]


def read_shared(shared: SharedProgram) -> Shared:
    """The program of an address, read with it; asks for the names of its exercises."""
    program = shared.program
    plan = Plan.of(program)
    entries = entries_for(exercises_in(plan), current_release(), shared.athlete)
    references = {key: Reference.of(entry) for key, entry in entries.items()}
    return Shared(
        program=program,
        weeks=weeks_of(program),
        by=shared.athlete.name if shared.shows_name else "",
        blocks=[
            (
                block,
                [
                    SharedDay(day.name, [_line(line, references) for line in day.lines])
                    for day in phase.workouts
                ],
            )
            for block, phase in zip(blocks_of(program), plan.blocks, strict=True)
        ],
        plan=plan,
        references=references,
    )


def _line(line: Line, references: dict[int, Reference]) -> SharedLine:
    beside = [f"rest {line.rest} s"]
    if line.superset is not None:
        beside.append(f"superset {line.superset}")
    if line.substitutes:
        others = ", ".join(references[one].name for one in line.substitutes)
        beside.append(f"or {others}")
    return SharedLine(
        name=references[line.exercise].name,
        sets=", ".join(_sets(one, line.rule, place) for place, one in enumerate(line.lines)),
        beside=" · ".join(beside),
        note=line.note,
    )


def _sets(line: SetLine, rule: str, place: int) -> str:
    """A line of sets in words: `3 × 6–8 at 80 % of 1RM, 2 left (1–3)`."""
    said = line.text
    if line.percent is not None:
        of = "the top set" if rule == LoadRule.TOP_SET and place else "1RM"
        said += f" at {line.percent} % of {of}"
    if line.load is not None and (load := typed_load(line.load[0], line.load[1])) is not None:
        said += f" with {load}"
    if line.target is not None:
        low, aim, high = line.target
        said += f", leave {aim} ({low}–{high})"
    return said
