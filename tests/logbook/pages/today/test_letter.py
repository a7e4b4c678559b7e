"""On Mondays Today leads to the letter of the week that ended, beside the date."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.logbook.given import NOON, a_finished_session, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

LINK = "Last week’s letter"
MONDAY = NOON + dt.timedelta(days=5)


def on(monkeypatch, at, lifter):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return page(logged_in(lifter), "/today/")


def test_it_is_led_to_on_monday_alone(lifter, monkeypatch):
    a_finished_session(lifter=lifter, workout=None, exercises=["Curl"])

    for days, is_there in ((-1, False), (0, True), (1, False), (7, True)):
        html = on(monkeypatch, MONDAY + dt.timedelta(days=days), lifter)
        assert (LINK in words(html)) is is_there, days
    assert f'href="{reverse("progress_week")}"' in html


@pytest.mark.parametrize(("hours", "is_there"), [(12, False), (13, True)])
def test_a_log_that_began_on_this_monday_has_none(lifter, monkeypatch, hours, is_there):
    started = MONDAY - dt.timedelta(hours=hours)
    a_finished_session(lifter=lifter, workout=None, exercises=["Curl"], started=started)

    html = on(monkeypatch, MONDAY + dt.timedelta(hours=2), lifter)

    assert (LINK in words(html)) is is_there
    if is_there:
        letter = logged_in(lifter).get(reverse("progress_week"), follow=True)
        assert letter.status_code == 200
