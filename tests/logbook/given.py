"""Lifters, sessions and sets for the tests, made by the operations the pages call.

What a test does not name is ordinary: an intermediate, mixed lifter in kilograms, and sets of
Upper A that hit their targets.
"""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.test import Client

from logbook.acts.check_ins import CheckInEntry, check_in
from logbook.acts.entries import SetEntry
from logbook.acts.gyms import state_gym
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.models.gyms import FIRST, Gym, gym_of
from programming.catalogue.entries import current_release, exercise_named
from programming.loads import LoadKind, Unit, parse_load
from programming.models import RiskEntry, Workout
from tests.logbook.copies import made_or_copied

NOON = dt.datetime(2025, 3, 5, 12, 0, tzinfo=dt.UTC)
"""A Wednesday, long past whatever the clock says."""
REST = dt.timedelta(minutes=3)
RUBBISH = {
    "NUL": "a\x00b",
    "emoji": "💪🏽",
    "a right-to-left mark": "\u202eabc\u200f",
    "10,000 characters": "x" * 10_000,
    "raised digits": "⁸⁰",
    "2^63": str(2**63),
    "a negative number": "-1",
    "NaN": "NaN",
    "markup": "<img src=x hx-get=/more/ hx-trigger=load>",
    "an exponent": "1e1000000",
}
"""What a person or a program can type into any field and any query parameter."""
_numbers = itertools.count(1)


def a_lifter(**named: Any) -> User:
    """A lifter; `User`'s fields by name."""
    ordinary = {
        "email": f"lifter{next(_numbers)}@example.org",
        "password": None,
        "level": "intermediate",
        "goal": "mixed",
        "unit": "kg",
        "zone": "UTC",
    }
    return User.objects.create_user(**(ordinary | named))


def a_gym(lifter: User, loads: dict[str, Any] | None = None, **named: Any) -> Gym:
    """The lifter's first gym with what is stated of it: `Gym`'s fields by name."""
    kept = gym_of(lifter, FIRST)
    return state_gym(lifter, replace(kept, loads=loads or {}, **named), version=kept.version)


def logged_in(lifter: User) -> Client:
    """A browser in which the lifter is logged in."""
    client = Client()
    client.force_login(lifter)
    return client


def an_exercise(name: str) -> RiskEntry:
    """The catalogue's entry of an exercise. Raises `LookupError` where there is none."""
    found = exercise_named(name, current_release())
    if found is None:
        raise LookupError(name)
    return found


def a_session(
    *,
    lifter: User,
    workout: str | None = "Upper A",
    exercises: Sequence[str] = (),
    started: dt.datetime = NOON,
) -> TrainingSession:
    """A running session: of the named workout, else a free one, with `exercises` added to it."""
    session = start_session(
        lifter,
        key=uuid.uuid4(),
        workout=Workout.objects.get(name=workout, block__program__owner=None) if workout else None,
        now=started,
    )
    for name in exercises:
        add_exercise(lifter, session.pk, an_exercise(name).exercise_id)
    return session


def the_item(*, session: TrainingSession, name: str = "Barbell bench press") -> SessionExercise:
    """The session's exercise of this name."""
    return session.exercises.select_related("risk", "session", "athlete").get(risk__name=name)


def logged(
    *,
    item: SessionExercise,
    reps: int = 8,
    load: str | None = "80",
    rir: float | None = 2,
    at: dt.datetime | None = None,
    **named: Any,
) -> Set:
    """A set logged on `item`, three minutes after the one before; `SetEntry`'s fields by name.

    `load` is what is typed, in the lifter's unit; `rir` is reps in reserve, None for left blank.
    """
    item.refresh_from_db()
    lifter = item.athlete
    last = item.sets.order_by("-number").first()
    row = log_set(
        lifter,
        item.pk,
        key=uuid.uuid4(),
        number=last.number + 1 if last is not None else 1,
        entry=SetEntry(
            reps=reps,
            load=parse_load(load, Unit(lifter.unit)) if load is not None else None,
            rir_halves=None if rir is None else int(Decimal(str(rir)) * 2),
            **({"load_kind": LoadKind(item.risk.load_kind)} | named),
        ),
        now=at or (last.logged_at if last is not None else item.session.started_at) + REST,
    ).row
    item.refresh_from_db()
    return row


def a_set_form(**values: str) -> dict[str, str]:
    """What the form of a first set sends, under a key of its own; its fields by name."""
    return {
        "key": str(uuid.uuid4()),
        "number": "1",
        "unit": "kg",
        "kind": "working",
        "load": "80",
        "load_kind": "external",
        "reps": "7",
        "rir": "3",
        "ended_by": "stopped",
        **values,
    }


def finished(session: TrainingSession, *, minutes: int = 62) -> TrainingSession:
    """The session, ended so many minutes after its start."""
    ended = session.started_at + dt.timedelta(minutes=minutes)
    return finish_session(session.athlete, session.pk, now=ended)


def a_finished_session(
    *, lifter: User, started: dt.datetime = NOON, sets: int = 1, **named: Any
) -> TrainingSession:
    """A session of `workout` (or `exercises`), so many sets logged of each, and ended."""
    session = a_session(lifter=lifter, started=started, **named)
    for item in session.exercises.select_related("risk", "session", "athlete"):
        for _ in range(sets):
            logged(item=item, reps=item.reps_bottom or 8)
    return finished(session)


def known_movements(*, lifter: User, before: dt.datetime = NOON, **named: Any) -> None:
    """Four earlier sessions, two days apart: none of their exercises is new (rulebook 2)."""

    def make() -> None:
        for place in range(4, 0, -1):
            a_finished_session(
                lifter=lifter, started=before - dt.timedelta(days=2 * place), sets=2, **named
            )

    made_or_copied(lifter, (before, named, current_release().pk), make)


def checked_in(*, lifter: User, at: dt.datetime = NOON, **taps: Any) -> None:
    """The lifter's check-in; `CheckInEntry`'s fields by name."""
    check_in(lifter, CheckInEntry(**taps), now=at)


def a_red_day(*, lifter: User, at: dt.datetime = NOON) -> None:
    """A check-in of six points."""
    checked_in(lifter=lifter, at=at, sleep="under_6", recovery="poor", stress="high")
