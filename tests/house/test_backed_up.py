"""A start says that the last backup is old, or that there is none of what somebody trained."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from logbook.management.backup import STAMP, note_backup
from repstack.backed_up import last_backup, said
from tests.serving import ROOT, deployed, free_port, prepare

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
ROW = "INSERT INTO logbook_trainingsession VALUES (1)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a session on record."""
    with closing(sqlite3.connect(tmp_path / "repstack.sqlite3")) as made:
        made.execute("CREATE TABLE logbook_trainingsession (id INTEGER)")
        made.execute(ROW)
        made.commit()
    return tmp_path


@pytest.mark.parametrize(
    ("ago", "says"),
    [
        (dt.timedelta(0), ""),
        (dt.timedelta(days=7), ""),
        (dt.timedelta(days=7, seconds=1), "The last backup is 7 days old (20 November 2026)."),
        (dt.timedelta(days=40), "The last backup is 40 days old (18 October 2026)."),
        # A clock that was put back.
        (dt.timedelta(days=-1), ""),
    ],
)
def test_more_than_a_week_is_old(folder: Path, ago: dt.timedelta, says: str):
    note_backup(folder, NOW - ago)

    line = said(folder, NOW)

    assert line.startswith(says)
    assert bool(line) is bool(says)
    assert not line or "docs/deploying.md" in line


def test_none_is_said_once_there_is_something_to_lose(folder: Path):
    assert said(folder, NOW).startswith("There is no backup of this log yet.")

    with closing(sqlite3.connect(folder / "repstack.sqlite3")) as emptied:
        emptied.execute("DELETE FROM logbook_trainingsession")
        emptied.commit()

    assert said(folder, NOW) == ""


def test_where_there_is_no_database_there_is_nothing_to_say(tmp_path: Path):
    assert said(tmp_path, NOW) == ""
    (tmp_path / "repstack.sqlite3").write_text("a letter\n" * 1000)
    assert said(tmp_path, NOW) == ""


@pytest.mark.parametrize("kept", ["", "yesterday", "2026-11-27T12:00:00", "\0"])
def test_a_note_that_is_none_counts_for_no_backup(folder: Path, kept: str):
    (folder / STAMP).write_text(kept)

    assert last_backup(folder) is None
    assert said(folder, NOW).startswith("There is no backup")


def test_a_database_server_has_backups_of_its_own(folder: Path):
    environment = deployed(folder, database_url="postgresql://nobody@nowhere/none")
    command = [sys.executable, "-m", "repstack.backed_up"]

    silent = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    del environment["DATABASE_URL"]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert (silent.stdout, silent.stderr) == ("", "")
    assert told.stdout == ""
    assert told.stderr.startswith("There is no backup of this log yet.")


# A session, as any command would make one.
TRAINS = """
import django; django.setup()
import uuid
from django.utils import timezone
from logbook.acts.sessions import start_session
from logbook.models import User
person = User.objects.create_user("anna@example.org", None)
start_session(person, key=uuid.uuid4(), workout=None, now=timezone.now())
"""


def test_the_start_says_it_until_a_backup_is_made(tmp_path: Path):
    data = tmp_path / "data"
    environment = deployed(data)
    prepare(environment)
    subprocess.run([sys.executable, "-c", TRAINS], cwd=ROOT, env=environment, check=True)
    backup = [sys.executable, "manage.py", "backup", str(tmp_path / "b.sqlite3")]

    before = started(data)
    subprocess.run(backup, cwd=ROOT, env=environment, capture_output=True, check=True)
    after = started(data)

    assert "There is no backup of this log yet. manage.py backup FILE makes one;" in before
    assert "backup" not in after
    assert (data / STAMP).is_file()


def started(data: Path) -> str:
    """What `bin/start` says on standard error until it serves."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        ["bin/start", "--empty", "--port", str(free_port())],
        cwd=ROOT, env={**kept, "REPSTACK_DATA_DIR": str(data)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().startswith("RepStack runs at")
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=30)
    return told
