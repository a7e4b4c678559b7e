"""Django's engine, with an end to every wait.

The server ends a statement that takes too long, unless it is the server that has stopped: then
the wait is ended on this side.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

# How much later than the server this side gives up, in seconds.
GRACE = 2
# Seconds a transaction may stand open while nothing is asked in it.
IDLE_IN_TRANSACTION = 60


class Bounded(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer in time."""

    answer_seconds: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Psycopg's own, with a time limit for whoever names none. Raises `OperationalError`."""
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - it has no public name
            # Whether the server did what it was asked is not known: nothing more is asked here.
            self.pgconn.finish()
            raise psycopg.OperationalError("The server does not answer.") from error


class DatabaseWrapper(base.DatabaseWrapper):
    """With `STATEMENT_SECONDS` in its settings: how long a statement may take."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with the limits in front of what the settings say, which has the last word."""
        parameters: dict[str, Any] = super().get_connection_params()
        seconds = self.settings_dict["STATEMENT_SECONDS"]
        limits = (
            f"-c statement_timeout={seconds * 1000:.0f} -c lock_timeout={seconds * 1000:.0f}"
            f" -c idle_in_transaction_session_timeout={max(seconds, IDLE_IN_TRANSACTION)}s"
        )
        parameters["options"] = f"{limits} {parameters.get('options', '')}".strip()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A bounded connection; pools and other levels of isolation are not used here."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        connection = Bounded.connect(**conn_params)
        connection.answer_seconds = self.settings_dict["STATEMENT_SECONDS"] + GRACE
        return connection
