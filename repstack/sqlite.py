"""Which SQLite runs, and how: the embedded database's settings.

SQLite 3.7.0 to 3.51.2 can lose committed writes in WAL mode with two connections (fixed in
3.51.3, and in 3.50.7 and 3.44.6 of their lines), and Debian 12 and 13 ship such a one. So a fixed
SQLite comes as a wheel; where there is no wheel, the rollback journal is used instead.
"""

import importlib
import sqlite3
import sys
from pathlib import Path
from typing import Any, Literal

Journal = Literal["wal", "truncate"]
JOURNALS: tuple[Journal, ...] = ("wal", "truncate")

# How long a writer waits for another one, in seconds, before it gives up.
BUSY_SECONDS = 20


def use_fixed_sqlite() -> None:
    """Let `import sqlite3` give the wheel's SQLite from here on, where the wheel is installed."""
    try:
        fixed = importlib.import_module("pysqlite3")
        fixed_dbapi2 = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    sys.modules["sqlite3"] = fixed
    sys.modules["sqlite3.dbapi2"] = fixed_dbapi2


def linked_version() -> tuple[int, ...]:
    """The version of the SQLite that Django will use, like `(3, 53, 4)`."""
    module = sys.modules.get("sqlite3", sqlite3)
    version: tuple[int, ...] = module.sqlite_version_info
    return version


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite keeps every commit in WAL mode with several connections."""
    line = version[:2]
    if line == (3, 44):
        return version >= (3, 44, 6)
    if line == (3, 50):
        return version >= (3, 50, 7)
    return version >= (3, 51, 3)


def safest_journal(version: tuple[int, ...]) -> Journal:
    """WAL where it is safe, else TRUNCATE."""
    return "wal" if wal_is_safe(version) else "truncate"


def database(path: Path, journal: Journal) -> dict[str, Any]:
    """Django's entry for the embedded database at `path`.

    `synchronous=FULL`: an acknowledged set survives a power cut. `IMMEDIATE`: a transaction that
    reads and then writes takes the lock first, so that it waits instead of failing.
    """
    return {
        "ENGINE": "repstack.engines.sqlite3",
        "NAME": path,
        # Whether a server has it open: repstack/wsgi.py says so.
        "SERVING": False,
        "JOURNAL": journal,
        "CONN_MAX_AGE": None,
        # Is the file still at its place?
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }
