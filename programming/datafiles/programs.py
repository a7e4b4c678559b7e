"""The ready-made programs: `data/programs.json`, reps as bottom and top, rest in seconds.

Of an exercise a file may say more: `rule` (a `LoadRule`) with `percent`, `more` lines of sets, a
`target`, a `superset` number, a `note`, `substitutes` by name. Nobody's weight is in a file.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from programming.choices import Goal, Level, LoadRule, Needs, Role
from programming.datafiles.faults import DataFileError, read_bytes, sentences
from programming.lines import SetLine, check_lines
from programming.models import Block, PlannedExercise, Program, Workout
from programming.models.workouts import MOST_SUBSTITUTES

T = TypeVar("T")

PROGRAMS = Path(__file__).parent.parent / "data" / "programs.json"


@dataclass(frozen=True, slots=True)
class WorkoutRow:
    """A checked workout, its exercises by slug and the substitutes of each; nothing of it saved."""

    workout: Workout
    planned: tuple[tuple[str, PlannedExercise], ...]
    substitutes: tuple[tuple[str, ...], ...]

    @property
    def slugs(self) -> set[str]:
        """Every exercise it names."""
        return {slug for slug, _ in self.planned} | {one for row in self.substitutes for one in row}


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A checked program with its blocks and their workouts in order; nothing of it saved."""

    program: Program
    blocks: tuple[tuple[Block, tuple[WorkoutRow, ...]], ...]


def read_programs(slugs_by_name: Mapping[str, str], path: Path = PROGRAMS) -> list[ProgramRow]:
    """The ready-made programs of a JSON file, in its order.

    `slugs_by_name` are the catalogue's exercises. Raises `DataFileError` with every fault found.
    """
    try:
        listed = json.loads(read_bytes(path))
    except ValueError as fault:
        raise DataFileError([f"{path.name}: not readable as JSON ({fault})."]) from fault
    if not isinstance(listed, list):
        raise DataFileError([f"{path.name}: a list of programs is expected."])
    faults: list[str] = []
    rows: list[ProgramRow] = []
    for position, content in enumerate(listed):
        where = f"{path.name} program {position + 1}"
        try:
            rows.append(_program(content, position, slugs_by_name))
        except (KeyError, TypeError, ValueError) as fault:
            faults.append(f"{where}: {fault.args[0]!s} is missing or wrong.")
        except ValidationError as fault:
            faults += [f"{where}: {message}" for message in sentences(fault)]
    faults += [
        f"{path.name}: slug: more than one is named {slug}."
        for slug in [*_twice(_program_slugs(rows)), *_twice(_workout_slugs(rows))]
    ]
    if faults:
        raise DataFileError(faults)
    return rows


def _program_slugs(rows: Sequence[ProgramRow]) -> list[str]:
    return [row.program.slug for row in rows]


def _workout_slugs(rows: Sequence[ProgramRow]) -> list[str]:
    return [one.workout.slug for row in rows for _, workouts in row.blocks for one in workouts]


def _twice(slugs: list[str]) -> list[str]:
    return [slug for slug in dict.fromkeys(slugs) if slugs.count(slug) > 1]


def _program(
    content: Mapping[str, Any], position: int, slugs_by_name: Mapping[str, str]
) -> ProgramRow:
    """One program. Raises `ValidationError`, `KeyError`, `TypeError` or `ValueError`."""
    program = Program(
        slug=content["slug"],
        name=content["name"],
        level=Level(content["level"]),
        goal=Goal(content["goal"]),
        needs=Needs(content["needs"]),
        days=content["days"],
        for_whom=content["for_whom"],
        how_hard=content["how_hard"],
        why=content["why"],
        position=position,
    )
    program.clean_fields(exclude={"owner"})
    if not (program.slug and program.for_whom and program.how_hard and program.why):
        raise ValidationError("A ready-made program has a slug, and says for whom, how hard, why.")
    blocks = _each(content["blocks"], lambda one, place: _block(one, place, slugs_by_name))
    if not blocks:
        raise ValidationError("There is no block in it.")
    for _, workouts in blocks:
        for workout in workouts:
            for _, plan in workout.planned:
                if any(line.target for line in plan.lines):
                    plan.target_by = program.name
    return ProgramRow(program, blocks)


def _block(
    content: Mapping[str, Any], position: int, slugs_by_name: Mapping[str, str]
) -> tuple[Block, tuple[WorkoutRow, ...]]:
    block = Block(
        position=position,
        name=content["name"],
        goal=Goal(content["goal"]),
        weeks=content["weeks"],
        deload_week=content["deload_week"],
    )
    block.clean_fields(exclude={"program"})
    if block.deload_week is not None and block.deload_week > block.weeks:
        raise ValidationError(f"{block.name}: the deload week lies after its end.")
    workouts = _each(content["workouts"], lambda one, place: _workout(one, place, slugs_by_name))
    if not workouts:
        raise ValidationError(f"{block.name}: there is no workout in it.")
    return block, workouts


def _workout(
    content: Mapping[str, Any], position: int, slugs_by_name: Mapping[str, str]
) -> WorkoutRow:
    workout = Workout(slug=content["slug"], name=content["name"], position=position)
    workout.clean_fields(exclude={"block"})
    if not workout.slug:
        raise ValidationError(f"{workout.name}: a ready-made workout has a slug.")
    planned: list[tuple[str, PlannedExercise]] = []
    substitutes: list[tuple[str, ...]] = []
    for number, item in enumerate(content["exercises"]):
        wanted = [item["exercise"], *item.get("substitutes", ())]
        if missing := [name for name in wanted if name not in slugs_by_name]:
            raise ValidationError(f"The catalogue has no exercise named {missing[0]}.")
        slug, *others = (slugs_by_name[name] for name in wanted)
        if len(others) > MOST_SUBSTITUTES or len({slug, *others}) < len(wanted):
            raise ValidationError(
                f"{item['exercise']}: at most {MOST_SUBSTITUTES} substitutes, each another exercise."
            )
        planned.append((slug, _planned(item, number)))
        substitutes.append(tuple(others))
    if not planned:
        raise ValidationError(f"{workout.name}: there is no exercise in it.")
    return WorkoutRow(workout, tuple(planned), tuple(substitutes))


def _planned(item: Mapping[str, Any], position: int) -> PlannedExercise:
    """One exercise of a workout. Raises what `_program` does."""
    first = _line(item)
    bottom, top = first.reps or (None, None)
    held, longest = first.seconds or (None, None)
    low, aim, high = first.target or (None, None, None)
    plan = PlannedExercise(
        position=position,
        role=Role(item["role"]),
        sets=first.sets,
        reps_bottom=bottom,
        reps_top=top,
        seconds_bottom=held,
        seconds_top=longest,
        rest_seconds=item["rest"],
        target_low=low,
        target_aim=aim,
        target_high=high,
        load_rule=LoadRule(item.get("rule", LoadRule.LAST_TIME)),
        load_percent=first.percent,
        more=[_line(one).stored() for one in item.get("more", ())],
        superset=item.get("superset"),
        note=item.get("note", ""),
    )
    plan.clean_fields(exclude={"workout", "exercise"})
    try:
        check_lines(plan.lines, plan.load_rule)
    except ValueError as fault:
        raise ValidationError(f"{item['exercise']}: {fault}") from fault
    return plan


def _line(item: Mapping[str, Any]) -> SetLine:
    """A line of sets; whole numbers alone. Raises `KeyError`, `TypeError` or `ValueError`."""
    line = SetLine(
        sets=item["sets"],
        reps=_numbers(item["reps"], 2) if "seconds" not in item else None,
        seconds=_numbers(item["seconds"], 2) if "seconds" in item else None,
        target=_numbers(item["target"], 3) if "target" in item else None,
        percent=item.get("percent"),
    )
    if type(line.sets) is not int or type(line.percent) not in (int, type(None)):
        raise TypeError("a whole number")
    return line


def _numbers(listed: Sequence[object], count: int) -> Any:
    """So many whole numbers. Raises `TypeError` or `ValueError`."""
    found = tuple(one for one in listed if type(one) is int)
    if len(found) != count or len(listed) != count:
        raise ValueError("so many whole numbers")
    return found


def _each(listed: object, read: Callable[[Mapping[str, Any], int], T]) -> tuple[T, ...]:
    """What is read of each entry of a list. Raises `TypeError` for what is no list."""
    if not isinstance(listed, list):
        raise TypeError("a list")
    return tuple(read(one, place) for place, one in enumerate(listed))
