"""Stars: what a lifter does often is offered first, with or without scripts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import Favourite
from programming.catalogue.own import create_own_exercise
from tests.logbook.given import (
    NOON,
    REST,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HX-Request": "true"}


def star(name):
    return reverse("exercise_star", args=[an_exercise(name).exercise_id])


def names(client, session, query=""):
    html = page(client, reverse("exercise_pick", args=[session.pk]), {"q": query})
    return re.findall(r'<span class="rs-strong rs-break" dir="auto">([^<]*)</span>', html)


def test_a_star_lifts_an_exercise_to_the_top(client, session):
    assert names(client, session)[0] != "Zottman curl"

    client.post(star("Zottman curl"), {"star": "on"})

    assert names(client, session)[0] == "Zottman curl"
    assert names(client, session, "curl").index("Zottman curl") < 5


def test_a_star_never_hides_the_name_that_was_typed(client, session):
    for name in ("Hammer curl", "EZ-bar curl", "Cable curl"):
        client.post(star(name), {"star": "on"})
    a_finished_session(
        lifter=session.athlete,
        workout=None,
        exercises=["Cable curl", "Hammer curl"],
        started=NOON + 20 * REST,
    )

    assert names(client, session, "curl")[0] == "Curl"


def test_tapping_twice_and_taking_it_off(client, session):
    for _ in range(2):
        client.post(star("Curl"), {"star": "on"})
    assert Favourite.objects.visible_to(session.athlete).count() == 1

    for _ in range(2):
        client.post(star("Curl"), {"star": ""})
    assert not Favourite.objects.exists()


def test_a_star_belongs_to_one_lifter(client, session):
    other = a_session(lifter=a_lifter())
    client.post(star("Zottman curl"), {"star": "on"})

    assert names(logged_in(other.athlete), other)[0] != "Zottman curl"


def test_without_scripts_the_search_comes_back_as_it_was(client, session):
    curl = the_item(session=session, name="Curl")

    response = client.post(
        star("Hammer curl"),
        {"star": "on", "session": session.pk, "q": "hammer & co", "swap_for": curl.pk},
    )

    assert response["Location"] == (
        reverse("exercise_pick", args=[session.pk]) + f"?q=hammer+%26+co&swap_for={curl.pk}"
    )


def test_outside_a_search_it_leads_to_the_exercise(client):
    entry = an_exercise("Curl")

    response = client.post(star("Curl"), {"star": "on"})

    assert response["Location"] == reverse("exercise_detail", args=[entry.exercise_id])


def test_htmx_gets_the_row_with_its_star_and_the_focus_on_it(client, session):
    html = flat(
        client.post(
            star("Curl"), {"star": "on", "session": session.pk}, headers=HTMX
        ).content.decode()
    )

    assert html.startswith('<li class="rs-found">')
    assert ' data-focus name="star" value="" aria-pressed="true">' in html
    assert ">Add<" in html


def test_the_list_says_which_have_a_star(client, session):
    client.post(star("Curl"), {"star": "on"})

    html = page(client, reverse("exercise_pick", args=[session.pk]), {"q": "curl"})

    assert html.count('aria-pressed="true"') == 1
    assert " data-focus" not in html


def test_an_exercise_somebody_else_made_gets_no_star(client):
    hers = create_own_exercise(a_lifter(), "Zercher carry", is_compound=True, primary_muscles=[])

    for exercise_id in (hers.exercise_id, 987654321):
        address = reverse("exercise_star", args=[exercise_id])
        assert client.post(address, {"star": "on"}).status_code == 404
    assert not Favourite.objects.exists()


def test_a_star_is_only_ever_posted(client):
    assert client.get(star("Curl"), {"star": "on"}).status_code == 405
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("field", ["star", "session", "q", "swap_for"])
@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_an_odd_star_is_answered(client, session, field, rubbish):
    form = {"star": "on", "session": session.pk, "q": "curl"} | {field: rubbish}

    assert client.post(star("Curl"), form).status_code == 302


def test_a_search_is_one_query_beside_the_log_in(client, session):
    address = reverse("exercise_pick", args=[session.pk])
    create_own_exercise(session.athlete, "Zercher carry", is_compound=True, primary_muscles=[])
    client.post(star("Curl"), {"star": "on"})
    client.get(address, {"q": "press"})

    with CaptureQueriesContext(connection) as asked:
        client.get(address, {"q": "bench"}, headers=HTMX)

    # The session of the browser, its user, and what search reads.
    assert len(asked) == 3


def test_an_own_name_is_shown_as_text(client, session):
    name = "<b onclick=x>Sled</b> & co"
    create_own_exercise(session.athlete, name, is_compound=True, primary_muscles=[])

    html = page(client, reverse("exercise_pick", args=[session.pk]), {"q": "sled"})

    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;Sled&lt;/b&gt; &amp; co" in html
