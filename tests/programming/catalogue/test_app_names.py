"""Exercise names as lifters' logs of other apps spell them: each decided by hand, matched for real."""

import csv
from pathlib import Path

import pytest

from programming.catalogue.entries import exercise_named
from programming.models import CatalogueRelease

NAMES = Path(__file__).parents[1] / "data" / "app_names.csv"
# What a person says each name means in its app: (name, app) to the exercise's slug.
MEANT = {
    (line["name_as_written"], line["app"]): line["slug"]
    for line in csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines())
}


def _slug(name: str, release: CatalogueRelease, app: str = "") -> str:
    found = exercise_named(name, release, app)
    return found.exercise.slug if found else "nothing"


def test_95_of_100_names_in_lifters_logs_mean_exactly_the_right_exercise(release):
    missed = [
        f"{name!r} in {app} means {found}, not {slug}"
        for (name, app), slug in MEANT.items()
        if (found := _slug(name, release, app)) != slug
    ]
    right = len(MEANT) - len(missed)
    print(f"{right} of {len(MEANT)} names right.", *missed, sep="\n")
    assert len(MEANT) >= 250
    assert right >= 0.95 * len(MEANT), missed


def test_the_names_missed_are_these_and_no_others(release):
    missed = [key for key, slug in MEANT.items() if _slug(key[0], release, key[1]) != slug]
    assert missed == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("High to Low Cable Fly", "high-to-low-cable-fly"),
        ("Low to High Cable Fly", "low-to-high-cable-fly"),
        ("High to Low Cable Woodchop", "high-to-low-cable-woodchop"),
        ("Low to High Cable Woodchop", "low-to-high-cable-woodchop"),
        ("Cable Low Fly to High", "nothing"),
    ],
)
def test_the_order_of_the_words_in_a_name_is_kept(release, name, slug):
    assert _slug(name, release, "hevy") == slug


@pytest.mark.parametrize(
    ("name", "app", "slug"),
    [
        ("Lunge", "hevy", "bodyweight-lunge"),
        ("Lunge", "liftosaur", "barbell-lunge"),
        ("Lunge", "fitnotes", "dumbbell-lunge"),
        ("Hack Squat", "liftosaur", "barbell-hack-squat"),
        ("Hack Squat", "strong", "hack-squat"),
        ("Romanian Deadlift", "liftosaur", "dumbbell-romanian-deadlift"),
        ("Romanian Deadlift", "fitnotes", "romanian-deadlift"),
        ("Cable Kickback", "strong", "cable-triceps-kickback"),
        ("Cable Kickback", "fitnotes", "cable-kickback"),
    ],
)
def test_one_name_may_mean_another_exercise_in_another_app(release, name, app, slug):
    assert _slug(name, release, app) == slug


@pytest.mark.parametrize(
    "name",
    [
        "Plank",
        "Side Plank",
        "Running",
        "Cycling",
        "Treadmill",
        "Stretching",
        "Burpee",
        "Cable thing",
    ],
)
def test_what_is_no_exercise_of_the_catalogue_means_nothing(release, name):
    assert _slug(name, release, "strong") == "nothing"
