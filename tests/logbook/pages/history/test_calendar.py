"""The calendar on History: every number counted again, naively, from the raw sets."""

import datetime as dt
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.charts.calendar import NONE, shade_of
from logbook.models import Set, TrainingSession, User
from logbook.pages.history.calendar import Calendar, read_calendar
from tests.logbook.given import NOON, a_finished_session, a_lifter, a_session, logged_in
from tests.logbook.random_logs import a_random_log
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

TODAY = dt.date(2025, 3, 5)
RANGES = ("4w", "12w", "1y", "all")


def raw(lifter: User) -> tuple[Counter[dt.date], set[dt.date]]:
    """The working and timed sets of each day, and the days with a session."""
    rows = Set.objects.filter(athlete=lifter, deleted_at=None, kind__in=["working", "timed"])
    days = TrainingSession.objects.filter(athlete=lifter).values_list("local_date", flat=True)
    return Counter(row.local_date for row in rows), set(days)


def card_of(lifter: User, asked: str) -> Calendar:
    card = read_calendar(lifter, asked, TODAY)
    assert card is not None
    return card


def calendar_is_right(lifter: User, asked: str, today: dt.date) -> int:
    """The card of a range against the raw sets; how many days with a session it shows."""
    sets, days = raw(lifter)
    card = read_calendar(lifter, asked, today)
    assert card is not None
    first = card.span.first
    within = sorted(day for day in days if day >= first)
    begin = max(first, min(days))
    length = (today - begin).days + 1
    assert card.title == f"Trained on {len(within)} day{'s' * (len(within) != 1)} of {length}"
    if within and length >= 14:
        a_week = f"{7 * len(within) / length:.1f}"
        # So few that it would be none, it is not said.
        assert card.says.startswith(f"{a_week} days a week.") is (a_week != "0.0")
    if card.span.cut != "week":
        months = Counter(day.replace(day=1) for day in days)
        told = {
            dt.date(int(row[0]), month, 1): text
            for row in card.figure.rows
            for month, text in enumerate(row[1:], 1)
        }
        assert {at: int(text) for at, text in told.items() if text not in {"", NONE}} == months
        shades = [shade_of("days", months[at]) for at, text in sorted(told.items()) if text]
        assert [box.kind for box in card.figure.boxes] == [f"shade{one}" for one in shades]
        return len(within)
    told = {
        dt.datetime.strptime(row[0] + " +0000", "%d %b %Y %z").date()
        + at * dt.timedelta(days=1): text
        for row in card.figure.rows
        for at, text in enumerate(row[1:])
    }
    assert {at: int(text) for at, text in told.items() if text not in {"", NONE}} == {
        day: sets[day] for day in within
    }
    assert all(begin <= day <= today for day, text in told.items() if text == NONE)
    shades = [shade_of("sets", sets[at]) for at, text in sorted(told.items()) if text]
    assert [box.kind for box in card.figure.boxes] == [f"shade{one}" for one in shades]
    gaps = [(b - a).days - 1 for a, b in pairwise([*within, today + dt.timedelta(days=1)])]
    if gaps and max(gaps) >= 8:
        assert f"Longest gap: {max(gaps)} days" in card.says
    else:
        assert "gap" not in card.says
    return len(within)


@pytest.mark.parametrize(("seed", "days"), [(0, 20), (1, 90), (2, 400), (3, 500), (4, 9000)])
def test_a_random_log_is_counted_as_its_raw_sets_are(seed, days):
    lifter = a_random_log(Random(seed), today=TODAY, days=days, sessions=min(days, 50))

    assert sum(calendar_is_right(lifter, one, TODAY) for one in RANGES) > 10


def test_nothing_one_session_and_a_session_without_a_set():
    lifter = a_lifter()
    assert read_calendar(lifter, "12w", TODAY) is None
    a_session(lifter=lifter, workout=None)

    for one in RANGES:
        assert calendar_is_right(lifter, one, TODAY) == 1
        assert card_of(lifter, one).title == "Trained on 1 day of 1"


@pytest.mark.parametrize(("gap", "said"), [(7, False), (8, True)])
def test_a_gap_is_worth_a_word_from_eight_days_on(gap, said):
    lifter = a_lifter()
    for ago in (gap + 1, 0):
        a_session(lifter=lifter, workout=None, started=NOON - ago * dt.timedelta(days=1))

    assert ("Longest gap: 8 days, 25 Feb 2025 to 4 Mar 2025." in card_of(lifter, "12w").says) is said  # fmt: skip


def test_a_lifter_who_stopped_long_ago_is_told_so():
    lifter = a_lifter()
    a_session(lifter=lifter, workout=None, started=NOON - dt.timedelta(days=300))

    card = card_of(lifter, "4w")

    assert card.says == "The last 24 days have no session."
    assert card_of(lifter, "1y").says.endswith("Longest gap: 300 days, 10 May 2024 to 5 Mar 2025.")


def test_two_queries_whatever_the_range():
    lifter = a_random_log(Random(3), today=TODAY, days=2000, sessions=20)
    for one in RANGES:
        with CaptureQueriesContext(connection) as asked:
            read_calendar(lifter, one, TODAY)
        assert len(asked) == 2, one


def test_the_page_has_the_picture_with_its_words_and_links(lifter):
    a_finished_session(lifter=lifter)
    html = page(logged_in(lifter), "/sessions/", {"range": "1y"})

    assert '<a href="?range=1y" aria-current="true">1 year</a>' in html
    assert '<title id="calendar-t">Days trained</title>' in html
    assert "Show as a table" in words(html)
    assert "Calendar" not in words(page(logged_in(lifter), "/sessions/?before=2025-03-06T00:00:00%2B00:00~1"))  # fmt: skip
