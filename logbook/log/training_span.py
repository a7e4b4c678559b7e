"""The years of a log as the level reads them: what is kept of sessions that ended, and those that run.

A level asks for the day of every session of ten years. They do not change from one session's end
to the next, so they are kept then (`kept/training_span.py`); a log of which nothing is kept, or
by another rulebook, is read.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import DateField, DateTimeField, Exists, OuterRef

from logbook.clock import Moment
from logbook.log.exercise_history import new_movements
from logbook.log.sessions import last_ended
from logbook.models import SessionExercise, TrainingSession, TrainingSpan, User
from logbook.speed.compiled import Columns, Compiled, Given, athlete
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
    and the last day of it.
    """

    days: TrainedDays
    new: tuple[tuple[int, dt.date], ...]

    def stored(self) -> dict[str, Any]:
        """What is kept of it, as JSON; `span_from` is the same again."""
        return {
            "days": [day.isoformat() for day in self.days.days],
            "months": [list(month) for month in self.days.months],
            "new_movements": [[exercise, day.isoformat()] for exercise, day in self.new],
        }


def span_from(days: Any, months: Any, new_movements: Any) -> Span:
    """What `Span.stored` kept."""
    read = dt.date.fromisoformat
    return Span(
        TrainedDays(tuple(map(read, days)), tuple((y, m, count) for y, m, count in months)),
        tuple((exercise, read(day)) for exercise, day in new_movements),
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
        .values_list("exercise_id", "session_id", "local_date")[:_MOST_ROWS]
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


def span_of(
    lifter: User, last: Moment | None, kept: Span | None = None, changed: dt.datetime | None = None
) -> Span:
    """What the lifter's ended sessions say, read off the log; `last` is the latest one's start.

    Of what was `kept` before the sessions from an instant on were `changed`, what lies years before
    stays as it is.
    """
    if last is None:
        return Span(TrainedDays(), ())
    # A day of the lifter's may be the day before elsewhere: whoever reads it there needs it too.
    since = first = _since(last.day - _ONE_DAY)
    if kept is not None and changed is not None:
        first = max(since, TrainedDays.read_from(changed.date() - _TWO_DAYS, last.day))
    ended = _ENDED(
        athlete=lifter.pk,
        since=first,
        **{"from": dt.datetime.combine(first, dt.time.min, dt.UTC) - _TWO_DAYS},
    )
    days = [day for (day,) in ended]
    trained = TrainedDays.of(days)
    if kept is not None and first > since:
        trained = _cut(kept.days, since).with_months_from(first, days)
    return Span(trained, tuple(_new_of_ended(lifter, last)))


def _cut(trained: TrainedDays, since: dt.date) -> TrainedDays:
    """The days and months from the first day of one on."""
    days, months = trained.days, trained.months
    return TrainedDays(
        days[bisect_left(days, since) :],
        tuple(one for one in months if one[:2] >= (since.year, since.month)),
    )


def _new_of_ended(lifter: User, last: Moment) -> list[tuple[int, dt.date]]:
    """The new movements up to a session, as if none ran."""
    running = set(TrainingSession.objects.visible_to(lifter).running().values_list("pk", flat=True))
    days: dict[int, dt.date] = {}
    since = last.day - dt.timedelta(days=RECENT_DAYS)
    for exercise, session, day in _RECENT(athlete=lifter.pk, since=since, until=last.last_day):
        if session not in running:
            days.setdefault(exercise, day)
    days = dict(islice(days.items(), _MOST_MOVEMENTS))
    found = new_movements(lifter, days, last.at + dt.timedelta.resolution, without=running)
    return [(exercise, day) for exercise, day in days.items() if exercise in found]


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
