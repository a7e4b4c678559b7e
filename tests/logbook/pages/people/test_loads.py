"""The loads a lifter can make, and suggestions that keep to them (rulebook 8)."""

import re

import pytest
from django.urls import reverse

from logbook.advice.kit import EQUIPMENT, Kit
from logbook.advice.load_scale import Scale
from logbook.wording.suggestions import do_text
from programming.loads import Unit, parse_load
from programming.rulebook import LoadableSteps
from tests.logbook.advice.test_suggestions import form, hint, owned, said, started, trained
from tests.logbook.given import RUBBISH, a_gym, a_lifter, an_exercise, logged_in
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")


class Done:
    """A set as a scale reads it."""

    def __init__(self, typed, risk, unit=Unit.KG):
        self.typed_load = parse_load(typed, unit)
        self.load = self.typed_load.micrograms
        self.load_kind = risk.load_kind


PATH = "/settings/loads/"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def test_nothing_is_asked_of_who_trains_in_a_usual_gym(client, lifter):
    text = words(page(client, PATH))

    assert "The bar (kg) Blank: 20. Step (kg) Blank: 2.5." in text
    client.post(PATH, dict.fromkeys((f"{one}_step" for one in EQUIPMENT), ""))
    lifter.refresh_from_db()
    assert lifter.gyms == []


def test_what_is_stated_is_kept_as_typed_with_the_usual_for_what_is_left_blank(client, lifter):
    answer = client.post(PATH, {"barbell_step": "1,25", "dumbbell_lightest": "1"}, follow=True)

    lifter.refresh_from_db()
    assert lifter.gyms[0]["loads"] == {
        "barbell": [20_000, 1_250, "kg"],
        "dumbbell": [1_000, 2_000, "kg"],
    }
    html = flat(answer.content.decode())
    assert "Saved." in words(html)
    assert 'value="1.25"' in html


@pytest.mark.parametrize("text", [*RUBBISH.values(), "0"], ids=[*RUBBISH, "no step at all"])
def test_what_is_no_load_is_said_beside_its_field_and_nothing_is_kept(client, lifter, text):
    answer = client.post(PATH, {"barbell_step": text, "dumbbell_step": "2"})

    lifter.refresh_from_db()
    assert answer.status_code == 422
    assert lifter.gyms == []
    assert 'name="dumbbell_step" value="2"' in flat(answer.content.decode())
    assert "invalid-feedback" in flat(answer.content.decode())


@pytest.mark.parametrize(
    ("loads", "do"),
    [
        ({}, "82.5 kg · 6, 6, 6"),
        ({"barbell": [20_000, 1_250, "kg"]}, "82.5 kg · 6, 6, 6"),
        ({"barbell": [20_000, 5_000, "kg"]}, "80 kg · 9, 8, 8"),
        ({"barbell": [20_000, 4_000, "kg"]}, "84 kg · 6, 6, 6"),
        # 80 kg is none of 15 + 2 + 2 ...: it was made on another bar, and goes on from there.
        ({"barbell": [15_000, 2_000, "kg"]}, "82 kg · 6, 6, 6"),
        ({"dumbbell": [20_000, 5_000, "kg"]}, "82.5 kg · 6, 6, 6"),
    ],
)
def test_a_step_up_is_one_that_can_be_made(lifter, loads, do):
    a_gym(lifter, loads)
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)

    assert do_text(hint(started(lifter=lifter))) == do


@pytest.mark.parametrize(
    ("lifted", "do"),
    [
        # On the bar of the settings, 20 kg and steps of 2.5.
        ("80", "82.5 kg · 6, 6, 6"),
        # Off its steps: another bar, or plates of half a kilo.
        ("81", "83.5 kg · 6, 6, 6"),
        ("78.75", "81.25 kg · 6, 6, 6"),
    ],
)
def test_what_was_lifted_proves_another_bar(lifter, lifted, do):
    owned(lifter=lifter, load=lifted)
    trained(8, 8, 8, lifter=lifter, load=lifted)

    assert do_text(hint(started(lifter=lifter))) == do


@pytest.mark.parametrize(
    ("last", "bar"),
    [
        (None, 20_000),
        ("20", 20_000),
        ("22.5", 20_000),
        ("17.5", 2_500),
        ("19", 1_500),
        ("22", 2_000),
        ("81.25", 1_250),
    ],
)
def test_the_bar_of_the_last_set_makes_the_next_loads(lifter, last, bar):
    bench = an_exercise("Barbell bench press")
    done = [Done("81", bench), *([Done(last, bench)] if last else [])]

    scale = Scale.of(Kit.of(lifter), bench, done if last else [])

    assert scale.loadable == LoadableSteps(bar * 10**6, 2_500 * 10**6)


def test_an_earlier_set_on_another_bar_moves_no_load_of_the_last_one(lifter):
    bench = an_exercise("Barbell bench press")

    scale = Scale.of(Kit.of(lifter), bench, [Done("7", bench), Done("80", bench)])

    assert scale.loadable == LoadableSteps(20_000 * 10**6, 2_500 * 10**6)


def test_a_load_typed_in_another_unit_proves_no_bar(lifter):
    bench = an_exercise("Barbell bench press")

    scale = Scale.of(Kit.of(lifter), bench, [Done("185", bench, unit=Unit.LB)])

    assert scale.loadable == LoadableSteps(20_000 * 10**6, 2_500 * 10**6)


def test_loads_stated_in_pounds_hold_for_who_types_kilograms_now():
    lifter = a_lifter(unit="lb")
    a_gym(lifter, {"barbell": [45_000, 2_500, "lb"]})
    owned(lifter=lifter, load="180")
    trained(8, 8, 8, lifter=lifter, load="180")
    assert do_text(hint(started(lifter=lifter))) == "185 lb · 6, 6, 6"

    lifter.unit = "kg"
    lifter.save()

    html = page(logged_in(lifter), PATH)
    assert 'name="barbell_step" value="1.1"' in html
    assert "The bar (kg)" in words(html)

    # Shown rounded, kept exact: whoever saves the page changes nothing.
    logged_in(lifter).post(
        PATH, {"barbell_lightest": "20.4", "barbell_step": "1.1", "dumbbell_step": "1"}
    )
    lifter.refresh_from_db()
    assert lifter.gyms[0]["loads"] == {
        "barbell": [45_000, 2_500, "lb"],
        "dumbbell": [2_000, 1_000, "kg"],
    }


def test_a_load_typed_in_the_other_unit_is_asked_for_in_this_one(client, lifter):
    answer = client.post(PATH, {"barbell_step": "5 lb"})

    assert answer.status_code == 422
    assert "Enter it in kg" in words(flat(answer.content.decode()))


def test_after_a_switch_of_unit_no_load_has_three_decimals():
    lifter = a_lifter(unit="kg")
    owned(lifter=lifter, load="62.5")
    trained(8, 8, 8, lifter=lifter, load="62.5")
    lifter.unit = "lb"
    lifter.save()

    item = started(lifter=lifter)

    assert form(item)[0] == "140"
    assert re.findall(r"\d+\.\d{3}", said(item)) == []


def test_nobody_else_sees_or_changes_them(client, lifter):
    other = a_lifter()
    logged_in(other).post(PATH, {"barbell_step": "5"})
    lifter.refresh_from_db()

    assert lifter.gyms == []


def test_the_settings_lead_there(client):
    assert reverse("settings_loads") in page(client, "/settings/")
