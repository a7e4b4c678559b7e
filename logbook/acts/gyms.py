"""The gyms a lifter trains at, and at which of them a session is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.http import Http404

from logbook.advice.suggestions import suggest
from logbook.log.locks import lock_lifter, lock_sessions
from logbook.log.own import own_session
from logbook.models import ExerciseHabit, SessionExercise, TrainingSession, User
from logbook.models.gyms import MOST_GYMS, Gym, all_gyms, default_gym, gym_named


class GymRefusedError(Exception):
    """What cannot be done to the lifter's gyms, with the sentence that says why."""


class GymChangedError(Exception):
    """The gym changed since the form was made; `saved` is how it stands now."""

    def __init__(self, saved: Gym) -> None:
        super().__init__("This gym was changed elsewhere.")
        self.saved = saved


def _held(lifter: User) -> list[Gym]:
    """The lifter's gyms as they stand once the lifter's row is held."""
    lock_lifter(lifter)
    lifter.refresh_from_db(fields=["gyms", "last_gym"])
    return all_gyms(lifter)


def _write(lifter: User, gyms: list[Gym]) -> None:
    lifter.gyms = [one.stored() for one in gyms]
    lifter.save(update_fields=["gyms", "last_gym"])


@transaction.atomic
def state_gym(lifter: User, gym: Gym, *, version: int) -> Gym:
    """Keep what a lifter stated of one of their gyms.

    A bar that was given another name keeps the exercises that are done with it. Raises
    `GymChangedError` when `version` is not the saved one, unless what is said is what stands; `Http404`
    for a gym that is not theirs.
    """
    running = list(
        TrainingSession.objects.visible_to(lifter).running().values_list("pk", flat=True)
    )
    lock_sessions(running)
    gyms = _held(lifter)
    saved = next((one for one in gyms if one.key == gym.key), None)
    if saved is None:
        raise Http404("Not a gym of yours.")
    said = replace(gym, version=saved.version, is_closed=saved.is_closed)
    if said == saved:
        return saved
    if saved.version != version:
        raise GymChangedError(saved)
    now = replace(said, version=saved.version + 1)
    kept = [now if one.key == gym.key else one for one in gyms]
    _write(lifter, kept)
    for old, new in _renamed(saved, now, kept).items():
        ExerciseHabit.objects.visible_to(lifter).filter(bar=old).update(bar=new)
        items = SessionExercise.objects.visible_to(lifter).filter(session__in=running, bar=old)
        items.update(bar=new)
    return now


def _renamed(before: Gym, now: Gym, gyms: list[Gym]) -> Mapping[str, str]:
    """The bars that have another name now, where no gym knows the old one any more."""
    known = {bar.name for one in gyms for bar in one.other_bars or ()}
    earlier = {bar.name for bar in before.other_bars or ()}
    gone = [bar.name for bar in before.other_bars or () if bar.name not in known]
    come = [bar.name for bar in now.other_bars or () if bar.name not in earlier]
    return dict(zip(gone, come, strict=True)) if len(gone) == len(come) else {}


@transaction.atomic
def add_gym(lifter: User, name: str) -> Gym:
    """Train at another gym as well; it has what most have until something is stated.

    One that stands already under this name is answered instead of a second one, and opened again.
    Raises `GymRefusedError` without a name, and for more than anybody trains at.
    """
    if not name:
        raise GymRefusedError("Give the gym a name, like Home.")
    gyms = _held(lifter)
    same = next((one for one in gyms if one.called.casefold() == name.casefold()), None)
    if same is not None and not same.is_closed and lifter.gyms:
        return same
    if same is None and len(gyms) >= MOST_GYMS:
        raise GymRefusedError(f"{MOST_GYMS} gyms are the most there can be.")
    new = replace(same, is_closed=False) if same is not None else Gym(key=_next(gyms), name=name)
    _write(lifter, [*(one for one in gyms if one.key != new.key), new])
    return new


def _next(gyms: list[Gym]) -> int:
    return max(one.key for one in gyms) + 1


@transaction.atomic
def close_gym(lifter: User, key: int, *, is_closed: bool) -> None:
    """Train at a gym no more, or again: what it has and which sessions were there stays.

    Raises `GymRefusedError` for the only one there is, `Http404` for one that is not theirs.
    """
    gyms = _held(lifter)
    if all(one.key != key for one in gyms):
        raise Http404("Not a gym of yours.")
    changed = [replace(one, is_closed=is_closed) if one.key == key else one for one in gyms]
    if all(one.is_closed for one in changed):
        raise GymRefusedError("This is the only gym you train at.")
    if is_closed and lifter.last_gym == key:
        lifter.last_gym = next(one.key for one in changed if not one.is_closed)
    _write(lifter, changed)


def gym_to_start_at(lifter: User, key: int | None) -> int:
    """The key a new session keeps: of the gym chosen, which is the last used from now on, else of that.

    Called by who holds the lifter. Raises `Http404` for a gym that is not theirs.
    """
    if key is None:
        return default_gym(lifter).key
    if gym_named(lifter, key) is None:
        raise Http404("Not a gym of yours.")
    if lifter.last_gym != key:
        lifter.last_gym = key
        lifter.save(update_fields=["last_gym"])
    return key


@transaction.atomic
def move_to_gym(lifter: User, session_id: int, key: int) -> TrainingSession:
    """Say that a session is at another gym: what is suggested for what is not begun follows.

    Raises `Http404` for a session or gym that is not theirs.
    """
    session = own_session(lifter, session_id, lock=True)
    lock_lifter(lifter)
    lifter.refresh_from_db(fields=["gyms", "last_gym"])
    if session.gym == gym_to_start_at(lifter, key):
        return session
    session.gym = key
    session.save(update_fields=["gym"])
    items = list(session.exercises.untouched().select_related("risk"))
    for item in items:
        item.session = session
    suggest(lifter, session, items)
    for item in items:
        item.save(update_fields=["suggestion", "takes_suggestion"])
    return session
