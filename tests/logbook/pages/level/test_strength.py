"""The strength score on the level page: three barbell lifts of twelve weeks against bodyweight."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.levels import BackgroundEntry, answer
from logbook.acts.people import weigh
from programming.loads import Unit, parse_load
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

SQUAT, BENCH, DEADLIFT = "Barbell squat", "Barbell bench press", "Barbell deadlift"
# One rep at failure is the load itself: 700 kg in all.
TOTAL = {SQUAT: "250", BENCH: "170", DEADLIFT: "280"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def lifter():
    return a_lifter()


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """It is a Wednesday at noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def lifted(lifter, loads, *, days_ago=1, **named):
    """A session in which each lift was done once."""
    session = a_session(
        lifter=lifter,
        workout=None,
        exercises=list(loads),
        started=NOON - dt.timedelta(days=days_ago),
    )
    for name, load in loads.items():
        item = the_item(session=session, name=name)
        logged(item=item, load=load, **{"reps": 1, "rir": 0, **named})
    finished(session)


def told(lifter, *, sex="male", bodyweight="93"):
    answer(lifter, BackgroundEntry(sex=sex), now=NOON - dt.timedelta(days=2))
    if bodyweight:
        weighed = parse_load(bodyweight, Unit(lifter.unit))
        weigh(lifter, weighed, now=NOON - dt.timedelta(days=2))


def card(client) -> str:
    """The words of the card."""
    html = page(client, reverse("level"))
    start = html.index('id="strength"')
    return words(html[start : html.index("</section>", start)])


@pytest.mark.parametrize(
    ("formula", "label", "male", "female"),
    [
        ("dots", "DOTS", 445, 430),
        ("ipf_gl", "IPF GL", 92, 88),
        ("wilks_2020", "Wilks 2020", 528, 511),
    ],
)
def test_the_score_is_the_rulebooks_for_each_formula_and_sex(formula, label, male, female):
    for sex, bodyweight, loads, score in (
        ("male", "93", TOTAL, male),
        ("female", "63", {SQUAT: "150", BENCH: "90", DEADLIFT: "160"}, female),
    ):
        person = a_lifter(strength_formula=formula)
        told(person, sex=sex, bodyweight=bodyweight)
        lifted(person, loads)

        assert f"{label}, estimated {score} " in card(logged_in(person))


def test_pounds_score_as_the_same_kilograms_and_are_shown_as_pounds():
    person = a_lifter(unit="lb")
    told(person, bodyweight="205.03")
    lifted(person, {SQUAT: "551.156", BENCH: "374.786", DEADLIFT: "617.294"})

    text = card(logged_in(person))

    assert "DOTS, estimated 445 " in text
    assert "Total, estimated 1543 lb" in text
    assert "Bodyweight 205 lb" in text
    assert "Barbell squat 551 lb" in text


def test_each_lift_is_named_with_its_best_estimate_and_the_day(client, lifter):
    told(lifter, bodyweight="81.3")
    lifted(lifter, TOTAL)
    lifted(lifter, {SQUAT: "200"}, days_ago=20, reps=5, rir=4)

    text = card(client)

    assert "Barbell squat 260 kg 13 February 2025" in text
    assert "Barbell bench press 170 kg 4 March 2025" in text
    assert "Barbell deadlift 280 kg 4 March 2025" in text
    assert "Total, estimated 710 kg Bodyweight 81.3 kg" in text
    assert "missing" not in text
    assert "at least" not in text


@pytest.mark.parametrize(("days_ago", "counts"), [(83, True), (84, False)])
def test_twelve_weeks_count_and_not_a_day_more(client, lifter, days_ago, counts):
    told(lifter)
    lifted(lifter, {BENCH: "170", DEADLIFT: "280"})
    lifted(lifter, {SQUAT: "250"}, days_ago=days_ago)

    text = card(client)

    assert ("DOTS, estimated 445 " in text) is counts
    assert ("Barbell squat missing No estimate in the last 12 weeks." in text) is not counts


@pytest.mark.parametrize("name", TOTAL)
def test_the_lift_that_is_missing_is_named_and_the_others_are_shown(client, lifter, name):
    told(lifter)
    lifted(lifter, {other: load for other, load in TOTAL.items() if other != name})

    text = card(client)

    assert f"{name} missing No estimate in the last 12 weeks." in text
    assert text.count("missing") == 1
    assert text.count(" kg 4 March 2025") == 2
    assert "Total" not in text
    assert "DOTS" not in text


def test_an_unmarked_squat_is_none(client, lifter):
    told(lifter)
    lifted(lifter, {"Front squat": "250", BENCH: "170", DEADLIFT: "280"})

    assert "Barbell squat missing" in card(client)


def test_without_a_bodyweight_it_says_where_to_enter_it(client, lifter):
    told(lifter, bodyweight="")
    lifted(lifter, TOTAL)

    text = card(client)

    assert "Your bodyweight is not known: enter it in the settings ." in text
    assert "Total, estimated 700 kg" in text
    assert "DOTS" not in text
    assert "you have not said" not in text


def test_without_a_sex_it_says_where_to_tell_it(client, lifter):
    told(lifter, sex="")
    lifted(lifter, TOTAL)

    text = card(client)

    assert "you have not said: answer the question ." in text
    assert "Total, estimated 700 kg" in text
    assert "DOTS" not in text
    assert "Your bodyweight is not known" not in text


def test_with_nothing_known_everything_that_is_missing_is_named(client):
    text = card(client)

    assert text.count("missing No estimate in the last 12 weeks.") == 3
    assert "Your bodyweight is not known" in text
    assert "you have not said" in text


def test_an_estimate_without_reps_in_reserve_is_an_at_least_and_so_is_the_score(client, lifter):
    told(lifter)
    lifted(lifter, {BENCH: "170", DEADLIFT: "280"})
    lifted(lifter, {SQUAT: "250"}, rir=None)

    text = card(client)

    assert "DOTS, estimated at least 445 Total, estimated at least 700 kg" in text
    assert "Barbell squat at least 250 kg 4 March 2025, without reps in reserve" in text
    assert text.count("at least") == 3


def test_a_bodyweight_off_the_formulas_range_is_said(client, lifter):
    told(lifter, bodyweight="250")
    lifted(lifter, TOTAL)

    assert "Counted as 210 kg, the nearest end." in card(client)


def test_the_formula_that_is_chosen_is_kept(client, lifter):
    told(lifter)
    lifted(lifter, TOTAL)
    assert 'name="formula" value="dots" checked' in page(client, reverse("level"))

    response = client.post(reverse("level_formula"), {"formula": "wilks_2020"})

    assert response["Location"] == "/level/#strength"
    lifter.refresh_from_db()
    assert lifter.strength_formula == "wilks_2020"
    assert "Wilks 2020, estimated 528 " in card(client)
    assert 'name="formula" value="wilks_2020" checked' in page(client, reverse("level"))


def test_htmx_gets_the_score_alone(client, lifter):
    told(lifter)
    lifted(lifter, TOTAL)

    html = flat(
        client.post(reverse("level_formula"), {"formula": "ipf_gl"}, headers=HTMX).content.decode()
    )

    assert "IPF GL, estimated 92 " in words(html)
    assert "<html" not in html
    assert "<form" not in html


@pytest.mark.parametrize(
    "formula", ["", "glossbrenner", *RUBBISH.values()], ids=lambda text: text[:12]
)
def test_a_formula_that_is_none_is_refused(client, lifter, formula):
    assert client.post(reverse("level_formula"), {"formula": formula}).status_code == 400

    lifter.refresh_from_db()
    assert lifter.strength_formula == "dots"


def test_a_formula_is_not_chosen_by_following_a_link(client):
    assert client.get(reverse("level_formula")).status_code == 405


def test_a_score_is_by_dots_until_another_formula_is_chosen():
    assert a_lifter().strength_formula == "dots"


def test_somebody_elses_lifts_bodyweight_and_sex_are_not_read(client):
    other = a_lifter()
    told(other)
    lifted(other, TOTAL)

    assert card(client).count("missing") == 3


def test_the_card_asks_no_questions_of_its_own(client, lifter):
    told(lifter)
    lifted(lifter, {BENCH: "60"})
    page(client, reverse("level"))
    with CaptureQueriesContext(connection) as first:
        page(client, reverse("level"))
    for days in range(2, 30, 3):
        lifted(lifter, TOTAL, days_ago=days)
    page(client, reverse("level"))
    with CaptureQueriesContext(connection) as later:
        page(client, reverse("level"))

    assert len(later) == len(first)
