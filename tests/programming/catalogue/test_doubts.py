"""Which rows of the catalogue deserve a second look, and that none of ours does."""

import pytest

from programming.catalogue.doubts import FLOORS, RULE, doubts_among
from programming.datafiles import read_exercises
from programming.models import RiskEntry


def a_row(**said):
    ordinary = {
        "name": "Curl",
        "tier": "safer",
        "floor": 0,
        "primary_muscles": ["biceps"],
        "rationale": "The bar comes back down.",
    }
    return RiskEntry(**(ordinary | said))


def test_the_floors_are_those_the_rulebook_s_questions_give():
    assert dict(FLOORS) == {"avoid": 2, "caution": 1, "safer": 0}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"tier": "avoid", "floor": 0}, ["Avoid failure with floor 0; the questions give 2."]),
        ({"tier": "avoid", "floor": 1}, ["Avoid failure with floor 1; the questions give 2."]),
        ({"tier": "avoid", "floor": 2}, []),
        ({"tier": "avoid", "floor": 3}, []),
        ({"tier": "caution", "floor": 0}, ["Failure with caution with floor 0; the questions give 1."]),
        ({"tier": "caution", "floor": 1}, []),
        ({"tier": "caution", "floor": 2}, ["Failure with caution with floor 2; the questions give 1."]),
        ({}, []),
        ({"floor": 1}, ["Failure is safer here with floor 1; the questions give 0."]),
        ({"rationale": ""}, ["No reason."]),
        ({"primary_muscles": []}, ["No main muscle."]),
        ({"tier": "avoid", "floor": 2, "floor_with_safeties": 0, "safeties": ["pins"]}, []),
    ],
)  # fmt: skip
def test_a_row_is_doubted_for_what_it_says_itself(said, why):
    found = doubts_among([a_row(**said)])

    assert [line for doubt in found for line in doubt.why] == why


def test_doubtful_rows_come_by_name():
    rows = [a_row(name=name, floor=1) for name in ("squat", "Arnold press", "Curl")]

    assert [doubt.entry.name for doubt in doubts_among(rows)] == ["Arnold press", "Curl", "squat"]


def test_the_rule_names_the_floors_it_holds_rows_against():
    assert "avoid failure 2, failure with caution 1, failure is safer here 0" in RULE


def test_no_row_of_the_reviewed_file_is_doubtful():
    assert doubts_among(row.entry for row in read_exercises().rows) == []
