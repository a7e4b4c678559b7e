"""What was before, as the rules ask for it: exercises and the week, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from logbook.clock import Moment
from logbook.log.asking import STORED, Ask
from logbook.log.exercise_history import ExerciseHistory, histories_of, history_parts
from logbook.log.timed_sets import timed_of, timed_parts
from logbook.log.week import Week, week_of, week_part
from logbook.models import TrainingSession, User
from logbook.speed.compiled import Columns, Part


@dataclass(frozen=True, slots=True)
class Past:
    """The history of exercises by their ids, and the week."""

    histories: Mapping[int, ExerciseHistory]
    week: Week
    also: Sequence[Sequence[Columns]] = ()
    """The rows of what else was asked for."""


def read_past(
    lifter: User,
    session: TrainingSession,
    exercise_ids: Collection[int],
    *,
    at: dt.datetime,
    since: dt.date | None = None,
    also: Sequence[Part] = (),
    ask: Ask = STORED,
    timed: Collection[int] = (),
) -> Past:
    """What the log knew of the exercises before `session`, and its week up to the instant `at`.

    The week's rows from `since` on, where that is earlier than the rules of a set need. `also` is
    asked in the same query. Of the exercises that are `timed`, what was done last is their timed sets.
    """
    wanted = list(dict.fromkeys(exercise_ids))
    parts = history_parts(lifter, session, wanted)
    until = Moment(session.local_date, at)
    held = list(dict.fromkeys(timed))
    found = ask(week_part(lifter, until, since), *parts, *timed_parts(lifter, session, held), *also)
    rows = iter(found)
    week = next(rows)
    histories = histories_of(session, wanted, [next(rows) for _ in parts])
    for exercise in held:
        last = timed_of(session, next(rows))
        histories[exercise] = replace(histories[exercise], previous=last)
    return Past(histories, week_of(until, week), list(rows))
