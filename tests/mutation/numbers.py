"""Moves every number of the rule rows and tables by one step each way and runs the unit tests.

A process that has loaded pytest and nothing of the rulebook forks once for each moved number. The
child reads the one module with the number moved, and runs the test files one by one until a test
fails: those first that promise most for their time.
"""

import contextlib
import importlib.util
import io
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

from tests.mutation.literals import Moved, modules, moved_numbers, with_moved
from tests.mutation.workspace import RULEBOOK, TESTS, module_name

_MOST_SECONDS = 120
# What the clean run took for each test file, in seconds.
_TOOK = Path("took.json")
# How much of a find's weight is left at the next one.
_FADES = 0.8
# Exit codes of a child: survived, or 1 + the place of the test file that failed.
_SURVIVED, _BROKEN = 0, 255


class _Loader(SourceFileLoader):
    """Loads a module with its number moved."""

    def __init__(self, name: str, path: str, moved: Moved) -> None:
        super().__init__(name, path)
        self.moved = moved

    def get_code(self, fullname: str) -> CodeType:
        tree = with_moved(Path(self.path).read_text(encoding="utf-8"), self.moved)
        return compile(tree, self.path, "exec")


class _Finder:
    """Finds the module with the moved number, before anything else does."""

    def __init__(self, moved: Moved) -> None:
        self.name = f"programming.rulebook.{moved.module}"
        self.path = str(RULEBOOK.joinpath(*moved.module.split(".")).with_suffix(".py").resolve())
        self.moved = moved

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        loader = _Loader(name, self.path, self.moved)
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


def survivors(wanted: Sequence[str]) -> tuple[list[Moved], int]:
    """The moved numbers no test notices, and how many were moved. Runs in a `workspace`.

    wanted: names of modules with their chapter, none for all.
    """
    sys.path[:] = [str(Path.cwd()), *(one for one in sys.path if one)]
    for name in [one for one in sys.modules if one.partition(".")[0] in {"programming", "tests"}]:
        if not name.startswith("tests.mutation"):
            del sys.modules[name]
    files = sorted(TESTS.rglob("test_*.py"))
    # The clean run compiles the copy once for all children, whatever the environment says.
    sys.dont_write_bytecode = False
    _warm_up()
    clean = _forked(None, files)
    if os.waitstatus_to_exitcode(os.waitpid(clean, 0)[1]) != _SURVIVED:
        raise SystemExit("The unit tests fail without a moved number; run them first.")
    waiting = [
        moved
        for module in modules(RULEBOOK)
        if not wanted or module_name(module) in wanted
        for moved in moved_numbers(module)
    ]
    kills: dict[str, dict[Path, float]] = {}
    ever: dict[Path, float] = {}
    alive: list[Moved] = []
    running: dict[int, tuple[Moved, list[Path]]] = {}
    count = len(waiting)
    for moved in [*waiting, None]:
        while running and (moved is None or len(running) >= (os.cpu_count() or 1)):
            pid, status = os.wait()
            done, order = running.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            if code == _BROKEN:
                raise SystemExit(f"The run of {done} broke.")
            if code == _SURVIVED:
                alive.append(done)
            elif code > 0:
                for found in (kills.setdefault(done.module, {}), ever):
                    _count(found, order[code - 1])
        if moved is not None:
            order = _likely_first(files, moved.module, kills.get(moved.module, {}), ever)
            running[_forked(moved, order)] = moved, order
    return alive, count


def _likely_first(
    files: Sequence[Path], module: str, found: dict[Path, float], ever: dict[Path, float]
) -> list[Path]:
    """The test files by what they promise for their time: first those that found much.

    Counted are a name that has the rows' own, other numbers of the module and, for a tenth, any.
    """
    subject = module.rpartition(".")[2]
    took: dict[str, float] = json.loads(_TOOK.read_text())

    def promise(path: Path) -> tuple[float, float]:
        chance = found.get(path, 0) + ever.get(path, 0) / 10 + (subject in path.stem)
        return -chance / took[str(path)], took[str(path)]

    return sorted(files, key=promise)


def _count(found: dict[Path, float], path: Path) -> None:
    """Count a find; the last ones weigh most, as numbers that stand together are found together."""
    for each in found:
        found[each] *= _FADES
    found[path] = found.get(path, 0) + 1


def _warm_up() -> None:
    """Load all that pytest loads, so that no child has to."""
    Path("warm").mkdir(exist_ok=True)
    (Path("warm") / "test_nothing.py").write_text("def test_nothing():\n    assert True\n")
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-q", "warm"])


def _forked(moved: Moved | None, files: Sequence[Path]) -> int:
    """Start a child on the test files; returns its process id."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    signal.alarm(_MOST_SECONDS)
    try:
        if moved is not None:
            sys.meta_path.insert(0, _Finder(moved))
        os._exit(_first_that_fails(files))
    finally:
        os._exit(_BROKEN)


def _first_that_fails(files: Sequence[Path]) -> int:
    took = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for place, file in enumerate(files, start=1):
            began = time.process_time()
            if pytest.main(["-x", "-q", "--tb=no", "--no-header", "--no-summary", str(file)]) != 0:
                return place
            took[str(file)] = time.process_time() - began
    _TOOK.write_text(json.dumps(took))
    return _SURVIVED
