"""How often the rules speak to the demo lifters: what is tuned is counted here."""

import pytest
from django.utils import timezone

from logbook.advice.how_often import how_often_told
from logbook.clock import moment
from logbook.demo.making import make_account
from logbook.demo.people import BEA, LIFTERS, Lifter
from logbook.models import User
from programming.rulebook import HowOften
from tests.logbook.demo.test_demo import SUNDAY

pytestmark = pytest.mark.usefixtures("release")

MOST_RECORDS = 3


def counted(person: Lifter) -> HowOften:
    """Of five weeks of somebody, as `manage.py how_often` counts them."""
    assert make_account(person, today=SUNDAY, weeks=5)
    lifter = User.objects.get(email=person.email)
    return how_often_told(lifter, moment(timezone.now(), lifter.zone))


@pytest.mark.parametrize("person", LIFTERS, ids=[person.name for person in LIFTERS])
def test_nothing_is_suggested_that_is_warned_against(person: Lifter):
    found = counted(person)

    assert found.suggestions.n > 0
    assert found.suggestions.warned_against == 0
    assert found.records_announced <= MOST_RECORDS * found.sessions


def test_who_trains_with_care_meets_a_stop_in_at_most_one_session_of_ten():
    found = counted(BEA)

    assert found.rated_sets > 100
    assert found.sessions_with_stop * 10 <= found.sessions
