"""An own exercise is offered for the catalogue by its owner alone, and taken back as easily."""

import pytest
from django.urls import reverse

from programming.catalogue.own import create_own_exercise, own_entry
from programming.models import Exercise
from tests.logbook.given import a_lifter, an_exercise, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def entry(session):
    return create_own_exercise(
        session.athlete, "Zercher carry", is_compound=True, primary_muscles=["glutes"]
    )


def at(name, exercise_id):
    return reverse(f"exercise_{name}", args=[exercise_id])


def is_offered(entry):
    return Exercise.objects.get(pk=entry.exercise_id).is_offered


def test_a_new_one_is_not_offered_and_its_page_says_what_others_would_see(client, entry):
    html = page(client, at("detail", entry.exercise_id))

    assert not is_offered(entry)
    assert (
        "If you offer it, whoever keeps the catalogue sees its name, its muscles and its risk, "
        "never who made it or how much you did." in words(html)
    )
    assert "Offer it for the catalogue</button>" in html


def test_one_tap_offers_it_and_one_takes_it_back(client, entry):
    offered = client.post(at("offer", entry.exercise_id), {"offer": "on"}, follow=True)

    assert is_offered(entry)
    assert "Offered for the catalogue" in words(offered.content.decode())
    assert "Take it back" in words(offered.content.decode())
    assert "With another name it is no longer offered" in words(
        page(client, at("edit", entry.exercise_id))
    )

    back = client.post(at("offer", entry.exercise_id), follow=True)

    assert not is_offered(entry)
    assert "Offer it for the catalogue" in words(back.content.decode())


def test_the_catalogues_and_anothers_are_not_offered(client, entry):
    curl = an_exercise("Curl")
    another = logged_in(a_lifter())

    assert "for the catalogue" not in words(page(client, at("detail", curl.exercise_id)))
    for who, exercise_id in ((client, curl.exercise_id), (another, entry.exercise_id)):
        assert who.post(at("offer", exercise_id), {"offer": "on"}).status_code == 404
    assert not Exercise.objects.filter(is_offered=True).exists()


def test_a_look_at_the_address_offers_nothing(client, entry):
    assert client.get(at("offer", entry.exercise_id), {"offer": "on"}).status_code == 405
    assert not is_offered(entry)


def test_a_new_name_is_not_offered_and_a_new_spelling_still_is(client, entry):
    client.post(at("offer", entry.exercise_id), {"offer": "on"})

    for name, stays in (("Zercher-Carry", True), ("Something private", False)):
        client.post(at("edit", entry.exercise_id), {"name": name, "is_compound": "yes"})

        assert own_entry(entry.exercise.owner, entry.exercise_id).name == name
        assert is_offered(entry) is stays, name
