"""Sums of an import are made beside the log and added to what is kept: held is what it touches alone."""

import datetime as dt

import pytest

from logbook.acts.imports_undone import take_back
from logbook.choices import Grain
from logbook.kept.periods import differing_periods
from logbook.models import PeriodSums, User
from tests.logbook.acts.test_imports import NOW, THREE, a_file, brought, visit
from tests.logbook.given import a_finished_session, a_lifter

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def lifter() -> User:
    return a_lifter(zone="UTC")


@pytest.fixture
def no_walk(monkeypatch):
    """Nobody adds up the whole log."""

    def added_up(lifter: User):
        raise AssertionError("the whole log was read")

    monkeypatch.setattr("logbook.kept.periods.added_up", added_up)
    return monkeypatch


def is_whole(lifter: User) -> bool:
    """Whether sums are kept of the log, and are those of the log."""
    return PeriodSums.objects.filter(athlete=lifter).exists() and not differing_periods(lifter)


def the_week(lifter: User, day: str) -> dict[str, object]:
    return PeriodSums.objects.get(athlete=lifter, grain=Grain.WEEK, first=day).sums


def test_into_an_empty_log(lifter, no_walk):
    brought(lifter, THREE)
    no_walk.undo()

    assert is_whole(lifter)
    assert the_week(lifter, "2026-11-09")["visits"] == {"": [1, 0]}


def test_beside_sessions_of_the_same_week_and_exercises(lifter, no_walk):
    brought(lifter, a_file(visit("2026-11-03", loads=(100,)), visit("2025-02-01")))
    brought(lifter, THREE)
    no_walk.undo()

    assert the_week(lifter, "2026-11-02")["visits"] == {"": [2, 0]}
    assert is_whole(lifter)


def test_of_many_years_at_once(lifter, no_walk):
    days = [dt.date(2015, 1, 5) + dt.timedelta(days=40 * place) for place in range(60)]
    brought(lifter, a_file(visit("2019-06-03")))
    brought(lifter, a_file(*(visit(day.isoformat()) for day in days)))
    no_walk.undo()

    assert is_whole(lifter)


def test_sets_that_join_a_session_on_record_are_no_sum_of_both(lifter, no_walk):
    brought(lifter, a_file(visit("2026-11-02", loads=(80,))))
    brought(lifter, a_file(visit("2026-11-02", loads=(80, 100)), visit("2026-11-04")))
    no_walk.undo()

    assert the_week(lifter, "2026-11-02")["visits"] == {"": [2, 0]}
    assert is_whole(lifter)


def test_a_log_of_which_nothing_was_kept_is_added_up(lifter):
    a_finished_session(lifter=lifter)
    PeriodSums.objects.all().delete()
    brought(lifter, THREE)

    assert is_whole(lifter)


def test_taken_back_its_days_alone_are_put_right(lifter, no_walk):
    brought(lifter, a_file(visit("2025-02-01"), visit("2026-11-03")))
    run = brought(lifter, THREE).run
    assert run is not None
    take_back(lifter, run.pk, now=NOW)
    no_walk.undo()

    assert the_week(lifter, "2026-11-02")["visits"] == {"": [1, 0]}
    assert not PeriodSums.objects.filter(athlete=lifter, first="2026-11-16").exists()
    assert is_whole(lifter)


def test_taken_back_altogether_nothing_is_kept(lifter):
    run = brought(lifter, THREE).run
    assert run is not None
    take_back(lifter, run.pk, now=NOW)

    assert not PeriodSums.objects.filter(athlete=lifter).exists()
