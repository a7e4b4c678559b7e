"""Queries whose SQL is written once: for what is asked with every set that is logged.

Django writes the SQL of a queryset anew each time; for the queries behind a set that is more
work than running them. A `Compiled` query is an ordinary `values_list` with `Given` values in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper

Row = TypeVar("Row", bound=models.Model)
Columns = tuple[Any, ...]
# A query, and the values given to it.
Part = tuple["Compiled", Mapping[str, object]]
# SQLite joins 500 of them (`SQLITE_MAX_COMPOUND_SELECT`).
_MOST_JOINED = 480


class Given(models.Value):
    """A value that is named in the queryset and given with each call."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A placeholder, with itself as the parameter to be replaced."""
        return "%s", [self]


def athlete() -> Given:
    """The primary key of the athlete, called `athlete`: every query of athlete data has it."""
    return Given("athlete", output_field=models.BigIntegerField())


def columns_of(model: type[models.Model], prefix: str = "") -> list[str]:
    """The names of all columns of the model, for `values_list`; `prefix` is the way to it."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - `_meta` is public: Django documents it
    return [prefix + field.attname for field in fields]


def row_of(model: type[Row], values: Iterator[object]) -> Row:
    """The model's row of the next values, which are those of `columns_of(model)`."""
    names = columns_of(model)
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))


@dataclass(frozen=True, slots=True)
class Plan:
    """SQL, its parameters (some of them `Given`), and how to read its columns.

    `types` are the columns' types as the engine casts to them.
    """

    sql: str
    parameters: Sequence[Any]
    types: tuple[str, ...]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]

    def read(self, rows: Sequence[Columns]) -> list[Columns]:
        """The rows as Django would give them; converted a column at a time, which is half the work."""
        if not rows or not self.converters:
            return list(rows)
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, converters, expression in self.converters:
            for convert in converters:
                at_once = _AT_ONCE.get(getattr(convert, "__func__", convert))
                columns[place] = (
                    at_once(columns[place])
                    if at_once is not None
                    else [convert(one, expression, connection) for one in columns[place]]
                )
        return list(zip(*columns, strict=True))


def _instants(column: Sequence[Any]) -> list[Any]:
    """What `convert_datetimefield_value` makes of each: SQLite keeps no zone, the connection has it."""
    zone = connection.timezone
    return [
        None
        if one is None
        else (one if isinstance(one, dt.datetime) else dt.datetime.fromisoformat(one)).replace(
            tzinfo=zone
        )
        for one in column
    ]


def _days(column: Sequence[Any]) -> list[Any]:
    """What `convert_datefield_value` makes of each."""
    return [dt.date.fromisoformat(one) if isinstance(one, str) else one for one in column]


def _booleans(column: Sequence[Any]) -> list[Any]:
    """What `convert_booleanfield_value` makes of each."""
    return [None if one is None else one == 1 for one in column]


# By way of the wrapper: where the engine is PostgreSQL nobody imported it yet, and Django's operations
# of SQLite cannot be imported before it.
SQLite = SQLiteWrapper.ops_class
# Django converts SQLite's values one by one; a call each is most of what that costs.
_AT_ONCE: dict[object, Callable[[Sequence[Any]], list[Any]]] = {
    SQLite.convert_datetimefield_value: _instants,
    SQLite.convert_datefield_value: _days,
    SQLite.convert_booleanfield_value: _booleans,
}


class Compiled:
    """A query that Django compiles on its first call in a process; calls return its rows."""

    def __init__(self, build: Callable[[], models.QuerySet[Any, Any]]) -> None:
        self._build = build

    def __call__(self, **values: object) -> list[Columns]:
        """The rows, with `values` in the places of the `Given` ones."""
        return together((self, values))[0]

    def of_each(self, name: str, several: Iterable[object], **values: object) -> list[Columns]:
        """The rows for each value of `name`, in one query.

        Each part is a slice of its own index, in its own order. One `OR` over the slices would
        make both engines walk through all rows of the athlete.
        """
        found = together(*((self, {**values, name: one}) for one in several))
        return [row for rows in found for row in rows]

    @cached_property
    def plan(self) -> Plan:
        """The query as SQL."""
        query: Any = self._build().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        columns = [column[0] for column in compiler.select]
        return Plan(
            sql,
            tuple(parameters),
            tuple(str(one.output_field.cast_db_type(connection)) for one in columns),
            [(place, *pair) for place, pair in compiler.get_converters(columns).items()],
        )


def together(*parts: Part) -> list[list[Columns]]:
    """The rows of each of several queries, all of them asked as one.

    A query costs more to ask than a few rows cost to read. Only of more than SQLite joins in one
    there are several.
    """
    if not parts:
        return []
    if len(parts) > _MOST_JOINED:
        return [*together(*parts[:_MOST_JOINED]), *together(*parts[_MOST_JOINED:])]
    queries = tuple(one for one, _ in parts)
    sql, offsets = _joined(queries)
    parameters = [
        given.output_field.get_db_prep_value(values[given.value], connection)
        if isinstance(given, Given)
        else given
        for one, values in parts
        for given in one.plan.parameters
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[Columns] = cursor.fetchall()
    if len(parts) == 1:
        return [queries[0].plan.read(found)]
    answers: list[list[Columns]] = [[] for _ in parts]
    ends = [begin + len(one.plan.types) for one, begin in zip(queries, offsets, strict=True)]
    for row in found:
        part = row[0]
        answers[part].append(row[offsets[part] : ends[part]])
    return [one.plan.read(rows) for one, rows in zip(queries, answers, strict=True)]


@lru_cache(maxsize=128)
def _joined(queries: tuple[Compiled, ...]) -> tuple[str, list[int]]:
    """One query of several, and where the columns of each begin.

    The first column says which one a row is of. Queries of the same types share columns; in those
    of others a row has nothing, cast to their type, which PostgreSQL asks for.
    """
    if len(queries) == 1:
        return queries[0].plan.sql, [0]
    shapes = list(dict.fromkeys(one.plan.types for one in queries))
    # All of it is Django's own SQL: values only ever travel as parameters.
    selects = []
    for place, one in enumerate(queries):
        columns = [
            f"part{place}.*"
            if shape == one.plan.types
            else ", ".join(f"CAST(NULL AS {name})" for name in shape)
            for shape in shapes
        ]
        columns.insert(0, str(place))
        selects.append(f"SELECT {', '.join(columns)} FROM ({one.plan.sql}) AS part{place}")  # noqa: S608
    begins = dict(zip(shapes, accumulate(map(len, shapes), initial=1), strict=False))
    return " UNION ALL ".join(selects), [begins[one.plan.types] for one in queries]


def insert(row: models.Model) -> None:
    """Insert a new row and take its primary key over: `save` without signals."""
    sql, fields = _insert(type(row))
    with connection.cursor() as cursor:
        cursor.execute(sql, _saved(row, fields))
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


def update(row: models.Model, names: tuple[str, ...]) -> None:
    """Write these fields of a row: `save(update_fields=names)` without signals."""
    sql, fields = _update(type(row), names)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*_saved(row, fields), row.pk])


@cache
def _insert(model: type[models.Model]) -> tuple[str, list[Any]]:
    quote, options = connection.ops.quote_name, model._meta  # noqa: SLF001
    fields: list[Any] = [field for field in options.concrete_fields if not field.primary_key]
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table, key = quote(options.db_table), quote(str(options.pk.column))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {key}", fields  # noqa: S608


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    quote, options = connection.ops.quote_name, model._meta  # noqa: SLF001
    fields: list[Any] = [options.get_field(name) for name in names]
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(options.db_table), quote(str(options.pk.column))
    return f"UPDATE {table} SET {changes} WHERE {key} = %s", fields  # noqa: S608


def _saved(row: models.Model, fields: Iterable[Any]) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
