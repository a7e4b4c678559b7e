"""Dates and times where the lifter was.

Instants are UTC; a session's day is the day it began in its own zone, whatever the lifter's
zone becomes later. Nothing here reads the clock.
"""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

_MONDAY = 0
# The date line lies a day apart from itself, so a day already done may be tomorrow here.
_DATE_LINE = dt.timedelta(days=1)


class Moment(NamedTuple):
    """Up to where the log is read: an instant, and the day it is there for the lifter.

    The log is cut by the instant. Who flew over the date line trained on a day that is still to
    come here: what was done then is done, and counts as of this day.
    """

    day: dt.date
    at: dt.datetime

    @property
    def last_day(self) -> dt.date:
        """The latest day that what is done by now may carry."""
        return self.day + _DATE_LINE

    def counted(self, day: dt.date) -> dt.date:
        """A day of the log as the rules count it now: none is later than this one."""
        return min(day, self.day)


def moment(at: dt.datetime, zone: str) -> Moment:
    """The instant `at` with the day it is in the IANA zone `zone`."""
    return Moment(local_date(at, zone), at)


def local_date(at: dt.datetime, zone: str) -> dt.date:
    """The calendar day of the instant `at` in the IANA zone `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_time(at: dt.datetime, zone: str) -> dt.datetime:
    """The instant `at` as a wall clock in `zone` shows it."""
    return at.astimezone(ZoneInfo(zone))


def week_start(day: dt.date) -> dt.date:
    """The Monday of the week `day` is in (rulebook 1)."""
    return day - dt.timedelta(days=day.weekday() - _MONDAY)


def first_reading(wall: dt.datetime, zone: str) -> dt.datetime:
    """The UTC instant of a naive time in `zone`: of one that came twice, or never was, the first reading."""
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(dt.UTC)


def instant(wall: dt.datetime, zone: str) -> dt.datetime:
    """The UTC instant a wall clock in `zone` shows the naive time `wall`.

    A time that comes twice when clocks go back is its first reading. Raises `ValueError` with a
    sentence for the lifter for a time that the clocks skipped.
    """
    at = first_reading(wall, zone)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(fold=0):
        raise ValueError(f"The clocks skipped {wall:%H:%M} that day in {zone}. Enter another time.")
    return at
