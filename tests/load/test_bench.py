"""`bin/bench` in its short form: every figure is there, and cost does not grow with history."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.serving import ROOT

FIGURES = {
    *("engine", "page", "history_sets", "lifters", "p50_ms", "p95_ms", "floor_p50_ms"),
    *("ratio", "same_ratio", "queries", "bytes"),
}
FIRST_VISIT_BYTES = 40_000
LIST_BYTES = 100_000


@pytest.mark.deep
def test_the_benchmark_writes_the_figures_of_each_page_and_its_floor(
    tmp_path: Path, postgres_url: str
):
    engine = "postgres" if postgres_url else "sqlite"
    figures = tmp_path / "figures.json"

    subprocess.run(
        [
            *(sys.executable, "-m", "tests.bench", "--quick"),
            *("--engine", engine, "--json", str(figures)),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    rows = json.loads(figures.read_text())
    assert all(set(row) >= FIGURES and row["engine"] == engine for row in rows)
    by_page: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_page.setdefault(row["page"], []).append(row)
    rules = {"rules_set", "rules_12_weeks"}
    beside = {"impact", "log_alone", "log_beside_impact", "roster"}
    pages = {"floor", "log", "preview", "today", "session", "search"}
    pages |= {"history", "review", "exercise", "exercise_all", "level", "sense"}
    pages |= {"progress", "progress_all", "records"}
    assert set(by_page) >= pages | rules | beside
    # The rules alone ask no database and send nothing.
    assert all(row["queries"] == row["bytes"] == 0 for rule in rules for row in by_page[rule])
    for page in ("log", "preview", "today", "session", "search"):
        short, *_, long = by_page[page]
        assert short["history_sets"] < long["history_sets"]
        # Cost does not grow with history: the same questions, whatever lies behind them.
        assert short["queries"] == long["queries"]
    assert all(row["bytes"] < FIRST_VISIT_BYTES for row in by_page["session"])
    # A list of sixty asks what a list of three does, and a page of it has fifty.
    assert len({row["queries"] for row in by_page["roster"]}) == 1
    assert all(row["bytes"] < LIST_BYTES for row in by_page["roster"])
