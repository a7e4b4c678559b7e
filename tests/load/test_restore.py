"""Backed up under load, killed, restored: what was acknowledged before the backup is there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.load.gym import THREADS, Gym, Slot, log, set_of
from tests.serving import ROOT, Server, deployed, prepare, served

JOURNALS = ("wal", "truncate")
SETS_BEFORE = 40
LONGEST_SECONDS = 120


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an installation on the embedded database."""
    environment = deployed(tmp_path_factory.mktemp("drills") / "data")
    prepare(environment)
    return environment


def data(environment: Mapping[str, str]) -> Path:
    return Path(environment["REPSTACK_DATA_DIR"])


def manage(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )


def rows(environment: Mapping[str, str], query: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(data(environment) / "repstack.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return database.execute(query).fetchall()


def kill(server: Server) -> None:
    """As a power cut would: the first process and all its workers at once."""
    workers = server.workers()
    for process in (server.process.pid, *workers):
        os.kill(process, signal.SIGKILL)
    server.process.wait()


class Phones:
    """Eight phones that log until their server is gone."""

    def __init__(self, gym: Gym, slots: list[Slot]) -> None:
        self.gym, self.slots = gym, iter(slots)
        self.acknowledged: set[int] = set()
        self.heard = threading.Condition()

    def __call__(self) -> None:
        line = self.gym.line()
        while True:
            with self.heard:
                slot = next(self.slots, None)
            if slot is None:
                return
            try:
                named = set_of(log(line, slot))
            except OSError:
                return
            with self.heard:
                self.acknowledged.add(named)
                self.heard.notify_all()

    def wait_for(self, sets: int) -> set[int]:
        """What is acknowledged as soon as it is so many."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.acknowledged) >= sets, LONGEST_SECONDS)
            return set(self.acknowledged)


@contextmanager
def logging(phones: Phones) -> Iterator[None]:
    with ThreadPoolExecutor(THREADS) as pool:
        lines = [pool.submit(phones) for _ in range(THREADS)]
        yield
    for line in lines:
        line.result()


def drill(environment: dict[str, str], folder: Path) -> None:
    """Log, back up meanwhile, go on logging, kill, restore, serve again."""
    backup = folder / "backup.sqlite3"
    exercises = [pk for (pk,) in rows(environment, "SELECT id FROM programming_exercise")]
    with served(environment) as server:
        gym = Gym.entered(server, exercises)
        phones = Phones(gym, gym.slots(1000))
        with logging(phones):
            before = phones.wait_for(SETS_BEFORE)
            made = manage(environment, "backup", str(backup))
            refused = manage(environment, "restore", str(backup))
            after = phones.wait_for(len(before) + 1)
            kill(server)
    assert made.returncode == 0, made.stderr
    assert (refused.returncode, "stop it first" in refused.stderr) == (1, True), refused.stderr
    assert len(after) < 1000, "The phones were done before the server was killed."

    restored = manage(environment, "restore", str(backup))

    assert restored.returncode == 0, restored.stderr
    there = {pk for (pk,) in rows(environment, "SELECT id FROM logbook_set")}
    assert before <= there
    left = {path.name for path in data(environment).iterdir()} & {
        f"repstack.sqlite3{name}" for name in ("-wal", "-shm", "-journal")
    }
    assert left == set()
    with served(environment) as server:
        gym.server = server
        (slot,) = gym.slots(1)
        assert set_of(log(gym.line(), slot)) not in before


@pytest.mark.parametrize("mode", JOURNALS)
@pytest.mark.parametrize("drills", [1, pytest.param(10, marks=pytest.mark.deep)])
def test_what_was_acknowledged_before_the_backup_is_there_after_kill_and_restore(
    prepared: dict[str, str], tmp_path: Path, mode: str, drills: int
):
    for _ in range(drills):
        drill({**prepared, "REPSTACK_SQLITE_JOURNAL": mode}, tmp_path)


def test_an_older_versions_backup_is_prepared_at_the_next_start_and_gets_no_demo_accounts(
    prepared: dict[str, str], tmp_path: Path
):
    backup = tmp_path / "backup.sqlite3"
    assert manage(prepared, "backup", str(backup)).returncode == 0
    with closing(sqlite3.connect(backup)) as older:
        older.execute("DELETE FROM django_migrations WHERE name = '0001_initial'")
        older.commit()
    (data(prepared) / "prepared").write_text("as it is now")

    restored = manage(prepared, "restore", str(backup))

    assert restored.returncode == 0, restored.stderr
    assert "python -m repstack.prepare" in restored.stderr
    assert not (data(prepared) / "prepared").exists()
    assert (data(prepared) / "started-empty").exists()
