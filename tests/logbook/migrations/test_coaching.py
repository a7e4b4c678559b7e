"""0026: sets that were logged before it are marked as they would be now."""

import importlib

import pytest
from django.apps import apps

from logbook.models import Set
from tests.logbook.given import a_lifter, a_red_day, a_session, logged, the_item

STEP = importlib.import_module("logbook.migrations.0025_coaching")

pytestmark = pytest.mark.usefixtures("release")


def test_what_was_said_of_a_set_says_whether_it_is_a_breach():
    for is_red in (False, True):
        lifter = a_lifter()
        if is_red:
            a_red_day(lifter=lifter)
        session = a_session(lifter=lifter)
        bench = the_item(session=session)
        for rir in (4, 3, 2, 1, 0):
            logged(item=bench, rir=rir)
        logged(item=bench, ended_by="technical_failure")
        fly = the_item(session=session, name="Cable fly")
        for rir in (0, 1, 3):
            logged(item=fly, rir=rir, load="20")
        press = the_item(session=session, name="Incline dumbbell press")
        for rir in (0.5, 0, 2):
            logged(item=press, rir=rir, load="20")
    columns = ("pk", "breach", "breach_is_stop")
    kept = list(Set.objects.order_by("pk").values_list(*columns))
    assert {breach for _, breach, _ in kept} == {
        "", "below_floor", "early_failure", "form_broke", "red_day",
    }  # fmt: skip
    Set.objects.update(breach="", breach_is_stop=None)

    STEP.find_breaches(apps, None)

    assert list(Set.objects.order_by("pk").values_list(*columns)) == kept
