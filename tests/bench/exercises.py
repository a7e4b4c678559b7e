"""A catalogue as large as search is meant for: made of the product's own, with made-up relatives."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from django.core.management import call_command

from logbook.models import User
from programming.catalogue.own import unknown_risk
from programming.datafiles import EXERCISES
from programming.models import Alias, Exercise, RiskEntry
from programming.names import normalised

IN_ALL = 1_000
ALIASES = 5_000
OWN = 200
_KINDS = ("Tempo", "Paused", "Two-second", "Slow", "Explosive", "Partial", "Offset", "Staggered")
_SPELLINGS = ("with a pause", "strict form", "full range", "light", "top half", "bottom half")
_OWN = ("sandbag", "sled", "log", "stone", "tyre", "yoke", "keg", "hose", "axle", "block")
_WAYS = ("carry", "toss", "drag", "load", "press", "row", "squat", "walk", "lift", "hold")

# What thumbs type: beginnings of names, a slip, a muscle with the equipment, an own one, nothing.
QUERIES = (
    "ben",
    "bench pr",
    "incline dumbbell press",
    "sqaut",
    "romainan",
    "biceps cable",
    "sandbag",
    "",
)


def grow_catalogue() -> None:
    """Load the product's exercises with relatives of theirs: `IN_ALL` of them, `ALIASES` names."""
    with EXERCISES.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    taken = {normalised(name) for row in rows for name in (row["name"], *_aliases(row))}
    for kind, row in islice(_new(rows, taken), IN_ALL - len(rows)):
        name = f"{kind} {row['name']}"
        rows.append({**row, "slug": f"{kind}-{row['slug']}".lower(), "name": name, "aliases": ""})
    missing = ALIASES - sum(len(_aliases(row)) for row in rows)
    for spelling, row in product(_SPELLINGS, rows):
        alias = f"{row['name']} {spelling}"
        if missing <= 0:
            break
        if len(alias) <= 100 and normalised(alias) not in taken:
            taken.add(normalised(alias))
            row["aliases"] = "|".join([*filter(None, [row["aliases"]]), alias])
            missing -= 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "exercises.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        call_command("load_catalogue", exercises=path, verbosity=0)
    assert Alias.objects.count() >= ALIASES


def _aliases(row: dict[str, str]) -> list[str]:
    return [alias.partition("@")[0] for alias in row["aliases"].split("|") if alias]


def _new(rows: list[dict[str, str]], taken: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Names nobody has, as (first word, row of the rest)."""
    for kind, row in product(_KINDS, list(rows)):
        name = normalised(f"{kind} {row['name']}")
        if name not in taken:
            taken.add(name)
            yield kind, row


def make_own(lifter: User) -> None:
    """`OWN` exercises of the lifter's own."""
    names = [f"{one} {way} {number}" for one, way, number in product(_OWN, _WAYS, (1, 2))]
    made = Exercise.objects.bulk_create(
        Exercise(owner=lifter, slug=f"own-{number}") for number in range(OWN)
    )
    entries = []
    for exercise, name in zip(made, names, strict=True):
        entry = unknown_risk(name.capitalize(), is_compound=True, primary_muscles=["glutes"])
        entry.exercise = exercise
        entries.append(entry)
    RiskEntry.objects.bulk_create(entries)
