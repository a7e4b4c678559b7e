"""The progress page: what it says to a lifter with nothing, with one session, and with months."""

import datetime as dt
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.logbook.given import a_finished_session, a_lifter, logged_in
from tests.logbook.random_logs import a_random_log
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = "/progress/"
RANGES = ("4w", "12w", "1y", "all")


def at(range_: str) -> str:
    return f"{PATH}?range={range_}"


@pytest.fixture
def today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def test_a_log_with_nothing_says_what_will_be_here():
    text = words(page(logged_in(a_lifter()), PATH))

    assert "Nothing to see yet" in text
    assert "Go to Today" in text


@pytest.mark.parametrize("range_", [*RANGES, "nonsense", "\x00", "१२"])
def test_one_session_is_shown_without_a_fault(range_: str, today: dt.date):
    lifter = a_lifter()
    now = dt.datetime.combine(today, dt.time(1), dt.UTC)
    a_finished_session(lifter=lifter, started=now - dt.timedelta(days=1), sets=1)

    response = logged_in(lifter).get(PATH, {"range": range_})
    assert response.status_code == 200
    text = words(response.content.decode())

    assert "more rated sets to see how often you hit the target" in text
    assert "once so far" in text


def test_under_ten_rated_sets_no_share_is_shown(today: dt.date):
    lifter = a_lifter()
    now = dt.datetime.combine(today, dt.time(1), dt.UTC)
    a_finished_session(lifter=lifter, started=now - dt.timedelta(days=1), sets=1)

    html = page(logged_in(lifter), PATH)

    assert 'id="effort-chart-t"' not in html
    assert "On target in" not in words(html)


def test_every_picture_has_a_title_a_sentence_and_a_table(today: dt.date):
    lifter = a_random_log(Random(3), today=today, days=300, sessions=80)

    html = page(logged_in(lifter), at("all"))

    pictures = html.count('class="rs-chart"')
    assert pictures >= 4
    assert html.count('-t">') == pictures
    assert html.count('class="rs-table"') >= pictures
    assert html.count("Counted:") >= pictures
    assert "style=" not in html.split("</head>")[1]


@pytest.mark.parametrize("range_", RANGES)
def test_a_longer_log_asks_no_more_queries(range_: str, today: dt.date):
    counts = []
    for sessions, days in ((3, 20), (80, 700)):
        browser = logged_in(a_random_log(Random(5), today=today, days=days, sessions=sessions))
        browser.get(at(range_))
        with CaptureQueriesContext(connection) as asked:
            browser.get(at(range_))
        counts.append(len(asked))

    # One more reads the sets of those exercises alone of which sums leave a question open.
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 24


def test_another_lifters_log_is_not_in_it(today: dt.date):
    a_random_log(Random(1), today=today)

    assert "Nothing to see yet" in page(logged_in(a_lifter()), PATH)


def test_the_tab_leads_here():
    html = page(logged_in(a_lifter()), PATH)

    assert f'href="{reverse("progress")}" aria-current="page"' in html
