"""Writing what a plan says into the rows of its program: what stays as it is keeps its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from programming.choices import Goal, Level, LoadRule, Needs, Role
from programming.models import Block, PlannedExercise, PlannedSubstitute, Program, Workout
from programming.programs.plans import Line, Plan
from programming.programs.slots import blocks_of, workouts_of


def is_whole(program: Program) -> bool:
    """Whether all that is in the program stands in memory as it is stored."""
    return "blocks" in getattr(program, "_prefetched_objects_cache", ())


def write(program: Program, plan: Plan, stored: Plan | None = None) -> None:
    """Make the stored program say the plan; what is not in it is marked as removed.

    `stored` is what it says now, read with all that is in it: what stays as it is is not written
    again, and exercises that stay where they are keep their rows.
    """
    program.name, program.days = plan.name, plan.days
    program.level, program.goal = Level(plan.level), Goal(plan.goal)
    program.needs = Needs(plan.needs)
    program.save()
    known = _rows(stored) if stored is not None else {}
    planned = _planned(program) if stored is not None else {}
    kept_blocks: list[int] = []
    kept_days: list[int] = []
    stands = stored is not None
    for position, phase in enumerate(plan.blocks):
        block = Block(
            pk=phase.key,
            program=program,
            position=position,
            name=phase.name,
            goal=Goal(phase.goal),
            weeks=phase.weeks,
            deload_week=phase.deload_week,
        )
        if known.get(("block", phase.key)) != (position, replace(phase, workouts=())):
            block.save()
            stands = False
        kept_blocks.append(block.pk)
        for place, day in enumerate(phase.workouts):
            workout = Workout(pk=day.key, block=block, name=day.name, position=place)
            if known.get(("day", day.key)) != (block.pk, place, day.name):
                workout.save()
                stands = False
            kept_days.append(workout.pk)
            was = known.get(("lines", day.key))
            if was == day.lines:
                continue
            rows = planned.get(workout.pk, [])
            if isinstance(was, tuple) and len(was) == len(rows) == len(day.lines):
                _change_lines(rows, was, day.lines)
            else:
                _write_lines(workout, day.lines)
                stands = False
    there = {kind: {key for what, key in known if what == kind} for kind in ("block", "day")}
    if not there["block"] <= {*kept_blocks}:
        Block.objects.filter(program=program).exclude(pk__in=kept_blocks).update(is_removed=True)
        stands = False
    if not there["day"] <= {*kept_days}:
        gone = Workout.objects.filter(block__program=program).exclude(pk__in=kept_days)
        gone.update(is_removed=True)
        stands = False
    if not stands:
        program.__dict__.pop("_prefetched_objects_cache", None)


def _planned(program: Program) -> dict[int, list[PlannedExercise]]:
    """The planned exercises of each workout, as they were read with the program."""
    return {
        workout.pk: list(workout.planned.all())
        for block in blocks_of(program)
        for workout in workouts_of(block)
    }


def _rows(plan: Plan) -> dict[tuple[str, int | None], object]:
    """What is stored of each block and workout, to be compared with what is wanted."""
    found: dict[tuple[str, int | None], object] = {}
    for position, phase in enumerate(plan.blocks):
        found["block", phase.key] = (position, replace(phase, workouts=()))
        for place, day in enumerate(phase.workouts):
            found["day", day.key] = (phase.key, place, day.name)
            found["lines", day.key] = day.lines
    return found


def _change_lines(
    rows: list[PlannedExercise], was: tuple[Line, ...], lines: tuple[Line, ...]
) -> None:
    """Change the rows of the exercises that say something else now, each at its place."""
    for position, (row, before, line) in enumerate(zip(rows, was, lines, strict=True)):
        if before == line:
            continue
        for name, value in _columns(line).items():
            setattr(row, name, value)
        row.position = position
        row.save(force_update=True)
        if before.substitutes != line.substitutes:
            row.__dict__.pop("_prefetched_objects_cache", None)
            row.substitutes.all().delete()
            PlannedSubstitute.objects.bulk_create(_substitutes(row, line))


def _write_lines(workout: Workout, lines: tuple[Line, ...]) -> None:
    workout.planned.all().delete()
    written = PlannedExercise.objects.bulk_create(
        _row_of(workout, position, line) for position, line in enumerate(lines)
    )
    PlannedSubstitute.objects.bulk_create(
        other for row, line in zip(written, lines, strict=True) for other in _substitutes(row, line)
    )


def _substitutes(row: PlannedExercise, line: Line) -> list[PlannedSubstitute]:
    return [
        PlannedSubstitute(planned=row, exercise_id=exercise, rank=rank)
        for rank, exercise in enumerate(line.substitutes, start=1)
    ]


def _row_of(workout: Workout, position: int, line: Line) -> PlannedExercise:
    return PlannedExercise(workout=workout, position=position, **_columns(line))


def _columns(line: Line) -> dict[str, Any]:
    """What a line says, by the columns it stands in."""
    low, aim, high = line.target or (None, None, None)
    milli, unit, kind = line.load or (None, "", "")
    held, longest = line.seconds or (None, None)
    return {
        "exercise_id": line.exercise,
        "role": Role(line.role),
        "sets": line.sets,
        "reps_bottom": line.bottom,
        "reps_top": line.top,
        "seconds_bottom": held,
        "seconds_top": longest,
        "rest_seconds": line.rest,
        "target_low": low,
        "target_aim": aim,
        "target_high": high,
        "target_by": line.target_by,
        "load_rule": LoadRule(line.rule),
        "load_percent": line.percent,
        "load_milli": milli,
        "load_unit": unit,
        "load_kind": kind,
        "more": [one.stored() for one in line.more],
        "superset": line.superset,
        "note": line.note,
    }
