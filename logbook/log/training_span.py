"""The years of a log as the level reads them: what is kept of sessions that ended, and those that run.

A level asks for the day of every session of ten years. They do not change from one session's end
to the next, so they are kept then (`kept/training_span.py`); a log of which nothing is kept, or
by another rulebook, is read.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import DateField, DateTimeField, Exists, OuterRef

from logbook.clock import Moment
from logbook.log.exercise_history import new_movements
from logbook.log.sessions import last_ended
from logbook.models import SessionExercise, TrainingSession, TrainingSpan, User
from logbook.speed.compiled import Columns, Compiled, Given, athlete, together
from programming.rulebook import RULEBOOK_VERSION, TrainedDays

# Full points for training in all need 60 months with four sessions; ten years hold them with a
# life's breaks.
_YEARS = 10
RECENT_DAYS = 28
# More rows than four weeks of anyone's have; of their exercises, so many of the latest.
_MOST_ROWS = 480
_MOST_MOVEMENTS = 40
_ONE_DAY, _TWO_DAYS = dt.timedelta(days=1), dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Span:
    """What the sessions that ended say: the days of training, and which movements are new.

    `new` is of the exercises of the last four weeks up to the last of these sessions: exercise
    and the last day of it. `known` are the others of them.
    """

    days: TrainedDays
    new: tuple[tuple[int, dt.date], ...]
    known: tuple[int, ...] = ()

    def stored(self) -> dict[str, Any]:
        """What is kept of it, as JSON; `span_from` is the same again."""
        return {
            "days": [day.isoformat() for day in self.days.days],
            "months": [list(month) for month in self.days.months],
            "new_movements": [[exercise, day.isoformat()] for exercise, day in self.new],
            "known_movements": list(self.known),
        }


def span_from(days: Any, months: Any, new_movements: Any, known_movements: Any = ()) -> Span:
    """What `Span.stored` kept."""
    read = dt.date.fromisoformat
    return Span(
        TrainedDays(tuple(map(read, days)), tuple((y, m, count) for y, m, count in months)),
        tuple((exercise, read(day)) for exercise, day in new_movements),
        tuple(known_movements),
    )


_AT = Given("at", output_field=DateTimeField())
_SINCE = Given("since", output_field=DateField())
_ENDED = Compiled(
    lambda: (
        TrainingSession.objects.finished()
        .filter(
            Exists(SessionExercise.objects.filter(session=OuterRef("pk")).trained()),
            athlete_id=athlete(),
            started_at__gte=Given("from", output_field=DateTimeField()),
            local_date__gte=_SINCE,
        )
        .order_by("-started_at")
        .values_list("local_date")
    )
)
_RECENT = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .trained()
        .of_days(_SINCE, Given("until", output_field=DateField()))
        .order_by("-local_date", "pk")
        .values_list("exercise_id", "local_date", "session__finished_at")[:_MOST_ROWS]
    )
)
RUNNING = Compiled(
    lambda: (
        TrainingSession.objects.running()
        .filter(athlete_id=athlete(), started_at__lte=_AT, exercises__working_sets__gt=0)
        .order_by("-started_at")
        .values_list("pk", "local_date", "exercises__exercise_id")
    )
)
"""Given `athlete` and `at`: the exercises trained in sessions that run, for `TrainingLog.of`."""

KEPT = Compiled(
    lambda: TrainingSpan.objects.filter(
        athlete_id=athlete(), rulebook_version=RULEBOOK_VERSION
    ).values_list("days", "months", "new_movements")
)
"""Given `athlete`: what is kept of the sessions that ended, if it is; for `TrainingLog.of`."""


@dataclass(frozen=True, slots=True)
class Change:
    """What of a log was changed since something was kept: the exercises, from an instant on."""

    exercises: frozenset[int]
    since: dt.datetime


def span_of(
    lifter: User, last: Moment | None, kept: Span | None = None, change: Change | None = None
) -> Span:
    """What the lifter's ended sessions say, read off the log; `last` is the latest one's start.

    Of what was `kept` before a `change`, what that cannot have touched stays as it is: what lies
    years before, and whether another exercise is new.
    """
    if last is None:
        return Span(TrainedDays(), ())
    # A day of the lifter's may be the day before elsewhere: whoever reads it there needs it too.
    since = first = _since(last.day - _ONE_DAY)
    if kept is not None and change is not None:
        first = max(since, TrainedDays.read_from(change.since.date() - _TWO_DAYS, last.day))
    ended, recent = together(
        (
            _ENDED,
            {
                "athlete": lifter.pk,
                "since": first,
                "from": dt.datetime.combine(first, dt.time.min, dt.UTC) - _TWO_DAYS,
            },
        ),
        (
            _RECENT,
            {
                "athlete": lifter.pk,
                "since": last.day - dt.timedelta(days=RECENT_DAYS),
                "until": last.last_day,
            },
        ),
    )
    days = [day for (day,) in ended]
    trained = TrainedDays.of(days)
    if kept is not None and first > since:
        trained = _cut(kept.days, since).with_months_from(first, days)
    movements = _recent_of_ended(recent)
    stands = _new_as_kept(kept, change) if kept is not None and change is not None else {}
    asked = [exercise for exercise in movements if exercise not in stands]
    found = new_movements(lifter, asked, last.at + dt.timedelta.resolution, of_ended=True)
    new = found | {exercise for exercise, is_new in stands.items() if is_new}
    return Span(
        trained,
        tuple((exercise, day) for exercise, day in movements.items() if exercise in new),
        tuple(exercise for exercise in movements if exercise not in new),
    )


def _cut(trained: TrainedDays, since: dt.date) -> TrainedDays:
    """The days and months from the first day of one on."""
    days, months = trained.days, trained.months
    return TrainedDays(
        days[bisect_left(days, since) :],
        tuple(one for one in months if one[:2] >= (since.year, since.month)),
    )


def _recent_of_ended(rows: Sequence[Columns]) -> dict[int, dt.date]:
    """The exercises of the last four weeks with the last day of each, as if no session ran."""
    days: dict[int, dt.date] = {}
    for exercise, day, ended in rows:
        if ended is not None:
            days.setdefault(exercise, day)
    return dict(islice(days.items(), _MOST_MOVEMENTS))


def _new_as_kept(kept: Span, change: Change) -> dict[int, bool]:
    """Whether each exercise that was not changed is new.

    That rests on its own sets of sessions that ended, so it is as it was, whatever day it is asked
    of.
    """
    said = {**dict.fromkeys(kept.known, False), **{exercise: True for exercise, _ in kept.new}}
    return {
        exercise: is_new for exercise, is_new in said.items() if exercise not in change.exercises
    }


def _since(day: dt.date) -> dt.date:
    """The first day that a level of this day reads: whole months, of which the rules count."""
    return day.replace(year=day.year - _YEARS, day=1)


@dataclass(frozen=True, slots=True)
class TrainingLog:
    """All sessions up to a moment, as the level reads them."""

    days: TrainedDays
    new: Mapping[int, dt.date]
    running: Collection[int]

    @classmethod
    def of(
        cls, lifter: User, until: Moment, kept: list[Columns], running: list[Columns]
    ) -> TrainingLog:
        """From the rows of `KEPT` and of `RUNNING`, read as one: no session is in both."""
        span = span_from(*kept[0]) if kept else span_of(lifter, last_ended(lifter))
        since = _since(until.day)
        ended = _cut(span.days, since)
        if ended.days and ended.days[-1] > until.day:
            ended = replace(ended, days=tuple(sorted({until.counted(day) for day in ended.days})))
        return cls(
            ended.and_of({pk: until.counted(day) for pk, day, _ in running}.values()),
            dict(span.new),
            {exercise for _, _, exercise in running},
        )

    def new_movements(self, lifter: User, until: Moment) -> set[int]:
        """The exercises of the last four weeks that are new to the lifter (rulebook 2).

        What was kept knows nothing of a session that runs: its exercises are asked for.
        """
        since = until.day - dt.timedelta(days=RECENT_DAYS - 1)
        kept = {
            exercise
            for exercise, day in self.new.items()
            if day >= since and exercise not in self.running
        }
        return kept | new_movements(lifter, self.running, until.at)
