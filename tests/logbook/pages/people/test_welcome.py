"""The first sign-in: three questions asked once, or skipped."""

import re

import pytest
from django.urls import reverse

from logbook.models import Background, User
from tests.logbook.given import RUBBISH, a_lifter, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = "/welcome/"


@pytest.fixture
def lifter():
    """Somebody who just signed up."""
    return a_lifter(is_welcomed=False, level="beginner", is_level_by_hand=False)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def typed(**values):
    return {
        "goal": "muscle_gain",
        "total_months": "24",
        "unit": "lb",
        "zone": "Europe/Berlin",
        **values,
    }


def test_today_leads_to_the_first_questions(client):
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, PATH)


def test_the_first_page_says_what_reps_in_reserve_are(client):
    text = words(page(client, PATH))

    assert "how many good reps to leave undone: your reps in reserve (RIR)" in text
    assert "at 0 no rep in good form is left: that is failure." in text


def test_three_questions_are_asked_each_answered_by_a_tap(client):
    html = page(client, PATH)

    assert html.count("<legend>") == 3
    assert set(re.findall(r'<input type="(\w+)"', html)) == {"hidden", "radio"}
    assert "<select" not in html


def test_whoever_signs_up_is_asked_and_whoever_is_made_here_is_not(client, lifter):
    signing_up = {"email": "new@example.org", "password1": "four plain words here"}
    client.logout()
    client.post(reverse("account_signup"), signing_up)

    assert not User.objects.get(email="new@example.org").is_welcomed
    assert client.get("/")["Location"] == PATH
    assert User.objects.create_user("made@example.org").is_welcomed


def test_the_answers_are_kept_and_give_the_level_at_once(client, lifter):
    response = client.post(PATH, typed(), follow=True)

    lifter.refresh_from_db()
    assert response.redirect_chain == [("/today/", 302)]
    assert (lifter.goal, lifter.unit, lifter.zone) == ("muscle_gain", "lb", "Europe/Berlin")
    background = Background.objects.get(athlete=lifter)
    assert (background.total_months, background.uninterrupted_months) == (24, None)
    assert (background.stable_lifts, background.sex) == (None, "")
    # Three things have to be known before anybody is more than a beginner (rulebook 10).
    assert (lifter.level, lifter.is_level_by_hand) == ("beginner", False)
    text = words(flat(response.content.decode()))
    assert "You start as beginner. A few more answers, under More and Level, make it yours." in text


def test_what_was_said_stands_among_the_answers_and_the_rest_is_asked_there(client):
    client.post(PATH, typed())

    html = page(client, reverse("level_answers"))

    assert 'name="total_months" value="24"' in html
    assert 'name="stable_lifts"' in html
    assert 'name="sex"' in html
    assert 'name="bodyweight"' in page(client, reverse("settings"))


def test_it_is_asked_once(client):
    client.post(PATH, typed())

    assert client.get("/").status_code == 200
    assert client.get(PATH)["Location"] == reverse("level_answers")


def test_skipped_is_a_beginner_for_now_and_the_level_page_says_so(client, lifter):
    response = client.post(PATH, {"skip": "on", "total_months": "rubbish"}, follow=True)

    lifter.refresh_from_db()
    assert (lifter.level, lifter.is_welcomed) == ("beginner", True)
    assert "Skipped" in words(flat(response.content.decode()))
    text = words(page(client, reverse("level")))
    assert "Beginner, for now" in text
    assert "Answer the questions" in text
    assert f'href="{reverse("level_answers")}"' in page(client, "/settings/")


def test_how_long_may_be_left_out_and_the_goal_not(client, lifter):
    refused = client.post(PATH, typed(goal=""))

    assert refused.status_code == 422
    assert "Choose what you train for" in words(flat(refused.content.decode()))

    client.post(PATH, typed(total_months=""))

    lifter.refresh_from_db()
    assert (lifter.is_welcomed, lifter.level) == (True, "beginner")
    assert Background.objects.get(athlete=lifter).total_months is None


def test_it_says_who_should_ask_a_professional(client):
    text = words(page(client, PATH))

    for word in ("older", "pregnant", "injured", "medication", "professional"):
        assert word in text


@pytest.mark.parametrize("field", ["goal", "total_months", "unit"])
def test_wrong_input_is_a_message_at_its_field_and_changes_nothing(client, lifter, field):
    for what, rubbish in RUBBISH.items():
        response = client.post(PATH, typed(**{field: rubbish}))

        assert response.status_code == 422, what
        assert 'class="rs-error"' in flat(response.content.decode()), what
        lifter.refresh_from_db()
        assert not lifter.is_welcomed, what
        assert not Background.objects.exists(), what


def test_what_was_tapped_stays_tapped_beside_what_was_refused(client):
    html = flat(client.post(PATH, typed(goal="")).content.decode())

    assert 'name="total_months" value="24" checked' in html
    assert 'name="unit" value="lb" checked' in html
    assert 'name="zone" value="Europe/Berlin"' in html


@pytest.mark.parametrize("sent", ["", "Mars/Olympus", "Factory", "x" * 80, "Europe/Berlin\x00"])
def test_a_zone_nobody_knows_is_not_the_lifters_mistake(client, lifter, sent):
    assert client.post(PATH, typed(zone=sent)).status_code in {302, 422}

    lifter.refresh_from_db()
    assert lifter.zone == "UTC"


@pytest.mark.parametrize("sent", ["UTC", "Asia/Calcutta", "America/Argentina/Ushuaia"])
def test_the_zone_is_the_browsers(client, lifter, sent):
    client.post(PATH, typed(zone=sent))

    lifter.refresh_from_db()
    assert lifter.zone == sent
