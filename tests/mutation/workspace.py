"""A copy of the rulebook and of its unit tests, in which files may be changed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
RULEBOOK = Path("programming") / "rulebook"
TESTS = Path("tests") / "rulebook"
# Random logs and simulated lifters find little that named lines do not, and cost a hundred times as much.
_LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "conftest.py", "*properties.py", "test_half_years.py", "test_lifters.py"
)
_FILES = ("programming/__init__.py", "tests/__init__.py", "docs/contract.md")


def module_name(file: Path) -> str:
    """A module of the rulebook by its chapter and name, as `one_set.target`."""
    parts = file.with_suffix("").parts
    return ".".join(parts[len(parts) - parts[::-1].index(RULEBOOK.name) :])


@contextmanager
def workspace() -> Iterator[Path]:
    """A fresh copy as the working folder, removed afterwards."""
    with TemporaryDirectory(prefix="repstack-mutation-") as name:
        folder = Path(name)
        for file in _FILES:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, folder / file)
        for below in (RULEBOOK, TESTS):
            shutil.copytree(ROOT / below, folder / below, ignore=_LEFT_OUT)
        here = ROOT / "tests" / "mutation"
        shutil.copy(here / "workspace.toml", folder / "pyproject.toml")
        shutil.copy(here / "workspace_conftest.py", folder / TESTS / "conftest.py")
        # Plugins of the ordinary tests, as Django's, are left out.
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        with chdir(folder):
            yield folder
