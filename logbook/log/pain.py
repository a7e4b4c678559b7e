"""Pain marked on an exercise of which no working set was done: it hurt too much to (rulebook 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, QuerySet

from logbook.choices import ReadinessState
from logbook.models import SessionExercise
from logbook.speed.compiled import Columns, Compiled, Given, athlete

# What was planned and left undone so often since the last set of it says nothing of the next.
PLANNED_READ = 12


class Planned(NamedTuple):
    """An exercise's place in a session, done or not."""

    session_id: int
    started_at: dt.datetime
    has_pain: bool
    working_sets: int
    session__is_deload: bool
    session__check_in__state: str | None


def _latest() -> QuerySet[SessionExercise, tuple[object, ...]]:
    exercise = Given("exercise", output_field=BigIntegerField())
    until = Given("at", output_field=DateTimeField())
    return (
        SessionExercise.objects.filter(
            athlete_id=athlete(), exercise_id=exercise, started_at__lte=until
        )
        .latest_first()
        .values_list(*Planned._fields)[:PLANNED_READ]
    )


PLANNED = Compiled(_latest)
"""An exercise's latest places in sessions, done or not: what `hurts_since` reads."""


def hurts_since(
    planned: Iterable[Columns], start: tuple[dt.datetime, int], but: int | None
) -> bool:
    """Whether pain was marked in a session after (start, key) that has no working set of the exercise.

    `planned` are the rows of `PLANNED`; the session `but` is left out, as are red days and
    deloads, which are no evidence (rulebook 1).
    """
    found = (Planned(*row) for row in planned)
    return any(
        one.has_pain
        and not one.working_sets
        and (one.started_at, one.session_id) > start
        and one.session_id != but
        and not one.session__is_deload
        and one.session__check_in__state != ReadinessState.RED
        for one in found
    )
