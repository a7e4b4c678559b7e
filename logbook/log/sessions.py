"""Of sessions: the one that runs, pages of them, and what was noted before one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import BigIntegerField, DateTimeField

from logbook.clock import Moment
from logbook.models import SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of

PAGE_SIZE = 20
_A_DAY_ANYWHERE = dt.timedelta(hours=50)


_EFFORT = ("done", "planned", "hit", "close", "easy")
_RUNNING = Compiled(
    lambda: (
        TrainingSession.objects.running()
        .filter(athlete_id=athlete())
        .with_effort()
        .order_by("-started_at")
        .values_list(*columns_of(TrainingSession), *_EFFORT)[:1]
    )
)


def running_session(lifter: User) -> TrainingSession | None:
    """The session the lifter is in, if any, with the counts of its sets."""
    for row in _RUNNING(athlete=lifter.pk):
        columns = iter(row)
        session = row_of(TrainingSession, columns)
        for name, count in zip(_EFFORT, columns, strict=True):
            setattr(session, name, count)
        return session
    return None


def finished_on(lifter: User, day: dt.date, *, now: dt.datetime) -> TrainingSession | None:
    """The session of the lifter's `day` that ended last before `now`, with the counts of its sets.

    A day of theirs began two days ago at most, wherever they were: the index is read that far.
    """
    lately = TrainingSession.objects.visible_to(lifter).finished()
    keys = lately.filter(started_at__gte=now - _A_DAY_ANYWHERE, local_date=day)
    last = keys.latest_first().values("pk")[:1]
    return TrainingSession.objects.visible_to(lifter).filter(pk__in=last).with_effort().first()


def page_of_sessions(
    lifter: User, before: tuple[dt.datetime, int] | None = None
) -> tuple[list[TrainingSession], TrainingSession | None]:
    """The lifter's sessions, latest first, and the one the next page begins after, if there is one.

    A page starts behind the (start, key) it is told, so the hundredth costs what the first does.
    """
    sessions = TrainingSession.objects.visible_to(lifter)
    if before is not None:
        sessions = sessions.started_before(*before)
    # The keys are picked first: limited after counting, the sets of all sessions are counted.
    keys = sessions.latest_first().values("pk")[: PAGE_SIZE + 1]
    found = TrainingSession.objects.visible_to(lifter).filter(pk__in=keys)
    rows = list(found.with_effort().latest_first())
    shown = rows[:PAGE_SIZE]
    return shown, shown[-1] if len(rows) > PAGE_SIZE else None


def start_of(session: TrainingSession) -> Moment:
    """The moment a session began, which the log before it is read up to."""
    return Moment(session.local_date, session.started_at)


def last_ended(lifter: User) -> Moment | None:
    """The start of the lifter's latest session that has ended, None before the first."""
    ended = TrainingSession.objects.visible_to(lifter).finished().latest_first()
    found = ended.values_list("local_date", "started_at").first()
    return Moment(*found) if found is not None else None


def has_trained(person: User) -> bool:
    """Whether there is any session of theirs."""
    return TrainingSession.objects.visible_to(person).exists()


def is_first_session(lifter: User, session: TrainingSession) -> bool:
    """Whether the lifter has no other session on record."""
    return not TrainingSession.objects.visible_to(lifter).exclude(pk=session.pk).exists()


_LAST_NOTE = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(),
            exercise_id=Given("exercise", output_field=BigIntegerField()),
            started_at__lt=Given("started_at", output_field=DateTimeField()),
        )
        .latest_first()
        .values_list("exercise_id", "local_date", "note")[:1]
    )
)


def notes_before(
    lifter: User, session: TrainingSession, exercise_ids: Iterable[int]
) -> dict[int, tuple[dt.date, str]]:
    """What was noted on the exercises the last time each came before a session, with the day.

    In one query.
    """
    found = _LAST_NOTE.of_each(
        "exercise", set(exercise_ids), athlete=lifter.pk, started_at=session.started_at
    )
    return {exercise: (day, note) for exercise, day, note in found if note}
