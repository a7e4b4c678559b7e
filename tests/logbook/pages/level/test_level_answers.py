"""The answers the level rests on: whole months, and no more of them without a break than in all."""

import pytest
from django.urls import reverse

from logbook.models import Background
from tests.logbook.given import RUBBISH, logged_in
from tests.logbook.reading import flat, words

pytestmark = pytest.mark.usefixtures("release")


def answered(lifter, **values):
    said = {
        "total_months": "30",
        "uninterrupted_months": "14",
        "stable_lifts": "3",
        "sex": "female",
    } | values
    return logged_in(lifter).post(reverse("level_answers"), said)


def test_more_months_without_a_break_than_in_all_is_a_fields_message(lifter):
    response = answered(lifter, total_months="12", uninterrupted_months="13")

    assert response.status_code == 422
    assert "longer than your training in all" in words(flat(response.content.decode()))
    assert not Background.objects.exists()


def test_as_many_months_without_a_break_as_in_all_are_taken(lifter):
    assert answered(lifter, total_months="13", uninterrupted_months="13").status_code == 302


@pytest.mark.parametrize(("months", "status"), [("0", 302), ("1200", 302), ("1201", 422)])
def test_months_are_whole_and_those_of_a_life(lifter, months, status):
    assert answered(lifter, total_months=months, uninterrupted_months="").status_code == status


@pytest.mark.parametrize("field", ["total_months", "uninterrupted_months", "stable_lifts", "sex"])
def test_wrong_input_is_a_message_at_its_field_and_changes_nothing(lifter, field):
    for what, rubbish in RUBBISH.items():
        response = answered(lifter, **{field: rubbish})

        assert response.status_code == 422, what
        assert f'id="id_{field}_error"' in flat(response.content.decode()), what
        assert not Background.objects.exists(), what
