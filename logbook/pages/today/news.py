"""What Today tells of coaches: who asks, and what was said and not found yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from logbook.log.talks import Waiting, news_for
from logbook.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and where it leads."""

    says: str
    address: str


def news_lines(lifter: User, now: dt.datetime) -> list[Line]:
    """A line for who asks, and one for what was said; in one query."""
    news = news_for(lifter, now)
    lines = []
    if news.asking:
        lines.append(Line(f"{_names(news.asking)} to coach you", reverse("sharing")))
    if news.said:
        coaches = list(dict.fromkeys(one.coach for one in news.said))
        who = coaches[0] if len(coaches) == 1 else f"{len(coaches)} coaches"
        many = len(news.said)
        what = "a comment" if many == 1 else f"{many} comments"
        lines.append(Line(f"{who} left you {what}", _place(news.said)))
    return lines


def _names(names: list[str]) -> str:
    return f"{names[0]} asks" if len(names) == 1 else f"{names[0]} and {len(names) - 1} more ask"


def _place(said: list[Waiting]) -> str:
    """Where it stands, where that is one place; else the list of what was said."""
    places = {(one.session_id, one.week) for one in said}
    if len(places) > 1:
        return reverse("sharing") + "#said"
    [(session_id, week)] = places
    if session_id is not None:
        return reverse("session_review", args=[session_id]) + "#talk"
    return reverse("sharing_week", args=[week.isoformat() if week else ""]) + "#talk"
