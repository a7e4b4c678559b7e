"""Starting, finishing, editing and deleting sessions, and the check-in before them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import BigIntegerField, F

from logbook.acts.gyms import gym_to_start_at
from logbook.advice.session_plan import items_of
from logbook.clock import local_date
from logbook.kept.keeping import keep_what_the_log_says
from logbook.kept.levels import keep_level
from logbook.log.deload import advice_of, is_deload_on
from logbook.log.locks import lock_lifter
from logbook.log.own import own_session
from logbook.log.programs import course_of
from logbook.log.readiness import check_in_of
from logbook.log.records import Place, place_of
from logbook.log.workbench import LEFT_ALONE
from logbook.models import SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, update
from programming.catalogue.entries import current_release
from programming.models import Workout


@transaction.atomic
def start_session(
    lifter: User,
    *,
    key: uuid.UUID,
    workout: Workout | None,
    now: dt.datetime,
    gym: int | None = None,
) -> TrainingSession:
    """Start a session from `workout`, or an empty one, at the gym of this key or at the last used.

    A repeated `key` answers with the session it started. The day is the lifter's day now and
    stays; the catalogue release is the one in force now and stays.
    """
    # Two starts of a lifter follow each other, and a check-in comes before a start or after it.
    lock_lifter(lifter)
    found = TrainingSession.objects.visible_to(lifter).filter(key=key).first()
    return found if found is not None else _start(lifter, key, workout, now, gym)


def _start(
    lifter: User, key: uuid.UUID, workout: Workout | None, now: dt.datetime, gym: int | None
) -> TrainingSession:
    release = current_release()
    day = local_date(now, lifter.zone)
    course = course_of(lifter, day) if workout is not None else None
    slot = course.slot_of(workout.pk, day) if course is not None and workout is not None else None
    session = TrainingSession.objects.create(
        athlete=lifter,
        key=key,
        name=workout.name if workout is not None else "Free session",
        workout=workout,
        followed=course.followed if course is not None and slot is not None else None,
        slot=slot.number if slot is not None else None,
        goal=slot.block.goal if slot is not None else "",
        release=release,
        check_in=check_in_of(lifter, day),
        is_deload=is_deload_on(advice_of(lifter), day) or (slot is not None and slot.is_deload),
        gym=gym_to_start_at(lifter, gym),
        started_at=now,
        zone=lifter.zone,
        local_date=day,
    )
    if workout is not None:
        SessionExercise.objects.bulk_create(items_of(session, workout))
    return session


def finish_session(lifter: User, session_id: int, *, now: dt.datetime) -> TrainingSession:
    """End the session now; ending it again changes nothing.

    One that was forgotten ended with its last set, or where there is none when it began: the clock
    of a day later is not a workout.
    The week's level is computed with it, the records it set, and whether a deload is due. The
    level reads years of days and rests on no end of a session: it is kept before anything is held.
    """
    if own_session(lifter, session_id).finished_at is None:
        # At the end, not the start: no first set should wait for years to be read.
        keep_level(lifter, now=now)
    return _finish(lifter, session_id, now)


@transaction.atomic
def _finish(lifter: User, session_id: int, now: dt.datetime) -> TrainingSession:
    session = own_session(lifter, session_id, lock=True)
    if session.finished_at is None:
        begun = _BEGUN(session=session.pk)
        last = max((at for _, at in begun), default=session.started_at)
        session.finished_at = last if now - last > LEFT_ALONE else now
        session.version += 1
        update(session, ("finished_at", "version"))
        done = [exercise for exercise, _ in begun]
        keep_what_the_log_says(lifter, done, place_of(session), {session.local_date})
    return session


_BEGUN = Compiled(
    lambda: (
        SessionExercise.objects.filter(session_id=Given("session", output_field=BigIntegerField()))
        .begun()
        .order_by("position", "pk")
        .values_list("exercise_id", "last_set_at")
    )
)


def _keep(lifter: User, session: TrainingSession, since: Place, days: set[dt.date]) -> None:
    """Put right what is kept of the exercises the session holds, from a place on, and of days."""
    done = session.exercises.begun().values_list("exercise_id", flat=True)
    keep_what_the_log_says(lifter, list(done), since, days)


@transaction.atomic
def reopen_session(lifter: User, session_id: int) -> TrainingSession:
    """Take the end off a session, so that it goes on."""
    session = own_session(lifter, session_id, lock=True)
    if session.finished_at is not None:
        session.finished_at = None
        session.version += 1
        session.save(update_fields=["finished_at", "version"])
        _keep(lifter, session, place_of(session), {session.local_date})
    return session


class SessionChangedError(Exception):
    """The session changed since the form was made; `saved` is how it stands now."""

    def __init__(self, saved: TrainingSession) -> None:
        super().__init__("This session was changed elsewhere.")
        self.saved = saved


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What the session form says; both times are UTC instants."""

    name: str
    note: str
    started_at: dt.datetime
    finished_at: dt.datetime | None


@transaction.atomic
def edit_session(
    lifter: User, session_id: int, *, version: int, entry: SessionEntry
) -> TrainingSession:
    """Change name, note or times; the day follows the start, in the session's own zone.

    To another day a session moves with its sets. One that moved sets its records where it stands
    now. Raises `SessionChangedError` when `version` is not the saved one.
    """
    session = own_session(lifter, session_id, lock=True)
    if session.version != version:
        raise SessionChangedError(session)
    stood, ended, day = place_of(session), session.finished_at, session.local_date
    moved = entry.started_at - session.started_at
    session.name, session.note = entry.name, entry.note
    session.finished_at = entry.finished_at
    session.version += 1
    if moved:
        _move(session, moved)
    session.save()
    if moved or (ended is None) != (session.finished_at is None):
        _keep(lifter, session, min(stood, place_of(session)), {day, session.local_date})
    return session


def _move(session: TrainingSession, by: dt.timedelta) -> None:
    """Put the session and what is in it at another place of the log; the session is not saved."""
    session.started_at += by
    day = local_date(session.started_at, session.zone)
    place = {"local_date": day, "started_at": session.started_at}
    if day == session.local_date:
        # A start put right by some minutes: the sets were done when they were.
        session.exercises.update(**place)
        session.sets.update(**place)
        return
    session.local_date = day
    session.exercises.update(**place, last_set_at=F("last_set_at") + by)
    session.sets.update(**place, logged_at=F("logged_at") + by)


@transaction.atomic
def delete_session(lifter: User, session_id: int) -> None:
    """Delete a session with everything in it; later records are those of the log without it."""
    session = own_session(lifter, session_id, lock=True)
    done = list(session.exercises.values_list("exercise_id", flat=True))
    stood, day = place_of(session), session.local_date
    session.delete()
    keep_what_the_log_says(lifter, done, stood, {day})
