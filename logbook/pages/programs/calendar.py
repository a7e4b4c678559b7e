"""What is coming as a calendar (RFC 5545): days and names of workouts, nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib

from icalendar import Calendar, Event

from logbook.clock import local_date
from logbook.log.programs import course_of
from logbook.models import CalendarFeed

# How often a calendar is asked to look again.
_EVERY = dt.timedelta(hours=6)


def calendar_text(feed: CalendarFeed, now: dt.datetime) -> bytes:
    """The next four weeks of the program that runs, a day long each, on the lifter's own days.

    The same for the same day and course, so that a calendar that has it need not read it again.
    """
    lifter = feed.athlete
    today = local_date(now, lifter.zone)
    found = Calendar()
    found.add("prodid", "-//RepStack//What is coming//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("name", "RepStack")
    found.add("x-wr-calname", "RepStack")
    found.add("refresh-interval", _EVERY, {"VALUE": "DURATION"})
    found.add("x-published-ttl", _EVERY)
    course = course_of(lifter, today)
    if course is None:
        return bytes(found.to_ical())
    for day, slot in course.coming(today):
        event = Event()
        # A session that is put off is the same event on another day.
        event.add("uid", f"{_mark(feed, course.followed.pk, slot.number)}@repstack")
        event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", slot.workout.name)
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return bytes(found.to_ical())


def _mark(feed: CalendarFeed, *keys: int) -> str:
    """A name for an event that tells nothing: other at another address."""
    text = ":".join([feed.nonce, *map(str, keys)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]
