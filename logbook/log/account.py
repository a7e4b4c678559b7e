"""A whole account as plain values, table by table in a fixed order, some rows a query."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import models
from django.http import Http404

from logbook.log.carried import KEYS, KEYS_WITHIN, SETTINGS, TABLES, Table
from logbook.log.references import OutReferences, points_to
from logbook.models import User

# A few at a time: under SQLite's rollback journal every read holds up the writers.
ROWS_AT_ONCE = 20

Row = dict[str, Any]


def settings_of(lifter: User) -> Row:
    """What a lifter set, read anew. Raises `Http404` where the account went meanwhile."""
    found = User.objects.filter(pk=lifter.pk).values(*SETTINGS).first()
    if found is None:
        raise Http404("This account is deleted.")
    return dict(found)


def sections_of(lifter: User) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every carried table's name with its rows, those within others inside theirs.

    Read the rows of one before the next: what they point to is known by then. By key and some at
    a time, so that no cursor stays open over the log and no more of it is in memory. What points
    to a row that was written since is left out, or without it where it may be.
    """
    references = OutReferences(lifter)
    for table in TABLES:
        yield table.name, _rows(lifter, table, references)


def _rows(lifter: User, table: Table, references: OutReferences) -> Iterator[Row]:
    names = [column.attname for column in table.columns]
    found = (
        table.model._default_manager.filter(table.only, **{table.owner: lifter})  # noqa: SLF001
        .order_by("pk")
        .values_list("pk", *names)
    )
    last = 0
    while rows := list(found.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        yield from _told(lifter, table, rows, references).values()
        last = rows[-1][0]


def _told(
    lifter: User, table: Table, rows: Sequence[tuple[Any, ...]], references: OutReferences
) -> dict[int, Row]:
    """Rows as values by their keys, with what stands within each."""
    columns = [(one.name, _sayer(one)) for one in table.columns]
    told: dict[int, Row] = {}
    for row in rows:
        references.placed(table, row[0])
        try:
            told[row[0]] = {
                name: say(value, references)
                for (name, say), value in zip(columns, row[1:], strict=True)
            }
        except KeyError:
            references.left_out(table, row[0])
    for child in table.children:
        within = _within(lifter, child, list(told), references)
        for pk, one in told.items():
            one[child.name] = within.get(pk, [])
    return told


def _within(
    lifter: User, table: Table, parents: list[int], references: OutReferences
) -> dict[int, list[Row]]:
    """The rows within these ones, by the key of theirs."""
    names = [column.attname for column in table.columns]
    rows = table.model._default_manager.filter(**{f"{table.parent}__in": parents})  # noqa: SLF001
    if table.owner:
        rows = rows.filter(**{table.owner: lifter})
    place = {pk: at for at, pk in enumerate(parents)}
    found = list(rows.order_by("pk").values_list("pk", table.parent, *names))
    # As they stand in the file: by their place in it they are named elsewhere.
    found.sort(key=lambda row: place[row[1]])
    told = _told(lifter, table, [(row[0], *row[2:]) for row in found], references)
    by_parent: dict[int, list[Row]] = defaultdict(list)
    for row in found:
        if row[0] in told:
            by_parent[row[1]].append(told[row[0]])
    return by_parent


@cache
def _sayer(column: models.Field[Any, Any]) -> Callable[[Any, OutReferences], Any]:
    """What says a column's value in JSON."""
    if (to := points_to(column)) is not None:
        say = OutReferences.said_or_none if column.null else OutReferences.said
        return lambda value, references: say(references, to, value)
    if (within := KEYS_WITHIN.get((column.model, column.name))) is not None:
        return lambda value, references: _with_places(value, within, references)
    if (of := KEYS.get((column.model, column.name))) is not None:
        return lambda value, references: references.said_all(of, value)
    return lambda value, references: plain(value)


def plain(value: Any) -> Any:
    """A value as JSON has it: instants in UTC, days and keys as text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | uuid.UUID):
        return str(value)
    return value


def _with_places(value: Row, within: str, references: OutReferences) -> Row:
    if within not in value:
        return value
    places = [references.own_exercise(key) for key in value[within]]
    return {**value, within: [one for one in places if one is not None]}
