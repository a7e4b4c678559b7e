"""History: the list of sessions, page by page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

LIST = "/sessions/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def links(response):
    return [
        int(pk) for pk in re.findall(r'href="/sessions/(\d+)/', flat(response.content.decode()))
    ]


def many(lifter, count):
    return [
        a_session(lifter=lifter, workout=None, started=NOON + days * DAY) for days in range(count)
    ]


def older_page(response):
    """The address behind Older, None on the last page."""
    found = re.search(r'href="(/sessions/\?before=[^"]+)"', flat(response.content.decode()))
    return found and found.group(1)


def test_an_empty_history_leads_to_today(client):
    html = page(client, LIST)

    assert "No sessions yet" in words(html)
    assert 'href="/today/"' in html


def test_a_session_is_listed_with_its_day_and_how_it_went(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    for rir in (5, 4, 0):
        logged(item=bench, rir=rir)
    finished(session)

    assert "March 2025 Wed 5 Upper A 2 of 3 on target" in words(page(client, LIST))


def test_a_session_without_sets_or_without_rir_says_so(client, lifter):
    finished(a_session(lifter=lifter))
    unrated = a_session(lifter=lifter, started=NOON + DAY)
    logged(item=the_item(session=unrated), rir=None)

    text = words(page(client, LIST))

    assert "Upper A no sets" in text
    assert "Upper A 1 set, not rated running" in text


def test_a_finished_session_leads_to_its_review_and_a_running_one_to_its_sets(client, lifter):
    done = finished(a_session(lifter=lifter))
    running = a_session(lifter=lifter, started=NOON + DAY)

    html = page(client, LIST)

    assert f'href="{reverse("session_review", args=[done.pk])}"' in html
    assert f'href="{reverse("session_detail", args=[running.pk])}"' in html


def test_the_latest_session_comes_first_and_older_ones_follow_page_by_page(client, lifter):
    sessions = many(lifter, 45)

    response, seen = client.get(LIST), []
    for _ in range(3):
        seen += links(response)
        older = older_page(response)
        if older is not None:
            response = client.get(older)

    assert older is None
    assert seen == [session.pk for session in reversed(sessions)]


def test_sessions_that_began_at_the_same_minute_are_all_listed(client, lifter):
    for _ in range(25):
        a_session(lifter=lifter, workout=None)

    first = client.get(LIST)
    second = client.get(older_page(first))

    assert len(set(links(first)) | set(links(second))) == 25


def test_exactly_one_page_has_no_older_one(client, lifter):
    many(lifter, 20)

    assert "Older" not in words(page(client, LIST))


def test_the_list_costs_the_same_for_one_session_and_for_thirty(client, lifter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    a_finished_session(lifter=lifter)
    few = queries()
    for days in range(1, 30):
        a_finished_session(lifter=lifter, started=NOON + days * DAY)

    assert queries() == few


def test_nobody_elses_sessions_are_listed(client):
    a_session(lifter=a_lifter())

    assert "No sessions yet" in words(page(client, LIST))


@pytest.mark.parametrize(
    "before",
    [
        *RUBBISH.values(),
        "0001-01-01T00:00:00+23:59~1",
        "9999-12-31T23:59:59-23:59~1",
        "2025-01-01T00:00:00~1",
        "2025-01-01T00:00:00+00:00~" + "9" * 30,
        "2025-01-01T00:00:00+00:00~x",
        "~",
    ],
)
def test_an_odd_page_is_the_first_one(client, lifter, before):
    a_session(lifter=lifter)

    assert "Upper A" in words(page(client, LIST, {"before": before}))


def test_the_year_before_the_first_session_is_empty_and_leads_back(client, lifter):
    a_session(lifter=lifter)

    text = words(page(client, LIST, {"before": "2001-01-01T00:00:00+00:00~1"}))

    assert "Nothing older than this" in text
    assert "Latest sessions" in text
