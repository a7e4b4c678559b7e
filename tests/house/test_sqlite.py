"""The embedded database: which SQLite, which journal, and what "saved" means."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from repstack import sqlite
from tests.house.test_environment import start


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_only_where_it_keeps_every_commit(version: tuple[int, ...], is_safe: bool):
    assert sqlite.wal_is_safe(version) is is_safe
    assert sqlite.safest_journal(version) == ("wal" if is_safe else "truncate")


def test_the_fixed_sqlite_of_the_wheel_is_the_one_python_imports():
    asked = "import repstack, sqlite3, sqlite3.dbapi2 as d; print(sqlite3.__name__, d.__name__)"
    ended = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=30
    )

    assert ended.stdout.split()[0] in {"pysqlite3", "sqlite3"}
    if ended.stdout.startswith("pysqlite3"):
        assert ended.stdout.split()[1] == "pysqlite3.dbapi2"


def test_without_the_wheel_the_linked_sqlite_stays(monkeypatch: pytest.MonkeyPatch):
    before = sys.modules["sqlite3"]
    monkeypatch.setitem(sys.modules, "pysqlite3", None)

    sqlite.use_fixed_sqlite()

    assert sys.modules["sqlite3"] is before


@pytest.mark.parametrize("journal", sqlite.JOURNALS)
def test_a_connection_is_durable_in_either_journal_mode(tmp_path: Path, journal: sqlite.Journal):
    entry = sqlite.database(tmp_path / "a.sqlite3", journal)
    with sqlite3.connect(entry["NAME"]) as opened:
        opened.executescript(entry["OPTIONS"]["init_command"])

        assert opened.execute("PRAGMA journal_mode").fetchone()[0] == journal
        full = 2
        assert opened.execute("PRAGMA synchronous").fetchone()[0] == full
    opened.close()


def test_connections_stay_open_and_requests_are_no_transactions(tmp_path: Path):
    entry = sqlite.database(tmp_path / "a.sqlite3", "wal")

    assert entry["CONN_MAX_AGE"] is None
    assert entry["ATOMIC_REQUESTS"] is False


@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_the_write_lock_when_it_begins():
    if connection.vendor == "sqlite":
        with transaction.atomic():
            path = connection.settings_dict["NAME"]
            second = sqlite3.connect(path, timeout=0, isolation_level=None)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                second.execute("BEGIN IMMEDIATE")
            second.close()


def test_the_journal_can_be_chosen_by_variable(tmp_path: Path):
    ask = ("-c", "import repstack.settings as s; print(s.DATABASES['default']['OPTIONS'])")

    ended = start(*ask, data=tmp_path, PYTHONPATH=".", REPSTACK_SQLITE_JOURNAL="truncate")

    assert "journal_mode=truncate" in ended.stdout


def test_a_journal_that_does_not_exist_is_refused(tmp_path: Path):
    ended = start("manage.py", "check", data=tmp_path, REPSTACK_SQLITE_JOURNAL="memory")

    assert ended.returncode == 1
    assert "allowed: wal, truncate" in ended.stderr
