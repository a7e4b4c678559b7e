"""What stands out is the same from sums as from every set of the log."""

import datetime as dt
from random import Random

import pytest

from logbook.advice.deload import DAYS_READ
from logbook.clock import Moment
from logbook.kept.summaries import summarise
from logbook.log.logged_sets import sets_of_days
from logbook.log.weeks_of_fatigue import MISSED_IN, weeks_of_effort
from logbook.models import SessionExercise, Set
from programming.rulebook import effort_patterns, effort_patterns_of, is_hard_set
from tests.logbook.random_logs import a_random_log

pytestmark = pytest.mark.usefixtures("release")

TODAY = dt.date(2025, 3, 5)
NOW = Moment(TODAY, dt.datetime(2025, 3, 5, 21, 0, tzinfo=dt.UTC))


def told(patterns):
    """What is said of each, in order, with its evidence; of one day evidence has no order."""
    return [
        (
            one.code,
            one.exercise,
            one.reason,
            frozenset(one.evidence),
            [it.day for it in one.evidence],
        )
        for one in patterns
    ]


def both(lifter, level):
    log = sets_of_days(lifter, TODAY - DAYS_READ, NOW)
    weeks = weeks_of_effort(lifter, TODAY - DAYS_READ, NOW)
    hard = {
        muscle
        for done in log
        if (TODAY - done.day) < MISSED_IN and is_hard_set(done)
        for muscle in (*done.primary_muscles, *done.secondary_muscles)
    }
    assert weeks.trained == hard
    read = effort_patterns_of(weeks.sums, weeks.log, weeks.lately, today=TODAY, level=level)
    assert told(read) == told(effort_patterns(log, today=TODAY, level=level))
    return {one.code for one in read}


def a_log(seed: int):
    """A dense one, as patterns need sets, with some pain marked on its exercises."""
    rng = Random(seed)
    lifter = a_random_log(rng, today=TODAY, days=rng.choice([40, 80, 150]), sessions=40)
    # Reps fall at one load alone.
    lifter_sets = Set.objects.filter(athlete=lifter, number__gt=rng.choice([0, 9]))
    lifter_sets.update(load_milli=80_000, load=80_000_000_000)
    for item in SessionExercise.objects.filter(athlete=lifter):
        item.has_pain = rng.random() < 0.4
        summarise(item, list(item.sets.order_by("number")))
        item.save()
    return lifter


def test_sums_say_what_the_sets_say():
    seen = set()
    for seed in range(6):
        lifter = a_log(seed)
        for level in ("beginner", "advanced"):
            seen |= both(lifter, level)
    assert seen >= {"pain_repeats", "failure_piles_up", "repeated_drops"}


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 200))
def test_of_a_hundred_logs_too(seed: int):
    both(a_log(seed), "intermediate")
