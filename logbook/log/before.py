"""What was before, as the rules ask for it: exercises and the week, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from logbook.clock import Moment
from logbook.log.exercise_history import ExerciseHistory, histories_of, history_parts
from logbook.log.week import Week, week_of, week_part
from logbook.models import TrainingSession, User
from logbook.speed.compiled import together


@dataclass(frozen=True, slots=True)
class Past:
    """The history of exercises by their ids, and the week."""

    histories: Mapping[int, ExerciseHistory]
    week: Week


def read_past(
    lifter: User,
    session: TrainingSession,
    exercise_ids: Collection[int],
    *,
    at: dt.datetime,
    since: dt.date | None = None,
) -> Past:
    """What the log knew of the exercises before `session`, and its week up to the instant `at`.

    The week's rows from `since` on, where that is earlier than the rules of a set need.
    """
    wanted = list(dict.fromkeys(exercise_ids))
    parts = history_parts(lifter, session, wanted)
    until = Moment(session.local_date, at)
    *rows, week = together(*parts, week_part(lifter, until, since))
    return Past(histories_of(session, wanted, rows), week_of(until, week))
