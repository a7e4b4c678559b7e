"""Over the date line a day comes again: the log goes on in the order of its instants, on every page."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from logbook.clock import moment
from logbook.log.exposure_rows import in_time_order
from logbook.log.whole_log import whole_log
from tests.logbook.given import a_finished_session, a_lifter, a_session, logged, logged_in, the_item
from tests.logbook.reading import page

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def traveller():
    """Trained in Tokyo in the morning, and in Honolulu in the evening of the day before."""
    lifter = a_lifter(zone="Asia/Tokyo")
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    landed = noon - dt.timedelta(days=4)
    for hours in (-240, -168, -96, -12):
        a_finished_session(lifter=lifter, started=landed + dt.timedelta(hours=hours), sets=2)
    lifter.zone = "Pacific/Honolulu"
    lifter.save()
    a_finished_session(lifter=lifter, started=landed - dt.timedelta(hours=6), sets=2)
    days = list(lifter.sessions.order_by("started_at").values_list("local_date", flat=True))
    assert days[-1] < days[-2]
    return lifter


def test_every_page_and_the_next_session_go_on(traveller):
    client, now = logged_in(traveller), timezone.now()
    last = traveller.sessions.latest("started_at")
    for address in (
        reverse("today"),
        reverse("session_review", args=[last.pk]),
        reverse("session_list"),
        reverse("level"),
        reverse("rir_sense"),
        reverse("exercise_detail", args=[the_item(session=last).exercise_id]),
    ):
        assert page(client, address)
    session = a_session(lifter=traveller, started=now)
    logged(item=the_item(session=session), at=now)
    assert page(client, reverse("session_detail", args=[session.pk]))
    call_command("how_often", user=traveller.email, json=True)
    call_command("rebuild_summaries", once=True, verbosity=0)


def test_a_day_that_comes_again_counts_as_the_day_before_it_in_the_log(traveller):
    log = [one.done for one in whole_log(traveller, moment(timezone.now(), "UTC"))]
    assert [one.day for one in log] == sorted(one.day for one in log)
    assert log[-1].day == log[-9].day
    again = in_time_order(log)
    assert again == log
