"""What stands out, in words: with its sets, what to change, and put aside for four weeks."""

import datetime as dt

import pytest
from django.urls import reverse

from logbook.acts.session_exercises import mark_pain
from logbook.models import PatternPutAside
from logbook.pages.progress.forms import PATTERNS
from programming.rulebook import RULES
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = "/progress/"
ASIDE = reverse("progress_put_aside")
FLY = "Cable fly"


@pytest.fixture
def lifter():
    """Somebody whom one exercise hurts again and again."""
    person = a_lifter()
    for day in range(2):
        session = a_session(
            lifter=person,
            workout=None,
            exercises=[FLY],
            started=NOON + dt.timedelta(days=day),
        )
        logged(item=the_item(session=session, name=FLY), load="15", reps=12)
        mark_pain(person, the_item(session=session, name=FLY).pk, has_pain=True)
        finished(session)
    return person


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A clock that a test sets, so many days after noon."""
    at = {"days": 2}
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(days=at["days"]))
    return at


def fly_id():
    return an_exercise(FLY).exercise_id


def test_a_pattern_says_what_to_change_and_leads_to_its_sets(lifter):
    html = page(logged_in(lifter), PATH)
    text = words(html)

    assert "Cable fly: pain in 2 of the last 3 sessions." in text
    assert "What changes it: another exercise for the muscle" in text
    for session in lifter.sessions.all():
        assert f'href="{reverse("session_review", args=[session.pk])}"' in html
    assert text.index("Thu 6 Mar, Cable fly") < text.index("Wed 5 Mar, Cable fly")


def test_an_ordinary_log_has_nothing_to_change():
    person = a_lifter()
    session = a_session(lifter=person, workout=None, exercises=[FLY], started=NOON)
    logged(item=the_item(session=session, name=FLY), load="15", reps=12)
    finished(session)

    assert "Nothing to change from the last weeks" in words(page(logged_in(person), PATH))


def test_what_is_put_aside_is_silent_for_four_weeks_and_can_be_said_again(lifter, today):
    client = logged_in(lifter)
    said = "Cable fly: pain in 2 of the last 3 sessions."

    response = client.post(ASIDE, {"code": "pain_repeats", "exercise": fly_id()}, follow=True)
    text = words(response.content.decode())
    assert said not in text
    assert "Put aside until 4 Apr: Pain that repeats, Cable fly" in text

    row = PatternPutAside.objects.get()
    client.post(reverse("progress_say_again", args=[row.pk]))
    assert said in words(page(client, PATH))
    assert not PatternPutAside.objects.exists()


@pytest.mark.parametrize(("days", "is_silent"), [(0, True), (27, True), (28, False)])
def test_four_weeks_end(lifter, today, days, is_silent):
    PatternPutAside.objects.create(
        athlete=lifter, code="pain_repeats", exercise_id=fly_id(), since=NOON.date()
    )
    today["days"] = days

    assert ("Put aside until 2 Apr" in words(page(logged_in(lifter), PATH))) is is_silent


def test_another_exercise_is_said_still(lifter):
    PatternPutAside.objects.create(
        athlete=lifter,
        code="pain_repeats",
        exercise_id=an_exercise("Curl").exercise_id,
        since=NOON.date(),
    )

    assert "Cable fly: pain in 2" in words(page(logged_in(lifter), PATH))


def test_putting_it_aside_twice_begins_the_weeks_anew(lifter, today):
    client = logged_in(lifter)
    for days in (2, 9):
        today["days"] = days
        client.post(ASIDE, {"code": "pain_repeats", "exercise": fly_id()})

    assert PatternPutAside.objects.get().since == NOON.date() + dt.timedelta(days=9)


@pytest.mark.parametrize("code", PATTERNS)
def test_every_pattern_can_be_put_aside(lifter, code):
    assert RULES[code].changes
    assert logged_in(lifter).post(ASIDE, {"code": code}).status_code == 302


@pytest.mark.parametrize("code", ["", "below_floor", *RUBBISH.values()])
def test_an_odd_pattern_is_refused(lifter, code):
    assert logged_in(lifter).post(ASIDE, {"code": code}).status_code == 400
    assert not PatternPutAside.objects.exists()


@pytest.mark.parametrize("exercise", ["0", "x", str(2**63), "-1", "\x00"])
def test_an_odd_exercise_is_refused(lifter, exercise):
    response = logged_in(lifter).post(ASIDE, {"code": "grind", "exercise": exercise})

    assert response.status_code == 400


def test_an_exercise_nobody_did_is_not_there(lifter):
    other = an_exercise("Curl").exercise_id

    assert logged_in(lifter).post(ASIDE, {"code": "grind", "exercise": other}).status_code == 404


def test_another_lifters_row_stays(lifter):
    row = PatternPutAside.objects.create(athlete=lifter, code="grind", since=NOON.date())

    logged_in(a_lifter()).post(reverse("progress_say_again", args=[row.pk]))

    assert PatternPutAside.objects.filter(pk=row.pk).exists()
