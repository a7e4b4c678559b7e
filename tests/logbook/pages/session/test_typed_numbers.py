"""Numbers in a set's form: read as lifters type them, asked about where they mean two things."""

import pytest
from django.urls import reverse

from logbook.models import Set
from tests.logbook.given import a_lifter, a_session, a_set_form, logged_in, the_item
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def bench():
    """The bench press of a running Upper A."""
    return the_item(session=a_session(lifter=a_lifter()))


def post(item, name="set_log", **values):
    return logged_in(item.athlete).post(
        reverse(name, args=[item.pk]), a_set_form(**values), headers={"HX-Request": "true"}
    )


@pytest.mark.parametrize(
    ("load", "reps", "milli"),
    [
        ("22,5 kg", " 8 ", 22_500),
        (".5", "8", 500),
        ("\u0662\u0662\u066b\u0665", "\u0668", 22_500),
        ("1.000,5", "\uff18", 1_000_500),
    ],
)
def test_numbers_are_read_as_lifters_type_them(bench, load, reps, milli):
    assert post(bench, load=load, reps=reps).status_code == 200

    row = Set.objects.get()
    assert (row.load_milli, row.load_unit, row.reps) == (milli, "kg", 8)


def test_a_load_with_the_other_unit_behind_it_is_one_in_that_unit(bench):
    post(bench, load="185 lb")

    row = Set.objects.get()
    assert (row.load_milli, row.load_unit) == (185_000, "lb")


@pytest.mark.parametrize("name", ["set_log", "set_preview"])
def test_a_load_that_can_be_read_two_ways_is_asked_about_and_stays_as_typed(bench, name):
    page = flat(post(bench, name, load="1,000").content.decode())

    assert "Is “1,000” 1 kg or 1000 kg? Type it without the thousands mark." in page
    assert name == "set_preview" or 'value="1,000"' in page
    assert not Set.objects.exists()
