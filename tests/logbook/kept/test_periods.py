"""Weeks to years are kept with each act, told apart by a check, and read where nothing is kept."""

import datetime as dt
import io
from random import Random

import pytest
from django.core.management import CommandError, call_command

from logbook.choices import Grain
from logbook.clock import Moment
from logbook.kept.periods import differing_periods
from logbook.log.period_sums import first_of, last_of, period_from
from logbook.log.periods import added_up, period_parts, periods_of
from logbook.models import PeriodSums, User
from logbook.speed.compiled import together
from tests.logbook.given import NOON, a_finished_session, a_lifter, a_session, logged, the_item
from tests.logbook.random_logs import a_random_log

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
NOW = Moment(NOON.date(), NOON + dt.timedelta(hours=9))


def read(lifter: User, grain: Grain, since: dt.date = dt.date(1990, 1, 1)):
    found = together(*period_parts(lifter, grain, since, NOW))
    return periods_of(lifter, grain, since, *found)


def test_what_is_kept_is_what_is_added_up_and_comes_back_the_same():
    lifter = a_random_log(Random(4), today=NOW.day, days=1500, sessions=50)

    made = {(grain, one.first): one.stored() for grain, one in added_up(lifter)}

    kept = PeriodSums.objects.filter(athlete=lifter)
    assert {(Grain(one.grain), one.first): one.sums for one in kept} == made
    assert all(period_from(first, sums).stored() == sums for (_, first), sums in made.items())
    assert {grain for grain, _ in made} == set(Grain)


@pytest.mark.parametrize("grain", Grain)
def test_a_log_of_which_nothing_is_kept_is_read(grain: Grain):
    lifter = a_random_log(Random(4), today=NOW.day, days=400, sessions=30)
    kept = [one.stored() for one in read(lifter, grain)]

    PeriodSums.objects.all().delete()

    assert [one.stored() for one in read(lifter, grain)] == kept


def test_what_runs_is_added_when_it_is_read_and_kept_when_it_ends():
    lifter = a_lifter()
    a_finished_session(lifter=lifter, started=NOON - DAY)
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session))
    before = PeriodSums.objects.get(athlete=lifter, grain="year").sums

    [year] = read(lifter, Grain.YEAR)

    assert PeriodSums.objects.get(athlete=lifter, grain="year").sums == before
    assert sum(sessions for sessions, _ in year.visits.values()) == 2
    assert differing_periods(lifter) == []


def test_the_check_names_what_differs_and_the_rebuild_mends_it():
    lifter = a_lifter()
    a_finished_session(lifter=lifter)
    sums = PeriodSums.objects.get(grain="month").sums
    PeriodSums.objects.filter(grain="month").update(sums={**sums, "deload": "2025-01-01"})
    PeriodSums.objects.filter(grain="week").update(first=dt.date(2020, 1, 6))
    told = io.StringIO()

    with pytest.raises(CommandError, match="3 differences in sums of periods"):
        call_command("rebuild_summaries", "--check", stdout=told, verbosity=0)

    assert "month of 2025-03-01: deload differ" in told.getvalue()
    assert "week of 2025-03-03: not kept" in told.getvalue()
    assert "week of 2020-01-06: kept for nothing" in told.getvalue()
    call_command("rebuild_summaries", stdout=told, verbosity=0)
    assert differing_periods(lifter) == []
    call_command("rebuild_summaries", "--check", verbosity=0)


def test_a_log_older_than_its_sums_is_added_up_once():
    lifter = a_lifter()
    a_finished_session(lifter=lifter)
    PeriodSums.objects.all().delete()

    call_command("rebuild_summaries", "--once", verbosity=0)

    assert PeriodSums.objects.filter(athlete=lifter).count() == len(Grain)


def test_the_rebuild_says_what_it_added_up_where_nothing_was_kept():
    lifter = a_lifter()
    a_finished_session(lifter=lifter)
    PeriodSums.objects.all().delete()
    told, said = io.StringIO(), io.StringIO()

    call_command("rebuild_summaries", stdout=told, stderr=said)
    call_command("rebuild_summaries", stdout=told, stderr=said)

    assert f"{lifter.email} week of 2025-03-03: not kept" in told.getvalue()
    first, second = said.getvalue().splitlines()
    assert first.endswith(f"sums of periods, {len(Grain)} rebuilt.")
    assert second.endswith("sums of periods, 0 rebuilt.")


@pytest.mark.parametrize(
    ("grain", "first", "last"),
    [
        (Grain.WEEK, dt.date(2024, 12, 30), dt.date(2025, 1, 5)),
        (Grain.MONTH, dt.date(2024, 12, 1), dt.date(2024, 12, 31)),
        (Grain.QUARTER, dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
        (Grain.YEAR, dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_a_day_lies_in_its_period(grain: Grain, first: dt.date, last: dt.date):
    assert first_of(grain, dt.date(2024, 12, 31)) == first
    assert last_of(grain, first) == last
    assert first_of(grain, last) == first
    assert first_of(grain, last + DAY) == last + DAY
