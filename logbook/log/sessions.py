"""Of sessions: the one that runs, and the safeties each exercise last had."""

from __future__ import annotations

import datetime as dt

from django.db.models import BigIntegerField, OuterRef, Subquery

from logbook.clock import Moment
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete

PAGE_SIZE = 20
_A_DAY_ANYWHERE = dt.timedelta(hours=50)


def running_session(lifter: User) -> TrainingSession | None:
    """The session the lifter is in, if any, with the counts of its sets."""
    return (
        TrainingSession.objects.visible_to(lifter)
        .running()
        .with_effort()
        .order_by("-started_at")
        .first()
    )


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


_LAST_SAFETIES = Compiled(
    lambda: (
        Set.objects.live()
        .filter(athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField()))
        .latest_first()
        .values_list("exercise_id", "safeties")[:1]
    )
)


def last_safeties(lifter: User, exercise_ids: list[int]) -> dict[int, str]:
    """The safeties of the lifter's last set of each exercise, in one query (rulebook 1)."""
    return dict(_LAST_SAFETIES.of_each("exercise", set(exercise_ids), athlete=lifter.pk))


def is_first_session(lifter: User, session: TrainingSession) -> bool:
    """Whether the lifter has no other session on record."""
    return not TrainingSession.objects.visible_to(lifter).exclude(pk=session.pk).exists()


def notes_before(lifter: User, session: TrainingSession) -> dict[int, tuple[dt.date, str]]:
    """What was noted on the session's exercises the last time each came, with the day; in one query."""
    last = (
        SessionExercise.objects.visible_to(lifter)
        .filter(exercise_id=OuterRef("exercise_id"), started_at__lt=session.started_at)
        .latest_first()
    )
    found = session.exercises.order_by().values_list(
        "exercise_id", Subquery(last.values("local_date")[:1]), Subquery(last.values("note")[:1])
    )
    return {exercise: (day, note) for exercise, day, note in found if note}
