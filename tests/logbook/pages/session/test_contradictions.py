"""Reps left after a failure are asked about before they are stored, once, with scripts and without."""

import re
import uuid

import pytest
from django.urls import reverse

from logbook.models import Set
from tests.logbook.given import a_lifter, a_session, a_set_form, logged, logged_in, the_item
from tests.logbook.pages.session.test_set_views import post
from tests.logbook.reading import flat, words

pytestmark = pytest.mark.usefixtures("release")

ASKED = "means that no good rep was"


@pytest.fixture
def bench(lifter):
    """The bench press of a running Upper A."""
    return the_item(session=a_session(lifter=lifter))


def sure_in(html):
    """The answer that the page's one tap, or its preview, gives; None where nothing is asked."""
    found = re.search(r'name="sure" value="([^"]*)"', html)
    return found and found[1]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("ended_by", "rir", "is_asked"),
    [
        ("technical_failure", "1.5", False),
        ("technical_failure", "2", True),
        ("technical_failure", "5", True),
        ("technical_failure", "", False),
        ("technical_failure", "0", False),
        ("muscular_failure", "2", True),
        ("stopped", "2", False),
    ],
)
def test_two_or_more_left_after_a_failure_are_asked_about(bench, htmx, ended_by, rir, is_asked):
    answer = post(bench, htmx=htmx, ended_by=ended_by, rir=rir)

    assert (answer.status_code == 422) is is_asked
    assert Set.objects.count() == (not is_asked)
    if is_asked:
        assert ASKED in words(flat(answer.content.decode()))


def test_everything_typed_is_kept_and_one_tap_keeps_it(bench):
    typed = a_set_form(
        load="82.5", reps="5", rir="3", ended_by="technical_failure", note="left knee", kind="drop"
    )
    client, way = logged_in(bench.athlete), reverse("set_log", args=[bench.pk])
    html = flat(client.post(way, typed).content.decode())

    for name, value in {"load": "82.5", "reps": "5", "note": "left knee"}.items():
        assert re.search(rf'name="{name}" value="{value}"', html)
    assert re.search(r'name="rir"[^>]*value="3"[^>]*checked', html)
    assert re.search(r'value="technical_failure"[^>]*checked', html)
    assert re.search(r'<button [^>]*name="sure"[^>]*>Form broke, none left</button>', html)

    assert client.post(way, {**typed, "sure": sure_in(html)}).status_code == 302
    row = Set.objects.get()
    assert (row.ended_by, row.rir_halves, row.note) == ("technical_failure", 6, "left knee")


def test_the_answer_is_for_what_was_asked_alone(bench):
    sure = "technical_failure:6"

    assert post(bench, ended_by="technical_failure", rir="4", sure=sure).status_code == 422
    assert post(bench, ended_by="muscular_failure", rir="3", sure=sure).status_code == 422
    assert post(bench, ended_by="technical_failure", rir="3", sure="on\0").status_code == 422
    assert post(bench, ended_by="technical_failure", rir="3", sure=sure).status_code == 200


def test_who_was_told_while_typing_is_not_asked_again(bench):
    said = flat(post(bench, "set_preview", ended_by="technical_failure", rir="3").content.decode())

    assert ASKED in words(said)
    assert f'form="set-{bench.pk}"' in said
    answer = post(bench, ended_by="technical_failure", rir="3", sure=sure_in(said))
    assert (answer.status_code, Set.objects.count()) == (200, 1)


def test_less_than_two_left_is_said_and_needs_no_answer(bench):
    said = flat(post(bench, "set_preview", ended_by="technical_failure", rir="1").content.decode())

    assert ASKED in words(said)
    assert sure_in(said) is None


def test_an_answer_survives_another_refusal(bench):
    sure = "technical_failure:6"
    logged(item=bench)
    answer = post(bench, ended_by="technical_failure", rir="3", sure=sure)

    assert answer.status_code == 409
    assert sure_in(flat(answer.content.decode())) == sure


def test_a_change_to_a_saved_set_is_asked_about_where_it_is_new(bench):
    row = logged(item=bench, reps=8, rir=3)

    def change(**values):
        return post(bench, "set_edit", args=[row.pk], htmx=False, **values)

    answer = change(version="1", ended_by="technical_failure", rir="3")
    html = flat(answer.content.decode())
    assert answer.status_code == 422
    assert "Your change is not saved yet." in words(html)
    sure = sure_in(html)
    assert change(version="1", ended_by="technical_failure", rir="3", sure=sure).status_code == 302
    # Another number of the same set.
    assert change(version="2", ended_by="technical_failure", rir="3", reps="9").status_code == 302
    row.refresh_from_db()
    assert (row.ended_by, row.reps) == ("technical_failure", 9)


def test_a_word_is_named_as_it_was_tapped():
    lifter = a_lifter(level="beginner")
    bench = the_item(session=a_session(lifter=lifter))
    answer = post(bench, ended_by="technical_failure", rir="3", words="on")

    assert "You tapped medium, and “form broke” means" in words(flat(answer.content.decode()))


def test_the_end_of_a_session_does_not_store_it_unasked(bench):
    form = a_set_form(
        key=str(uuid.uuid4()),
        ended_by="technical_failure",
        rir="3",
        item=str(bench.pk),
        typed="log",
    )
    answer = logged_in(bench.athlete).post(reverse("session_finish", args=[bench.session_id]), form)

    assert answer.status_code == 422
    assert not Set.objects.exists()
    bench.session.refresh_from_db()
    assert bench.session.finished_at is None
