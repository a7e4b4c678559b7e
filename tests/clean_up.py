"""The tests' own clean-up may empty the published releases; nothing else may."""

from typing import Any

from django.db import connection

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
