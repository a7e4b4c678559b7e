"""The product served as it is deployed: gunicorn with its own configuration, DEBUG off."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


def deployed(
    folder: Path, *, database_url: str = "", settings: str = "repstack.settings", **more: str
) -> dict[str, str]:
    """The environment of a deployment with its data in `folder`, and nothing else in it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    named = {"DATABASE_URL": database_url} if database_url else {}
    return {
        **kept,
        **named,
        "REPSTACK_DATA_DIR": str(folder),
        "REPSTACK_HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": settings,
        **more,
    }


def prepare(environment: Mapping[str, str]) -> None:
    """Tables, catalogue and collected files, by the command `bin/start` runs.

    It runs once in a process for each environment of the embedded database; an empty folder gets
    what it made then.
    """
    folder = Path(environment["REPSTACK_DATA_DIR"])
    if "DATABASE_URL" in environment or (folder.exists() and any(folder.iterdir())):
        _prepare(environment)
        return
    rest = {name: value for name, value in environment.items() if name != "REPSTACK_DATA_DIR"}
    shutil.copytree(_prepared(tuple(sorted(rest.items()))), folder, dirs_exist_ok=True)


@cache
def _prepared(environment: tuple[tuple[str, str], ...]) -> Path:
    """A folder that was prepared in this environment, there until the process ends."""
    made = tempfile.TemporaryDirectory(prefix="repstack-prepared-")
    atexit.register(made.cleanup)
    folder = Path(made.name) / "data"
    _prepare({**dict(environment), "REPSTACK_DATA_DIR": str(folder)})
    return folder


def _prepare(environment: Mapping[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "repstack.prepare"], cwd=ROOT, env=environment, check=True
    )


@dataclass(frozen=True)
class Server:
    """A running server: its port on 127.0.0.1 and gunicorn's first process."""

    port: int
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(line) for line in found.stdout.split()]


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[Server]:
    """The server, from the moment it listens until the end of the block."""
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "-c", "python:repstack.gunicorn_conf"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "critical"),
        ],
        cwd=ROOT,
        env={**environment, "START_ANNOUNCEMENT": "ready"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("The server did not start.")
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
