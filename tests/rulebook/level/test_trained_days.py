"""What is kept of years of sessions says of a level what all of their days say (rulebook 10)."""

from collections import Counter
from datetime import date, timedelta
from itertools import accumulate, pairwise

from hypothesis import example, given
from hypothesis.strategies import integers, lists, sampled_from

from programming.rulebook import LevelAnswers, TrainedDays, assess_level
from tests.rulebook.logs import day

TODAY = day(0)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def first_of(back: int) -> date:
    """The first of the month so many months ago."""
    months = 12 * TODAY.year + TODAY.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


# Days between sessions: on one day, and inside, on and outside each line of the rules.
@given(
    apart=lists(sampled_from((0, 1, 2, 5, 20, 21, 22, 40, 112, 113, 400)), max_size=120),
    later=lists(integers(0, 40), max_size=3),
    answered=integers(0, 2000),
    since=integers(0, 60),
)
@example(apart=[20, 2] * 60, later=[], answered=300, since=12)
def test_the_days_that_stay_say_what_all_of_them_say(apart, later, answered, since):
    """On later days, with later sessions, after any answer and from any month on."""
    days = [ago(back) for back in accumulate(apart, initial=0)]
    more = [TODAY + timedelta(days=ahead) for ahead in later]
    said = LevelAnswers(uninterrupted_months=9, total_months=1, answered_on=ago(answered))
    first = first_of(since)
    kept = TrainedDays.of(days)

    def told(of, answers=None):
        found = assess_level([], today=max([TODAY, *more]), answers=answers, sessions=of)
        return found.parameters, found.caps

    assert told(kept.and_of(more)) == told([*days, *more])
    assert told(kept.and_of(more), said) == told([*days, *more], said)
    cut = TrainedDays(
        tuple(one for one in kept.days if one >= first),
        tuple(one for one in kept.months if one[:2] >= (first.year, first.month)),
    )
    assert told(cut.and_of(more)) == told([one for one in [*days, *more] if one >= first])


# A change is days that go and come, so many before and after the last one.
@given(
    apart=lists(sampled_from((0, 1, 2, 3, 5, 20, 21, 22, 40, 113, 400)), min_size=2, max_size=120),
    gone=lists(integers(0, 60), max_size=3),
    come=lists(integers(-60, 30), max_size=3),
    since=integers(0, 60),
)
def test_months_read_anew_say_what_all_of_them_say(apart, gone, come, since):
    """After sessions that were logged, deleted or moved, and from any month on."""
    days = [ago(back) for back in accumulate(apart, initial=0)][::-1]
    left = days[:1] + [one for place, one in enumerate(days[:0:-1]) if place not in gone][::-1]
    now = sorted([*left, *(TODAY + timedelta(days=ahead) for ahead in come)])
    before, after = Counter(days), Counter(now)
    changed = [one for one in before | after if before[one] != after[one]]
    first = TrainedDays.read_from(min([*changed, now[-1]]), now[-1])
    cut = min(first_of(since), first)
    kept = TrainedDays.of(one for one in days if one >= cut)

    found = kept.with_months_from(first, [one for one in now if one >= first])

    assert found == TrainedDays.of(one for one in now if one >= cut)


def test_of_ten_years_a_few_days_a_month_stay():
    """Every other day, with a holiday of 30 days four years ago."""
    days = [ago(back) for back in range(0, 3650, 2) if not 1460 < back < 1490]

    kept = TrainedDays.of(days)

    assert {ago(1460), ago(1490)} <= {*kept.days}
    # A year and a month whole: each of their days.
    assert {*days[:199]} <= {*kept.days}
    assert len(kept.days) <= 199 + 3 * 12 * 9
    assert sum(count for *_, count in kept.months) == len(days)


def test_no_gap_is_opened_where_there_was_none():
    """Sessions on the 1st, the 5th and the 23rd: without the 5th they would be 22 days apart."""
    days = [
        date(year, month, day)
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
        for day in (1, 5, 23)
    ]

    kept = TrainedDays.of([*days, TODAY]).days

    assert date(2022, 7, 5) in kept
    assert max((after - before).days for before, after in pairwise(kept) if before < days[-1]) <= 21


def test_of_no_session_nothing_stays():
    assert TrainedDays.of([]) == TrainedDays() == TrainedDays().and_of([])
    assert TrainedDays().and_of([TODAY]) == TrainedDays.of([TODAY])
