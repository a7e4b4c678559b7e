"""Logs for the tests: what a test does not name is ordinary."""

from datetime import date, timedelta
from typing import Any

from programming.rulebook import LoggedSet
from tests.rulebook.given import target

# A Monday.
START = date(2026, 9, 7)


def day(number: int) -> date:
    """The day so many days after the first Monday."""
    return START + timedelta(days=number)


def logged(number: int = 0, **named: Any) -> LoggedSet:
    """A set of the dumbbell press on a day: 8 reps with 2 left at 30 kg, for the chest."""
    ordinary: dict[str, Any] = {
        "exercise": "press",
        "session": f"day {number}",
        "day": day(number),
        "reps": 8,
        "rir": 2,
        "load": 30_000,
        "primary_muscles": ("chest",),
    }
    return LoggedSet(**(ordinary | named))


def judged(number: int, outcome: str, **named: Any) -> LoggedSet:
    """A set with a target and the outcome stored on it."""
    return logged(number, target=target(1, 2, 3), outcome=outcome, **named)


def failed(number: int = 0, **named: Any) -> LoggedSet:
    """A set to failure."""
    return logged(number, **({"rir": 0} | named))
