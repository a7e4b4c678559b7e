"""Mutates the functions of the rulebook with mutmut and reads what survived from its files."""

import ast
import difflib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.workspace import RULEBOOK, module_name

_RUN = Path(__file__).with_name("mutmut_run.py")
_SURVIVED, _NO_TESTS = 0, 33
# Killed: by a test, by pytest's own failure, or by the clock (SIGPROF).
_KILLED = {1, 3, -signal.SIGPROF}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutant no test notices, by its function and by the lines that changed."""

    function: str
    was: str
    became: str

    def __str__(self) -> str:
        return f"{self.function}: {self.was} -> {self.became}"


def survivors(wanted: Sequence[str]) -> tuple[list[Mutant], int]:
    """The mutants no test notices, and how many there were. Runs in a `workspace`.

    wanted: names of modules with their chapter, none for all. Raises CalledProcessError where mutmut breaks.
    """
    names = [f"programming.rulebook.{module}.*" for module in wanted]
    with Path("mutmut.txt").open("w", encoding="utf-8") as said:
        ended = subprocess.run(
            # -P: neither this folder nor the repository's is looked in for modules.
            [sys.executable, "-P", _RUN, str(os.cpu_count() or 1), *names],
            stdout=said, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if ended.returncode:
        print(Path("mutmut.txt").read_text(encoding="utf-8")[-3000:])
        ended.check_returncode()
    if Path("found/broken").exists():
        raise SystemExit(Path("found/broken").read_text(encoding="utf-8")[-3000:])
    found: list[Mutant] = []
    count = 0
    for file in sorted((Path("mutants") / RULEBOOK).rglob("*.meta")):
        results: dict[str, int | None] = json.loads(file.read_text())["exit_code_by_key"]
        tried = {name: code for name, code in results.items() if code is not None}
        count += len(tried)
        odd = set(tried.values()) - _KILLED - {_SURVIVED, _NO_TESTS}
        if odd:
            raise SystemExit(f"mutmut ended runs of {file} with {odd}.")
        alive = [name for name, code in tried.items() if code in {_SURVIVED, _NO_TESTS}]
        found += _described(file.with_suffix(""), alive)
    return found, count


def _described(file: Path, alive: Sequence[str]) -> Iterator[Mutant]:
    """The mutants of a file with the lines in which they differ, read off mutmut's own copy."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    bodies = {
        node.name: ast.unparse(node).replace(node.name, "", 1).splitlines()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }
    for name in alive:
        mutant = name.rpartition(".")[2]
        function = mutant.rpartition("__mutmut_")[0]
        lines = list(
            difflib.unified_diff(
                bodies[f"{function}__mutmut_orig"], bodies[mutant], n=0, lineterm=""
            )
        )[2:]
        was, became = (
            " / ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
        )
        plain = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        yield Mutant(f"{module_name(file)}.{plain}", was, became)
