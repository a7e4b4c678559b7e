"""Databases of RepStack's shape, small enough to damage by hand."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

KNOWN = frozenset({("logbook", "0001_initial"), ("logbook", "0002_more")})
JOURNALS = ("wal", "truncate")


def opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def made(path: Path, *, journal: str = "wal", sets: int = 100) -> sqlite3.Connection:
    """A database of RepStack's shape with so many sets, and a connection that has it in use."""
    database = opened(path)
    database.execute(f"PRAGMA journal_mode={journal}")
    database.executescript(
        "CREATE TABLE django_migrations (app TEXT, name TEXT);"
        "CREATE TABLE logbook_user (email TEXT);"
        "CREATE TABLE logbook_set (note TEXT);"
        "INSERT INTO django_migrations VALUES ('logbook', '0001_initial');"
        "INSERT INTO logbook_user VALUES ('anna@example.org');"
    )
    for _ in range(sets):
        database.execute("INSERT INTO logbook_set VALUES (?)", ("x" * 100,))
    return database


def counted(path: Path, table: str = "logbook_set") -> int:
    with closing(opened(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        count: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextmanager
def files_no_longer_than(length: int) -> Iterator[None]:
    """A disk on which no file grows past so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
