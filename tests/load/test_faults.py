"""The database fails under load: never 500, nothing acknowledged is lost, and health tells."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.keep_alive import Connection, Person
from tests.load.conftest import Ask
from tests.load.gym import Gym, Slot, from_phones, log

SETS = 8
Failing = Callable[[Gym, dict[str, str]], AbstractContextManager[None]]


def path_of(installation: dict[str, str]) -> Path:
    return Path(installation["REPSTACK_DATA_DIR"]) / "repstack.sqlite3"


@contextmanager
def full(gym: Gym, installation: dict[str, str]) -> Iterator[None]:
    """No file of the server grows any more."""

    def limit(length: str) -> None:
        for worker in gym.server.workers():
            subprocess.run(["prlimit", f"--fsize={length}:", "--pid", str(worker)], check=True)

    limit("4096")
    try:
        yield
    finally:
        limit("unlimited")


@contextmanager
def gone(gym: Gym, installation: dict[str, str]) -> Iterator[None]:
    """The file is moved away, and comes back."""
    path = path_of(installation)
    aside = path.with_name("aside.sqlite3")
    path.rename(aside)
    try:
        yield
    finally:
        aside.rename(path)


@contextmanager
def locked(gym: Gym, installation: dict[str, str]) -> Iterator[None]:
    """Somebody writes and does not end."""
    with closing(sqlite3.connect(path_of(installation), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def frozen(gym: Gym, installation: dict[str, str]) -> Iterator[None]:
    """All processes of PostgreSQL stand still."""
    with psycopg.connect(installation["DATABASE_URL"]) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    first = int((Path(folder) / "postmaster.pid").read_text().split()[0])
    found = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=True)
    processes = [first, *map(int, found.stdout.split())]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@contextmanager
def cut_off(gym: Gym, installation: dict[str, str]) -> Iterator[None]:
    """PostgreSQL ends every connection of the product and lets no new one in."""
    url = urlsplit(installation["DATABASE_URL"])
    name = url.path.lstrip("/")
    assert parse_qs(url.query)["host"]
    with psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True) as other:
        other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


SQLITE: list[Failing] = [full, gone, locked]
POSTGRESQL: list[Failing] = [frozen, cut_off]


@pytest.mark.deep
def test_never_500_nothing_acknowledged_is_lost_and_health_tells(
    gym: Gym, database: Ask, installation: dict[str, str], journal: str
):
    for failing in POSTGRESQL if journal == "postgres" else SQLITE:
        slots = gym.slots(2 * SETS)
        answered: dict[str, list[int]] = {slot.key: [] for slot in slots}
        monitor = Connection(gym.server.port, Person.stranger())

        def send(line: Connection, slot: Slot, seen: dict[str, list[int]] = answered) -> int:
            answer = log(line, slot)
            seen[slot.key].append(answer.status)
            return answer.status

        with failing(gym, installation):
            # So many are on their way that every thread that works has one.
            during = from_phones(gym, slots[:SETS], send)
            health = [monitor.ask("GET", f"/healthz{one}") for one in ("/ready", "/live", "")]
            page = gym.line().ask("GET", "/")
            log_in = monitor.ask(
                "POST",
                "/accounts/login/",
                {"login": "nobody@example.org", "password": "four plain words"},
                Referer=gym.address,
            )
        assert set(during) <= {200, 503}, (failing, during)
        assert 503 in during, failing
        assert [answer.status for answer in health] == [503, 200, 503], (failing, health)
        assert page.status in {200, 302, 503}, failing
        assert log_in.status == 503, (failing, log_in.text)

        # What was refused is sent again, as a phone does, and what was not goes on.
        after = from_phones(gym, slots, send)

        assert set(after) == {200}, (failing, after)
        there = {str(key).replace("-", "") for (key,) in database("SELECT key FROM logbook_set")}
        kept = {key.replace("-", "") for key, seen in answered.items() if 200 in seen}
        assert kept <= there, failing
        assert monitor.ask("GET", "/healthz").status == 200
