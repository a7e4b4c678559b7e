"""The details of one session: edited, and deleted after asking once."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.models import Set, TrainingSession
from tests.logbook.given import RUBBISH, a_lifter, a_session, finished, logged, logged_in, the_item
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

LIST = "/sessions/"


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


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

    assert 'value="2025-03-05T07:00"' in flat(client.get(edit(session)).content.decode())
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

    html = flat(response.content.decode())
    assert response.status_code == 422
    assert message in words(html)
    assert "Keep me" in words(html) or "note" in values
    session.refresh_from_db()
    assert session.note == ""


@pytest.mark.parametrize("finish", ["2025-03-05T12:00", "2025-03-06T12:00"])
def test_a_session_may_last_no_time_or_a_whole_day(client, lifter, finish):
    session = a_session(lifter=lifter)

    assert client.post(edit(session), typed(session, finished=finish)).status_code == 302


@pytest.mark.parametrize("field", ["name", "started", "finished", "note", "version"])
def test_no_field_of_the_details_breaks(client, lifter, field):
    session = a_session(lifter=lifter)

    for what, rubbish in RUBBISH.items():
        # What was kept before has a version that the next form has to name.
        session.refresh_from_db()
        response = client.post(edit(session), typed(session, **{field: rubbish}))

        assert response.status_code in {302, 409, 422}, what
        assert client.get(LIST).status_code == 200, what
        assert client.get(edit(session)).status_code == 200, what


def test_a_session_changed_elsewhere_shows_both_and_saves_on_the_second_try(client, lifter):
    session = a_session(lifter=lifter)
    stale = typed(session, name="Mine")
    client.post(edit(session), typed(session, name="Theirs"))

    response = client.post(edit(session), stale)

    assert response.status_code == 409
    html = flat(response.content.decode())
    assert 'value="Mine"' in html
    assert "Changed elsewhere to: Theirs" in html
    (version,) = re.findall(r'name="version" value="(\d+)"', html)
    assert client.post(edit(session), {**stale, "version": version}).status_code == 302
    session.refresh_from_db()
    assert session.name == "Mine"


def test_deleting_asks_once_and_says_how_many_sets_go(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    logged(item=bench)
    logged(item=bench)
    path = reverse("session_delete", args=[session.pk])

    asked = page(client, path)
    assert "2 sets go with it. This cannot be undone." in words(asked)
    assert TrainingSession.objects.exists()

    assert client.post(path)["Location"] == LIST
    assert not TrainingSession.objects.exists()
    assert not Set.objects.exists()


def test_deleting_an_empty_session_says_that_it_is_empty(client, lifter):
    session = a_session(lifter=lifter)

    assert "It has no sets." in words(page(client, reverse("session_delete", args=[session.pk])))


def test_a_deleted_set_is_not_counted_again(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    logged(item=bench)
    gone = logged(item=bench)
    gone.deleted_at = timezone.now()
    gone.save(update_fields=["deleted_at"])

    assert "1 set goes with it" in words(page(client, reverse("session_delete", args=[session.pk])))


@pytest.mark.parametrize("name", ["session_edit", "session_delete", "session_review"])
def test_a_stranger_finds_nothing(lifter, name):
    session = a_session(lifter=lifter)
    client = logged_in(a_lifter())
    path = reverse(name, args=[session.pk])

    assert client.get(path).status_code == 404
    assert client.post(path).status_code in {404, 405}
    assert TrainingSession.objects.filter(pk=session.pk).exists()
