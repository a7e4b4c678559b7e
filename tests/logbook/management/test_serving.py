"""A server holds its data folder for as long as it lives, and no longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from logbook.management.serving import ServedError, held_alone, hold_while_serving
from tests.serving import ROOT

_SERVES = (
    "import sys; from pathlib import Path\n"
    "from logbook.management.serving import hold_while_serving\n"
    "hold_while_serving(Path(sys.argv[1])); print('serves', flush=True); sys.stdin.read()"
)


def serving(folder: Path) -> subprocess.Popen[str]:
    """A process that has said that it serves."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVES, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "serves\n"
    return process


def test_while_a_server_runs_nobody_has_the_folder_alone_and_a_killed_one_leaves_nothing(
    tmp_path: Path,
):
    one, two = serving(tmp_path), serving(tmp_path)
    try:
        for server in (one, two):
            with pytest.raises(ServedError, match="stop it first"), held_alone(tmp_path):
                pass
            server.kill()
            server.communicate()
        with held_alone(tmp_path):
            pass
    finally:
        one.kill()
        two.kill()


def test_no_server_starts_while_a_backup_is_being_restored(tmp_path: Path):
    with held_alone(tmp_path), pytest.raises(SystemExit, match="is being restored"):
        hold_while_serving(tmp_path)
