"""What comes next: reps at a load and a best e1RM, from the sessions that were shown."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from programming.rulebook import Forecast, LoggedSet

FIRST = date(2025, 1, 6)
KG = 1_000


def lifted(number: int, weight: float, done: int, **named: Any) -> LoggedSet:
    """A set of the press in the session of a week, in kg."""
    ordinary: dict[str, Any] = {
        "exercise": "press",
        "session": number,
        "day": FIRST + timedelta(weeks=number),
        "load": round(weight * KG),
        "reps": done,
    }
    return LoggedSet(**(ordinary | named))


def after(*sessions: Sequence[LoggedSet]) -> Forecast:
    known = Forecast()
    for sets in sessions:
        known.end_session(sets)
    return known


def weekly(*sets: tuple[float, int]) -> Forecast:
    """A session a week with one set as (kg, reps)."""
    return after(*([lifted(number, *one)] for number, one in enumerate(sets)))


def reps(known: Forecast, load: float, day: date = FIRST + timedelta(weeks=30)) -> int | None:
    return known.reps("press", round(load * KG), day)


def test_what_was_never_done_has_no_number():
    assert reps(Forecast(), 60) is None
    assert Forecast().e1rm("press", FIRST) is None
    assert weekly((60, 8)).reps("row", 60 * KG, FIRST) is None


def test_eight_reps_each_time_are_eight_the_next():
    assert reps(weekly((60, 8), (60, 8), (60, 8)), 60) == 8


def test_a_habit_holds_at_another_load_against_any_curve():
    """Always eight, whatever is possible: five loads on, the next is eight as well."""
    known = weekly(*((40 + 5 * step, 8) for step in range(12)))

    assert reps(known, 100) == 8


def test_who_goes_to_the_limit_does_fewer_with_more():
    """30 × (100 ÷ load − 1): the curve itself, up and down."""
    loads = (80, 90, 75, 85, 80, 90, 75, 85, 88, 77)
    known = weekly(*((load, round(30 * (100 / load - 1))) for load in loads))

    assert reps(known, 93) in {2, 3}
    assert reps(known, 72) in {11, 12}


def test_one_odd_day_does_not_move_what_is_usual():
    assert reps(weekly(*[(60, 8)] * 5, (60, 3), (60, 8)), 60) == 8


def test_no_more_than_fifteen_are_said():
    assert reps(weekly(*[(20, 30)] * 4), 20) == 15


@pytest.mark.parametrize(
    ("load", "is_known"), [(30, True), (29.9, False), (120, True), (120.1, False)]
)
def test_nothing_is_said_of_a_load_under_half_or_over_twice_all_on_record(
    load: float, is_known: bool
):
    assert (reps(weekly(*[(60, 8)] * 3), load) is not None) is is_known


@pytest.mark.parametrize(("days", "is_known"), [(364, True), (365, False)])
def test_nothing_is_said_after_a_year(days: int, is_known: bool):
    known, day = weekly((60, 8)), FIRST + timedelta(days=days)

    assert (reps(known, 60, day) is not None) is is_known
    assert (known.e1rm("press", day) is not None) is is_known


@pytest.mark.parametrize("named", [{"kind": "warm_up"}, {"is_slip": True}, {"load": None}])
def test_what_is_no_working_set_with_a_load_teaches_nothing(named: dict[str, Any]):
    assert reps(after([lifted(0, 60, 8, **named)]), 60) is None


def test_a_set_without_a_rep_is_no_reason_for_another():
    assert reps(after([lifted(0, 60, 8)], [lifted(1, 60, 0)], [lifted(2, 60, 8)]), 60) in {1, 8}


def test_the_e1rm_is_the_last_sessions_in_sixtieths():
    said = weekly((60, 8), (60, 10)).e1rm("press", FIRST + timedelta(weeks=2))

    assert said is not None
    # 60 × (1 + 10 / 30)
    assert said.value == 80 * KG * 60
    assert said.low < said.value < said.high


def test_a_long_set_has_no_e1rm_and_leaves_the_one_before():
    said = weekly((60, 10), (40, 20)).e1rm("press", FIRST + timedelta(weeks=2))

    assert said is not None
    assert said.value == 80 * KG * 60


def test_the_band_is_wider_for_who_swings_more():
    def width(*done: int) -> float:
        said = weekly(*((60, one) for one in done)).e1rm("press", FIRST + timedelta(weeks=20))
        assert said is not None
        return (said.high - said.low) / said.value

    assert width(*[8] * 20) < width(*[8, 9] * 10) < width(*[5, 11] * 10)


def test_an_edge_of_the_band_lies_within():
    said = weekly((60, 8)).e1rm("press", FIRST)

    assert said is not None
    assert said.holds(round(said.high)) is said.holds(round(said.low + 1)) is True
    assert said.holds(round(said.high) + 60) is said.holds(round(said.low) - 60) is False
