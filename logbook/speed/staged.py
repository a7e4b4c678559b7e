"""Many rows that come into the log at one instant: put aside first, then switched over.

Whoever writes fifty thousand rows in one transaction keeps SQLite's one writer busy for ten seconds, and
whoever writes them piece by piece shows half of them. So rows are made and prepared in a table that
this connection alone has (`CREATE TEMP TABLE`), which locks nothing and which no reader can ask by mistake; the
engine forgets it with the connection, however that ends. They keep the keys they are given there, and go over
by one `INSERT … SELECT` a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress

from django.db import Error, connection, models, transaction

from logbook.speed.many import insert_many


class Staged:
    """Rows put aside; `staging` makes one."""

    def __init__(self) -> None:
        self._models: list[type[models.Model]] = []

    def add(self, rows: Sequence[models.Model]) -> None:
        """Put rows of one model aside; those without a key are given the one they will have."""
        if not rows:
            return
        model = type(rows[0])
        if model not in self._models:
            self._make(model)
        give_keys(rows)
        insert_many(rows, into=staged_name(model))

    def drop(self, model: type[models.Model], column: str, values: Collection[int]) -> None:
        """Take rows that have one of these values out again."""
        if model not in self._models or not values:
            return
        with connection.cursor() as cursor:
            for value in values:
                cursor.execute(
                    f"DELETE FROM {staged_name(model)} WHERE {_quoted(column)} = %s",  # noqa: S608
                    [value],
                )

    def put(self) -> None:
        """Write all of it where it belongs, in the order the models came; within a transaction."""
        with connection.cursor() as cursor:
            for model in self._models:
                table = _quoted(model._meta.db_table)  # noqa: SLF001 - Django documents `_meta`
                columns = ", ".join(_quoted(one.column) for one in model._meta.concrete_fields)  # noqa: SLF001
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {staged_name(model)}"  # noqa: S608
                )

    def forget(self) -> None:
        """Let go of what was put aside."""
        # A connection that is broken has forgotten it by itself.
        with suppress(Error), connection.cursor() as cursor:
            for model in self._models:
                cursor.execute(f"DROP TABLE IF EXISTS {staged_name(model)}")

    def _make(self, model: type[models.Model]) -> None:
        name, table = staged_name(model), _quoted(model._meta.db_table)  # noqa: SLF001
        with connection.cursor() as cursor:
            # One that broke off may have left it on a connection that is kept.
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
            if connection.vendor == "sqlite":
                cursor.execute(f"CREATE TEMP TABLE {name[5:]} AS SELECT * FROM {table} WHERE 0")  # noqa: S608
            else:
                cursor.execute(
                    f"CREATE TEMP TABLE {name[8:]} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DROP"
                )
        self._models.append(model)


@contextmanager
def staging() -> Iterator[Staged]:
    """Rows can be put aside for as long as the context lasts.

    On PostgreSQL it is one transaction, since a pooler may give the next one another connection;
    take locks in it as late as you can. On SQLite a transaction would be the lock itself.
    """
    staged = Staged()
    if connection.vendor == "postgresql":
        with transaction.atomic():
            yield staged
            staged.forget()
        return
    try:
        yield staged
    finally:
        staged.forget()


def staged_name(model: type[models.Model]) -> str:
    """The name of the table that rows of a model are put aside in, as SQL says it."""
    where = "temp" if connection.vendor == "sqlite" else "pg_temp"
    return f"{where}.staged_{model._meta.db_table}"  # noqa: SLF001


def give_keys(rows: Sequence[models.Model]) -> None:
    """Give rows of one model that have no key yet one that nobody else will have."""
    fresh = [one for one in rows if one.pk is None]
    if not fresh:
        return
    for one, key in zip(fresh, _reserved(type(fresh[0]), len(fresh)), strict=True):
        one.pk = key


def _reserved(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys that the engine will give to nobody else; what is not used of them is a gap."""
    options = model._meta  # noqa: SLF001
    table, column = options.db_table, options.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_quoted(table), column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # What `AUTOINCREMENT` counts by; a table that never had a row is not in it.
        with transaction.atomic():
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table]
            )
            if not cursor.rowcount:
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count]
                )
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone()
        return range(last - count + 1, last + 1)


def tidy() -> None:
    """After much was written: move it from SQLite's log into its file, or the next who saves a set has to."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # What was written is written, whatever comes of this.
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
