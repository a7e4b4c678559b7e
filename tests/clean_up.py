"""What a test leaves behind: the tests' own clean-up may empty published releases; none else may."""

from collections.abc import Callable, Generator
from typing import Any

import pytest
from django.db import connection
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

    A transactional test ends with all tables emptied: `load` then puts the catalogue back for good,
    or every test after it would load it for itself. And PostgreSQL keeps the rows that tests rolled
    back in its files and reads through them: after a thousand tests a query takes several times as
    long. Its own sweeping is off in tests (`tests/engine.py` says why).
    """

    TESTS_BETWEEN_SWEEPS = 100

    def __init__(self, blocker: DjangoDbBlocker, load: Callable[[], None]) -> None:
        self.blocker = blocker
        self.load = load
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
                self.load()
                _flushed = False
            is_due = self.tests % self.TESTS_BETWEEN_SWEEPS == 0
            if is_due and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM")
