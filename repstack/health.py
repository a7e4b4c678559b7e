"""Whether the database can be read and written, found out within a second whatever it does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from repstack.faults import BUSY, EMPTY, FOREIGN_WAL, SILENT, Fault, fault_of

# Seconds until an answer is given, and those that a lock is waited for.
ANSWER: Final = 0.8
LOCK: Final = 0.5
# The two version numbers in the head of an SQLite file: 2 says WAL.
_WAL_AT: Final = 18
_WAL: Final = b"\x02\x02"

# One look at a time: while one hangs, those behind it need not hang as well.
_looks = ThreadPoolExecutor(1, thread_name_prefix="health")


def database_facts() -> tuple[Fault | None, dict[str, object]]:
    """What is wrong with the database, if anything, and what it says of itself.

    Looked at past the connections that requests use, which may all be waiting.
    """
    look = _looks.submit(_look)
    try:
        return look.result(ANSWER)
    except TimeoutError:
        look.cancel()
        return SILENT, {}


def _look() -> tuple[Fault | None, dict[str, object]]:
    facts: dict[str, object] = {}
    own = _own_connection()
    try:
        with own.cursor() as cursor:
            if own.vendor == "sqlite":
                cursor.execute("SELECT sqlite_version()")
                facts["sqlite_version"] = cursor.fetchone()[0]
                cursor.execute("PRAGMA journal_mode")
                facts["journal_mode"] = cursor.fetchone()[0]
            cursor.execute("SELECT app, name FROM django_migrations")
            is_prepared = known_migrations() <= set(cursor.fetchall())
            # Committed, for a disk that is full is noticed when something is put on it.
            cursor.execute(
                f"INSERT INTO {settings.CACHES['default']['LOCATION']} (cache_key, value, expires)"  # noqa: S608
                " VALUES ('healthz', '', %s) ON CONFLICT (cache_key)"
                " DO UPDATE SET expires = excluded.expires",
                [timezone.now()],
            )
    except Error as error:
        fault = fault_of(error) or SILENT
        return FOREIGN_WAL if fault is BUSY and _is_foreign_wal(own) else fault, facts
    finally:
        own.close()
    return None if is_prepared else EMPTY, facts


def _is_foreign_wal(own: BaseDatabaseWrapper) -> bool:
    """Whether the file is in WAL mode although RepStack is set to the rollback journal.

    What replicates a file puts it there without a word, and holds it: no connection of ours can put
    it back, so each waits and fails, which alone would read as a busy database.
    """
    if own.settings_dict.get("JOURNAL") != "truncate":
        return False
    try:
        with Path(own.settings_dict["NAME"]).open("rb") as file:
            head = file.read(_WAL_AT + len(_WAL))
    except OSError:
        return False
    return head[_WAL_AT:] == _WAL


def _own_connection() -> BaseDatabaseWrapper:
    """A connection with short waits."""
    own = connection.copy()
    options: dict[str, Any] = own.settings_dict["OPTIONS"]
    if own.vendor == "sqlite":
        options["timeout"] = LOCK
    else:
        own.settings_dict["STATEMENT_SECONDS"] = LOCK
        options["connect_timeout"] = 1
    return own


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of this version: the first call takes a while."""
    return frozenset(MigrationLoader(None).disk_migrations)
