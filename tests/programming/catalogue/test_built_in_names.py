"""Every built-in exercise of the apps, by its name there: the right row, or it is asked about.

The lists in `data/names/` were gone through one by one; a name without a slug is an exercise that
the catalogue has not, so that the page asks. `pytest -s` prints the shares.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from programming.catalogue.entries import alias_state, exercises_named
from programming.catalogue.search import search_in
from programming.catalogue.spellings import exercises_spelled

NAMES = Path(__file__).parents[1] / "data" / "names"
LEAST_SHARE = 0.98
LISTS = {
    "strong": 230,
    "fitnotes": 80,
    "liftosaur": 250,
    "hevy-en": 400,
    "hevy-de": 400,
    "hevy-es": 400,
    "hevy-fr": 400,
    "hevy-pt": 400,
    "hevy-pt-br": 400,
}


def _expected(name: str) -> dict[str, str]:
    text = (NAMES / f"{name}.csv").read_text(encoding="utf-8")
    return {line["name"]: line["slug"] for line in csv.DictReader(text.splitlines())}


def _meant(names: Iterable[str], release, app: str) -> dict[str, str]:
    found = exercises_spelled(names, release, app) | exercises_named(names, release, app)
    return {name: entry.exercise.slug for name, entry in found.items()}


@pytest.mark.parametrize(("name", "least"), LISTS.items())
def test_98_of_100_built_in_exercises_mean_the_right_row(release, name, least):
    expected = _expected(name)
    meant = _meant(expected, release, name.split("-")[0])
    wrong = {
        one: f"{meant.get(one)}, not {slug or 'asked'}"
        for one, slug in expected.items()
        if meant.get(one, "") != slug
    }
    has_row = sum(slug != "" for slug in expected.values())
    print(
        f"{name}: {len(expected) - len(wrong)} of {len(expected)} as a person says,"
        f" {has_row} of them rows of the catalogue; wrong: {wrong or 'none'}"
    )
    assert len(expected) >= least
    assert len(wrong) <= (1 - LEAST_SHARE) * len(expected), wrong
    # None at all is taken for another exercise.
    assert not [one for one in wrong if one in meant], wrong


def test_what_the_catalogue_has_not_comes_with_suggestions_in_english(release):
    asked = [one for one, slug in _expected("hevy-en").items() if not slug]
    without = [one for one in asked if not search_in(one, release.pk, alias_state(), (), limit=5)]
    assert len(without) <= len(asked) / 2, without


@pytest.mark.parametrize(
    ("name", "app", "slug"),
    [
        # The equipment before or behind the name, in any language, with or without accents.
        ("Barbell Bench Press", "hevy", "barbell-bench-press"),
        ("Bench Press (Langhantel)", "hevy", "barbell-bench-press"),
        ("Curl de biceps (mancuerna)", "hevy", "dumbbell-curl"),
        ("Developpe couche (barre)", "hevy", "barbell-bench-press"),
        ("Elevacao Lateral (Halteres)", "hevy", "lateral-raise"),
        ("Dumbbell Bench Press", "liftosaur", "dumbbell-bench-press"),
        ("Arnold Press, Dumbbell", "strong", "arnold-press"),
        # The order of the words, and all that is no equipment, count.
        ("Press Bench (Barbell)", "hevy", ""),
        ("Bench Barbell Press", "hevy", ""),
        ("Bench Press (Vibrating)", "hevy", ""),
        # Two kinds of leg press, and machines whose arms move apart.
        ("Leg Press (Machine)", "hevy", "leg-press"),
        ("Leg Press Horizontal (Machine)", "hevy", "seated-leg-press"),
        ("Seated Leg Press", "liftosaur", "seated-leg-press"),
        ("Beinpresse Sitzend (Maschine)", "hevy", "seated-leg-press"),
        ("Iso-Lateral Row (Machine)", "strong", "iso-lateral-row"),
        ("Iso-Lateral Row", "liftosaur", "one-arm-dumbbell-row"),
        ("Seated Row (Machine)", "strong", "machine-row"),
        ("Iso-Lateral Chest Press (Machine)", "hevy", "iso-lateral-chest-press"),
        ("Chest Press (Machine)", "hevy", "machine-chest-press"),
        ("Chest Fly", "strong", "machine-fly"),
        ("Chest Fly", "liftosaur", "dumbbell-fly"),
    ],
)
def test_spelling_is_read_and_nothing_is_guessed(release, name, app, slug):
    assert _meant({name: ""}, release, app).get(name, "") == slug
