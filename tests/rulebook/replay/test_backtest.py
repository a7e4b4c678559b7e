"""How good the forecasts are: the figures of a log by hand, and nothing known before its time."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from typing import Any

import pytest

from programming.rulebook import (
    E1RMTarget,
    LoggedSet,
    RepsErrors,
    RepsTarget,
    backtest,
    forecasts,
)
from tests.rulebook.logs import logged
from tests.rulebook.replay.notebooks import log_of

KG = 1_000
NONE = RepsErrors(0, None, None, None, None, None)


def press(number: int, *sets: tuple[int, int], **named: Any) -> list[LoggedSet]:
    """Some sets of the press on a day as (kg, reps), without a word on effort."""
    return [
        logged(number, load=load * KG, reps=reps, **({"rir": None} | named)) for load, reps in sets
    ]


def days(*sessions: list[LoggedSet]) -> list[LoggedSet]:
    return [one for sets in sessions for one in sets]


# Three sessions alike, a copy of them, two reps more, and a load nobody could foresee.
BY_HAND = days(
    *(press(number, (30, 8), (30, 8)) for number in range(4)),
    press(4, (30, 10), (30, 8)),
    press(5, (100, 5)),
)


def test_the_reps_of_a_log_by_hand():
    found = backtest(BY_HAND).reps

    # 8 said and 8 done, 8 said and 10 done: 0 and 2 off, as the plain rule is.
    assert found.same_load == RepsErrors(2, 1.0, 1.0, 0.5, 1.0, 0.5)
    # No number for a load over three times all before: it counts with the plain rule's 10 for 5.
    assert found.other_load == RepsErrors(1, 0.0, 5.0, 0.0, 5.0, 0.0)
    assert astuple(found.all) == pytest.approx((3, 2 / 3, 7 / 3, 1 / 3, 7 / 3, 1 / 3))


def test_the_e1rm_of_a_log_by_hand():
    found = backtest(BY_HAND).e1rm
    # 30 × (1 + 8 / 30) is 38, then 38, 40 and 100 × (1 + 5 / 30).
    two_more, far_more = 2 / 38 * 100, (700 / 6 - 40) / 40 * 100

    assert (found.n, found.coverage) == (3, 1.0)
    assert found.median_error_pct == pytest.approx(two_more)
    assert found.plain_median_error_pct == pytest.approx(two_more)
    assert (found.without_copies.n, found.without_copies.coverage) == (2, 1.0)
    assert found.without_copies.median_error_pct == pytest.approx((two_more + far_more) / 2)
    # The copy lay within; by then the band was narrower than the two reps.
    assert found.band_80_holds == pytest.approx(1 / 3)


def test_nothing_is_a_target_before_three_sessions_are_done():
    log = days(*(press(number, (30, 8)) for number in range(3)))

    assert list(forecasts(log)) == []
    found = backtest(log)
    assert found.reps.same_load == found.reps.other_load == found.reps.all == NONE
    assert (found.e1rm.n, found.e1rm.median_error_pct, found.e1rm.band_80_holds) == (0, None, None)


def last(*sets: tuple[int, int], before: Sequence[tuple[int, int]] = ((30, 8),)) -> RepsTarget:
    """What is said of a fourth session after three with `before`."""
    log = days(*(press(number, *before) for number in range(3)), press(3, *sets))
    [target] = [one for one in forecasts(log) if isinstance(one, RepsTarget)]
    return target


def test_the_target_is_the_first_set_at_the_heaviest_load():
    assert last((20, 12), (30, 9), (30, 7), (25, 10)).done == 9


@pytest.mark.parametrize(("reps", "count"), [(1, 1), (15, 1), (16, 0)])
def test_one_to_fifteen_reps_are_a_target(reps: int, count: int):
    log = days(*(press(number, (30, 8)) for number in range(3)), press(3, (30, reps)))

    assert sum(isinstance(one, RepsTarget) for one in forecasts(log)) == count


@pytest.mark.parametrize(
    ("load", "is_used_before", "plain"),
    [
        (38, False, 5),
        (39, True, 5),
        (40, True, 5),
        (41, True, 5),
        (42, False, 5),
        (20, True, 12),
        (30, True, 8),
    ],
)
def test_a_load_was_used_before_where_it_is_the_same_by_rulebook_1(
    load: int, is_used_before: bool, plain: int
):
    """The plain rule: the last time at that load, else the last session's first top set."""
    target = last((load, 6), before=[(20, 12), (30, 8), (40, 5), (30, 10)])

    assert (target.is_load_used_before, target.plain) == (is_used_before, plain)


def test_the_plain_rule_takes_the_last_time_at_that_load():
    log = days(
        press(0, (30, 8)), press(1, (35, 6)), press(2, (35, 7)), press(3, (40, 5)), press(4, (35, 9))
    )  # fmt: skip

    [_, target] = [one for one in forecasts(log) if isinstance(one, RepsTarget)]

    assert (target.done, target.plain) == (9, 7)


@pytest.mark.parametrize(
    "named", [{"kind": "warm_up"}, {"kind": "drop"}, {"is_slip": True}, {"load": None}]
)
def test_what_is_no_working_set_with_a_load_is_neither_target_nor_evidence(named: dict[str, Any]):
    odd = [logged(3, reps=3, rir=None, **({"load": 90 * KG} | named))]
    log = days(*(press(number, (30, 8)) for number in range(3)))

    assert list(forecasts([*log, *odd])) == []
    assert next(forecasts([*log, *odd, *press(4, (30, 8))])).done == 8


@pytest.mark.parametrize(
    ("sets", "is_copy"),
    [
        ([(30, 8), (30, 7)], True),
        ([(30, 7), (30, 8)], False),
        ([(30, 8)], False),
        ([(30, 8), (30, 6)], False),
        ([(31, 8), (31, 7)], False),
    ],
)
def test_a_copy_has_exactly_the_sets_of_the_last_session(
    sets: list[tuple[int, int]], is_copy: bool
):
    log = days(*(press(number, (30, 8), (30, 7)) for number in range(3)), press(3, *sets))

    [target] = [one for one in forecasts(log) if isinstance(one, E1RMTarget)]

    assert target.is_copy is is_copy


def test_a_copy_of_a_lift_that_moves_the_body_is_one_of_what_was_added():
    log = [logged(n, load=80 * KG + n, added=10 * KG, reps=8, rir=None) for n in range(4)]

    [target] = [one for one in forecasts(log) if isinstance(one, E1RMTarget)]

    assert target.is_copy


def test_a_rating_counts_to_the_e1rm_and_makes_another_session_of_it():
    log = [*days(*(press(number, (30, 8)) for number in range(3))), logged(3, load=30 * KG, rir=2)]

    [target] = [one for one in forecasts(log) if isinstance(one, E1RMTarget)]

    assert (target.plain, target.done, target.is_copy) == (38 * 60 * KG, 40 * 60 * KG, False)


# ---- nothing is known before its time ------------------------------------------------------------

LOG = log_of(3, 60)


def said(log: Sequence[LoggedSet]) -> list[tuple[Any, ...]]:
    """What is said of each target, without what was done."""
    return [(one.session, one.exercise, one.guess, one.plain) for one in forecasts(log)]


def heavier(one: LoggedSet) -> LoggedSet:
    return replace(one, load=(one.load or 0) * 2, reps=3)


def as_if_red(one: LoggedSet) -> LoggedSet:
    return replace(one, reps=one.reps + 4, rir=4, readiness="red", is_deload=True)


@pytest.mark.parametrize("change", [heavier, as_if_red])
@pytest.mark.parametrize("session", [10, 25, 40, 59])
def test_what_comes_after_a_session_changes_nothing_said_of_it_or_before(
    change: Callable[[LoggedSet], LoggedSet], session: int
):
    before = [one for one in said(LOG) if one[0] <= session]
    other = [change(one) if int(one.session) > session else one for one in LOG]

    assert [one for one in said(other) if one[0] <= session] == before
    assert [one for one in said(LOG[:-1]) if one[0] < LOG[-1].session] == [
        one for one in said(LOG) if one[0] < LOG[-1].session
    ]


@pytest.mark.parametrize("session", [10, 25, 40, 59])
def test_reps_of_the_same_session_change_nothing_said_of_it(session: int):
    """Its loads are asked about; its reps are the answer."""
    other = [
        replace(one, reps=one.reps % 12 + 1, rir=None) if one.session == session else one
        for one in LOG
    ]
    unrated = [replace(one, rir=None) if one.session == session else one for one in LOG]

    def of_the_session(log: Sequence[LoggedSet]) -> list[Any]:
        return [
            (one.exercise, one.guess)
            for one in forecasts(log)
            if one.session == session and isinstance(one, RepsTarget)
        ]

    assert len(of_the_session(LOG)) > 1
    assert of_the_session(other) == of_the_session(unrated)


def test_the_unit_of_the_loads_changes_no_guess_of_reps():
    in_milligrams = [replace(one, load=(one.load or 0) * KG) for one in LOG]

    assert backtest(in_milligrams).reps == backtest(LOG).reps


def test_a_log_out_of_order_is_refused():
    with pytest.raises(ValueError, match="history: "):
        backtest([logged(1), logged(0)])
