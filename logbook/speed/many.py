"""Writing and deleting tens of thousands of rows: one statement, values prepared once where they repeat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from django.db import connection, models

_KEYS_AT_ONCE = 500
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


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model, without signals."""
    if not rows:
        return
    quote, options = connection.ops.quote_name, type(rows[0])._meta  # noqa: SLF001
    fields: list[Any] = [options.get_field(name) for name in names]
    prepared = [(field.attname, _prepared(field)) for field in fields]
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(options.db_table), quote(str(options.pk.column))
    values = [
        [
            *(
                held[name] if prepare is None else prepare(held[name])
                for name, prepare in prepared
            ),
            row.pk,
        ]
        for row, held in ((row, vars(row)) for row in rows)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", values)  # noqa: S608


def delete_many(model: type[models.Model], keys: Collection[int]) -> None:
    """Delete rows with all that hangs on them, some hundred at a time; within a transaction.

    Django reads every row it deletes where something may point to it. Here the engine deletes
    level by level, unread. Raises `TypeError` where something points to them that does not go along.
    """
    wanted = sorted(keys)
    for at in range(0, len(wanted), _KEYS_AT_ONCE):
        _delete(model, {"pk__in": wanted[at : at + _KEYS_AT_ONCE]})


def _delete(model: type[models.Model], where: dict[str, Any]) -> None:
    for relation in model._meta.related_objects:  # noqa: SLF001 - Django documents `_meta`
        if relation.on_delete is not models.CASCADE:
            raise TypeError(f"{relation.related_model} does not go with {model}.")
        name = relation.field.name
        _delete(relation.related_model, {f"{name}__{path}": keys for path, keys in where.items()})
    rows = model._default_manager.filter(**where)  # noqa: SLF001
    # What Django itself deletes by where nothing hangs on a row any more.
    rows._raw_delete(rows.db)  # noqa: SLF001


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
