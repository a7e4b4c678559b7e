"""Picking an exercise: search, add, swap, and one of the lifter's own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import SessionExercise
from programming.models import RiskEntry
from tests.logbook.given import (
    NOON,
    REST,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HX-Request": "true"}


def pick(session):
    return reverse("exercise_pick", args=[session.pk])


def add(session):
    return reverse("exercise_add", args=[session.pk])


def create(session):
    return reverse("exercise_create", args=[session.pk])


def names(response):
    assert response.status_code in {200, 422}
    return re.findall(
        r'<span class="rs-strong[^>]*>([^<]*)</span>', flat(response.content.decode())
    )


def own(**values):
    return {"name": "Zercher carry", "is_compound": "yes", "muscle": "quadriceps", **values}


def test_a_search_lists_the_likeliest_first_with_what_failing_it_costs(client, session):
    response = client.get(pick(session), {"q": "bench press"})

    assert "Barbell bench press" in names(response)[:3]
    assert "avoid failure" in flat(response.content.decode())


def test_a_typing_error_is_forgiven(client, session):
    assert "Barbell bench press" in names(client.get(pick(session), {"q": "benhc press"}))


def test_htmx_gets_the_list_alone(client, session):
    response = client.get(pick(session), {"q": "curl"}, headers=HTMX)

    html = flat(response.content.decode())
    assert "<html" not in html
    assert "Search" not in html
    assert html.strip().startswith('<div id="found">')
    assert "HX-Request" in response["Vary"]


def test_what_is_not_found_is_said_with_a_way_on(client, session):
    html = flat(client.get(pick(session), {"q": "zzzzzz"}).content.decode())

    assert "Nothing found for “zzzzzz”" in html
    assert "Not in the list?" in html
    assert '<input type="text" name="name" value="zzzzzz"' in html


def test_recent_exercises_come_first(client, session):
    a_finished_session(
        lifter=session.athlete, workout=None, exercises=["Leg press"], started=NOON + 20 * REST
    )

    assert names(client.get(pick(session)))[0] == "Leg press"


def test_a_picked_exercise_is_added_at_the_end_and_a_double_tap_adds_one(client, session):
    form = {"exercise": an_exercise("Leg press").exercise_id}

    first = client.post(add(session), form)
    second = client.post(add(session), form)

    item = session.exercises.get(risk__name="Leg press")
    assert item.position == 6
    assert item.planned_sets is None
    assert first["Location"] == second["Location"]
    assert f"exercise={item.pk}" in first["Location"]


def test_the_page_of_a_swap_says_what_goes_and_carries_it_to_the_button(client, session):
    curl = the_item(session=session, name="Curl")

    html = flat(client.get(pick(session), {"swap_for": curl.pk, "q": "hammer"}).content.decode())

    assert "In place of Curl" in html
    # In the search, beside each exercise found, and in the form for an own one.
    assert html.count(f'name="swap_for" value="{curl.pk}"') == len(re.findall("<form", html))


def test_an_untouched_exercise_is_replaced_by_the_one_picked(client, session):
    curl = the_item(session=session, name="Curl")

    client.post(
        add(session),
        {"exercise": an_exercise("Hammer curl").exercise_id, "swap_for": curl.pk},
    )

    curl.refresh_from_db()
    assert curl.risk.name == "Hammer curl"
    assert curl.planned_sets == 3


def test_an_exercise_with_sets_keeps_them_and_the_other_one_follows(client, session):
    curl = the_item(session=session, name="Curl")
    logged(item=curl)

    client.post(
        add(session),
        {"exercise": an_exercise("Hammer curl").exercise_id, "swap_for": curl.pk},
    )

    curl.refresh_from_db()
    assert curl.is_skipped
    assert the_item(session=session, name="Hammer curl").planned_sets == 2


def test_an_own_exercise_is_added_with_its_risk_unknown(client, session):
    client.post(create(session), own())

    item = the_item(session=session, name="Zercher carry")
    assert (item.risk.tier, item.risk.floor) == ("avoid", 2)
    assert "Your own" in flat(client.get(pick(session), {"q": "zercher carry"}).content.decode())


def test_an_own_exercise_can_take_anothers_place(client, session):
    curl = the_item(session=session, name="Curl")

    client.post(create(session), own(swap_for=curl.pk))

    curl.refresh_from_db()
    assert curl.risk.name == "Zercher carry"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Give the exercise a name."),
        ({"name": "Barbell bench press"}, "The catalogue has it already"),
        ({"name": "!!!"}, "with a letter or a figure"),
        ({"muscle": "wings"}, "Select a valid choice"),
        ({"is_compound": "maybe"}, "Select a valid choice"),
        ({"traps": "maybe"}, "Select a valid choice"),
        ({"traps": "no", "balance": "maybe"}, "Select a valid choice"),
        ({"load_kind": "sand"}, "Select a valid choice"),
    ],
)
def test_a_refused_own_exercise_says_why_and_keeps_what_was_typed(client, session, values, message):
    curl = the_item(session=session, name="Curl")

    response = client.post(create(session), own(**values, swap_for=curl.pk))

    html = flat(response.content.decode())
    assert response.status_code == 422
    assert message in html
    assert '<details class="rs-own" open>' in html
    assert f'value="{values.get("name", "Zercher carry")}"' in html or not values.get("name", "x")
    assert f'name="swap_for" value="{curl.pk}"' in html
    assert not RiskEntry.objects.filter(release=None).exists()


def test_an_own_exercise_is_found_by_its_owner_alone(client, session):
    client.post(create(session), own())
    other = a_session(lifter=a_lifter())

    entry = RiskEntry.objects.get(release=None)
    stranger = logged_in(other.athlete)

    assert "Zercher carry" not in names(stranger.get(pick(other), {"q": "zercher carry"}))
    assert stranger.post(add(other), {"exercise": entry.exercise_id}).status_code == 404


def test_a_stranger_finds_no_session_to_pick_for(session):
    client = logged_in(a_lifter())

    assert client.get(pick(session)).status_code == 404
    assert client.post(add(session), {"exercise": "1"}).status_code == 404
    assert client.post(create(session), own()).status_code == 404


def test_an_exercise_of_another_session_cannot_be_swapped(client, session):
    elsewhere = the_item(session=a_session(lifter=session.athlete), name="Curl")
    hers = the_item(session=a_session(lifter=a_lifter()), name="Curl")
    picked = an_exercise("Hammer curl").exercise_id

    for item in (elsewhere, hers):
        assert client.get(pick(session), {"swap_for": item.pk}).status_code == 404
        form = {"exercise": picked, "swap_for": item.pk}
        assert client.post(add(session), form).status_code == 404
        assert client.post(create(session), own(swap_for=item.pk)).status_code == 404
    assert not SessionExercise.objects.filter(risk__name="Hammer curl").exists()


@pytest.mark.parametrize("field", ["q", "swap_for"])
def test_an_odd_search_is_answered(client, session, field):
    for what, rubbish in RUBBISH.items():
        assert client.get(pick(session), {field: rubbish}).status_code == 200, what


@pytest.mark.parametrize("field", ["exercise", "swap_for"])
def test_an_odd_pick_adds_nothing(client, session, field):
    form = {"exercise": str(an_exercise("Leg press").exercise_id)}

    for what, rubbish in RUBBISH.items():
        assert client.post(add(session), form | {field: rubbish}).status_code == 400, what
        assert session.exercises.count() == 5, what

    is_plain_add = field == "swap_for"
    response = client.post(add(session), form | {field: ""})
    assert response.status_code == (302 if is_plain_add else 400)
    assert session.exercises.count() == (6 if is_plain_add else 5)


@pytest.mark.parametrize(
    "field",
    ["name", "is_compound", "muscle", "traps", "balance", "load_kind", "is_unilateral", "swap_for"],
)
def test_an_odd_own_exercise_is_refused_or_kept_as_text(client, session, field):
    for number, (what, rubbish) in enumerate(RUBBISH.items()):
        # Each with a name of its own, so that none is refused for one that was kept.
        form = own(name=f"Carry {number}") | {field: rubbish}
        assert client.post(create(session), form).status_code in {302, 422}, what
        assert RUBBISH["markup"] not in flat(client.get(pick(session)).content.decode()), what


def test_picking_costs_the_same_after_one_session_and_after_thirty(client, session):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(pick(session), {"q": "press"})
        return len(captured)

    client.get(pick(session), {"q": "press"})
    few = queries()
    for _ in range(30):
        a_session(lifter=session.athlete)

    assert queries() == few
