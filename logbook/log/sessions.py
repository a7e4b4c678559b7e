"""Of sessions: the one that runs, those that ended, pages of them, and what was noted before one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField
from django.shortcuts import get_object_or_404

from logbook.choices import Side
from logbook.clock import Moment
from logbook.models import Comment, ExerciseHabit, SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of, together

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
    lifter: User, before: tuple[dt.datetime, int] | None = None, size: int = PAGE_SIZE
) -> tuple[list[TrainingSession], TrainingSession | None]:
    """The lifter's sessions, latest first, and the one the next page begins after, if there is one.

    A page starts behind the (start, key) it is told, so the hundredth costs what the first does.
    """
    sessions = TrainingSession.objects.visible_to(lifter)
    if before is not None:
        sessions = sessions.started_before(*before)
    # The keys are picked first: limited after counting, the sets of all sessions are counted.
    keys = sessions.latest_first().values("pk")[: size + 1]
    found = TrainingSession.objects.visible_to(lifter).filter(pk__in=keys)
    rows = list(found.with_effort().latest_first())
    shown = rows[:size]
    return shown, shown[-1] if len(rows) > size else None


def counted_session(lifter: User, session_id: int) -> TrainingSession:
    """The lifter's session with the counts of its sets. Raises `Http404` where it is not theirs."""
    rows = TrainingSession.objects.visible_to(lifter).select_related("check_in").with_effort()
    return get_object_or_404(rows, pk=session_id)


def sessions_since(lifter: User, since: dt.date | None, most: int) -> list[TrainingSession]:
    """The latest sessions with the counts of their sets, as far back as a day or all of them."""
    sessions = TrainingSession.objects.visible_to(lifter)
    if since is not None:
        sessions = sessions.filter(local_date__gte=since)
    keys = sessions.latest_first().values("pk")[:most]
    found = TrainingSession.objects.visible_to(lifter).filter(pk__in=keys)
    return list(found.with_effort().latest_first())


def start_of(session: TrainingSession) -> Moment:
    """The moment a session began, which the log before it is read up to."""
    return Moment(session.local_date, session.started_at)


_LAST_ENDED = Compiled(
    lambda: (
        TrainingSession.objects.finished()
        .filter(athlete_id=athlete())
        .latest_first()
        .values_list("local_date", "started_at")[:1]
    )
)


def last_ended(lifter: User) -> Moment | None:
    """The start of the lifter's latest session that has ended, None before the first."""
    found = _LAST_ENDED(athlete=lifter.pk)
    return Moment(*found[0]) if found else None


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
        .values_list("local_date", "note")[:1]
    )
)


_KEPT_NOTE = Compiled(
    lambda: ExerciseHabit.objects.filter(
        athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField())
    ).values_list("note", "note_version")
)


# What a coach said of the exercise last and nobody settled, while they coach.
_SAID = Compiled(
    lambda: (
        Comment.objects.filter(
            athlete_id=athlete(),
            exercise_id=Given("exercise", output_field=BigIntegerField()),
            by=Side.COACH,
            settled_at=None,
            link__ended_at=None,
        )
        .order_by("-made_at", "-pk")
        .values_list(
            "pk", "session_id", "text", "made_at", "link__coach__name", "link__coach__email"
        )[:1]
    )
)


class Said(NamedTuple):
    """What a coach said of an exercise, in which session, and who."""

    pk: int
    session_id: int
    text: str
    made_at: dt.datetime
    name: str
    email: str

    @property
    def coach(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.email


class Noted(NamedTuple):
    """What was noted on an exercise: the last time it came, with the day, and for good.

    `version` is of the note that stays, 0 before the first; `said` is a coach's, until it is settled.
    """

    day: dt.date | None = None
    text: str = ""
    kept: str = ""
    version: int = 0
    said: Said | None = None


def notes_on(
    lifter: User, session: TrainingSession, exercise_ids: Iterable[int]
) -> dict[int, Noted]:
    """What was noted on each of the exercises before a session and for good, and said, in one query."""
    wanted = list(dict.fromkeys(exercise_ids))
    given = {"athlete": lifter.pk, "started_at": session.started_at}
    parts = [
        (one, {**given, "exercise": pk}) for pk in wanted for one in (_LAST_NOTE, _KEPT_NOTE, _SAID)
    ]
    rows = iter(together(*parts))
    found = {}
    for pk in wanted:
        last, kept, said = next(rows), next(rows), next(rows)
        day, text = last[0] if last and last[0][1] else (None, "")
        note, version = kept[0] if kept else ("", 0)
        found[pk] = Noted(day, text, note, version, Said(*said[0]) if said else None)
    return found
