"""The repository as a whole: it stands alone, holds no leftovers, and its rooms are small."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("repstack", "programming", "logbook", "templates", "static", "tests", "docs", "bin")
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".json", ".csv", ".sh", ".svg", ""}
LONGEST_FILE = 300

# Written apart, so that this file is clean too.
FORBIDDEN = {
    "a path of one machine": re.compile(r"/(wo[r]k|ro[o]t|ho[m]e|Us[e]rs)/"),
    "a package registry": re.compile(
        r"py[p]i\.org|python[h]osted|npm[j]s\.(org|com)|deb\.[d]ebian", re.IGNORECASE
    ),
    "something left to do": re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b"),
    "filler text": re.compile(r"lorem [i]psum", re.IGNORECASE),
    "a merge that was not finished": re.compile(r"^(<{7}|>{7}) "),
    "a number of a ticket": re.compile(r"\b(issue|ticket|pull request) #[0-9]+", re.IGNORECASE),
}


def texts() -> list[Path]:
    below = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    above = [path for path in sorted(ROOT.iterdir()) if path.name not in {".coverage", ".git"}]
    return [
        path
        for path in [*below, *above]
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts
    ]


def test_nothing_points_outside_the_repository_or_was_left_behind():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {what}"
        for path in texts()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]

    assert found == []


def test_a_long_file_says_in_its_first_line_why():
    """Data is no room to walk through; migrations are written by a program."""
    code = {".py", ".css", ".js", ".html"}
    silent = []
    for path in texts():
        if path.suffix in code and "migrations" not in path.parts:
            lines = path.read_text().splitlines()
            if len(lines) > LONGEST_FILE and not re.search(r"\blong\b", lines[0], re.IGNORECASE):
                silent.append(f"{path.relative_to(ROOT)}: {len(lines)}")

    assert silent == []


def declarations(css: str, opening: str) -> list[str]:
    """The declarations of the first block that begins so, without indentation."""
    block = css.split(opening, 1)[1].split("}", 1)[0]
    return [line.strip() for line in block.splitlines() if line.strip()]


def test_dark_by_choice_and_dark_by_device_are_the_same_dark():
    css = (ROOT / "static" / "css" / "tokens.css").read_text()
    chosen = declarations(css, '\n[data-bs-theme="dark"] {')
    device = declarations(css, ":root:not([data-bs-theme]) {")

    assert len(chosen) > 20
    assert chosen == device


@pytest.mark.parametrize("name", ["start", "test"])
def test_the_two_commands_can_be_run(name: str):
    path = ROOT / "bin" / name

    assert path.stat().st_mode & 0o111
    assert path.read_text().startswith("#!/bin/sh\n")


# What the documents point to: a path in backquotes, from the top or, in the house's own map, from logbook/.
NAMED = re.compile(r"`((?:[\w.]+/)+[\w.]*)")
GUIDES = ("README.md", "docs/architecture.md", "docs/benchmarks.md", "docs/mutation.md")
# Where a page that is not there yet would go, and what an installation makes.
NOT_THERE = re.compile(r"measurements|^(bin/pip|bin/python|var/)")


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_points_to_is_there(guide: str):
    named = NAMED.findall((ROOT / guide).read_text())
    missing = [
        path
        for path in named
        if not NOT_THERE.search(path)
        and not (ROOT / path).exists()
        and not (ROOT / "logbook" / path).exists()
    ]

    assert named != []
    assert missing == []
