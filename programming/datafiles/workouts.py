"""The ready-made workouts: `data/workouts.json`, reps as bottom and top, rest in seconds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from programming.choices import Level, Role
from programming.datafiles.faults import DataFileError, read_bytes, sentences
from programming.models import PlannedExercise, Workout

WORKOUTS = Path(__file__).parent.parent / "data" / "workouts.json"


@dataclass(frozen=True, slots=True)
class WorkoutRow:
    """A checked workout, and its exercises by slug; nothing of it saved."""

    workout: Workout
    planned: tuple[tuple[str, PlannedExercise], ...]


def read_workouts(slugs_by_name: Mapping[str, str], path: Path = WORKOUTS) -> list[WorkoutRow]:
    """The ready-made workouts of a JSON file, in its order.

    `slugs_by_name` are the catalogue's exercises. Raises `DataFileError` with every fault found.
    """
    try:
        listed = json.loads(read_bytes(path))
    except ValueError as fault:
        raise DataFileError([f"{path.name}: not readable as JSON ({fault})."]) from fault
    if not isinstance(listed, list):
        raise DataFileError([f"{path.name}: a list of workouts is expected."])
    faults: list[str] = []
    rows: list[WorkoutRow] = []
    slugs: set[str] = set()
    for position, content in enumerate(listed):
        where = f"{path.name} workout {position + 1}"
        try:
            row = _workout(content, position, slugs_by_name)
        except (KeyError, TypeError, ValueError) as fault:
            faults.append(f"{where}: {fault.args[0]!s} is missing or wrong.")
            continue
        except ValidationError as fault:
            faults += [f"{where}: {message}" for message in sentences(fault)]
            continue
        if row.workout.slug in slugs:
            faults.append(f"{where}: slug: another workout has {row.workout.slug}.")
        slugs.add(row.workout.slug)
        rows.append(row)
    if faults:
        raise DataFileError(faults)
    return rows


def _workout(
    content: Mapping[str, Any], position: int, slugs_by_name: Mapping[str, str]
) -> WorkoutRow:
    """One workout. Raises `ValidationError`, `KeyError`, `TypeError` or `ValueError`."""
    workout = Workout(
        slug=content["slug"],
        name=content["name"],
        level=Level(content["level"]),
        minutes=content["minutes"],
        position=position,
    )
    workout.clean_fields(exclude={"owner"})
    planned: list[tuple[str, PlannedExercise]] = []
    for number, item in enumerate(content["exercises"]):
        if item["exercise"] not in slugs_by_name:
            raise ValidationError(f"The catalogue has no exercise named {item['exercise']}.")
        bottom, top = item["reps"]
        plan = PlannedExercise(
            position=number,
            role=Role(item["role"]),
            sets=item["sets"],
            reps_bottom=bottom,
            reps_top=top,
            rest_seconds=item["rest"],
        )
        plan.clean_fields(exclude={"workout", "exercise"})
        if not 1 <= plan.reps_bottom <= plan.reps_top or plan.sets < 1:
            raise ValidationError(f"{item['exercise']}: sets and reps begin at 1, bottom first.")
        planned.append((slugs_by_name[item["exercise"]], plan))
    if not planned:
        raise ValidationError("There is no exercise in it.")
    return WorkoutRow(workout, tuple(planned))
