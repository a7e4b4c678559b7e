"""What is coming as a calendar, behind a secret address."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from logbook.acts.links import close_calendar, open_calendar, renew_calendar
from logbook.acts.programs import change_slot, end, excuse, follow
from logbook.clock import local_date
from logbook.log.links import calendar_token
from logbook.models import CalendarFeed
from logbook.pages.programs.calendar import calendar_text
from programming.models import Program
from tests.at_once import at_once, post
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.reading import page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")

EVERY_DAY = 127
NAMES = ["Upper A", "Lower A", "Upper B", "Lower B"]


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def upper_lower():
    return Program.objects.get(slug="upper-lower-4")


def url(lifter):
    return reverse("calendar", args=[calendar_token(CalendarFeed.objects.get(athlete=lifter))])


def days(text):
    """The days of a calendar with what stands on them."""
    return [
        (event.decoded("dtstart"), str(event["summary"]))
        for event in Calendar.from_ical(text).walk("VEVENT")
    ]


def by_uid(text):
    return {
        str(event["uid"]): event.decoded("dtstart")
        for event in Calendar.from_ical(text).walk("VEVENT")
    }


def test_it_tells_the_days_and_the_names_of_workouts(lifter):
    followed = follow(lifter, upper_lower(), weekdays=0b0011011, today=NOON.date())
    change_slot(lifter, followed.pk, 2, day=None)
    excuse(lifter, dt.date(2025, 3, 6), reason="ill")
    feed = open_calendar(lifter)

    text = calendar_text(feed, NOON)

    # The fifth is a Wednesday, on which nothing is trained; of the sixth nothing is asked.
    assert days(text)[:4] == [
        (dt.date(2025, 3, 7), "Upper A"),
        (dt.date(2025, 3, 10), "Lower A"),
        (dt.date(2025, 3, 11), "Lower B"),
        (dt.date(2025, 3, 13), "Upper A"),
    ]
    assert max(day for day, _ in days(text)) == dt.date(2025, 4, 1)
    [first, *_] = Calendar.from_ical(text).walk("VEVENT")
    assert set(first) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}
    assert first["DTSTART"].params["VALUE"] == "DATE"
    assert lifter.email not in text.decode()


def test_a_session_that_is_put_off_is_the_same_event_on_another_day(lifter):
    followed = follow(lifter, upper_lower(), weekdays=EVERY_DAY, today=NOON.date())
    feed = open_calendar(lifter)
    before = by_uid(calendar_text(feed, NOON))

    change_slot(lifter, followed.pk, 0, day=dt.date(2025, 3, 20))

    after = by_uid(calendar_text(feed, NOON))
    assert before.keys() == after.keys()
    [first] = [uid for uid, day in before.items() if day == NOON.date()]
    assert after[first] == dt.date(2025, 3, 20)


def test_days_are_the_lifter_s_own():
    """Noon in London is the next day in Kiritimati."""
    lifter = a_lifter(zone="Pacific/Kiritimati")
    follow(lifter, upper_lower(), weekdays=EVERY_DAY, today=local_date(NOON, lifter.zone))

    found = days(calendar_text(open_calendar(lifter), NOON))

    assert found[0] == (dt.date(2025, 3, 6), "Upper A")


def test_a_name_cannot_add_a_line(lifter):
    workout = an_own_workout(lifter, "Legs\r\nATTENDEE:mailto:x@example.org;,\\")
    follow(lifter, workout.block.program, weekdays=EVERY_DAY, today=NOON.date())

    text = calendar_text(open_calendar(lifter), NOON)

    assert not re.search(rb"(?m)^ATTENDEE", text)
    assert {name for _, name in days(text)} == {"Legs\nATTENDEE:mailto:x@example.org;,\\"}


def test_without_a_program_that_runs_it_is_an_empty_calendar(lifter):
    followed = follow(lifter, upper_lower(), weekdays=EVERY_DAY, today=NOON.date())
    feed = open_calendar(lifter)
    end(lifter, followed.pk)

    assert days(calendar_text(feed, NOON)) == []


def test_a_calendar_that_has_it_reads_it_no_second_time(lifter):
    follow(lifter, upper_lower(), weekdays=EVERY_DAY, today=timezone.now().date())
    open_calendar(lifter)
    stranger = Client()

    first = stranger.get(url(lifter))
    assert first.status_code == 200
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=900"
    assert first["X-Robots-Tag"] == "noindex"
    again = stranger.get(url(lifter), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    a_finished_session(lifter=lifter, started=timezone.now())
    other = stranger.get(url(lifter), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert other["ETag"] != first["ETag"]
    assert stranger.head(url(lifter)).status_code == 200
    assert stranger.post(url(lifter)).status_code == 405


def test_as_many_questions_whatever_was_done(lifter):
    follow(lifter, upper_lower(), weekdays=EVERY_DAY, today=NOON.date())
    open_calendar(lifter)
    stranger, address = Client(), url(lifter)

    def asked():
        with CaptureQueriesContext(connection) as found:
            stranger.get(address)
        return len(found)

    before = asked()
    for day in range(4):
        a_finished_session(lifter=lifter, started=NOON + dt.timedelta(days=day))
    assert asked() == before


def test_what_was_renewed_or_closed_or_is_nobody_s_opens_nothing(lifter):
    open_calendar(lifter)
    stranger, first = Client(), url(lifter)
    renew_calendar(lifter)
    second = url(lifter)
    assert second != first
    assert [stranger.get(one).status_code for one in (first, second)] == [404, 200]
    lifter.is_active = False
    lifter.save()
    assert stranger.get(second).status_code == 404
    lifter.is_active = True
    lifter.save()
    close_calendar(lifter)
    assert stranger.get(second).status_code == 404

    token = second.removeprefix("/calendar/").removesuffix(".ics")
    with CaptureQueriesContext(connection) as found:
        for odd in (token[:-1], f"{token}x", token.partition(".")[0], "x", "💪", f"x.{token}"):
            assert stranger.get(f"/calendar/{odd}.ics").status_code == 404, odd
    assert not [one for one in found if "calendarfeed" in one["sql"]], "a guess costs no query"


def test_it_is_opened_renewed_and_closed_on_the_page_of_what_is_coming(client, lifter):
    follow(lifter, upper_lower(), weekdays=0, today=timezone.now().date())
    coming, change = reverse("programs_coming"), reverse("programs_calendar")
    text = words(page(client, coming))
    assert "Your calendar can show these days by a secret address" in text
    assert "Your program goes by turns and has no days yet" in text

    client.post(change, {"act": "open"})
    first = url(lifter)
    assert f'value="http://testserver{first}"' in page(client, coming)
    client.post(change, {"act": "open"})
    assert url(lifter) == first
    client.post(change, {"act": "renew"})
    assert f'value="http://testserver{url(lifter)}"' in page(client, coming)
    assert url(lifter) != first
    client.post(change, {"act": "close"})
    assert not CalendarFeed.objects.exists()
    client.post(change, {"act": "close"})
    assert client.post(change, {"act": "else"}).status_code == 400


def test_who_follows_nothing_can_still_close_it(client, lifter):
    open_calendar(lifter)
    text = words(page(client, reverse("programs_coming")))
    assert "You follow no program." in text
    assert "Close it" in text
    close_calendar(lifter)
    assert client.get(reverse("programs_coming")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_taps_at_once_leave_one_address():
    for _ in range(3):
        lifter = a_lifter()
        taps = [post("programs_calendar", act=act) for act in ("open", "open", "renew", "renew")]
        assert at_once(lifter, taps) == [302] * 4
        assert CalendarFeed.objects.filter(athlete=lifter).count() == 1
