"""Everything the rules of the log can say, for the tests that read every sentence."""

from collections.abc import Iterator

from programming.rulebook import (
    Reason,
    effort_adherence,
    effort_patterns,
    failure_budget,
    records_set_by,
    rir_sense,
    strength_score,
    strength_total,
    weekly_volume,
)
from tests.rulebook.logs import day, failed, judged, logged


def reasons_of_the_log() -> Iterator[Reason]:
    """A reason of each kind that is read off a log."""
    capped = [failed(7 * week) for week in range(4) for _ in range(2)]
    yield from failure_budget(capped, today=day(28), level="intermediate").reasons
    yield from failure_budget([failed(0)], today=day(0), level="advanced").reasons
    for log in (
        [failed(0)],
        [logged(0, rir=None)],
        [failed(0), logged(1, rir=3), logged(1, reps=9, load=31_000)],
        [logged(0), logged(1, reps=12, rir=None)],
        [logged(0, ended_by="technical_failure")],
    ):
        yield from records_set_by(log).reasons
    yield from effort_adherence([judged(0, "too_close")] * 10, day(0)).reasons
    weekly = [logged(7 * week) for week in range(5)]
    debts = [failed(35), logged(37, load=20_000), failed(42), logged(45, load=20_000)]
    yield from effort_adherence([*weekly, *debts], day(46)).reasons
    for sets in (1, 4, 10, 20, 30):
        yield from weekly_volume([logged()] * sets, today=day(0)).reasons
    pairs = [failed(-1, session=place, reps=8) for place in range(5) for _ in range(2)]
    for reps in (None, 10, 11, 9):
        points = [] if reps is None else [logged(), failed(reps=reps)] * 5
        yield from rir_sense(points).reasons
        yield from rir_sense([*pairs, *points]).reasons
    for reasons in pattern_reasons():
        yield from reasons
    for formula in ("dots", "wilks_2020", "ipf_gl"):
        yield from strength_score(formula, "m", 300, 500).reasons
    yield from strength_total([], day(0)).reasons


def pattern_reasons() -> Iterator[list[Reason]]:
    """The reasons of each pattern that no other rule says."""
    hurt = [logged(7 * week, has_pain=True) for week in range(2)]
    piled = [done for week in range(4) for done in [failed(7 * week)] * 4 + [logged(7 * week)] * 6]
    fell = [logged(at, reps=reps) for at in range(3) for reps in (12, 7)]
    easy = [judged(0, "too_easy")] * 10
    for log in (hurt, piled, fell, easy):
        found = effort_patterns(log, today=day(28 if log is piled else 7), level="intermediate")
        yield [one.reason for one in found]
