"""What a test leaves behind: the tests' own clean-up may empty published releases; none else may."""

from collections.abc import Generator
from typing import Any

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from programming.releases.protection import protecting, unprotecting


def let_flush() -> None:
    """Have Django take the triggers away around the statements that empty a test's database."""
    operations: Any = type(connection.ops)
    really = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        emptied = really(self, style, tables, **options)
        if not emptied:
            return emptied
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


class Sweeping:
    """Pytest plugin for PostgreSQL: sweeps out the rows that tests rolled back.

    PostgreSQL keeps them in its files and reads through them: after a thousand tests a query takes
    several times as long. Its own sweeping is off in tests (`tests/engine.py` says why).
    """

    TESTS_BETWEEN = 100

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self.blocker = blocker
        self.tests = 0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self) -> Generator[None, None, None]:
        """After every so many tests, when the last one's transaction is over."""
        yield
        self.tests += 1
        if self.tests % self.TESTS_BETWEEN == 0:
            with self.blocker.unblock(), connection.cursor() as cursor:
                cursor.execute("VACUUM")
