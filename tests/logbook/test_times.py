"""Days, weeks and durations: over midnight, when clocks change, and when the lifter moves. Long: a table of cases."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from logbook.acts.sessions import edit_session, finish_session
from logbook.clock import local_time, week_start
from logbook.log.before import read_past
from logbook.log.readiness import check_in_of
from logbook.models import TrainingSession, User
from logbook.pages.history.forms import SessionForm, initial_of
from tests.logbook.given import a_lifter, a_session, an_exercise, checked_in, logged, the_item

pytestmark = pytest.mark.usefixtures("release")

LONG_AFTER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def a_lifter_in(zone: str) -> User:
    return a_lifter(zone=zone)


def a_free_session(zone: str, started: str) -> TrainingSession:
    return a_session(lifter=a_lifter_in(zone), workout=None, started=utc(started))


def the_form(session: TrainingSession, started: str, finished: str = "") -> SessionForm:
    """The session's form as a person sends it, times as a wall clock shows them."""
    typed = {
        "name": session.name,
        "note": "",
        "version": session.version,
        "started": started,
        "finished": finished,
    }
    return SessionForm(typed, session=session, now=LONG_AFTER)


def edited(session: TrainingSession, started: str, finished: str = "") -> TrainingSession:
    form = the_form(session, started, finished)
    assert form.is_valid(), form.errors
    return edit_session(
        session.athlete, session.pk, version=form.cleaned_data["version"], entry=form.entry
    )


@pytest.mark.parametrize(
    ("zone", "started", "local_date", "monday"),
    [
        # The last second of a day and the first of the next, in zones of whole hours.
        ("UTC", "2025-03-04T23:59:59", "2025-03-04", "2025-03-03"),
        ("UTC", "2025-03-05T00:00:00", "2025-03-05", "2025-03-03"),
        ("Europe/Berlin", "2025-03-04T22:59:59", "2025-03-04", "2025-03-03"),
        ("Europe/Berlin", "2025-03-04T23:00:00", "2025-03-05", "2025-03-03"),
        ("America/New_York", "2025-03-05T04:59:59", "2025-03-04", "2025-03-03"),
        ("America/New_York", "2025-03-05T05:00:00", "2025-03-05", "2025-03-03"),
        # Zones of half and quarter hours.
        ("Asia/Kolkata", "2025-03-04T18:29:59", "2025-03-04", "2025-03-03"),
        ("Asia/Kolkata", "2025-03-04T18:30:00", "2025-03-05", "2025-03-03"),
        ("Asia/Kathmandu", "2025-03-04T18:14:59", "2025-03-04", "2025-03-03"),
        ("Asia/Kathmandu", "2025-03-04T18:15:00", "2025-03-05", "2025-03-03"),
        ("America/St_Johns", "2025-01-15T03:29:59", "2025-01-14", "2025-01-13"),
        ("America/St_Johns", "2025-01-15T03:30:00", "2025-01-15", "2025-01-13"),
        ("America/St_Johns", "2025-07-15T02:29:59", "2025-07-14", "2025-07-14"),
        ("America/St_Johns", "2025-07-15T02:30:00", "2025-07-15", "2025-07-14"),
        ("Australia/Adelaide", "2025-01-15T13:29:59", "2025-01-15", "2025-01-13"),
        ("Australia/Adelaide", "2025-01-15T13:30:00", "2025-01-16", "2025-01-13"),
        ("Pacific/Chatham", "2025-01-15T10:14:59", "2025-01-15", "2025-01-13"),
        ("Pacific/Chatham", "2025-01-15T10:15:00", "2025-01-16", "2025-01-13"),
        # Both sides of the date line: one instant, three days.
        ("Pacific/Kiritimati", "2025-03-05T10:30:00", "2025-03-06", "2025-03-03"),
        ("Pacific/Pago_Pago", "2025-03-05T10:30:00", "2025-03-04", "2025-03-03"),
        ("UTC", "2025-03-05T10:30:00", "2025-03-05", "2025-03-03"),
        # Samoa went over the date line: its 30 December 2011 never was.
        ("Pacific/Apia", "2011-12-30T09:59:59", "2011-12-29", "2011-12-26"),
        ("Pacific/Apia", "2011-12-30T10:00:00", "2011-12-31", "2011-12-26"),
        # A leap day, the day a common year has in its place, and a new year.
        ("Europe/Berlin", "2024-02-28T23:00:00", "2024-02-29", "2024-02-26"),
        ("Europe/Berlin", "2024-02-29T22:59:59", "2024-02-29", "2024-02-26"),
        ("Europe/Berlin", "2024-02-29T23:00:00", "2024-03-01", "2024-02-26"),
        ("Europe/Berlin", "2025-02-28T23:00:00", "2025-03-01", "2025-02-24"),
        ("Europe/Berlin", "2024-12-31T23:00:00", "2025-01-01", "2024-12-30"),
        # A day of 23 hours, a Sunday, and the Monday after it.
        ("Europe/Berlin", "2025-03-29T22:59:59", "2025-03-29", "2025-03-24"),
        ("Europe/Berlin", "2025-03-30T21:59:59", "2025-03-30", "2025-03-24"),
        ("Europe/Berlin", "2025-03-30T22:00:00", "2025-03-31", "2025-03-31"),
        # A day of 25 hours.
        ("Europe/Berlin", "2025-10-25T22:00:00", "2025-10-26", "2025-10-20"),
        ("Europe/Berlin", "2025-10-26T22:59:59", "2025-10-26", "2025-10-20"),
        ("Europe/Berlin", "2025-10-26T23:00:00", "2025-10-27", "2025-10-27"),
        # Clocks that go back at midnight: the last hour of the day comes twice.
        ("America/Santiago", "2025-04-06T02:59:59", "2025-04-05", "2025-03-31"),
        ("America/Santiago", "2025-04-06T03:00:00", "2025-04-05", "2025-03-31"),
        ("America/Santiago", "2025-04-06T04:00:00", "2025-04-06", "2025-03-31"),
        # Clocks that go forward at midnight: the day begins at one.
        ("America/Havana", "2025-03-09T04:59:59", "2025-03-08", "2025-03-03"),
        ("America/Havana", "2025-03-09T05:00:00", "2025-03-09", "2025-03-03"),
    ],
)
def test_a_session_belongs_to_the_day_it_began_where_the_lifter_was(
    zone: str, started: str, local_date: str, monday: str
):
    session = a_free_session(zone, started)

    assert session.local_date == day(local_date)
    assert read_past(session.athlete, session, [], at=session.started_at).week.first_day == day(
        monday
    )
    assert (session.started_at, session.zone) == (utc(started), zone)


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Europe/Berlin", "2025-03-30T02:00"),
        ("Europe/Berlin", "2025-03-30T02:59"),
        ("America/New_York", "2025-03-09T02:30"),
        ("America/St_Johns", "2025-03-09T02:30"),
        ("America/Havana", "2025-03-09T00:30"),
        ("Australia/Lord_Howe", "2025-10-05T02:15"),
        ("Pacific/Apia", "2011-12-30T12:00"),
    ],
)
@pytest.mark.parametrize("field", ["started", "finished"])
def test_a_time_the_clocks_skipped_is_a_message_at_its_field(zone: str, skipped: str, field: str):
    session = a_free_session(zone, "2011-12-01T12:00:00")
    times = {"started": "2011-12-02T12:00", "finished": ""}

    form = the_form(session, **{**times, field: skipped})

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert form.errors[field] == [
        f"The clocks skipped {skipped[-5:]} that day in {zone}. Enter another time."
    ]


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        # The minutes around a gap, of an hour and of half an hour.
        ("Europe/Berlin", "2025-03-30T01:59", "2025-03-30T00:59"),
        ("Europe/Berlin", "2025-03-30T03:00", "2025-03-30T01:00"),
        ("Australia/Lord_Howe", "2025-10-05T01:59", "2025-10-04T15:29"),
        ("Australia/Lord_Howe", "2025-10-05T02:30", "2025-10-04T15:30"),
        # What a clock shows twice is its first reading.
        ("Europe/Berlin", "2025-10-26T02:00", "2025-10-26T00:00"),
        ("Europe/Berlin", "2025-10-26T02:59", "2025-10-26T00:59"),
        ("Europe/Berlin", "2025-10-26T03:00", "2025-10-26T02:00"),
        ("America/New_York", "2025-11-02T01:30", "2025-11-02T05:30"),
        ("Australia/Lord_Howe", "2025-04-06T01:45", "2025-04-05T14:45"),
        ("America/Santiago", "2025-04-05T23:30", "2025-04-06T02:30"),
        # No clock changes here.
        ("Asia/Kathmandu", "2024-02-29T00:00", "2024-02-28T18:15"),
    ],
)
def test_a_typed_time_is_read_where_the_session_was(zone: str, wall: str, instant: str):
    session = edited(a_free_session(zone, "2011-12-01T12:00:00"), wall)

    assert session.started_at == utc(instant)
    assert session.local_date == day(wall[:10])


def test_the_session_says_since_when_it_runs_where_the_lifter_is(client: Client):
    session = a_free_session("Asia/Kathmandu", "2025-12-31T10:00")
    client.force_login(session.athlete)

    page = client.get(reverse("session_detail", args=[session.pk])).text

    assert "since 15:45" in page


def test_the_second_reading_of_a_clock_stays_when_the_form_does_not_change_it():
    session = a_free_session("Europe/Berlin", "2025-10-26T01:30:47")
    shown = initial_of(session)["started"]
    assert isinstance(shown, dt.datetime)

    saved = edited(session, f"{shown:%Y-%m-%dT%H:%M}")

    assert f"{shown:%H:%M}" == "02:30"
    assert saved.started_at == utc("2025-10-26T01:30:47")


@pytest.mark.parametrize(
    ("zone", "started", "finished", "minutes"),
    [
        ("Europe/Berlin", "2025-03-04T23:30", "2025-03-05T00:45", 75),
        ("Europe/Berlin", "2025-03-30T01:30", "2025-03-30T03:30", 60),
        ("Europe/Berlin", "2025-10-26T01:30", "2025-10-26T03:30", 180),
        ("Europe/Berlin", "2025-10-26T02:30", "2025-10-26T02:45", 15),
        ("America/New_York", "2025-03-09T01:30", "2025-03-09T03:00", 30),
        ("America/New_York", "2025-11-02T00:30", "2025-11-02T02:30", 180),
        ("Australia/Lord_Howe", "2025-10-05T01:45", "2025-10-05T02:45", 30),
        ("Australia/Lord_Howe", "2025-04-06T01:15", "2025-04-06T02:15", 90),
        ("America/Santiago", "2025-09-06T23:30", "2025-09-07T01:30", 60),
        ("Asia/Kolkata", "2025-03-05T23:45", "2025-03-06T00:30", 45),
        ("Europe/Berlin", "2024-02-28T23:30", "2024-02-29T00:30", 60),
        ("Europe/Berlin", "2024-02-29T23:30", "2024-03-01T00:15", 45),
        ("Pacific/Apia", "2011-12-29T23:30", "2011-12-31T00:30", 60),
    ],
)
def test_a_session_lasts_as_long_as_it_really_did(
    zone: str, started: str, finished: str, minutes: int
):
    session = edited(a_free_session(zone, "2011-12-01T12:00:00"), started, finished)

    assert session.finished_at is not None
    assert session.finished_at - session.started_at == dt.timedelta(minutes=minutes)
    assert session.local_date == day(started[:10])
    shown = [local_time(at, zone) for at in (session.started_at, session.finished_at)]
    assert [f"{at:%Y-%m-%dT%H:%M}" for at in shown] == [started, finished]


@pytest.mark.parametrize(
    ("started", "finished"),
    [
        ("2025-03-29T22:30:00", "2025-03-30T01:30:00"),
        ("2025-10-25T23:30:00", "2025-10-26T02:30:00"),
        ("2025-03-04T22:30:00", "2025-03-05T01:30:00"),
    ],
)
def test_a_session_that_runs_over_a_change_of_clocks_is_as_long_as_any(started: str, finished: str):
    session = a_free_session("Europe/Berlin", started)

    ended = finish_session(session.athlete, session.pk, now=utc(finished))

    assert ended.finished_at is not None
    assert ended.finished_at - ended.started_at == dt.timedelta(hours=3)


@pytest.mark.parametrize(
    ("started", "finished", "fault"),
    [
        ("2025-03-05T12:00", "2025-03-05T12:00", None),
        ("2025-03-05T12:00", "2025-03-05T11:59", "finished"),
        ("2025-03-05T12:00", "2025-03-06T12:00", None),
        ("2025-03-05T12:00", "2025-03-06T12:01", "finished"),
        # 24 real hours end an hour later by the clock in spring, an hour earlier in autumn.
        ("2025-03-29T12:00", "2025-03-30T13:00", None),
        ("2025-03-29T12:00", "2025-03-30T13:01", "finished"),
        ("2025-10-25T12:00", "2025-10-26T11:00", None),
        ("2025-10-25T12:00", "2025-10-26T11:01", "finished"),
        ("2026-01-01T01:00", "", None),
        ("2026-01-01T01:01", "", "started"),
        ("1970-01-01T00:00", "", None),
        ("1969-12-31T23:59", "", "started"),
        ("0001-01-01T00:00", "", "started"),
        ("9999-12-31T23:59", "", "started"),
    ],
)
def test_the_ends_of_what_a_session_may_be(started: str, finished: str, fault: str | None):
    session = a_free_session("Europe/Berlin", "2025-03-05T12:00:00")

    form = the_form(session, started, finished)

    assert form.is_valid() is (fault is None)
    assert list(form.errors) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("before", "after", "at", "then", "now"),
    [
        (
            "Europe/Berlin",
            "America/Los_Angeles",
            "2025-03-04T23:30:00",
            "2025-03-05",
            "2025-03-04",
        ),
        ("Pacific/Honolulu", "Pacific/Auckland", "2025-03-05T11:30:00", "2025-03-05", "2025-03-06"),
        ("Asia/Kolkata", "Asia/Kathmandu", "2025-03-04T18:20:00", "2025-03-04", "2025-03-05"),
    ],
)
def test_a_lifter_who_moves_keeps_the_days_of_old_sessions(
    before: str, after: str, at: str, then: str, now: str
):
    lifter = a_lifter_in(before)
    old = a_session(lifter=lifter, started=utc(at))
    lifter.zone = after
    lifter.save()
    logged(item=the_item(session=old), at=utc(at) + dt.timedelta(minutes=5))

    new = a_session(lifter=lifter, workout=None, started=utc(at))
    checked_in(lifter=lifter, at=utc(at), stress="low")

    old.refresh_from_db()
    assert (old.local_date, old.zone) == (day(then), before)
    assert old.sets.get().local_date == day(then)
    assert (new.local_date, new.zone) == (day(now), after)
    assert check_in_of(lifter, day(now)) is not None
    assert check_in_of(lifter, day(then)) is None


def test_an_old_session_is_edited_by_the_clock_of_where_it_was():
    session = a_free_session("Europe/Berlin", "2025-03-04T23:30:00")
    session.athlete.zone = "America/Los_Angeles"
    session.athlete.save()

    saved = edited(session, "2025-03-05T00:10", "2025-03-05T01:00")

    assert saved.started_at == utc("2025-03-04T23:10")
    assert (saved.local_date, saved.zone) == (day("2025-03-05"), "Europe/Berlin")


def test_a_session_moved_to_another_day_takes_its_exercises_and_sets_along():
    session = a_session(lifter=a_lifter_in("Europe/Berlin"), started=utc("2025-03-04T23:30:00"))
    logged(item=the_item(session=session))

    saved = edited(session, "2025-03-04T23:59")

    assert saved.local_date == day("2025-03-04")
    assert {item.local_date for item in saved.exercises.all()} == {day("2025-03-04")}
    assert saved.sets.get().local_date == day("2025-03-04")


@pytest.mark.parametrize(
    ("zone", "failed_at", "started", "counted"),
    [
        # Sunday 23:00 to Monday 00:30 where the lifter is; in UTC one day.
        ("America/New_York", "2025-03-17T03:00:00", "2025-03-17T04:30:00", 0),
        # Monday 00:10 and Monday 06:00; in UTC a Sunday and a Monday.
        ("Europe/Berlin", "2025-03-16T23:10:00", "2025-03-17T05:00:00", 1),
        # Monday to the Sunday of its week, over a change of clocks.
        ("Europe/Berlin", "2025-03-24T12:00:00", "2025-03-30T21:00:00", 1),
        ("Europe/Berlin", "2025-03-24T12:00:00", "2025-03-30T22:00:00", 0),
    ],
)
def test_a_failure_counts_until_the_lifters_own_monday(
    zone: str, failed_at: str, started: str, counted: int
):
    lifter = a_lifter_in(zone)
    first = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=utc(failed_at))
    logged(item=the_item(session=first, name="Curl"), rir=0)
    finish_session(lifter, first.pk, now=utc(failed_at) + dt.timedelta(minutes=30))

    second = a_session(lifter=lifter, workout=None, started=utc(started))

    week = read_past(lifter, second, [], at=second.started_at).week
    assert week.failures == counted
    assert week.muscle_failures(an_exercise("Curl").primary_muscles) == {"biceps": counted}


def test_every_day_has_the_monday_on_or_before_it():
    days = [day("2024-02-20") + dt.timedelta(days=number) for number in range(400)]

    mondays = [week_start(one) for one in days]

    assert {monday.isoweekday() for monday in mondays} == {1}
    assert {(one - monday).days for one, monday in zip(days, mondays, strict=True)} == set(range(7))
