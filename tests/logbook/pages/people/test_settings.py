"""Settings, and the page that leads to everything else."""

import re

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertHTMLEqual

from logbook.models import Bodyweight, User
from logbook.web.fields import zone_field
from tests.logbook.given import RUBBISH, a_lifter, logged_in
from tests.logbook.reading import flat

pytestmark = pytest.mark.django_db

PATH = "/settings/"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def typed(**values):
    return {
        "name": "Ann",
        "goal": "max_strength",
        "unit": "lb",
        "effort_input": "words",
        "zone": "Europe/Berlin",
        "energy_balance": "deficit",
        "theme": "dark",
        "bodyweight": "",
        **values,
    }


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", flat(response.content.decode())).split())


def test_what_is_saved_is_said_and_shown(client, lifter):
    response = client.post(PATH, typed(), follow=True)

    lifter.refresh_from_db()
    kept = {name: getattr(lifter, name) for name in typed() if name != "bodyweight"}
    assert kept == {name: value for name, value in typed().items() if name != "bodyweight"}
    html = flat(response.content.decode())
    assert "Saved." in words(response)
    assert '<html lang="en" data-bs-theme="dark">' in html
    assert '<option value="Europe/Berlin" selected>' in html


def test_a_bodyweight_is_kept_as_typed_in_the_unit_chosen_beside_it(client, lifter):
    client.post(PATH, typed(bodyweight="180,5"))

    weighing = Bodyweight.objects.get(athlete=lifter)
    assert (weighing.milli, weighing.unit) == (180_500, "lb")
    assert weighing.micrograms == 81_873_422_785
    assert "180.5 lb on" in words(client.get(PATH))


def test_the_time_zones_are_places_and_utc(client):
    zones = re.findall(r'<option value="([A-Za-z_/+-]+)"', flat(client.get(PATH).content.decode()))

    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"} <= set(zones)
    assert len([zone for zone in zones if "/" in zone]) > 300
    odd = {"Factory", "localtime", "posixrules", "GMT", "EST5EDT", "Etc/GMT+5", "US/Pacific"}
    assert not odd & set(zones)


@pytest.mark.parametrize("kept", ["UTC", "Europe/Berlin", "US/<b>'\"", ""])
def test_the_list_of_zones_is_the_one_django_draws(kept):
    field = zone_field("US/<b>'\"")
    ordinary = forms.ChoiceField(choices=field.choices).widget
    attrs = {"id": "id_zone", "class": "form-select", "required": True, "disabled": False}

    assertHTMLEqual(field.widget.render("zone", kept, attrs), ordinary.render("zone", kept, attrs))


def test_a_time_zone_by_an_old_name_is_kept(client, lifter):
    User.objects.filter(pk=lifter.pk).update(zone="US/Pacific")

    assert '<option value="US/Pacific" selected>' in flat(client.get(PATH).content.decode())
    assert client.post(PATH, typed(zone="US/Pacific")).status_code == 302
    assert client.post(PATH, typed(zone="Factory")).status_code == 422


def test_a_second_weighing_of_the_day_takes_the_first_ones_place(client):
    client.post(PATH, typed(bodyweight="180"))
    client.post(PATH, typed(bodyweight="181"))

    assert Bodyweight.objects.get().milli == 181_000


def test_a_blank_bodyweight_keeps_the_last_one(client):
    client.post(PATH, typed(bodyweight="180"))
    client.post(PATH, typed(bodyweight=""))

    assert Bodyweight.objects.get().milli == 180_000


@pytest.mark.parametrize(
    ("typed_weight", "is_kept"), [("19.9", 0), ("20", 1), ("400", 1), ("400.1", 0)]
)
def test_a_bodyweight_is_20_to_400_kg(client, typed_weight, is_kept):
    client.post(PATH, typed(unit="kg", bodyweight=typed_weight))

    assert Bodyweight.objects.count() == is_kept


@pytest.mark.parametrize("field", sorted(typed()))
def test_no_field_breaks_and_what_was_typed_stays(client, lifter, field):
    for what, rubbish in RUBBISH.items():
        # As the lifter was before the form that went before.
        lifter.save(update_fields=[name for name in typed() if name != "bodyweight"])
        response = client.post(PATH, typed(**{field: rubbish}))

        assert response.status_code in {302, 422}, what
        if response.status_code == 422:
            html = flat(response.content.decode())
            assert "invalid-feedback" in html, what
            assert 'value="max_strength" selected' in html or field == "goal", what
            assert User.objects.get().goal == "mixed", what
            # A refused form changes nothing, not even how the page itself looks.
            assert "data-bs-theme" not in html.split(">", 2)[1], what
        assert client.get(PATH).status_code == 200, what


def test_markup_in_a_name_stays_text(client):
    client.post(PATH, typed(name=RUBBISH["markup"]))

    assert RUBBISH["markup"] not in flat(client.get("/more/").content.decode())
    assert "&lt;img src=x" in flat(client.get("/more/").content.decode())


def test_direction_marks_are_taken_out_of_a_name(client, lifter):
    client.post(PATH, typed(name="A\u202ennA"))

    lifter.refresh_from_db()
    assert lifter.name == "AnnA"


def test_somebody_elses_weight_is_not_shown(client):
    Bodyweight.objects.create(
        athlete=a_lifter(),
        local_date=timezone.now().date(),
        milli=99_000,
        unit="kg",
        micrograms=99 * 10**9,
    )

    assert "99 kg" not in words(client.get(PATH))


def test_more_leads_everywhere(client):
    html = flat(client.get("/more/").content.decode())

    for name in (
        "settings",
        "level",
        "rir_sense",
        "guesses",
        "session_list",
        "rulebook",
        "account_email",
        "account_change_password",
        "mfa_index",
    ):
        assert f'href="{reverse(name)}"' in html
    assert f'<form class="rs-gap-top" method="post" action="{reverse("account_logout")}">' in html
    assert "not medical advice" in html


def test_only_an_admin_is_shown_the_way_to_the_admin(client):
    assert "/admin/" not in flat(client.get("/more/").content.decode())
    assert 'href="/admin/"' in flat(
        logged_in(a_lifter(is_staff=True)).get("/more/").content.decode()
    )
