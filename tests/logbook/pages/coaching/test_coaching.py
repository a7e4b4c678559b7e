"""A coach's home: what it says, who opens it, and how to lift as well."""

import pytest
from django.urls import reverse

from logbook.acts.people import start_training
from logbook.models import Background
from tests.logbook.given import NOON, a_lifter, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = "/coaching/"
BUTTON = "Start a log of my own"


@pytest.fixture
def coach():
    """A coach who does not lift, made by an admin."""
    return a_lifter(is_lifter=False, is_coach=True, name="Cleo")


def test_before_the_first_athlete_it_says_how_one_comes(coach):
    html = page(logged_in(coach), PATH)

    assert "Cleo · no athletes yet" in words(html)
    assert "Athletes decide" in words(html)
    assert reverse("coaching_ask") in html


@pytest.mark.parametrize(
    "role", [{}, {"is_staff": True}, {"is_staff": True, "is_superuser": True}, {"is_lifter": False}]
)
def test_nobody_without_the_role_finds_it(role):
    assert logged_in(a_lifter(**role)).get(PATH).status_code == 404


def test_one_button_makes_the_coach_a_lifter_who_is_asked_the_first_questions(coach):
    browser = logged_in(coach)
    assert BUTTON in page(browser, PATH)
    assert BUTTON in page(browser, "/more/")

    response = browser.post(reverse("training_start"), follow=True)

    assert [path for path, _ in response.redirect_chain] == ["/today/", "/welcome/"]
    coach.refresh_from_db()
    assert (coach.is_lifter, coach.is_coach, coach.last_home) == (True, True, "training")
    browser.post("/welcome/", {"skip": "on"})
    assert browser.get("/").status_code == 200
    assert BUTTON not in page(browser, PATH)
    assert BUTTON not in page(browser, "/more/")


def test_whoever_answered_the_first_questions_before_is_not_asked_again(coach):
    Background.objects.create(athlete=coach, total_months=40, answered_on=NOON.date())

    response = logged_in(coach).post(reverse("training_start"), follow=True)

    assert response.redirect_chain == [("/today/", 302)]


def test_a_second_tap_asks_nothing_again(coach):
    start_training(coach)
    coach.is_welcomed = True
    coach.save()

    logged_in(coach).post(reverse("training_start"))

    coach.refresh_from_db()
    assert coach.is_welcomed


def test_a_page_costs_as_much_whatever_was_logged(coach, django_assert_num_queries):
    browser = logged_in(coach)
    with django_assert_num_queries(4):
        browser.get(PATH)
