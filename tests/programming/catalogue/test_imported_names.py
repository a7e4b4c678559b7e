"""Exercises of one's own made of names in another app's log, and what took them over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programming.catalogue.own import (
    create_own_exercise,
    make_unknown_exercises,
    names_taken_over,
    own_entries,
)
from programming.loads import LoadKind
from programming.models import Exercise
from tests.logbook.given import a_lifter, an_exercise

pytestmark = pytest.mark.usefixtures("release")


def test_each_name_is_an_exercise_of_unknown_risk():
    owner = a_lifter()
    made = make_unknown_exercises(
        owner, {"Zercher Carry": LoadKind.EXTERNAL, "Helped dip thing": LoadKind.ASSISTED}
    )

    assert {entry.name: (entry.tier, entry.floor, entry.load_kind) for entry in made.values()} == {
        "Zercher Carry": ("avoid", 2, "external"),
        "Helped dip thing": ("avoid", 2, "assisted"),
    }
    assert {one.pk for one in own_entries(owner)} == {one.pk for one in made.values()}
    assert own_entries(a_lifter()) == []


def test_what_is_there_is_not_made_again():
    owner = a_lifter()
    there = create_own_exercise(owner, "Zercher carry", is_compound=True, primary_muscles=[])
    made = make_unknown_exercises(
        owner, dict.fromkeys(("ZERCHER CARRY", "Odd lift", "odd  lift!"), LoadKind.EXTERNAL)
    )

    assert made["ZERCHER CARRY"].pk == there.pk
    assert made["Odd lift"].pk == made["odd  lift!"].pk
    assert len(own_entries(owner)) == 2


def test_a_slug_that_the_catalogue_took_over_is_not_taken_twice():
    owner = a_lifter()
    gone = create_own_exercise(owner, "Zercher carry", is_compound=True, primary_muscles=[])
    curl = an_exercise("Curl").exercise
    Exercise.objects.filter(pk=gone.exercise_id).update(merged_into=curl)

    assert names_taken_over(owner) == {"zercher carry": curl.pk}
    made = make_unknown_exercises(owner, {"Zercher-carry": LoadKind.EXTERNAL})
    assert made["Zercher-carry"].exercise.slug == "zercher-carry-2"


def test_many_names_cost_as_few_queries_as_one():
    def asked(names: int) -> int:
        owner = a_lifter()
        with CaptureQueriesContext(connection) as queries:
            make_unknown_exercises(
                owner, {f"Odd lift {number}": LoadKind.EXTERNAL for number in range(names)}
            )
        return len(queries)

    assert asked(40) == asked(1)


@pytest.mark.parametrize("name", ["***", "x" * 121, "Curl\x07"])
def test_what_cannot_be_a_name_is_refused(name):
    with pytest.raises(ValueError, match="name"):
        make_unknown_exercises(a_lifter(), {name: LoadKind.EXTERNAL})
