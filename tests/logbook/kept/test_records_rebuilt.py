"""Kept records are those of the whole log after whatever was done, and a command rebuilds them."""

import datetime as dt
import io
from random import Random

import pytest
from django.core.management import CommandError, call_command

from logbook.acts.entries import entry_of
from logbook.acts.sessions import finish_session, reopen_session
from logbook.acts.sets import edit_set
from logbook.models import ExerciseRecord, SessionExercise, TrainingSession, User
from tests.logbook.bench_days import asserted_of_the_whole_log, bench_day, kept
from tests.logbook.given import a_lifter
from tests.logbook.kept.test_summaries import Lifting

pytestmark = pytest.mark.usefixtures("release")


def rebuilt(*options: str) -> str:
    said = io.StringIO()
    call_command("rebuild_summaries", *options, stdout=said, verbosity=0)
    return said.getvalue()


class Changing(Lifting):
    """A lifter who also reopens sessions and ends them again."""

    def reopen(self) -> None:
        reopen_session(self.lifter, self.any_session().pk)

    def end(self) -> None:
        session = self.any_session()
        finish_session(self.lifter, session.pk, now=session.started_at + dt.timedelta(hours=1))

    def again(self) -> None:
        row = self.any_set()
        if row.deleted_at is None:
            edit_set(
                self.lifter, row.pk, version=row.version, entry=entry_of(row), now=self.now
            )  # fmt: skip

    def step(self) -> None:
        chance = self.rng.random()
        if chance < 0.08 and TrainingSession.objects.filter(athlete=self.lifter).exists():
            self.rng.choice([self.reopen, self.end, self.end])()
        else:
            super().step()


@pytest.mark.parametrize("seed", [20250305, 7])
def test_kept_is_rebuilt_and_is_the_whole_logs_after_whatever_was_done(seed: int):
    changing = Changing(a_lifter(), Random(seed))
    changing.start()
    records = 0

    for step in range(160):
        changing.step()
        if step % 40 == 39:
            changing.forget()
        if step % 16 == 15:
            records += asserted_of_the_whole_log(changing.lifter)
            assert rebuilt("--check") == ""

    assert records > 100
    assert ExerciseRecord.objects.exclude(grinds=[]).exists()


@pytest.fixture
def lost(lifter: User) -> User:
    """Two sessions whose records something else took away, or got wrong."""
    bench_day(lifter, 0)
    bench_day(lifter, 2, {"load": "90"})
    first, second = ExerciseRecord.objects.order_by("local_date")
    first.delete()
    second.volume = 1
    second.save()
    return lifter


def test_a_check_names_the_sessions_whose_records_differ(lost: User):
    said = io.StringIO()

    with pytest.raises(CommandError, match="The records of 2 sessions differ") as refused:
        call_command("rebuild_summaries", check=True, stdout=said)

    assert refused.value.returncode == 1
    assert f"{lost.email} session" in said.getvalue()
    assert ": not kept" in said.getvalue()
    assert "volume kept 1, rebuilt 720000000000" in said.getvalue()
    assert ExerciseRecord.objects.count() == 1


def test_a_rebuild_fills_what_was_never_kept(lost: User):
    other = bench_day(a_lifter(), 0)
    ExerciseRecord.objects.filter(athlete=other.athlete).delete()

    assert rebuilt("--user", lost.email).count("session ") == 2
    assert asserted_of_the_whole_log(lost) == 8
    assert kept(other) == []
    assert "not kept" in rebuilt()
    assert len(kept(other)) == 4
    assert rebuilt() == ""


def test_a_record_kept_for_a_session_that_is_gone_is_taken_away(lifter: User):
    session = bench_day(lifter, 0)
    SessionExercise.objects.all().delete()
    TrainingSession.objects.filter(pk=session.pk).delete()

    assert "kept for nothing" in rebuilt()
    assert not ExerciseRecord.objects.exists()


def test_a_log_older_than_the_records_is_filled_once(lifter: User):
    session = bench_day(lifter, 0)
    ExerciseRecord.objects.all().delete()

    assert rebuilt("--once") == ""
    assert len(kept(session)) == 4

    ExerciseRecord.objects.update(volume=1)
    assert rebuilt("--once") == ""
    assert "volume kept 1" in rebuilt()
