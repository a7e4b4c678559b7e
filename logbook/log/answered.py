"""What was answered before sessions, and what was lifted in them against what the lifter lifts else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from django.db.models import DateField, DateTimeField

from logbook.choices import Recovery, Sleep, Stress
from logbook.clock import Moment
from logbook.models import SessionExercise, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.rulebook import AnsweredSession, rule

_NUMBERS = rule("check_in_predicts").numbers
ANSWERS = {
    "sleep": (Sleep.UNDER_6, Sleep.FROM_6_TO_7, Sleep.FROM_7),
    "recovery": (Recovery.POOR, Recovery.FAIR, Recovery.GOOD),
    "stress": (Stress.HIGH, Stress.SOME, Stress.LOW),
}
"""The answers to each question, from the worst up."""
# More exercises than anybody does in a year, the latest of them.
_MOST = 4000


class _Lifted(NamedTuple):
    """An exercise of a session with an estimate, and the answers before it."""

    started_at: dt.datetime
    session_id: int
    exercise_id: int
    e1rm: int
    sleep: str | None
    recovery: str | None
    stress: str | None


_LIFTED = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(),
            started_at__lte=Given("at", output_field=DateTimeField()),
            e1rm__isnull=False,
            session__is_deload=False,
        )
        .trained()
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .order_by("-local_date", "-pk")
        .values_list(
            *("started_at", "session_id", "exercise_id", "e1rm"),
            *(f"session__check_in__{question}" for question in ANSWERS),
        )[:_MOST]
    )
)


def answered_sessions(lifter: User, until: Moment) -> list[AnsweredSession]:
    """The sessions of a year with an answer and a lift that has a reference, in time order; one query.

    A lift is held against the median of its last five estimates before that session, deloads left
    out; a session is the median of its lifts.
    """
    rows = _LIFTED(
        athlete=lifter.pk,
        since=until.day - dt.timedelta(days=_NUMBERS["days"] - 1),
        until=until.last_day,
        at=until.at,
    )
    size = _NUMBERS["reference"]
    before: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=size))
    found = []
    lifted = sorted(map(_Lifted._make, rows))
    for _, of_session in groupby(lifted, key=attrgetter("started_at", "session_id")):
        these = list(of_session)
        apart = [
            100 * (row.e1rm / median(before[row.exercise_id]) - 1)
            for row in these
            if len(before[row.exercise_id]) == size
        ]
        for row in these:
            before[row.exercise_id].append(row.e1rm)
        answers = {
            question: values.index(given)
            for question, values in ANSWERS.items()
            if (given := getattr(these[0], question)) in values
        }
        if apart and answers:
            found.append(AnsweredSession(answers, median(apart)))
    return found
