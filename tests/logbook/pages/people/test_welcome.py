"""The first sign-in: asked once, each question may be skipped, and all of them at once."""

import pytest
from django.urls import reverse

from logbook.models import Background, Bodyweight, User
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
        "total_months": "30",
        "uninterrupted_months": "14",
        "stable_lifts": "3",
        "unit": "lb",
        "bodyweight": "180",
        "sex": "female",
        "zone": "Europe/Berlin",
        **values,
    }


def test_today_leads_to_the_first_questions(client):
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, PATH)


def test_the_first_page_says_what_reps_in_reserve_are(client):
    text = words(page(client, PATH))

    assert "how many good reps to leave undone: your reps in reserve (RIR)" in text
    assert "At 0 no rep in good form is left: that is failure." in text


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
    assert (background.total_months, background.uninterrupted_months) == (30, 14)
    assert (background.stable_lifts, background.sex) == (3, "female")
    assert str(Bodyweight.objects.get(athlete=lifter).unit) == "lb"
    assert (lifter.level, lifter.is_level_by_hand) == ("intermediate", False)
    assert "You start as intermediate" in words(flat(response.content.decode()))


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


def test_every_level_question_may_be_skipped(client, lifter):
    blank = dict.fromkeys(
        ("total_months", "uninterrupted_months", "stable_lifts", "sex", "bodyweight"), ""
    )

    client.post(PATH, typed(**blank))

    lifter.refresh_from_db()
    assert (lifter.is_welcomed, lifter.level) == (True, "beginner")
    assert not Bodyweight.objects.filter(athlete=lifter).exists()


def test_it_says_who_should_ask_a_professional(client):
    text = words(page(client, PATH))

    for word in ("older", "pregnant", "injured", "medication", "professional"):
        assert word in text


def test_more_months_without_a_break_than_in_all_is_a_fields_message(client, lifter):
    response = client.post(PATH, typed(total_months="12", uninterrupted_months="13"))

    assert response.status_code == 422
    assert "longer than your training in all" in words(flat(response.content.decode()))
    lifter.refresh_from_db()
    assert (lifter.is_welcomed, lifter.goal) == (False, "mixed")


def test_as_many_months_without_a_break_as_in_all_are_taken(client):
    assert client.post(PATH, typed(total_months="13", uninterrupted_months="13")).status_code == 302


@pytest.mark.parametrize(("months", "status"), [("0", 302), ("1200", 302), ("1201", 422)])
def test_months_are_whole_and_those_of_a_life(client, months, status):
    answers = typed(total_months=months, uninterrupted_months="")

    assert client.post(PATH, answers).status_code == status


@pytest.mark.parametrize("field", sorted(typed()))
def test_wrong_input_is_a_message_at_its_field_and_changes_nothing(client, lifter, field):
    for what, rubbish in RUBBISH.items():
        response = client.post(PATH, typed(**{field: rubbish}))

        assert response.status_code == 422, what
        assert f'id="id_{field}_error"' in flat(response.content.decode()), what
        lifter.refresh_from_db()
        assert not lifter.is_welcomed, what
        assert not Background.objects.exists(), what


def test_the_zone_is_the_browsers_until_one_was_sent(client):
    assert "data-own-zone" in page(client, PATH)

    refused = flat(client.post(PATH, typed(total_months="x")).content.decode())

    assert "data-own-zone" not in refused
    assert '<option value="Europe/Berlin" selected>' in refused
