"""The product as deployed, on a database of its own, for tests that break it on purpose."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.load.gym import Gym
from tests.serving import deployed, prepare, served

SQLITE_JOURNALS = ("wal", "truncate")
POSTGRES = "postgres"
Ask = Callable[[str], list[tuple[int, ...]]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """SQLite in both of its journals; PostgreSQL has one."""
    if "journal" in metafunc.fixturenames:
        is_postgres = metafunc.config.getoption("engine") == POSTGRES
        metafunc.parametrize("journal", [POSTGRES] if is_postgres else SQLITE_JOURNALS)


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, postgres_url: str
) -> Iterator[dict[str, str]]:
    """The environment of a prepared installation, as a person starts it."""
    folder = tmp_path_factory.mktemp("installation")
    url = postgres_url
    if url:
        import psycopg

        name = f"load_{uuid.uuid4().hex}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = urlsplit(url)._replace(path=f"/{name}").geturl()
    environment = deployed(folder / "data", database_url=url)
    prepare(environment)
    yield environment
    if url:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(installation: dict[str, str]) -> Ask:
    """Asks the installation's database directly, past the product."""

    def ask(query: str) -> list[tuple[int, ...]]:
        if url := installation.get("DATABASE_URL"):
            import psycopg

            with psycopg.connect(url) as connection:
                return connection.execute(query).fetchall()
        path = Path(installation["REPSTACK_DATA_DIR"]) / "repstack.sqlite3"
        with closing(sqlite3.connect(path)) as file:
            return file.execute(query).fetchall()

    return ask


@pytest.fixture
def gym(installation: dict[str, str], database: Ask, journal: str) -> Iterator[Gym]:
    """A running server and a lifter who has just signed up."""
    chosen = {} if journal == POSTGRES else {"REPSTACK_SQLITE_JOURNAL": journal}
    exercises = [pk for (pk,) in database("SELECT id FROM programming_exercise ORDER BY id")]
    with served({**installation, **chosen}) as server:
        yield Gym.entered(server, exercises)
