"""What ended sessions say to the level is kept, and says what the log says."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.acts.sessions import SessionEntry, delete_session, edit_session, reopen_session
from logbook.acts.sets import delete_set
from logbook.clock import Moment
from logbook.kept.levels import Standing, read_level
from logbook.kept.training_span import keep_span
from logbook.log.long_term import read_training
from logbook.log.sessions import last_ended
from logbook.models import TrainingSession, TrainingSpan, User
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

LATER = NOON + dt.timedelta(hours=3)
DAY = dt.timedelta(days=1)


def said(lifter: User, now: dt.datetime = LATER) -> tuple[list[object], set[int]]:
    """The signs of the level, and the exercises that are new."""
    standing: Standing = read_level(lifter, now=now)
    until = Moment(now.date(), now)
    signs: list[object] = [*standing.assessment.parameters]
    return signs, standing.training.log.new_movements(lifter, until)


def kept_is_read(lifter: User, now: dt.datetime = LATER) -> None:
    assert TrainingSpan.objects.visible_to(lifter).exists()
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)
    by_kept = said(lifter, now)
    TrainingSpan.objects.visible_to(lifter).delete()
    assert said(lifter, now) == by_kept
    keep_span(lifter, last_ended(lifter))


@pytest.fixture
def lifter() -> User:
    """Five Upper A of the last month, on every fifth day, and a lone one of two months before."""
    lifter = a_lifter()
    for days in (90, 25, 20, 15, 10, 5):
        a_finished_session(lifter=lifter, started=NOON - days * DAY)
    return lifter


def test_a_session_s_end_keeps_what_the_log_says(lifter: User):
    kept_is_read(lifter)


def test_a_running_session_is_read_beside_it(lifter: User):
    kept = TrainingSpan.objects.values().get()
    session = a_session(lifter=lifter, workout=None, exercises=("Leg press",))
    before = said(lifter)[1]
    logged(item=the_item(session=session, name="Leg press"))

    # It is the first of that exercise; today is a day of training. Nothing is written for a set.
    assert said(lifter)[1] - before == {an_exercise("Leg press").exercise_id}
    assert read_training(lifter, Moment(NOON.date(), LATER)).log.days.days[-1] == NOON.date()
    assert TrainingSpan.objects.values().get() == kept
    kept_is_read(lifter)


def test_what_is_kept_while_another_session_runs_knows_nothing_of_it(lifter: User):
    item = the_item(session=a_session(lifter=lifter, started=NOON - 2 * DAY))
    only = logged(item=item, ended_by="technical_failure", rir=0)
    a_finished_session(lifter=lifter)
    kept_is_read(lifter)
    delete_set(lifter, only.pk, now=LATER)

    kept_is_read(lifter)


def test_every_act_on_an_ended_session_keeps_it_right(lifter: User):
    sessions = TrainingSession.objects.visible_to(lifter).order_by("started_at")
    lone, first, second, third, *_, last = sessions
    for act in (
        lambda: reopen_session(lifter, last.pk),
        lambda: finished(last),
        lambda: [delete_set(lifter, row.pk, now=LATER) for row in second.sets.all()],
        lambda: delete_session(lifter, third.pk),
        lambda: moved(first, -40 * DAY),
        lambda: delete_session(lifter, lone.pk),
    ):
        before = said(lifter)
        act()
        last.refresh_from_db()
        kept_is_read(lifter)
    assert said(lifter) != before


def moved(session: TrainingSession, by: dt.timedelta) -> None:
    assert session.finished_at is not None
    entry = SessionEntry("Upper A", "", session.started_at + by, session.finished_at + by)
    edit_session(session.athlete, session.pk, version=session.version, entry=entry)


def test_of_another_rulebook_nothing_is_taken(lifter: User):
    before = said(lifter)
    TrainingSpan.objects.update(
        rulebook_version="1.0", days=[], months=[[2024, 12, 9]], new_movements=[]
    )

    assert said(lifter) == before


def test_a_log_that_holds_nothing_says_nothing():
    lifter = a_lifter()

    assert said(lifter)[1] == set()
    finished(a_session(lifter=lifter, started=NOON - DAY))
    assert said(lifter)[1] == set()
    session = a_finished_session(lifter=lifter)
    delete_session(lifter, session.pk)
    kept_is_read(lifter)


def test_a_session_of_ten_years_ago_counts_from_its_month_on():
    lifter = a_lifter()
    for started in (
        dt.datetime(2015, 3, 1, 12, tzinfo=dt.UTC),
        dt.datetime(2015, 2, 28, tzinfo=dt.UTC),
    ):
        a_finished_session(lifter=lifter, started=started)

    # In March of ten years later the first of them does, from April on neither.
    for now, found in (
        (NOON, [dt.date(2015, 3, 1)]),
        (NOON + 26 * DAY, [dt.date(2015, 3, 1)]),
        (NOON + 27 * DAY, []),
    ):
        days = read_training(lifter, Moment(now.date(), now)).log.days
        assert [*days.days] == found
        assert [*days.months] == [(day.year, day.month, 1) for day in found]
        kept_is_read(lifter, now)


def test_a_check_names_what_differs_and_a_rebuild_puts_it_right(lifter: User):
    TrainingSpan.objects.update(months=[[2024, 12, 9]])

    told = io.StringIO()
    with pytest.raises(CommandError, match="1 differences in days of training"):
        call_command("rebuild_summaries", "--check", stdout=told, verbosity=0)
    assert f"{lifter.email} months kept [[2024, 12, 9]], rebuilt" in told.getvalue()

    call_command("rebuild_summaries", stdout=told, verbosity=0)
    kept_is_read(lifter)


def test_what_is_read_is_the_same_however_long_the_log(lifter: User):
    with CaptureQueriesContext(connection) as few:
        said(lifter)
    for days in range(100, 160, 10):
        a_finished_session(lifter=lifter, started=NOON - days * DAY)
    with CaptureQueriesContext(connection) as many:
        said(lifter)

    assert len(many) == len(few)
