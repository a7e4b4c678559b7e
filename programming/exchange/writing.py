"""A program as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from programming.choices import LoadRule
from programming.exchange.document import FORMAT, VERSION
from programming.exchange.exercises import Reference
from programming.lines import SetLine
from programming.loads import Load, Unit
from programming.programs.plans import Line, Plan


def document_text(plan: Plan, references: Mapping[int, Reference]) -> bytes:
    """A plan as a file; what is as usual is left out."""
    found = {
        "format": FORMAT,
        "version": VERSION,
        "name": plan.name,
        "level": plan.level,
        "goal": plan.goal,
        "needs": plan.needs,
        "days_a_week": plan.days,
        "blocks": [
            {
                "name": block.name,
                "goal": block.goal,
                "weeks": block.weeks,
                "easy_week": block.deload_week,
                "workouts": [
                    {
                        "name": day.name,
                        "exercises": [_written(line, references) for line in day.lines],
                    }
                    for day in block.workouts
                ],
            }
            for block in plan.blocks
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def _written(line: Line, references: Mapping[int, Reference]) -> dict[str, Any]:
    found = {
        "exercise": _named(references[line.exercise]),
        "role": line.role,
        "sets": [dict(_of_line(one)) for one in line.lines],
        "load_rule": line.rule if line.rule != LoadRule.LAST_TIME else None,
        "rest_seconds": line.rest,
        "superset": line.superset,
        "note": line.note or None,
        "substitutes": [_named(references[one]) for one in line.substitutes] or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _of_line(line: SetLine) -> Iterator[tuple[str, Any]]:
    yield "count", line.sets
    if line.reps is not None:
        yield "reps", list(line.reps)
    if line.seconds is not None:
        yield "seconds", list(line.seconds)
    if line.percent is not None:
        yield "percent", line.percent
    if line.load is not None:
        milli, unit, kind = line.load
        value = Load(milli, Unit(unit)).text
        yield "load", {"value": value, "unit": unit, "kind": kind}
    if line.target is not None:
        yield "target", dict(zip(("low", "aim", "high"), line.target, strict=True))


def _named(one: Reference) -> dict[str, Any]:
    if one.slug:
        return {"name": one.name, "slug": one.slug}
    return {
        "name": one.name,
        "is_compound": one.is_compound,
        "primary_muscles": list(one.primary_muscles),
        "load_kind": one.load_kind,
        "is_unilateral": one.is_unilateral,
    }
