"""`bin/start` for real: it prepares, serves as deployed, and refuses with one plain line."""

import fcntl
import os
import signal
import socket
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


def environment(data: Path) -> dict[str, str]:
    """What a person's shell has: nothing of RepStack's but the data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "REPSTACK_DATA_DIR": str(data)}


def refused(*arguments: str, data: Path) -> tuple[int, str]:
    ended = subprocess.run(
        ["bin/start", *arguments],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended.returncode, ended.stderr


@contextmanager
def started(data: Path, port: int) -> Iterator[str]:
    """The server's address, from the moment it says that it runs."""
    process = subprocess.Popen(
        ["bin/start", "--empty", "--port", str(port)],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(f"RepStack runs at http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_it_serves_as_deployed_and_keeps_the_data(tmp_path: Path):
    data, port = tmp_path / "data", free_port()
    cookies = urllib.request.HTTPCookieProcessor(CookieJar())
    browser = urllib.request.build_opener(cookies)

    with started(data, port) as address:
        page = browser.open(f"{address}/accounts/login/")
        text = page.read().decode()
        style = text.split('<link rel="stylesheet" href="')[1].split('"')[0]
        styles = browser.open(f"{address}{style}")
        with pytest.raises(urllib.error.HTTPError) as missing:
            browser.open(f"{address}/no-such-page")

    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    # Cookies have to come back over plain http.
    assert {cookie.name: cookie.secure for cookie in cookies.cookiejar} == {"csrftoken": False}
    assert "immutable" in styles.headers["Cache-Control"]
    assert missing.value.code == 404
    assert "Traceback" not in missing.value.read().decode()
    assert (data.stat().st_mode & 0o777, (data / "repstack.sqlite3").is_file()) == (0o700, True)

    stamp = (data / "prepared").stat().st_mtime_ns
    key = (data / "secret_key").read_text()
    with started(data, port) as address:
        browser.open(f"{address}/healthz").read()
    assert (data / "prepared").stat().st_mtime_ns == stamp
    assert (data / "secret_key").read_text() == key


def test_what_works_in_the_background_begins_and_ends_with_the_server(tmp_path: Path):
    data, port = tmp_path / "data", free_port()

    def manage(said: str) -> str:
        found = subprocess.run(
            [".venv/bin/python", "manage.py", "shell", "--verbosity", "0", "-c", said],
            cwd=ROOT,
            env=environment(data),
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return found.stdout.strip()

    with started(data, port):
        task = manage(
            "from logbook.pages.transfer.tasks import bring_file;"
            "print(bring_file.enqueue('00000000-0000-0000-0000-000000000000').id)"
        )
        with closing(sqlite3.connect(data / "repstack.sqlite3", isolation_level=None)) as own:
            for _ in range(600):
                states = own.execute(
                    "SELECT status FROM django_tasks_database_dbtaskresult"
                ).fetchall()
                if states == [("SUCCESSFUL",)]:
                    break
                # A second at most, and no longer than it takes.
                manage("")
    assert task
    assert states == [("SUCCESSFUL",)]
    # Both hold it for their lives: this waits until the last of them has ended.
    with (data / "serving.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


def test_a_taken_port_is_named_with_the_next(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, words = refused("--empty", "--port", str(port), data=tmp_path)

    assert status == 1
    assert words.strip().endswith(f"Port {port} is taken: bin/start --port {port + 1}")


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "99999999999", "-1", "80 80", "８０"])
def test_what_is_no_port_is_refused(tmp_path: Path, port: str):
    status, words = refused("--port", port, data=tmp_path)

    assert status != 0
    assert "port" in words.lower()
    assert not list(tmp_path.iterdir())


def test_with_demo_data_it_listens_on_this_computer_only(tmp_path: Path):
    status, words = refused("--host", "0.0.0.0", data=tmp_path)

    assert status == 1
    assert "--host needs --empty" in words


def test_an_installation_with_demo_data_never_becomes_an_empty_one(tmp_path: Path):
    (tmp_path / "demo-accounts").write_text("anna@example.org password lifter\n")
    (tmp_path / "repstack.sqlite3").write_text("a database")

    status, words = refused("--empty", data=tmp_path)

    assert status == 1
    assert "holds demo data" in words


def test_the_marks_of_a_database_that_is_gone_are_gone_too(tmp_path: Path):
    (tmp_path / "started-empty").touch()
    (tmp_path / "demo-accounts").touch()

    status, words = refused("--host", "0.0.0.0", data=tmp_path)

    assert status == 1
    assert "--host needs --empty" in words
    assert not list(tmp_path.iterdir())


def test_an_unknown_option_is_answered_with_the_usage(tmp_path: Path):
    status, words = refused("--emtpy", data=tmp_path)

    assert status == 2
    assert words.startswith("bin/start [--empty")
