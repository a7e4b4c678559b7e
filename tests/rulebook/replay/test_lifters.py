"""What the rules say to somebody who trains for years: as told, recklessly, without saying a word.

Simulated: a set costs the next ones 1 to 1.5 reps, and what is felt to be left errs by up to one.
"""

from functools import cache

import pytest

from programming.rulebook import HowOften, how_often
from tests.rulebook.replay.lifters import (
    Lifter,
    Told,
    counted,
    facts,
    random_log,
    stopped,
    train,
)

# Half a year in the gate, three years where there is time.
WEEKS = pytest.mark.parametrize("weeks", [26, pytest.param(156, marks=pytest.mark.deep)])
RATING = pytest.mark.parametrize("is_rating", [True, False], ids=["rated", "unrated"])
MOST_RECORDS = 3


@cache
def log_of(weeks: int, *, is_rating: bool) -> tuple[Lifter, tuple[Told, ...]]:
    """Somebody who does what is suggested and ends each set where it feels like the aim."""
    lifter = Lifter(seed=7, weeks=weeks, is_rating=is_rating)
    return lifter, tuple(train(lifter))


@cache
def counts_of(weeks: int, *, is_rating: bool) -> HowOften:
    lifter, log = log_of(weeks, is_rating=is_rating)
    return counted(log, lifter)


@WEEKS
def test_who_trains_as_told_meets_a_stop_in_at_most_one_session_of_ten(weeks):
    _, log = log_of(weeks, is_rating=True)
    stops, of = stopped(log)

    assert of == weeks * 2
    assert stops * 10 <= of


@WEEKS
@RATING
def test_the_load_rises_in_ten_to_forty_exposures_of_a_hundred(weeks, is_rating):
    found = counts_of(weeks, is_rating=is_rating).suggestions

    assert 10 <= 100 * found.rise / found.n <= 40


@WEEKS
@RATING
def test_nothing_is_suggested_that_is_warned_against(weeks, is_rating):
    assert counts_of(weeks, is_rating=is_rating).suggestions.warned_against == 0


@WEEKS
def test_at_most_three_records_a_session_are_announced(weeks):
    found = counts_of(weeks, is_rating=True)

    assert 0 < found.records_announced <= MOST_RECORDS * found.sessions


@WEEKS
@RATING
def test_who_gets_stronger_is_never_reset(weeks, is_rating):
    lifter, _ = log_of(weeks, is_rating=is_rating)

    assert lifter.gain > 0
    assert counts_of(weeks, is_rating=is_rating).advice["reset"] == 0


def test_who_fails_every_set_below_its_floor_meets_a_stop_in_nine_sessions_of_ten():
    lifter = Lifter(seed=3, weeks=26, stops_at=lambda aim: 0, most_reps=30, noise=0)
    log = train(lifter)
    stops, of = stopped(log)
    breaches = [one for one in log if one.done.rir is not None and one.done.rir < one.floor]
    named = [
        one
        for one in breaches
        if any(said.code == "below_floor" for said in one.judgement.warnings)
    ]

    assert stops * 10 >= of * 9
    assert breaches
    assert len(named) * 10 >= len(breaches) * 8


@pytest.mark.parametrize("goal", ["mixed", "max_strength"])
@pytest.mark.parametrize("level", ["beginner", "intermediate", "advanced"])
def test_no_log_whatever_gets_a_suggestion_that_is_warned_against(level, goal):
    warned = [
        seed
        for seed in range(50)
        if how_often(
            random_log(seed), level=level, goal=goal, facts=facts
        ).suggestions.warned_against
    ]

    assert warned == []
