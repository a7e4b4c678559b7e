"""Imports run one way: repstack → logbook → programming → programming.rulebook → standard library.

The rulebook reads no clock, no file, no chance: values in, values out.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What each layer must not know. A package's own name is allowed in any depth.
FORBIDDEN = {
    "programming": ("logbook", "repstack"),
    "logbook": ("repstack",),
}
# In the standard library, but the world outside: a rule that used them could not be tested by table.
IMPURE = {
    "asyncio", "ctypes", "glob", "importlib", "io", "locale", "logging", "multiprocessing", "os",
    "pathlib", "pickle", "platform", "random", "secrets", "shutil", "signal", "site", "socket",
    "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
    "warnings", "zoneinfo",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "eval", "exec", "__import__"}
IMPURE_METHODS = {"today", "now", "utcnow"}


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path, tree: ast.AST) -> Iterator[str]:
    """Every module a file imports, by its full name."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def upward_imports(package: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(package)
        for name in imported(path, ast.parse(path.read_text()))
        if name.split(".")[0] in forbidden
    ]


def test_there_are_modules_to_look_at():
    assert len(modules("programming/rulebook")) > 3
    assert len(modules("logbook")) > 3


@pytest.mark.parametrize("package", list(FORBIDDEN))
def test_no_layer_imports_one_above_it(package: str):
    assert upward_imports(package, FORBIDDEN[package]) == []


def test_programming_names_no_model_of_the_logbook():
    named = [
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in modules("programming")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lower().startswith("logbook.")
    ]

    assert named == []


def test_the_rulebook_imports_the_pure_standard_library_and_itself_alone():
    foreign = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("programming/rulebook")
        for name in imported(path, ast.parse(path.read_text()))
        if not name.startswith("programming.rulebook")
        and (name.split(".")[0] not in sys.stdlib_module_names or name.split(".")[0] in IMPURE)
    ]

    assert foreign == []


def test_the_rulebook_reads_no_clock_and_no_file():
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("programming/rulebook")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_METHODS)
        )
    ]

    assert calls == []


def test_the_rulebook_can_be_imported_where_django_is_not():
    import subprocess

    ended = subprocess.run(
        [sys.executable, "-c", "import sys, programming.rulebook; print('django' in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert ended.stdout == "False\n"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import logbook.models", ["logbook.models"]),
        ("from logbook import models", ["logbook", "logbook.models"]),
        ("from .. import logbook", ["programming", "programming.logbook"]),
        ("def f():\n    from repstack import urls", ["repstack", "repstack.urls"]),
    ],
)
def test_every_way_to_write_an_import_is_seen(source: str, names: list[str]):
    path = ROOT / "programming" / "views" / "made_up.py"

    assert list(imported(path, ast.parse(source))) == names


@pytest.mark.parametrize("package", ["repstack", "logbook", "programming"])
def test_no_module_is_a_drawer(package: str):
    drawers = {"utils", "util", "helpers", "helper", "mixins", "services", "signals", "common"}
    assert [path for path in (ROOT / package).rglob("*.py") if path.stem in drawers] == []
