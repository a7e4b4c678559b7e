"""A program with all that is in it, read in one query: what its page and its editor begin with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import BigIntegerField

from logbook.speed.compiled import Columns, Compiled, Given, columns_of, row_of, together
from programming.models import Block, PlannedExercise, PlannedSubstitute, Program, Workout

_Row = TypeVar("_Row", bound=models.Model)
_PROGRAM = Given("program", output_field=BigIntegerField())


def _of(model: type[models.Model], way: str) -> Compiled:
    """All rows of a model that `way` leads from to the program."""
    rows = model._default_manager.filter(**{way: _PROGRAM})  # noqa: SLF001
    return Compiled(lambda: rows.order_by().values_list(*columns_of(model)))


_QUERIES = (
    Compiled(
        lambda: Program.objects.filter(pk=_PROGRAM, is_removed=False).values_list(
            *columns_of(Program)
        )
    ),
    _of(Block, "program_id"),
    _of(Workout, "block__program_id"),
    _of(PlannedExercise, "workout__block__program_id"),
    _of(PlannedSubstitute, "planned__workout__block__program_id"),
)


def whole_program(program_id: int) -> Program | None:
    """The program with its blocks, workouts, exercises and substitutes; None where there is none.

    Whose it is the caller looks at. What is in it stands as prefetched rows, in lists: they can be
    read, and asked nothing else.
    """
    given = {"program": program_id}
    programs, *others = together(*((query, given) for query in _QUERIES))
    if not programs:
        return None
    program = row_of(Program, iter(programs[0]))
    blocks, workouts, planned, substitutes = (
        _rows(model, rows)
        for model, rows in zip(
            (Block, Workout, PlannedExercise, PlannedSubstitute), others, strict=True
        )
    )
    put_under([program], "blocks", blocks, "program", lambda one: (one.position, one.pk))
    put_under(blocks, "workouts", workouts, "block", lambda one: (one.position, one.pk))
    put_under(workouts, "planned", planned, "workout", lambda one: one.position)
    put_under(planned, "substitutes", substitutes, "planned", lambda one: one.rank)
    return program


def _rows(model: type[_Row], found: Iterable[Columns]) -> list[_Row]:
    return [row_of(model, iter(row)) for row in found]


def put_under(
    parents: list[Any], name: str, rows: list[Any], back: str, order: Callable[[Any], Any]
) -> None:
    """Put the rows to their parents, in the order of their table, as a prefetch does."""
    by_parent: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_parent[getattr(row, f"{back}_id")].append(row)
    for parent in parents:
        own = sorted(by_parent[parent.pk], key=order)
        for row in own:
            setattr(row, back, parent)
        parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = own
