"""Django's engine, but that a server writes into no file that is not at its place any more.

An open connection goes on with a file that was moved or deleted: what it then saves is lost.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

File = tuple[int, int] | None


class DatabaseWrapper(base.DatabaseWrapper):
    """With `SERVING` in its settings it makes no file, and knows the one it began with again."""

    file: File = None

    def get_connection_params(self) -> dict[str, Any]:
        """Django's; a server opens what is there, where a command may make it."""
        parameters: dict[str, Any] = super().get_connection_params()
        if self.settings_dict["SERVING"]:
            parameters["database"] = f"{self._path().as_uri()}?mode=rw"
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection to the file. Raises `OperationalError` for another than the server began with.

        SQLite would read what the old file left beside it into the new one.
        """
        opened = super().get_new_connection(conn_params)
        self.file = _identity(self._path())
        # The settings are one dictionary for all threads of the process.
        if self.settings_dict["SERVING"] and self.file != self.settings_dict.setdefault(
            "FILE", self.file
        ):
            opened.close()
            raise sqlite3.OperationalError("The file was replaced: restart the server.")
        return opened

    def is_usable(self) -> bool:
        """Whether the file that was opened is still the one at its place: asked once a request."""
        return self.file == _identity(self._path())

    def _path(self) -> Path:
        return Path(self.settings_dict["NAME"]).absolute()


def _identity(path: Path) -> File:
    """What tells a file from another of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
