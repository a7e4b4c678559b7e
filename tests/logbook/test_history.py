"""History: the list of sessions, and the details of one, edited and deleted."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.models import Set, TrainingSession
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

pytestmark = pytest.mark.usefixtures("release")

LIST = "/sessions/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def lifter():
    return a_lifter()


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def words(response):
    assert response.status_code < 500
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def links(response):
    return [int(pk) for pk in re.findall(r'href="/sessions/(\d+)/', response.content.decode())]


def many(lifter, count):
    return [
        a_session(lifter=lifter, workout=None, started=NOON + days * DAY) for days in range(count)
    ]


def typed(session, **values):
    return {
        "name": session.name,
        "started": f"{session.started_at:%Y-%m-%dT%H:%M}",
        "finished": f"{session.finished_at:%Y-%m-%dT%H:%M}" if session.finished_at else "",
        "note": session.note,
        "version": str(session.version),
        **values,
    }


def edit(session):
    return reverse("session_edit", args=[session.pk])


def test_an_empty_history_leads_to_today(client):
    response = client.get(LIST)

    assert "No sessions yet" in words(response)
    assert 'href="/"' in response.content.decode()


def test_a_session_is_listed_with_its_day_and_how_it_went(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    for rir in (5, 4, 0):
        logged(item=bench, rir=rir)
    finished(session)

    assert "March 2025 Wed 5 Upper A 2 of 3 on target" in words(client.get(LIST))


def test_a_session_without_sets_or_without_rir_says_so(client, lifter):
    finished(a_session(lifter=lifter))
    unrated = a_session(lifter=lifter, started=NOON + DAY)
    logged(item=the_item(session=unrated), rir=None)

    text = words(client.get(LIST))

    assert "Upper A no sets" in text
    assert "Upper A 1 set, not rated running" in text


def test_a_finished_session_leads_to_its_review_and_a_running_one_to_its_sets(client, lifter):
    done = finished(a_session(lifter=lifter))
    running = a_session(lifter=lifter, started=NOON + DAY)

    html = client.get(LIST).content.decode()

    assert f'href="{reverse("session_review", args=[done.pk])}"' in html
    assert f'href="{reverse("session_detail", args=[running.pk])}"' in html


def test_the_latest_session_comes_first_and_older_ones_follow_page_by_page(client, lifter):
    sessions = many(lifter, 45)

    response, seen = client.get(LIST), []
    for _ in range(3):
        seen += links(response)
        older = re.search(r'href="(/sessions/\?before=[^"]+)"', response.content.decode())
        if older is not None:
            response = client.get(older[1])

    assert older is None
    assert seen == [session.pk for session in reversed(sessions)]


def test_sessions_that_began_at_the_same_minute_are_all_listed(client, lifter):
    for _ in range(25):
        a_session(lifter=lifter, workout=None)

    first = client.get(LIST)
    older = re.search(r'href="(/sessions/\?before=[^"]+)"', first.content.decode())
    second = client.get(older[1])

    assert len(set(links(first)) | set(links(second))) == 25


def test_exactly_one_page_has_no_older_one(client, lifter):
    many(lifter, 20)

    assert "Older" not in words(client.get(LIST))


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

    assert "No sessions yet" in words(client.get(LIST))


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

    assert "Upper A" in words(client.get(LIST, {"before": before}))


def test_the_year_before_the_first_session_is_empty_and_leads_back(client, lifter):
    a_session(lifter=lifter)

    text = words(client.get(LIST, {"before": "2001-01-01T00:00:00+00:00~1"}))

    assert "Nothing older than this" in text
    assert "Latest sessions" in text


def test_the_details_of_a_session_can_be_changed(client, lifter):
    session = finished(a_session(lifter=lifter))

    response = client.post(
        edit(session),
        typed(
            session,
            name="Upper A, hotel",
            note="Little room",
            started="2025-03-04T11:30",
            finished="2025-03-04T12:30",
        ),
    )

    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.name, session.note) == ("Upper A, hotel", "Little room")
    assert session.local_date == dt.date(2025, 3, 4)
    assert session.version == 3


def test_times_are_typed_as_the_clock_showed_them_where_the_session_began():
    lifter = a_lifter(zone="America/New_York")
    session = a_session(lifter=lifter)
    client = logged_in(lifter)

    assert 'value="2025-03-05T07:00"' in client.get(edit(session)).content.decode()
    client.post(edit(session), typed(session, started="2025-03-04T23:30"))

    session.refresh_from_db()
    assert session.started_at == dt.datetime(2025, 3, 5, 4, 30, tzinfo=dt.UTC)
    assert session.local_date == dt.date(2025, 3, 4)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Give the session a name."),
        ({"started": "yesterday"}, "Enter a date and a time."),
        ({"started": "2999-01-01T00:00"}, "This time is still to come."),
        ({"started": "0001-01-01T00:00"}, "Enter a date from 1970 on."),
        ({"finished": "2025-03-05T11:59"}, "Enter an end after the start, within 24 hours."),
        ({"finished": "2025-03-06T12:01"}, "Enter an end after the start, within 24 hours."),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
        ({"note": "a\x07b"}, "cannot be printed"),
    ],
)
def test_wrong_details_are_refused_beside_their_field(client, lifter, values, message):
    session = a_session(lifter=lifter)

    response = client.post(edit(session), typed(session, **{"note": "Keep me", **values}))

    assert response.status_code == 422
    assert message in words(response)
    assert "Keep me" in words(response) or "note" in values
    session.refresh_from_db()
    assert session.note == ""


@pytest.mark.parametrize("finish", ["2025-03-05T12:00", "2025-03-06T12:00"])
def test_a_session_may_last_no_time_or_a_whole_day(client, lifter, finish):
    session = a_session(lifter=lifter)

    assert client.post(edit(session), typed(session, finished=finish)).status_code == 302


@pytest.mark.parametrize("field", ["name", "started", "finished", "note", "version"])
@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_no_field_of_the_details_breaks(client, lifter, field, rubbish):
    session = a_session(lifter=lifter)

    response = client.post(edit(session), typed(session, **{field: rubbish}))

    assert response.status_code in {302, 409, 422}
    assert client.get(LIST).status_code == 200
    assert client.get(edit(session)).status_code == 200


def test_a_session_changed_elsewhere_shows_both_and_saves_on_the_second_try(client, lifter):
    session = a_session(lifter=lifter)
    stale = typed(session, name="Mine")
    client.post(edit(session), typed(session, name="Theirs"))

    response = client.post(edit(session), stale)

    assert response.status_code == 409
    html = response.content.decode()
    assert 'value="Mine"' in html
    assert "Changed elsewhere to: Theirs" in html
    version = re.search(r'name="version" value="(\d+)"', html)[1]
    assert client.post(edit(session), {**stale, "version": version}).status_code == 302
    session.refresh_from_db()
    assert session.name == "Mine"


def test_deleting_asks_once_and_says_how_many_sets_go(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    logged(item=bench)
    logged(item=bench)
    path = reverse("session_delete", args=[session.pk])

    asked = client.get(path)
    assert "2 sets go with it. This cannot be undone." in words(asked)
    assert TrainingSession.objects.exists()

    assert client.post(path)["Location"] == LIST
    assert not TrainingSession.objects.exists()
    assert not Set.objects.exists()


def test_deleting_an_empty_session_says_that_it_is_empty(client, lifter):
    session = a_session(lifter=lifter)

    assert "It has no sets." in words(client.get(reverse("session_delete", args=[session.pk])))


def test_a_deleted_set_is_not_counted_again(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    logged(item=bench)
    gone = logged(item=bench)
    gone.deleted_at = timezone.now()
    gone.save(update_fields=["deleted_at"])

    assert "1 set goes with it" in words(client.get(reverse("session_delete", args=[session.pk])))


@pytest.mark.parametrize("name", ["session_edit", "session_delete", "session_review"])
def test_a_stranger_finds_nothing(lifter, name):
    session = a_session(lifter=lifter)
    client = logged_in(a_lifter())
    path = reverse(name, args=[session.pk])

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in {404, 405}
    assert TrainingSession.objects.filter(pk=session.pk).exists()
