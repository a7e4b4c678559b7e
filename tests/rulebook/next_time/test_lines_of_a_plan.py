"""A session planned in lines: a top set with back-off sets, and sets planned with other reps."""

import pytest

from programming.rulebook import exposures, fatigue_advice, next_time
from programming.rulebook.over_time.exposures import one_line
from tests.rulebook.lifts import BARBELL, after, session
from tests.rulebook.logs import day


def top_and_back_off(number, top=(8,), rir=2, back=(8, 8, 8), **named):
    """A top set at 100 kg and back-off sets at 90 kg that were far easier."""
    return [
        *session(number, top, rir, rep_range=(8, 10)),
        *session(number, back, 5, load=90_000, rep_range=(8, 10), is_back_off=True, **named),
    ]


def test_back_off_sets_say_nothing_of_the_top_set():
    """They are light on purpose: at 5+ they would raise the load, and under it lower it."""
    alone = after(session(0, (8,), rep_range=(8, 10)))
    assert alone == after(top_and_back_off(0))
    assert (alone.loads, alone.reps) == ((100_000,), (9,))
    assert after(top_and_back_off(0, back=(3, 3, 3))) == alone


def test_their_own_session_without_a_top_set_is_no_evidence():
    skipped = session(1, (8, 8), 5, load=90_000, rep_range=(8, 10), is_back_off=True)
    assert after(top_and_back_off(0), skipped).loads == (100_000,)
    assert after(skipped).case == "next_unknown"


def test_each_line_is_read_by_its_own_sets():
    """Fives at 100 kg, then tens at 80 kg, in one session."""
    both = [
        *session(0, (5, 5), rep_range=(4, 6)),
        *session(0, (10, 10), load=80_000, rep_range=(8, 10)),
    ]
    fives, tens = (after(both, rep_range=one) for one in ((4, 6), (8, 10)))
    assert (fives.loads, fives.reps) == ((100_000,) * 2, (6, 5))
    assert (tens.loads, tens.reps) == ((82_500,) * 2, (8, 8))
    assert {done.reps for done in tens.rests_on} == {10}
    # Without a range it is the plan's first line.
    assert after(both, rep_range=None) == fives


def test_sets_of_no_line_asked_for_are_read_as_the_first_one():
    both = [*session(0, (5,), rep_range=(4, 6)), *session(0, (10,), rep_range=(8, 10))]
    assert [done.reps for done in one_line(both, (12, 15))] == [5]
    assert [done.reps for done in one_line(both, (8, 10))] == [10]
    assert [done.reps for done in one_line(both)] == [5]
    assert one_line([]) == []
    tests = session(0, (12,), 0, rep_range=(4, 6), is_test_set=True)
    assert one_line(tests) == []


@pytest.mark.parametrize("times", [1, 2])
def test_triples_before_tens_are_not_reps_missed(times):
    """Held against the tens, each triple would be seven reps short, and a reset be suggested."""
    log = [
        done
        for number in range(times)
        for done in (
            *session(number, (3, 3, 3), rep_range=(3, 5)),
            *session(number, (10,), load=80_000, rep_range=(8, 10)),
        )
    ]
    advice = fatigue_advice(log, today=day(times), level="intermediate", goal="mixed")
    assert advice.kind == "neither"
    reset = [one.is_after_reset for one in exposures(log)["bench"]]
    assert reset == [False] * times
    found = next_time(
        log, exercise="bench", goal="mixed", loadable=BARBELL, today=day(times), rep_range=(3, 5)
    )
    assert found.case not in {"reset", "next_missed_reps"}


def test_triples_before_tens_with_less_load_are_no_reset():
    """A reset takes load off a lift that missed its reps again and again; these met theirs."""
    log = [
        done
        for number, load in enumerate((100_000, 100_000, 100_000, 92_500))
        for done in (
            *session(number, (3, 3, 3), load=load, rep_range=(3, 5)),
            *session(number, (10,), load=80_000, rep_range=(8, 10)),
        )
    ]
    assert [one.is_after_reset for one in exposures(log)["bench"]] == [False] * 4
    short = [
        done
        for number, load in enumerate((100_000, 100_000, 100_000, 92_500))
        for done in session(number, (2, 2, 2), load=load, rep_range=(3, 5))
    ]
    assert exposures(short)["bench"][-1].is_after_reset
