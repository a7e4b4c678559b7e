"""The embedded database: which SQLite, which journal, and what "saved" means."""

import gc
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from repstack import health, sqlite
from repstack.engines.sqlite3.base import DatabaseWrapper
from repstack.faults import BUSY, FOREIGN_WAL
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


# ---- a file that is moved away under a server ----------------------------------------------------


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A server's connection to a file that is there, with one row in it."""
    entry = sqlite.database(tmp_path / "a.sqlite3", "wal")
    with closing(sqlite3.connect(entry["NAME"])) as made:
        made.execute("CREATE TABLE sets (id INTEGER)")
    own = DatabaseWrapper({**connection.settings_dict, **entry, "SERVING": True})
    yield own
    own.close()


def write(own: DatabaseWrapper) -> None:
    """What a request does, from its beginning."""
    own.close_if_unusable_or_obsolete()
    with own.cursor() as cursor:
        cursor.execute("INSERT INTO sets VALUES (1)")


@pytest.mark.django_db
def test_nothing_is_written_into_a_file_that_is_not_at_its_place(
    serving: DatabaseWrapper, tmp_path: Path
):
    """An open connection went on with it: what was acknowledged was lost with the file."""
    path = tmp_path / "a.sqlite3"
    write(serving)
    path.rename(tmp_path / "aside.sqlite3")
    for _ in range(2):
        with pytest.raises(OperationalError, match="unable to open"):
            write(serving)
    # No empty one is made in its place either.
    assert not path.exists()

    (tmp_path / "aside.sqlite3").rename(path)
    write(serving)

    with closing(sqlite3.connect(path)) as there:
        assert there.execute("SELECT count(*) FROM sets").fetchone() == (2,)


@pytest.mark.django_db
def test_a_file_put_in_its_place_under_a_server_is_not_opened(
    serving: DatabaseWrapper, tmp_path: Path
):
    """It would be read together with the `-wal` of the one before."""
    write(serving)
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other:
        other.execute("CREATE TABLE sets (id INTEGER)")
    (tmp_path / "other.sqlite3").replace(tmp_path / "a.sqlite3")

    with pytest.raises(OperationalError, match="replaced: restart"):
        write(serving)


@pytest.mark.django_db
def test_a_command_may_make_the_file(tmp_path: Path):
    entry = sqlite.database(tmp_path / "new.sqlite3", "wal")
    own = DatabaseWrapper({**connection.settings_dict, **entry})
    try:
        with own.cursor() as cursor:
            cursor.execute("CREATE TABLE sets (id INTEGER)")
        write(own)
    finally:
        own.close()


# ---- a program that turns the file to WAL ---------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("journal", ["truncate", "wal"])
def test_health_says_that_another_program_turned_the_file_to_wal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: sqlite.Journal
):
    """What replicates a file does so without a word; to all else it is a busy database."""
    entry = sqlite.database(tmp_path / "a.sqlite3", journal)
    entry["OPTIONS"]["timeout"] = 0.02
    own = DatabaseWrapper({**connection.settings_dict, **entry})
    monkeypatch.setattr(health, "_own_connection", lambda: own)
    with closing(sqlite3.connect(entry["NAME"], isolation_level=None)) as other:
        other.executescript("PRAGMA journal_mode=wal; CREATE TABLE a (id); BEGIN; SELECT * FROM a")
        other.execute("SELECT * FROM a").fetchall()

        fault, facts = health._look()

        if journal == "truncate":
            assert fault is FOREIGN_WAL
        else:
            # Nothing is wrong with the journal; there are no tables.
            assert facts["journal_mode"] == "wal"
            assert fault is not FOREIGN_WAL
    # Once it lets go, and what failed to connect is gone, the next connection puts the file back.
    del fault
    gc.collect()
    fault, facts = health._look()
    assert fault is not FOREIGN_WAL
    assert facts["journal_mode"] == journal


@pytest.mark.django_db
def test_a_busy_database_is_none_that_was_turned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    entry = sqlite.database(tmp_path / "a.sqlite3", "truncate")
    entry["OPTIONS"]["timeout"] = 0.02
    own = DatabaseWrapper({**connection.settings_dict, **entry})
    monkeypatch.setattr(health, "_own_connection", lambda: own)
    with closing(sqlite3.connect(entry["NAME"], isolation_level=None)) as other:
        other.execute("CREATE TABLE a (id)")
        other.execute("BEGIN EXCLUSIVE")

        assert health._look()[0] is BUSY
