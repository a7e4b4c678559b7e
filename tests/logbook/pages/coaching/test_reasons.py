"""Why an athlete stands where they do: each line inside, on and outside, and the order of the reasons."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from logbook.log.ranked import Open
from logbook.log.roster import Effort
from logbook.pages.coaching.reasons import Kind, Seen, reasons_of

TODAY = dt.date(2025, 3, 5)
DAY = dt.timedelta(days=1)


def seen(**named) -> Seen:
    """An athlete who trained yesterday, shares nothing more, and is on plan; `Seen`'s fields by name."""
    ordinary: dict[str, Any] = {
        "today": TODAY,
        "since": TODAY - 100 * DAY,
        "last_day": TODAY - DAY,
        "effort": Effort(100, 90, 5, 5),
        "breaches": (),
        "states": None,
        "shows_program": False,
        "course": None,
        "excused": {},
    }
    return Seen(**(ordinary | named))


def course(*, left: int, days: int = 4, weekdays: int = 0):
    """A program with so many sessions left, as far as the reasons ask it."""
    return SimpleNamespace(
        open=[object()] * left,
        by_weekday=bool(weekdays),
        program=SimpleNamespace(days=days),
        followed=SimpleNamespace(weekdays=weekdays),
        coming=lambda today, until: [object()]
        * min(left, sum(weekdays >> (today + n * DAY).weekday() & 1 for n in range((until - today).days + 1))),
    )  # fmt: skip


def kinds(**named) -> list[Kind]:
    return [one.kind for one in reasons_of(seen(**named))]


@pytest.mark.parametrize(
    ("effort", "found"),
    [
        (Effort(100, 71, 29, 0), Kind.FINE),
        (Effort(100, 70, 30, 0), Kind.CLOSE),
        (Effort(100, 69, 31, 0), Kind.CLOSE),
        (Effort(9, 0, 9, 0), Kind.FINE),
        (Effort(10, 7, 3, 0), Kind.CLOSE),
        (Effort(100, 61, 0, 39), Kind.FINE),
        (Effort(100, 60, 0, 40), Kind.EASY),
    ],
)
def test_shares_of_rated_sets(effort, found):
    assert kinds(effort=effort) == [found]


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (["red"], Kind.FINE),
        (["red", "red"], Kind.WORN_OUT),
        (["red", "", "red"], Kind.WORN_OUT),
        (["red", "red", "green", "green"], Kind.WORN_OUT),
        (["red", "red", "green", "green", "green"], Kind.FINE),
        (["amber"] * 4, Kind.FINE),
    ],
)
def test_red_in_two_of_the_last_four(states, found):
    days = [(TODAY - DAY, state) for state in states]
    assert kinds(states=days) == [found]
    # Older than two weeks, or not shared, it says nothing.
    assert kinds(states=[(TODAY - 14 * DAY, state) for state in states]) == [Kind.FINE]
    assert kinds(states=None) == [Kind.FINE]


@pytest.mark.parametrize(("ago", "found"), [(6, Kind.FINE), (7, Kind.SILENT), (8, Kind.SILENT)])
def test_a_week_without_a_session_though_planned(ago, found):
    plan = {"shows_program": True, "course": course(left=20)}
    assert kinds(last_day=TODAY - ago * DAY, **plan) == [found]


@pytest.mark.parametrize(("ago", "found"), [(13, Kind.FINE), (14, Kind.SILENT)])
def test_two_weeks_where_no_plan_is_shown(ago, found):
    assert kinds(last_day=TODAY - ago * DAY) == [found]


def test_excused_days_are_no_silence_and_neither_is_what_was_before_the_link():
    plan = {"shows_program": True, "course": course(left=20), "last_day": TODAY - 8 * DAY}
    assert kinds(**plan, excused={TODAY - DAY: "ill", TODAY - 2 * DAY: "ill"}) == [Kind.FINE]
    assert kinds(**plan, since=TODAY - 3 * DAY) == [Kind.FINE]
    assert kinds(**(plan | {"last_day": None}), since=TODAY - 7 * DAY) == [Kind.SILENT]


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (None, Kind.PROGRAM),
        (course(left=0), Kind.PROGRAM),
        (course(left=4), Kind.PROGRAM),
        (course(left=5), Kind.FINE),
        # Monday, Wednesday and Friday: from this Wednesday on three in seven days.
        (course(left=3, weekdays=0b0010101), Kind.PROGRAM),
        (course(left=4, weekdays=0b0010101), Kind.FINE),
    ],
)
def test_no_program_or_one_that_ends_within_a_week(of, found):
    assert kinds(shows_program=True, course=of) == [found]
    assert kinds(shows_program=False, course=None) == [Kind.FINE]


def test_all_at_once_stand_in_the_stated_order():
    breaches = [Open("below_floor", True, "Barbell squat", 3)]
    found = reasons_of(
        seen(
            breaches=breaches,
            effort=Effort(100, 10, 45, 45),
            states=[(TODAY, "red")] * 3,
            last_day=TODAY - 30 * DAY,
            shows_program=True,
        )
    )
    assert [one.kind for one in found] == list(Kind)[:-1]
    assert found[0].text == "3 × below the floor: Barbell squat"
    assert found[1].text == "Too close in 45 of 100 sets"


def test_a_breach_that_calls_for_no_stop_does_not_lead():
    assert kinds(breaches=[Open("red_day", False, "Curl", 5)]) == [Kind.FINE]
