"""What was done stands where its session began, not where it was typed nor what day it was there."""

import datetime as dt

import pytest
from django.utils import timezone

from logbook.acts.entries import SetEntry
from logbook.acts.sessions import SessionEntry, edit_session, finish_session, reopen_session
from logbook.acts.typed_sets import preview
from logbook.advice.facts import read_facts
from logbook.choices import EndedBy
from logbook.log.before import read_past
from logbook.log.beginning import Usual, beginning_of
from logbook.log.workbench import days_since_test, open_workbench, when_done
from logbook.models import TrainingSession, User
from logbook.pages.today.page import read_today
from programming.loads import Unit, parse_load
from tests.logbook.given import (
    NOON,
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

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
AUCKLAND, LOS_ANGELES = "Pacific/Auckland", "America/Los_Angeles"


def moved(session: TrainingSession, to: dt.datetime) -> TrainingSession:
    """The session put at another start, its end as it is."""
    session.refresh_from_db()
    entry = SessionEntry(session.name, session.note, to, session.finished_at)
    return edit_session(session.athlete, session.pk, version=session.version, entry=entry)


def curls(lifter: User, started: dt.datetime, **named: object) -> TrainingSession:
    """A running session with a set of curls."""
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=started)
    logged(item=the_item(session=session, name="Curl"), **named)  # type: ignore[arg-type]
    return session


def past(session: TrainingSession, at: dt.datetime | None = None):
    curl = an_exercise("Curl").exercise_id
    found = read_past(session.athlete, session, [curl], at=at or session.started_at)
    return found.histories[curl], found.week


class TestASessionDatedBack:
    """Monday's session, typed after Wednesday's."""

    @pytest.fixture
    def lifter(self) -> User:
        lifter = a_lifter()
        finished(curls(lifter, NOON, load="20"))
        late = curls(lifter, NOON + 3 * HOUR, load="15", rir=0, ended_by=EndedBy.TECHNICAL_FAILURE)
        late.sets.update(safeties="pins", is_test=True)
        moved(late, NOON - 2 * DAY)
        finish_session(lifter, late.pk, now=NOON + 4 * HOUR)
        return lifter

    def test_is_not_what_was_done_last(self, lifter: User):
        history, _ = past(a_session(lifter=lifter, workout=None, started=NOON + DAY))

        assert [(one.reps, str(one.load)) for one in history.previous] == [(8, "20 kg")]

    def test_has_no_say_in_the_safeties(self, lifter: User):
        curl = an_exercise("Curl").exercise_id

        assert beginning_of(lifter, [curl]).of(curl) == Usual()

    def test_comes_first_where_form_is_told(self, lifter: User):
        history, _ = past(a_session(lifter=lifter, workout=None, started=NOON + DAY))

        assert history.recent_ends == (EndedBy.STOPPED, EndedBy.TECHNICAL_FAILURE)

    def test_dates_its_test_back_too(self, lifter: User):
        session = curls(lifter, NOON + DAY)
        bench, _ = open_workbench(lifter, the_item(session=session, name="Curl").pk)

        assert days_since_test(bench) == 3

    def test_knows_nothing_of_what_came_after_it(self, lifter: User):
        between = a_session(lifter=lifter, workout=None, started=NOON + 5 * HOUR)
        moved(between, NOON - DAY)
        between.refresh_from_db()

        history, _ = past(between)

        assert [str(one.load) for one in history.previous] == ["15 kg"]


class TestOverTheDateLine:
    """Friday morning in Auckland, then Thursday evening in Los Angeles: seven hours later."""

    @pytest.fixture
    def lifter(self) -> User:
        lifter = a_lifter(zone=AUCKLAND)
        there = dt.datetime(2025, 3, 6, 20, tzinfo=dt.UTC)
        finished(curls(lifter, there, rir=0, load="20"))
        lifter.zone = LOS_ANGELES
        lifter.save(update_fields=["zone"])
        return lifter

    @pytest.fixture
    def session(self, lifter: User) -> TrainingSession:
        session = a_session(
            lifter=lifter, workout=None, started=dt.datetime(2025, 3, 7, 3, tzinfo=dt.UTC)
        )
        assert session.local_date == dt.date(2025, 3, 6)
        return session

    def test_the_last_session_is_there(self, session: TrainingSession):
        history, _ = past(session)

        assert [str(one.load) for one in history.previous] == ["20 kg"]
        assert history.e1rm is not None

    def test_its_failures_count(self, session: TrainingSession):
        _, week = past(session)

        assert week.failures == 1
        assert week.muscle_failure_before(session.pk, ["biceps"], session.started_at)[1] == 1

    def test_today_counts_them_too(self, lifter: User, session: TrainingSession):
        found = read_today(lifter, now=session.started_at, chosen=None)

        assert found.week.failures == 1

    def test_a_week_begins_where_the_lifter_was(self, lifter: User):
        """Monday in Auckland is still Sunday in Los Angeles: what was done there is done."""
        lifter.zone = AUCKLAND
        lifter.save(update_fields=["zone"])
        finished(curls(lifter, dt.datetime(2025, 3, 9, 20, tzinfo=dt.UTC), rir=0))
        lifter.zone = LOS_ANGELES
        lifter.save(update_fields=["zone"])
        sunday = a_session(
            lifter=lifter, workout=None, started=dt.datetime(2025, 3, 10, 3, tzinfo=dt.UTC)
        )
        monday = a_session(
            lifter=lifter, workout=None, started=dt.datetime(2025, 3, 11, 3, tzinfo=dt.UTC)
        )

        assert (sunday.local_date, monday.local_date) == (
            dt.date(2025, 3, 9),
            dt.date(2025, 3, 10),
        )
        assert past(sunday)[1].failures == 2
        assert past(monday)[1].failures == 1


class TestTheEndOfASession:
    """Never more than three hours after its last set without being asked for."""

    def test_entered_for_monday_and_finished_today(self):
        lifter = a_lifter()
        session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=NOON)
        moved(session, NOON - 2 * DAY)
        row = logged(item=the_item(session=session, name="Curl"), rir=0, at=NOON + HOUR)

        ended = finish_session(lifter, session.pk, now=NOON + HOUR)

        assert (row.logged_at, ended.finished_at) == (NOON - 2 * DAY, NOON - 2 * DAY)
        later = a_session(lifter=lifter, workout=None, started=NOON + HOUR)
        hours, _ = past(later)[1].muscle_failure_before(later.pk, ["biceps"], later.started_at)
        assert hours == 49

    def test_moved_to_monday_once_its_sets_are_typed(self):
        session = curls(a_lifter(), NOON)

        saved = moved(session, NOON - 2 * DAY)

        assert saved.sets.get().logged_at == NOON - 2 * DAY + 3 * HOUR / 60
        assert the_item(session=saved, name="Curl").last_set_at == saved.sets.get().logged_at
        ended = finish_session(saved.athlete, saved.pk, now=NOON + HOUR)
        assert ended.finished_at == saved.sets.get().logged_at

    def test_a_start_put_right_by_minutes_moves_no_set(self):
        session = curls(a_lifter(), NOON)
        row = session.sets.get()

        saved = moved(session, NOON - HOUR / 4)

        assert saved.sets.get().logged_at == row.logged_at
        assert saved.sets.get().started_at == NOON - HOUR / 4

    def test_reopened_to_add_a_forgotten_set(self):
        session = curls(a_lifter(), NOON)
        ended = finished(session)
        reopen_session(session.athlete, session.pk)
        item = the_item(session=session, name="Curl")
        last = session.sets.get().logged_at

        row = logged(item=item, at=NOON + 18 * HOUR)

        assert row.logged_at == last
        again = finish_session(session.athlete, session.pk, now=NOON + 18 * HOUR)
        assert ended.finished_at is not None
        assert again.finished_at == last < ended.finished_at

    def test_a_forgotten_set_of_another_exercise(self):
        lifter = a_lifter()
        names = ["Curl", "Leg extension"]
        session = a_session(lifter=lifter, workout=None, exercises=names, started=NOON)
        last = logged(item=the_item(session=session, name="Curl")).logged_at

        row = logged(item=the_item(session=session, name="Leg extension"), at=NOON + 18 * HOUR)

        assert row.logged_at == last

    @pytest.mark.parametrize("sets", [0, 1])
    def test_left_running(self, sets: int):
        session = a_session(lifter=a_lifter(), workout=None, exercises=["Curl"], started=NOON)
        for _ in range(sets):
            logged(item=the_item(session=session, name="Curl"))

        ended = finish_session(session.athlete, session.pk, now=NOON + 35 * HOUR)

        assert ended.finished_at == NOON + sets * 3 * HOUR / 60

    def test_three_hours_are_a_long_rest_and_a_second_more_is_none(self):
        session = curls(a_lifter(), NOON)
        last = session.sets.get().logged_at
        second = dt.timedelta(seconds=1)

        assert when_done(session, last, last + 3 * HOUR) == last + 3 * HOUR
        assert when_done(session, last, last + 3 * HOUR + second) == last

    def test_a_session_opened_in_the_morning_begins_with_its_first_set(self):
        session = a_session(lifter=a_lifter(), workout=None, exercises=["Curl"], started=NOON)

        row = logged(item=the_item(session=session, name="Curl"), at=NOON + 8 * HOUR)

        assert row.logged_at == NOON + 8 * HOUR


def test_what_is_previewed_in_a_session_dated_back_is_what_is_saved():
    """On Monday the muscle was still recovering; today it is not."""
    lifter = a_lifter()
    finished(curls(lifter, NOON - 3 * DAY, rir=0))
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=NOON)
    moved(session, NOON - 2 * DAY)
    item = the_item(session=session, name="Curl")
    bench, _ = open_workbench(lifter, item.pk)
    at = when_done(bench.item.session, bench.last_set_at, NOON)
    entry = SetEntry(reps=8, load=parse_load("20", Unit.KG), rir_halves=0)

    seen = preview(bench, entry, read_facts(bench, at=at))

    said = [one.stored()[0] for one in seen.judgement.warnings]
    row = logged(item=item, load="20", rir=0, at=NOON)
    assert "muscle_recovering" in said
    assert said == [one[0] for one in row.warnings]


def test_the_head_names_the_day_where_it_was_not_today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON + HOUR)
    session = curls(a_lifter(), NOON)
    client = logged_in(session.athlete)
    assert "since 12:00" in words(page(client, f"/sessions/{session.pk}/"))
    assert "Wed 5 Mar, since" not in words(page(client, f"/sessions/{session.pk}/"))

    moved(session, NOON - 2 * DAY)

    assert "Mon 3 Mar, since 12:00" in words(page(client, f"/sessions/{session.pk}/"))


def test_a_finished_session_put_on_another_day_takes_its_end_along(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(timezone, "now", lambda: NOON + DAY)
    session = finished(curls(a_lifter(), NOON))
    typed = {
        "name": session.name,
        "note": "",
        "version": session.version,
        "started": "2025-03-03T18:00",
        "finished": "2025-03-05T13:02",
    }

    answer = logged_in(session.athlete).post(f"/sessions/{session.pk}/edit/", typed)

    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.started_at == dt.datetime(2025, 3, 3, 18, tzinfo=dt.UTC)
    assert session.finished_at == dt.datetime(2025, 3, 3, 19, 2, tzinfo=dt.UTC)
