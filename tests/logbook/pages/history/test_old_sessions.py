"""A session of long ago, changed through its pages: whatever rests on it says what it says now."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from logbook.models import Set, TrainingSession, User
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in, the_item
from tests.logbook.kept.test_records_rebuilt import rebuilt
from tests.logbook.kept.test_weeks_rebuilt import assert_kept
from tests.logbook.pages.history.test_calendar import calendar_is_right
from tests.logbook.pages.history.test_session_edit import typed
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

WEEK = dt.timedelta(weeks=1)
BENCH = "Barbell bench press"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    at = NOON + WEEK
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return at


@pytest.fixture
def old() -> TrainingSession:
    """The first of five sessions of bench press, a week apart, four sets of 80 kg in each."""
    lifter = a_lifter()
    sessions = [
        a_finished_session(
            lifter=lifter, workout=None, exercises=[BENCH], started=NOON - back * WEEK, sets=4
        )
        for back in (5, 4, 3, 2, 1)
    ]
    return sessions[0]


def everything_follows(lifter: User, today: dt.date) -> None:
    """Kept is rebuilt, weeks are as read anew, and the calendar counts the raw sets."""
    assert rebuilt("--check") == ""
    assert_kept(lifter)
    for one in ("4w", "12w", "1y", "all"):
        calendar_is_right(lifter, one, today)


def retyped(row: Set, **values: str) -> dict[str, str]:
    """What the form of a saved set sends."""
    return {
        "key": str(row.key), "number": str(row.number), "unit": "kg", "kind": row.kind, "load": "80",
        "load_kind": "external", "reps": str(row.reps), "rir": "2", "ended_by": "stopped",
        "version": str(row.version), **values,
    }  # fmt: skip


def letter(browser: Client, session: TrainingSession) -> str:
    monday = session.local_date - dt.timedelta(days=session.local_date.weekday())
    return words(page(browser, reverse("progress_letter", args=[monday])))


def standing(browser: Client) -> str:
    return words(page(browser, reverse("progress_records")))


def test_a_set_put_right_long_after_moves_its_record_letter_and_calendar(old, now):
    lifter, browser = old.athlete, logged_in(old.athlete)
    row = the_item(session=old, name=BENCH).sets.latest("number")
    assert "90 × 8" not in standing(browser)

    browser.post(reverse("set_edit", args=[row.pk]), retyped(row, load="90", rir="0"))

    row.refresh_from_db()
    assert (row.load_milli, row.rir_halves, row.outcome) == (90_000, 0, "too_close")
    everything_follows(lifter, now.date())
    assert "90 × 8" in standing(browser)

    browser.post(reverse("set_delete", args=[row.pk]))

    everything_follows(lifter, now.date())
    assert "90 × 8" not in standing(browser)
    assert "3 of " in letter(browser, old)

    browser.post(reverse("set_restore", args=[row.pk]))

    everything_follows(lifter, now.date())
    assert "90 × 8" in standing(browser)
    assert "4 of " in letter(browser, old)


def test_a_session_put_on_another_day_takes_what_rests_on_it_along(old, now):
    lifter, browser = old.athlete, logged_in(old.athlete)
    assert "1 session" in letter(browser, old)
    moved = {"started": "2025-02-06T12:00", "finished": "2025-02-06T13:00"}

    answer = browser.post(reverse("session_edit", args=[old.pk]), typed(old, **moved))

    assert answer.status_code == 302
    was = TrainingSession(local_date=old.local_date)
    old.refresh_from_db()
    assert old.local_date == dt.date(2025, 2, 6)
    everything_follows(lifter, now.date())
    assert "2 sessions" in letter(browser, old)
    monday = was.local_date - dt.timedelta(days=was.local_date.weekday())
    assert browser.get(reverse("progress_letter", args=[monday])).status_code == 404


def test_a_session_deleted_long_after_leaves_nothing_behind(old, now):
    lifter, browser = old.athlete, logged_in(old.athlete)
    last = lifter.sessions.latest("started_at")

    for session in (old, last):
        browser.post(reverse("session_delete", args=[session.pk]))
        everything_follows(lifter, now.date())

    assert lifter.sessions.count() == 3
    assert "No session is like that" in words(page(browser, "/sessions/find/?last=2025-02-01"))


def test_pain_and_a_note_are_added_to_it_and_found(old, now):
    lifter, browser = old.athlete, logged_in(old.athlete)
    item = the_item(session=old, name=BENCH)

    browser.post(reverse("exercise_pain", args=[item.pk]), {"pain": "on"})
    browser.post(
        reverse("exercise_note", args=[item.pk]),
        {"exercise_note": "Épaule", "note_version": str(item.version)},
    )

    everything_follows(lifter, now.date())
    review = reverse("session_review", args=[old.pk])
    assert review in page(browser, "/sessions/find/", {"went": "pain"})
    assert review in page(browser, "/sessions/notes/", {"q": "epaule"})
    browser.post(reverse("exercise_pain", args=[item.pk]), {})
    assert review not in page(browser, "/sessions/find/", {"went": "pain"})


def test_a_set_forgotten_then_is_added_now(old, now):
    lifter, browser = old.athlete, logged_in(old.athlete)
    item = the_item(session=old, name=BENCH)
    row = item.sets.latest("number")
    form = retyped(row, load="95", key="00000000-0000-4000-8000-000000000001", number="5")

    answer = browser.post(reverse("set_log", args=[item.pk]), form)

    assert answer.status_code in {200, 302}
    assert item.sets.count() == 5
    everything_follows(lifter, now.date())
    assert "95 × 8" in standing(browser)
