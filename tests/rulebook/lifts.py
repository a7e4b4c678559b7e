"""Whole sessions of a lift for the tests of sections 8 to 10; loads in grams."""

from collections.abc import Sequence
from typing import Any

from programming.rulebook import LoadableSteps, LoggedSet, NextTime, next_time
from tests.rulebook.given import target
from tests.rulebook.logs import day, logged

BARBELL = LoadableSteps(20_000, 2_500)
DUMBBELLS = LoadableSteps(2_000, 2_000)


def session(
    number: int,
    reps: Sequence[int] = (8, 8, 8),
    rir: float | Sequence[float | None] | None = 2,
    **named: Any,
) -> list[LoggedSet]:
    """A bench press session on a day: sets of so many reps at 100 kg, aim 2 (1 to 3)."""
    left = rir if isinstance(rir, list | tuple) else [rir] * len(reps)
    lift: dict[str, Any] = {
        "exercise": "bench",
        "load": 100_000,
        "role": "main",
        "tier": "avoid",
        "pattern": "horizontal_push",
        "target": target(1, 2, 3),
    }
    return [
        logged(number, reps=done, rir=untold, **(lift | named))
        for done, untold in zip(reps, left, strict=True)
    ]


def squat(number: int, reps: Sequence[int] = (8, 8, 8), **named: Any) -> list[LoggedSet]:
    """The same for the squat."""
    lift: dict[str, Any] = {"exercise": "squat", "pattern": "squat", "is_lower_body": True}
    return session(number, reps, **(lift | named))


def log(*sessions: list[LoggedSet]) -> list[LoggedSet]:
    """Sessions as one log, in time order."""
    return sorted((done for one in sessions for done in one), key=lambda done: done.day)


def after(*sessions: list[LoggedSet], **named: Any) -> NextTime:
    """What to do next with the bench press after these sessions, planned for 8 to 10 reps."""
    history = log(*sessions)
    ordinary: dict[str, Any] = {
        "exercise": "bench",
        "goal": "mixed",
        "loadable": BARBELL,
        "today": history[-1].day if history else day(0),
        "rep_range": (8, 10),
    }
    return next_time(history, **(ordinary | named))


def codes(result: Any) -> list[str]:
    """The rules a result names, with their case, the sets it rests on left out."""
    told = [(one.code, dict(one.numbers).get("case", "")) for one in result.reasons]
    return [f"{code}:{case}" if case else code for code, case in told if code != "next_rests_on"]
