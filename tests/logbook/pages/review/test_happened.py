"""A rule reached from a warning begins with the set it spoke of, and with nobody else's."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.acts.sets import delete_set
from tests.logbook.given import a_lifter, a_session, known_movements, logged, logged_in, the_item
from tests.logbook.reading import flat, page, review, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def close(lifter):
    """The third set of a bench press without safeties, 1 in reserve against a floor of 2."""
    known_movements(lifter=lifter)
    item = the_item(session=a_session(lifter=lifter))
    logged(item=item, kind="warm_up", load="40", rir=None)
    for _ in range(2):
        logged(item=item, rir=3, reps=7)
    return logged(item=item, rir=1, reps=8)


def address(row, code="below_floor"):
    return reverse("rulebook_of_set", args=[code, row.pk])


def test_the_rule_begins_with_the_set_its_target_and_floor(lifter, close):
    html = page(logged_in(lifter), address(close))

    text = words(html)
    assert (
        "What happened Your set 3 of Barbell bench press 80 × 8, 1 left. Target 2–4, floor 2."
        in text
    )
    assert text.index("What happened") < text.index("The rule")
    assert "Stop: below the floor" in text
    assert f'href="/sessions/{close.session_id}/#set-row-{close.pk}"' in html


def test_in_words_it_is_said_in_words(close, lifter):
    lifter.effort_input = "words"
    lifter.save()

    assert "80 × 8, very hard. Target 2–4 left, floor 2." in words(
        page(logged_in(lifter), address(close))
    )


def test_what_ended_the_set_is_part_of_it(lifter, close):
    row = logged(item=the_item(session=close.session), rir=0, ended_by="technical_failure")

    assert "0 left, form broke." in words(page(logged_in(lifter), address(row, "form_broke")))


def test_a_rule_that_said_nothing_of_the_set_shows_the_set_alone(lifter, close):
    html = page(logged_in(lifter), address(close, "readiness"))

    assert "Your set 3 of Barbell bench press" in words(html)
    assert "rs-warn--stop" not in html


def test_a_warm_up_is_called_one(lifter, close):
    warm_up = close.session_exercise.sets.get(kind="warm_up")

    assert "Your warm-up of Barbell bench press 40 × 8, effort not told." in words(
        page(logged_in(lifter), address(warm_up))
    )


def test_a_set_of_somebody_else_is_not_found(close):
    assert logged_in(a_lifter()).get(address(close)).status_code == 404


def test_a_deleted_set_and_a_rule_that_is_none_are_not_found(lifter, close):
    client = logged_in(lifter)
    assert client.get(address(close, "nothing")).status_code == 404

    delete_set(lifter, close.pk, now=timezone.now())

    assert client.get(address(close)).status_code == 404


def test_a_saved_sets_warnings_lead_there_from_the_session_and_from_the_review(lifter, close):
    session = reverse("session_detail", args=[close.session_id])
    html = page(logged_in(lifter), session, {"exercise": close.session_exercise_id})

    assert f'href="{address(close)}"' in html
    assert f'href="{address(close)}"' in review(close.session)


def test_the_rule_opens_in_place_with_the_set_too(lifter, close):
    response = logged_in(lifter).get(address(close), headers={"HX-Request": "true"})

    html = flat(response.content.decode())
    assert "<html" not in html
    assert "Your set 3 of Barbell bench press" in words(html)


def test_what_is_said_before_the_set_is_saved_leads_to_the_rule_alone(lifter, close):
    session = page(logged_in(lifter), reverse("session_detail", args=[close.session_id]))

    assert re.search(r'href="/rulebook/[a-z_]+/"', session)
