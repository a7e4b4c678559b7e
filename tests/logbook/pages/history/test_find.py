"""Finding sessions and searching notes, as pages."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.log import finding
from logbook.models import ExerciseHabit, TrainingSession
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

FIND, NOTES = "/sessions/find/", "/sessions/notes/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def older_of(html: str) -> str:
    """The address of the next page."""
    [address] = re.findall(r'href="(\?[^"]+)" rel="next"', flat(html))
    return address.replace("&amp;", "&")


def test_history_leads_to_both(client, lifter):
    a_session(lifter=lifter)
    html = page(client, "/sessions/")

    assert f'href="{FIND}"' in html
    assert f'href="{NOTES}"' in html


def test_nothing_is_looked_for_before_anything_is_chosen(client, lifter):
    a_session(lifter=lifter)

    text = words(page(client, FIND))

    assert "Leave alone what may be anything" in text
    assert "March 2025" not in text


def test_the_choice_stands_in_the_address_the_form_and_the_head(client, lifter):
    session = a_session(lifter=lifter)
    bench = the_item(session=session)
    logged(item=bench, rir=0)
    finished(session)
    query = {"exercise": str(bench.exercise_id), "went": "too_close", "first": "2025-03-01"}

    html = page(client, FIND, query)

    assert "Barbell bench press, a set too close, from 1 Mar 2025" in words(html)
    assert reverse("session_review", args=[session.pk]) in html
    assert f'<option value="{bench.exercise_id}" selected>' in html
    assert 'value="2025-03-01"' in html
    assert "No session is like that" in words(page(client, FIND, {**query, "went": "too_easy"}))
    assert "No session is like that" in words(page(client, FIND, {**query, "last": "2025-03-04"}))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"first": "2025-02-30"}, "Enter a date of the calendar"),
        ({"first": "yesterday"}, "Enter a date of the calendar"),
        ({"last": "03/01/2025"}, "Enter a date of the calendar"),
        ({"first": "1969-12-31"}, "Enter a date from 1970 on."),
        ({"last": "2200-01-02"}, "Enter a date before 2200."),
        ({"last": "9999-12-31"}, "Enter a date before 2200."),
        ({"first": "2025-03-02", "last": "2025-03-01"}, "before the one it begins with"),
        ({"exercise": "987654321"}, "Choose one from the list."),
        ({"workout": "x"}, "Choose one from the list."),
        ({"went": "well"}, "Choose one from the list."),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(client, lifter, query, said):
    a_session(lifter=lifter)

    response = client.get(FIND, query)

    assert response.status_code == 422
    assert said in words(response.content.decode())
    assert "March 2025" not in words(response.content.decode())


def test_the_last_days_of_the_line_are_read(client, lifter):
    a_session(lifter=lifter)

    for query in ({"first": "1970-01-01"}, {"last": "2200-01-01"}, {"first": "2025-03-05"}):
        assert "March 2025" in words(page(client, FIND, query))


@pytest.mark.parametrize("field", ["exercise", "workout", "went", "first", "last"])
def test_rubbish_is_refused_with_the_page(client, field):
    for text in RUBBISH.values():
        assert client.get(FIND, {field: text}).status_code == 422, text


@pytest.mark.parametrize("text", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_for_a_page_is_the_first_one_and_for_words_finds_nothing(client, lifter, text):
    a_session(lifter=lifter)

    assert "March 2025" in words(page(client, FIND, {"first": "2025-01-01", "before": text}))
    assert "No note has these words" in words(page(client, NOTES, {"q": text, "before": text}))


def test_pages_stay_within_what_was_chosen(client, lifter):
    for ago in range(50):
        a_session(lifter=lifter, workout=None, started=NOON - ago * DAY)
    wanted = {"first": "2025-01-25", "last": "2025-03-01"}
    html, seen = page(client, FIND, wanted), 0
    seen += html.count("rs-past__day")
    address = older_of(html)
    assert "first=2025-01-25&last=2025-03-01&before=" in address
    html = page(client, FIND + address)
    seen += html.count("rs-past__day")

    assert seen == 36
    assert "Latest" in words(html)
    assert 'rel="next"' not in html


def test_a_page_that_looked_in_vain_goes_on(client, lifter, monkeypatch):
    monkeypatch.setattr(finding, "LOOK", 3)
    old = a_session(lifter=lifter, started=NOON - 9 * DAY)
    logged(item=the_item(session=old), rir=0)
    for ago in range(5):
        a_session(lifter=lifter, workout=None, started=NOON - ago * DAY)

    html = page(client, FIND, {"went": "failure"})
    assert "None back to 3 Mar 2025" in words(html)
    assert "Look further back" in words(html)

    assert "February 2025 Mon 24 Upper A" in words(page(client, FIND + older_of(html)))


def test_both_pages_ask_as_much_of_a_log_of_one_and_of_thirty(client, lifter):
    def queries():
        counts = []
        for path, query in ((FIND, {"went": "on_target"}), (NOTES, {"q": "elbow"})):
            with CaptureQueriesContext(connection) as captured:
                client.get(path, query)
            counts.append(len(captured))
        return counts

    def one(started):
        session = a_finished_session(lifter=lifter, started=started)
        logged(item=the_item(session=session), note="elbow")
        TrainingSession.objects.filter(pk=session.pk).update(note="elbow")

    one(NOON)
    few = queries()
    for days in range(1, 30):
        one(NOON + days * DAY)

    assert queries() == few


class TestNotes:
    """The search in notes."""

    def test_it_says_what_it_does_before_a_word_is_typed(self, client, lifter):
        a_session(lifter=lifter)

        assert "A note has to have all the words" in words(page(client, NOTES))

    def test_a_hit_is_marked_in_its_note_and_leads_to_its_session(self, client, lifter):
        session = a_session(lifter=lifter)
        logged(item=the_item(session=session), note="Left <elbow> & Épaule", load="80", rir=2)
        finished(session)

        html = page(client, NOTES, {"q": "epaule <elbow>"})

        assert "Left <mark>&lt;elbow&gt;</mark> &amp; <mark>Épaule</mark>" in html
        assert reverse("session_review", args=[session.pk]) in html
        assert "Wed 5 Mar 2025 · Upper A" in words(html)
        assert "Barbell bench press, set 1: 80 × 8 @2" in words(html)

    def test_of_a_long_note_what_stands_around_the_word_is_shown(self, client, lifter):
        session = a_session(lifter=lifter)
        note = "a" * 900 + " elbow " + "b" * 900
        TrainingSession.objects.filter(pk=session.pk).update(note=note)

        text = words(page(client, NOTES, {"q": "elbow"}))

        assert "a elbow b" in text
        assert "a" * 161 not in text
        assert "b" * 161 not in text
        assert text.count("…") == 2

    def test_a_note_that_stays_leads_to_its_exercise(self, client, lifter):
        exercise = the_item(session=a_session(lifter=lifter)).exercise_id
        ExerciseHabit.objects.create(athlete=lifter, exercise_id=exercise, note="Rack at 12")

        html = page(client, NOTES, {"q": "rack"})

        assert reverse("exercise_detail", args=[exercise]) in html
        assert "<mark>Rack</mark> at 12" in html

    def test_twenty_sessions_make_a_page(self, client, lifter):
        for ago in range(25):
            session = a_session(lifter=lifter, workout=None, started=NOON - ago * DAY)
            TrainingSession.objects.filter(pk=session.pk).update(note="elbow")

        html = page(client, NOTES, {"q": "elbow"})
        rest = page(client, NOTES + older_of(html))

        assert (html.count("<mark>"), rest.count("<mark>")) == (20, 5)

    def test_nobody_elses_notes_are_found(self, client):
        session = a_session(lifter=a_lifter())
        TrainingSession.objects.filter(pk=session.pk).update(note="elbow")

        assert "No note has these words" in words(page(client, NOTES, {"q": "elbow"}))
