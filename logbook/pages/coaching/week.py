"""A week as coach and athlete talk about it: its sessions in short, and what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from logbook.clock import local_date, week_start
from logbook.log.coaching import is_week_shown
from logbook.log.talks import comments_on_week
from logbook.log.weeks import sessions_between
from logbook.models import CoachLink, Comment, TrainingSession, User

_WEEK, _DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday on; `earlier` and `later` are the Mondays a coach may go on to."""

    monday: dt.date
    sunday: dt.date
    sessions: list[TrainingSession]
    talk: list[Comment]
    earlier: dt.date | None = None
    later: dt.date | None = None

    @property
    def shares(self) -> tuple[int, int, int]:
        """Sets too close, on target and too easy."""
        close, hit, easy = (
            sum(getattr(one, name) for one in self.sessions) for name in ("close", "hit", "easy")
        )
        return close, hit, easy

    @property
    def rated(self) -> int:
        """Sets with a verdict."""
        return sum(self.shares)


def read_week(
    athlete: User, monday: dt.date, now: dt.datetime, link: CoachLink | None = None
) -> Week | None:
    """The week that begins on a Monday, in two queries; with a link what it shows, None for none."""
    if link is None:
        return _read(athlete, monday, monday, comments_on_week(athlete, monday))
    if not is_week_shown(link, monday, now):
        return None
    first = max(monday, link.since or monday)
    found = _read(athlete, monday, first, comments_on_week(athlete, monday, link))
    before, after = monday - _WEEK, monday + _WEEK
    return Week(
        found.monday,
        found.sunday,
        found.sessions,
        found.talk,
        earlier=before if is_week_shown(link, before, now) else None,
        later=after if after <= week_start(local_date(now, athlete.zone)) else None,
    )


def _read(athlete: User, monday: dt.date, first: dt.date, talk: list[Comment]) -> Week:
    sunday = monday + _WEEK - _DAY
    return Week(monday, sunday, sessions_between(athlete, first, sunday), talk)


def place_of(said: Comment) -> str:
    """Where an athlete finds a comment: in its session, or at its week."""
    if said.session_id is not None:
        return reverse("session_review", args=[said.session_id]) + "#talk"
    week = said.week.isoformat() if said.week is not None else ""
    return reverse("sharing_week", args=[week]) + "#talk"


def news_lines(said: Sequence[Comment]) -> list[tuple[Comment, str]]:
    """Comments, each with its place."""
    return [(one, place_of(one)) for one in said]
