"""The check-in: four taps, what they add up to, and where they lead."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.models import CheckIn
from programming.models import Workout
from tests.logbook.given import RUBBISH, a_lifter, a_session, checked_in, known_movements, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def a_workout(name):
    return Workout.objects.get(name=name)


def test_without_a_check_in_the_day_is_green_and_says_it_was_not_asked(client):
    assert "Not asked: counts as a good day." in words(page(client))


@pytest.mark.parametrize(
    ("taps", "chip", "effect"),
    [
        ({"sleep": "7_plus"}, "Green · 0 points", "A good day: targets stay as planned."),
        ({"sleep": "6_to_7"}, "Green · 1 point", "A good day: targets stay as planned."),
        ({"sleep": "under_6"}, "Amber · 2 points", "one rep easier"),
        ({"sleep": "under_6", "recovery": "fair"}, "Amber · 3 points", "one rep easier"),
        ({"sleep": "under_6", "short_nights": "on"}, "Amber · 3 points", "one rep easier"),
        ({"sleep": "under_6", "recovery": "poor"}, "Red · 4 points", "two reps easier"),
    ],
)
def test_the_taps_add_up_to_a_day_that_says_what_it_does(client, taps, chip, effect):
    client.post(reverse("check_in"), taps)

    text = words(page(client))

    assert chip in text
    assert effect in text


def test_a_red_day_moves_every_aim_of_the_plan(client, lifter):
    known_movements(lifter=lifter, before=timezone.now() - dt.timedelta(days=8))
    path = f"/today/?workout={a_workout('Upper A').pk}"
    assert "Cable fly Aim 1 RIR 3 × 12–15 · 80 kg final 0" in words(page(client, path))

    client.post(reverse("check_in"), {"sleep": "under_6", "recovery": "poor"})

    assert "Cable fly Aim 3 RIR 2 × 12–15 · 75 kg" in words(page(client, path))


def test_a_tap_answers_htmx_with_the_state_the_plan_and_the_budget_alone(client):
    workout = a_workout("Legs")

    response = client.post(
        reverse("check_in") + f"?workout={workout.pk}",
        {"sleep": "under_6", "recovery": "poor"},
        headers=HTMX,
    )

    html = flat(response.content.decode())
    assert "<html" not in html
    assert html.count('hx-swap-oob="true"') == 3
    assert "Red · 4 points" in html
    assert "Red day: no set to failure today." in html
    assert "Start Legs" in html
    assert 'type="radio"' not in html


def test_without_javascript_a_tap_leads_back_to_the_workout_that_was_shown(client):
    workout = a_workout("Legs")

    response = client.post(reverse("check_in") + f"?workout={workout.pk}", {"sleep": "7_plus"})

    assert response["Location"] == f"/today/?workout={workout.pk}"


def test_the_check_in_is_open_until_it_is_answered(client):
    assert '<details class="rs-fold" open>' in page(client)

    client.post(reverse("check_in"), {"sleep": "7_plus"})

    assert '<details class="rs-fold">' in page(client)
    assert '<details class="rs-fold" open>' not in page(client)


def test_the_taps_made_stay_tapped(client):
    client.post(reverse("check_in"), {"sleep": "under_6", "short_nights": "on"})

    html = page(client)

    assert 'name="sleep" value="under_6" checked' in html
    assert 'name="short_nights" checked' in html
    assert 'name="stress" value="high" checked' not in html


def test_the_energy_balance_is_kept_and_a_surplus_stays_one():
    client = logged_in(a_lifter(energy_balance="surplus"))

    assert 'name="energy_balance" value="surplus" checked' in page(client)


def test_cleared_answers_are_not_asked_again_as_points(client):
    client.post(reverse("check_in"), {"sleep": "under_6", "recovery": "poor"})
    client.post(reverse("check_in"), {})

    assert "Not asked: counts as a good day." in words(page(client))


def test_a_check_in_from_the_session_leads_back_to_it(client, lifter):
    session = a_session(lifter=lifter, started=timezone.now())
    path = reverse("check_in") + f"?session={session.pk}"

    assert f'href="/sessions/{session.pk}/"' in page(client, path)
    response = client.post(path, {"stress": "high"})

    assert response["Location"] == f"/sessions/{session.pk}/"
    session.refresh_from_db()
    assert session.readiness == "amber"


@pytest.mark.parametrize("taps", [{"sleep": "under_6", "recovery": "poor"}, {}])
def test_a_tap_on_its_own_page_answers_the_state_and_what_it_does_alone(client, lifter, taps):
    session = a_session(lifter=lifter, started=timezone.now())
    checked_in(lifter=lifter, at=timezone.now(), stress="high")
    path = reverse("check_in") + f"?session={session.pk}"
    assert f'hx-post="{path}"' in page(client, path)

    response = client.post(path, taps, headers={**HTMX, "HX-Target": "effect"})

    html = flat(response.content.decode())
    state, effect = ("Red · 4 points", "two reps easier") if taps else ("", "Not asked")
    assert state in words(html)
    assert effect in words(html)
    assert html.count('hx-swap-oob="true"') == 1
    assert "<html" not in html
    assert "<form" not in html
    session.refresh_from_db()
    assert session.readiness == ("red" if taps else "green")


def test_the_button_of_its_own_page_saves_and_leads_on_for_htmx_too(client, lifter):
    session = a_session(lifter=lifter, started=timezone.now())
    path = reverse("check_in") + f"?session={session.pk}&done=1"

    response = client.post(path, {"stress": "high"}, headers={**HTMX, "HX-Target": "effect"})

    assert response["HX-Redirect"] == f"/sessions/{session.pk}/"
    assert client.post(path, {"stress": "high"})["Location"] == f"/sessions/{session.pk}/"


def test_yesterdays_check_in_is_not_todays(client, lifter):
    checked_in(
        lifter=lifter,
        at=timezone.now() - dt.timedelta(days=1),
        sleep="under_6",
        recovery="poor",
    )

    assert "Not asked" in words(page(client))


@pytest.mark.parametrize("field", ["sleep", "recovery", "stress", "energy_balance"])
@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_a_tap_that_was_never_offered_is_refused(client, field, rubbish):
    response = client.post(reverse("check_in"), {field: rubbish})

    assert response.status_code == 400
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_an_odd_session_behind_a_check_in_leads_to_today(client, rubbish):
    path = reverse("check_in")

    assert client.get(path, {"session": rubbish}).status_code == 200
    assert client.post(path + "?session=abc", {})["Location"] == "/today/"
