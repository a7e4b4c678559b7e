"""Databases that fail, on either engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

Broken = Callable[[], AbstractContextManager[object]]


@contextmanager
def told(query: str, undo: str) -> Iterator[None]:
    """The product's own connection is told something, and told otherwise afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(query)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(undo)


@contextmanager
def elsewhere(**changed: object) -> Iterator[None]:
    """The database is looked for where there is none."""
    kept = {name: connection.settings_dict[name] for name in changed}
    connection.close()
    connection.settings_dict.update(changed)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def second() -> psycopg.Connection[Any]:
    """A connection past Django to the database of the tests."""
    options = connection.get_connection_params()
    known = {name: options[name] for name in ("dbname", "user", "host") if name in options}
    return psycopg.connect(make_conninfo(**known))


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else writes for longer than anybody waits."""
    if connection.vendor == "sqlite":
        path = str(connection.settings_dict["NAME"])
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with told("PRAGMA busy_timeout = 20", "PRAGMA busy_timeout = 20000"):
                yield
        return
    with second() as other:
        for table in ("repstack_cache", "django_session", "logbook_set", "logbook_trainingsession"):
            other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        with told("SET lock_timeout = '20ms'", "RESET lock_timeout"):
            yield


def read_only() -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        return told("PRAGMA query_only = on", "PRAGMA query_only = off")
    return told("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")


def gone(folder: Path) -> AbstractContextManager[None]:
    if connection.vendor == "sqlite":
        return elsewhere(NAME=folder)
    return elsewhere(HOST=str(folder))


@contextmanager
def emptied() -> Iterator[None]:
    """The tables have another name."""
    tables = ("repstack_cache", "django_session", "logbook_set", "logbook_user")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table}_gone RENAME TO {table}")
