"""What a test leaves behind: the tests' own clean-up may empty published releases; none else may.

A test with transactions of its own ends with every table emptied. What the tests begin with is then
put back row by row as it was read once: to load the catalogue takes as long as fifty tests.
"""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from programming.releases.protection import protecting, unprotecting

_flushed = False


def let_flush() -> None:
    """Have Django take the triggers away around the statements that empty a test's database."""
    operations: Any = type(connection.ops)
    really = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        global _flushed
        emptied = really(self, style, tables, **options)
        if not emptied:
            return emptied
        _flushed = True
        return [*unprotecting(self.connection), *emptied, *protecting(self.connection)]

    operations.sql_flush = sql_flush
    # It would make content types and permissions anew, which are put back with the rest.
    command: Any = flush
    command.emit_post_migrate_signal = lambda *_arguments, **_named: None


class Beginning:
    """All rows of a database as `load` leaves it, by table."""

    def __init__(self, load: Callable[[], None], forget: Callable[[], None]) -> None:
        self._load = load
        self._forget = forget
        self._rows: dict[str, Any] = {}

    def put_back(self) -> None:
        """Load it the first time; put the rows of then into the emptied tables ever after."""
        self._forget()
        if not self._rows:
            self._load()
            self._rows = {table: rows for table in _tables() if (rows := _read(table))}
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in unprotecting(connection):
                cursor.execute(statement)
            for table, rows in self._rows.items():
                _write(cursor, table, rows)
            for statement in protecting(connection):
                cursor.execute(statement)


def _tables() -> list[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(names) - {"django_migrations"})


def _read(table: str) -> Any:
    """A table's rows: on PostgreSQL as COPY has them."""
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return cursor.execute(f"SELECT * FROM {name}").fetchall()
        with cursor.copy(f"COPY {name} TO STDOUT") as copy:
            return b"".join(copy)


def _write(cursor: Any, table: str, rows: Any) -> None:
    name = connection.ops.quote_name(table)
    if connection.vendor == "sqlite":
        places = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
        return
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        copy.write(rows)


def empty(*models: Any) -> None:
    """Delete all rows of the models, published ones too."""
    with connection.cursor() as cursor:
        for statement in unprotecting(connection):
            cursor.execute(statement)
        for model in models:
            model._default_manager.all().delete()
        for statement in protecting(connection):
            cursor.execute(statement)


class Afterwards:
    """Pytest plugin: makes a test's database good for the next one, when its transaction is over.

    What a transactional test emptied is put back. And PostgreSQL keeps the rows that tests rolled
    back in its files and reads through them: after a thousand tests a query takes several times as
    long. Its own sweeping is off in tests (`tests/engine.py` says why).
    """

    TESTS_BETWEEN_SWEEPS = 100

    def __init__(self, blocker: DjangoDbBlocker, beginning: Beginning) -> None:
        self.blocker = blocker
        self.beginning = beginning
        self.tests = 0

    # The innermost wrapper: what it prints is the test's, which pytest keeps for itself.
    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_teardown(self, nextitem: pytest.Item | None) -> Generator[None, None, None]:
        """After the test's own teardown; after the last one there is no database any more."""
        global _flushed
        yield
        if nextitem is None:
            return
        self.tests += 1
        with self.blocker.unblock():
            if _flushed:
                self.beginning.put_back()
                _flushed = False
            is_due = self.tests % self.TESTS_BETWEEN_SWEEPS == 0
            if is_due and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM")
