"""`bin/bench`: each engine in a process and a database of its own, then one table and the JSON."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.measure import SIZES
from tests.engine import start_debians_postgres, start_postgres
from tests.serving import ROOT, deployed

ENGINES = ("sqlite", "postgres", "debian")
# The rules are no pages: what they alone cost, as a share of the same floor.
PAGES = (
    *("log", "preview", "today", "session", "search"),
    *("history", "review", "exercise", "exercise_all", "level", "sense"),
    *("progress", "progress_all", "records"),
    *("start", "finish", "editor", "editor_sets"),
    *("rules_set", "rules_12_weeks", "impact", "import", "roster"),
)
COLUMNS = (
    *("engine", "page", "history_sets", "lifters", "p50_ms", "p95_ms", "floor_p50_ms"),
    *("ratio", "same_ratio", "cpu_ms", "cpu_ratio", "queries", "bytes"),
    *("sets_per_s", "sets_per_cpu_s", "memory_mb"),
)
# Lifters in all, rounds of eight requests, sets of each of the others, sets of history of the
# three that are measured.
FULL = (50, 60, 1_000, *SIZES)
QUICK = (6, 15, 1_000, 100, 2_000, 5_000)


def arguments() -> argparse.Namespace:
    """What was asked for; a wrong word ends the program with status 2."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the figures there ('-': to stdout)")
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--page", choices=PAGES, action="append")
    parser.add_argument("--quick", action="store_true", help="a short history and few rounds")
    parser.add_argument(
        "--sizes", type=_sizes, help="sets of history of the lifters that are measured: 1000,400000"
    )
    parser.add_argument("--lifters", type=int, help="how many there are in all")
    parser.add_argument("--sets-each", type=int, help="sets of history of each of the others")
    parser.add_argument("--rounds", type=int)
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


def sized(asked: argparse.Namespace) -> tuple[int, ...]:
    """Lifters, rounds, sets of the others and sizes, as asked for."""
    lifters, rounds, many, *sizes = QUICK if asked.quick else FULL
    return (
        asked.lifters or lifters,
        asked.rounds or rounds,
        asked.sets_each or many,
        *(asked.sizes or sizes),
    )


def measured(engine: str, pages: list[str], size: tuple[int, ...]) -> list[dict[str, Any]]:
    """The figures of one engine, on a fresh database."""
    with tempfile.TemporaryDirectory(prefix="repstack-bench-") as folder, ExitStack() as stack:
        url = ""
        if engine == "postgres":
            url = start_postgres(stack.callback, Path(folder) / "pg")
        elif engine == "debian":
            url = start_debians_postgres(stack.callback, Path(folder) / "pg")
        environment = deployed(
            Path(folder) / "data", database_url=url, settings="tests.bench.settings"
        )
        ended = subprocess.run(
            [sys.executable, "-m", "tests.bench.measure", ",".join(pages), *map(str, size)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    rows: list[dict[str, Any]] = json.loads(ended.stdout)
    return [{"engine": engine, **row} for row in rows]


def table(rows: list[dict[str, Any]]) -> str:
    """The figures in columns."""
    lines = [COLUMNS, *([str(row.get(name, "")) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def main() -> None:
    """Measure what was asked for."""
    asked = arguments()
    rows = [
        row
        for engine in asked.engine or ENGINES
        for row in measured(engine, asked.page or list(PAGES), sized(asked))
    ]
    print(table(rows), file=sys.stderr)
    if asked.json == "-":
        json.dump(rows, sys.stdout, indent=1)
    elif asked.json:
        Path(asked.json).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


main()
