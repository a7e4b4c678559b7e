"""Whether a server runs on the data folder: a lock that each serving process holds for its life.

The kernel lets go of it when the last of them ends, however it ends, so no stale file is in the way.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "serving.lock"


class ServedError(Exception):
    """A server runs on the data folder."""


def hold_while_serving(folder: Path) -> None:
    """Hold the folder, together with other servers, until this process and its children end.

    Raises `SystemExit` while a backup is being restored there.
    """
    try:
        # Never closed: that a process has it open is what it says.
        _held(folder, fcntl.LOCK_SH)
    except BlockingIOError:
        raise SystemExit(
            f"RepStack did not start: a backup is being restored in {folder}."
        ) from None


@contextmanager
def held_alone(folder: Path) -> Iterator[None]:
    """Keep servers out of the folder. Raises `ServedError` where one runs."""
    try:
        lock = _held(folder, fcntl.LOCK_EX)
    except BlockingIOError:
        raise ServedError(f"RepStack runs on {folder}: stop it first.") from None
    try:
        yield
    finally:
        os.close(lock)


def _held(folder: Path, how: int) -> int:
    lock = os.open(folder / _NAME, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise
    return lock
