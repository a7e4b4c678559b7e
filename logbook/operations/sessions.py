"""Starting, finishing, editing and deleting sessions, and the check-in before them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Max
from django.shortcuts import get_object_or_404

from logbook.clock import local_date
from logbook.compiled import Compiled, Given, athlete
from logbook.fatigue import advice_of, is_deload_on
from logbook.models import CheckIn, SessionExercise, Set, TrainingSession, User
from logbook.operations.keeping import keep_what_the_log_says
from logbook.operations.levels import keep_level
from logbook.operations.planning import check_in_again, sets_for_the_day
from logbook.records import Place, place_of
from logbook.suggesting import suggest
from programming.catalogue import current_release, entries
from programming.choices import Recovery, Sleep, Stress
from programming.models import Workout
from programming.rulebook import RULEBOOK_VERSION, Readiness, deload_recipe, readiness_state

# The rulebook asks hours and points; a tap names a band, so a number of that band stands for it.
_SLEEP_HOURS = {Sleep.UNDER_6: 5.0, Sleep.FROM_6_TO_7: 6.0, Sleep.FROM_7: 7.0}
_RECOVERY = {Recovery.POOR: 3, Recovery.FAIR: 6, Recovery.GOOD: 7}
_STRESS = {Stress.HIGH: 5, Stress.SOME: 3, Stress.LOW: 1}


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """The four taps; an empty string is a tap that was skipped."""

    sleep: str = ""
    short_nights: bool = False
    recovery: str = ""
    stress: str = ""
    energy_balance: str = ""

    def readiness(self) -> Readiness:
        """What the taps add up to (rulebook 6)."""
        return readiness_state(
            sleep_hours=_SLEEP_HOURS[Sleep(self.sleep)] if self.sleep else None,
            short_nights=self.short_nights,
            recovery=_RECOVERY[Recovery(self.recovery)] if self.recovery else None,
            stress=_STRESS[Stress(self.stress)] if self.stress else None,
            energy_balance=self.energy_balance or None,
        )


@transaction.atomic
def check_in(lifter: User, entry: CheckInEntry, *, now: dt.datetime) -> CheckIn:
    """Record how the lifter is today.

    It holds for the running session and later ones that day; open targets follow at once, saved
    sets keep theirs. The energy balance is kept for the next check-in.
    """
    readiness = entry.readiness()
    taken = CheckIn.objects.create(
        athlete=lifter,
        local_date=local_date(now, lifter.zone),
        taken_at=now,
        sleep=entry.sleep,
        short_nights=entry.short_nights,
        recovery=entry.recovery,
        stress=entry.stress,
        energy_balance=entry.energy_balance,
        state=readiness.state,
        points=readiness.points,
        points_without_energy=readiness.points_without_energy,
        rulebook_version=RULEBOOK_VERSION,
    )
    running = TrainingSession.objects.visible_to(lifter).filter(finished_at=None)
    for session in running.select_related("check_in"):
        check_in_again(lifter, session, taken)
    if entry.energy_balance and entry.energy_balance != lifter.energy_balance:
        lifter.energy_balance = entry.energy_balance
        lifter.save(update_fields=["energy_balance"])
    return taken


def check_in_of(lifter: User, day: dt.date) -> CheckIn | None:
    """The check-in in force on `day`: the latest."""
    return CheckIn.objects.visible_to(lifter).filter(local_date=day).order_by("-taken_at").first()


def running_session(lifter: User) -> TrainingSession | None:
    """The session the lifter is in, if any, with the counts of its sets."""
    return (
        TrainingSession.objects.visible_to(lifter)
        .filter(finished_at=None)
        .with_effort()
        .order_by("-started_at")
        .first()
    )


def start_session(
    lifter: User, *, key: uuid.UUID, workout: Workout | None, now: dt.datetime
) -> TrainingSession:
    """Start a session from `workout`, or an empty one.

    A repeated `key` answers with the session it started. The day is the lifter's day now and
    stays; the catalogue release is the one in force now and stays.
    """
    try:
        with transaction.atomic():
            found = TrainingSession.objects.visible_to(lifter).filter(key=key).first()
            if found is not None:
                return found
            return _start(lifter, key, workout, now)
    except IntegrityError:
        return TrainingSession.objects.visible_to(lifter).get(key=key)


def _start(
    lifter: User, key: uuid.UUID, workout: Workout | None, now: dt.datetime
) -> TrainingSession:
    release = current_release()
    day = local_date(now, lifter.zone)
    session = TrainingSession.objects.create(
        athlete=lifter,
        key=key,
        name=workout.name if workout is not None else "Free session",
        workout=workout,
        release=release,
        check_in=check_in_of(lifter, day),
        is_deload=is_deload_on(advice_of(lifter), day),
        started_at=now,
        zone=lifter.zone,
        local_date=day,
    )
    if workout is not None:
        SessionExercise.objects.bulk_create(items_of(session, workout))
    return session


def items_of(session: TrainingSession, workout: Workout) -> list[SessionExercise]:
    """The exercises of `workout` as `session` would begin with them, unsaved."""
    planned = list(workout.planned.all())
    risks = entries(session.release_id)
    safeties = last_safeties(session.athlete, [one.exercise_id for one in planned])
    items = [
        SessionExercise(
            athlete=session.athlete,
            session=session,
            exercise_id=one.exercise_id,
            risk=risks[one.exercise_id],
            position=position,
            role=one.role,
            planned_sets=deload_recipe().sets(one.sets) if session.is_deload else one.sets,
            reps_bottom=one.reps_bottom,
            reps_top=one.reps_top,
            rest_seconds=one.rest_seconds,
            safeties=safeties.get(one.exercise_id, ""),
            local_date=session.local_date,
        )
        for position, one in enumerate(planned, start=1)
    ]
    sets_for_the_day(session, items)
    suggest(session.athlete, session, items)
    return items


_LAST_SAFETIES = Compiled(
    lambda: (
        Set.objects.live()
        .filter(athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField()))
        .order_by("-logged_at", "-number")
        .values_list("exercise_id", "safeties")[:1]
    )
)


def last_safeties(lifter: User, exercise_ids: list[int]) -> dict[int, str]:
    """The safeties of the lifter's last set of each exercise, in one query (rulebook 1)."""
    return dict(_LAST_SAFETIES.of_each("exercise", set(exercise_ids), athlete=lifter.pk))


def own_session(lifter: User, session_id: int, *, lock: bool = False) -> TrainingSession:
    """The lifter's session. Raises `Http404` where it is not theirs."""
    sessions = TrainingSession.objects.visible_to(lifter).select_related("check_in")
    if lock:
        sessions = sessions.select_for_update(of=("self",))
    return get_object_or_404(sessions, pk=session_id)


@transaction.atomic
def finish_session(lifter: User, session_id: int, *, now: dt.datetime) -> TrainingSession:
    """End the session now; ending it again changes nothing.

    One that was forgotten ended with its last set: the clock of a day later is not a workout.
    The week's level is computed with it, the records it set, and whether a deload is due.
    """
    session = own_session(lifter, session_id, lock=True)
    if session.finished_at is None:
        last = session.exercises.aggregate(last=Max("last_set_at"))["last"]
        forgotten = last is not None and now - last > dt.timedelta(hours=3)
        session.finished_at = last if forgotten else now
        session.version += 1
        session.save(update_fields=["finished_at", "version"])
        keep_level(lifter, now=now)
        _keep(lifter, session, place_of(session))
    return session


def _keep(lifter: User, session: TrainingSession, since: Place) -> None:
    """Put right what is kept of the exercises the session holds, from a place on."""
    done = session.exercises.exclude(last_set_at=None).values_list("exercise_id", flat=True)
    keep_what_the_log_says(lifter, list(done), since)


@transaction.atomic
def reopen_session(lifter: User, session_id: int) -> TrainingSession:
    """Take the end off a session, so that it goes on."""
    session = own_session(lifter, session_id, lock=True)
    if session.finished_at is not None:
        session.finished_at = None
        session.version += 1
        session.save(update_fields=["finished_at", "version"])
        _keep(lifter, session, place_of(session))
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

    A session that moved sets its records where it stands now. Raises `SessionChangedError` when `version` is not the saved one.
    """
    session = own_session(lifter, session_id, lock=True)
    if session.version != version:
        raise SessionChangedError(session)
    moved = entry.started_at != session.started_at
    stood, was_finished = place_of(session), session.finished_at is not None
    session.name, session.note = entry.name, entry.note
    session.started_at, session.finished_at = entry.started_at, entry.finished_at
    session.version += 1
    if moved:
        session.local_date = local_date(entry.started_at, session.zone)
        session.exercises.update(local_date=session.local_date)
        session.sets.update(local_date=session.local_date)
    session.save()
    if moved or was_finished != (session.finished_at is not None):
        _keep(lifter, session, min(stood, place_of(session)))
    return session


@transaction.atomic
def delete_session(lifter: User, session_id: int) -> None:
    """Delete a session with everything in it; later records are those of the log without it."""
    session = own_session(lifter, session_id, lock=True)
    done = list(session.exercises.values_list("exercise_id", flat=True))
    stood = place_of(session)
    session.delete()
    keep_what_the_log_says(lifter, done, stood)
