"""A backup is one instant's database, and nothing that is no backup is ever written over."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from logbook.management import backup
from logbook.management.backup import RefusedError, back_up
from tests.logbook.management.files import (
    JOURNALS,
    counted,
    files_no_longer_than,
    made,
    names,
    opened,
)


@pytest.mark.parametrize("journal", JOURNALS)
def test_a_backup_is_one_file_for_its_owner_alone_with_all_that_was_committed(
    tmp_path: Path, journal: str
):
    target = tmp_path / "kept" / "backup.sqlite3"
    target.parent.mkdir()
    # In WAL mode none of it has reached the file itself yet.
    with closing(made(tmp_path / "live.sqlite3", journal=journal, sets=30)):
        content = back_up(tmp_path / "live.sqlite3", target)

    assert content.rows["logbook_set"] == 30
    assert str(content) == "1 people, 30 sets"
    assert names(target.parent) == {"backup.sqlite3"}
    assert target.stat().st_mode & 0o777 == 0o600
    assert counted(target) == 30


def test_it_may_run_again_over_its_own_older_backup(tmp_path: Path):
    target = tmp_path / "backup.sqlite3"
    with closing(made(tmp_path / "live.sqlite3")) as live:
        back_up(tmp_path / "live.sqlite3", target)
        target.chmod(0o644)
        live.execute("INSERT INTO logbook_set VALUES ('one more')")

        back_up(tmp_path / "live.sqlite3", target)

    assert counted(target) == 101
    assert target.stat().st_mode & 0o777 == 0o600


def test_nothing_that_is_no_backup_is_written_over(tmp_path: Path):
    live = tmp_path / "live.sqlite3"
    with closing(made(live)), closing(made(tmp_path / "other-live.sqlite3")):
        (tmp_path / "text.txt").write_text("a letter")
        (tmp_path / "empty").touch()
        with closing(opened(tmp_path / "photos.sqlite3")) as photos:
            photos.execute("CREATE TABLE photos (id INTEGER)")
        back_up(live, tmp_path / "backup.sqlite3")
        (tmp_path / "link-to-live").symlink_to(live)
        (tmp_path / "link-to-backup").symlink_to(tmp_path / "backup.sqlite3")
        (tmp_path / "hard-link").hardlink_to(live)
        (tmp_path / "folder").mkdir()
        (tmp_path / "link-to-folder").symlink_to(tmp_path)
        before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
        refused = [
            *("text.txt", "empty", "photos.sqlite3", "other-live.sqlite3", "folder"),
            *("live.sqlite3", "live.sqlite3-wal", "live.sqlite3-journal", "hard-link"),
            *("link-to-live", "link-to-backup", "link-to-folder/live.sqlite3", "nowhere/b.sqlite3"),
        ]

        for name in refused:
            with pytest.raises(RefusedError):
                back_up(live, tmp_path / name)

        assert {path: path.read_bytes() for path in before} == before


def test_a_database_that_is_gone_is_not_made_anew(tmp_path: Path):
    with pytest.raises(RefusedError, match="unable to open"):
        back_up(tmp_path / "live.sqlite3", tmp_path / "backup.sqlite3")

    assert names(tmp_path) == set()


def test_a_disk_that_is_full_leaves_the_older_backup(tmp_path: Path):
    target = tmp_path / "backup.sqlite3"
    with closing(made(tmp_path / "live.sqlite3")):
        back_up(tmp_path / "live.sqlite3", target)
        before = target.read_bytes()

        with files_no_longer_than(4096), pytest.raises(RefusedError, match="could not be written"):
            back_up(tmp_path / "live.sqlite3", target)

    assert target.read_bytes() == before
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


def test_a_copy_that_is_not_what_was_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole = backup._finish

    def lose_a_set(copy: sqlite3.Connection, mark: int) -> None:
        copy.execute("DELETE FROM logbook_set WHERE rowid = 1")
        whole(copy, mark)

    monkeypatch.setattr(backup, "_finish", lose_a_set)
    with (
        closing(made(tmp_path / "live.sqlite3")),
        pytest.raises(RefusedError, match="does not hold what was copied"),
    ):
        back_up(tmp_path / "live.sqlite3", tmp_path / "backup.sqlite3")

    assert not (tmp_path / "backup.sqlite3").exists()


@pytest.mark.parametrize("journal", JOURNALS)
def test_it_is_of_one_instant_however_much_is_written_meanwhile(tmp_path: Path, journal: str):
    live, target = tmp_path / "live.sqlite3", tmp_path / "backup.sqlite3"
    made(live, journal=journal).close()
    ended = threading.Event()
    begun = threading.Event()

    def write() -> None:
        """A person and a set at a time, so that a copy of one instant has as many of both."""
        with closing(opened(live)) as database:
            database.execute("PRAGMA busy_timeout=60000")
            database.execute("DELETE FROM logbook_set")
            database.execute("DELETE FROM logbook_user")
            while not ended.is_set():
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO logbook_user VALUES ('b@example.org')")
                database.execute("INSERT INTO logbook_set VALUES (?)", ("x" * 3000,))
                database.execute("COMMIT")
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        for _ in range(3):
            back_up(live, target)
            assert counted(target) == counted(target, "logbook_user") > 0
    finally:
        ended.set()
        writer.join()


@pytest.mark.parametrize(("command", "does"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_on_postgresql_a_command_names_the_one_that_does_it(
    monkeypatch: pytest.MonkeyPatch, command: str, does: str
):
    monkeypatch.setattr(connection, "vendor", "postgresql")

    with pytest.raises(CommandError, match=rf'{does} .*"\$DATABASE_URL"') as refused:
        call_command(command, "kept.dump")

    assert refused.value.returncode == 1
    assert "kept.dump" in str(refused.value)
