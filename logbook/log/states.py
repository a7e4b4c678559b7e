"""What tells one state of sessions, and of exercises in the log, from another, without reading their sets.

What is made ready beside the log is only right for the log that was read. Under the lock it is asked whether it still is,
in numbers the engine adds up: every change of a set, an exercise or a session bumps a version, adds a row or takes
one, and where an exercise becomes another one, its key is another.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable

from django.db.models import Count, F, Q, Sum

from logbook.log.records import Place
from logbook.models import (
    Comment,
    ExerciseRecord,
    ImportedSession,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)

_KEYS_AT_ONCE = 500
State = tuple[Hashable, ...]


def states_of(lifter: User, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, State]:
    """By key: the state of each of these sessions; one that is gone is not in it."""
    wanted, found = sorted(keys), dict[uuid.UUID, State]()
    for at in range(0, len(wanted), _KEYS_AT_ONCE):
        found |= _states(lifter, Q(key__in=wanted[at : at + _KEYS_AT_ONCE]))
    return found


def stood_between(lifter: User, first: dt.datetime, last: dt.datetime) -> int:
    """What tells one state of this time's sessions from another, as far as a file is compared with them."""
    brought = ImportedSession.objects.visible_to(lifter).filter(started_at__range=(first, last))
    keys = dict(brought.order_by("pk").values_list("pk", "session_key"))
    found = _states(lifter, Q(started_at__range=(first, last)))
    found |= states_of(lifter, set(keys.values()) - found.keys())
    return hash((tuple(keys.items()), frozenset(found.items())))


def _states(lifter: User, which: Q) -> dict[uuid.UUID, State]:
    sessions = TrainingSession.objects.visible_to(lifter).filter(which)
    heads = sessions.values_list("pk", "key", "version", "started_at", "finished_at")
    # The session's athlete leads its indexes.
    within: dict[str, object] = {"session__athlete": lifter}
    theirs = Q(**within) & Q(session__in=sessions.order_by().values("pk"))
    sums: dict[int, list[Hashable]] = defaultdict(list)
    sets = Set.objects.visible_to(lifter).filter(theirs).order_by().values("session_id")
    for session, *rest in sets.annotate(
        n=Count("pk"), keys=Sum("pk"), versions=Sum("version"), gone=Count("deleted_at"),
        of=Sum(F("pk") * F("exercise_id")),
    ).values_list("session_id", "n", "keys", "versions", "gone", "of"):  # fmt: skip
        sums[session].append(tuple(rest))
    items = SessionExercise.objects.visible_to(lifter).filter(theirs).order_by()
    for session, *rest in items.values("session_id").annotate(
        n=Count("pk"), keys=Sum("pk"), versions=Sum("version"),
        pain=Count("pk", filter=Q(has_pain=True)), of=Sum(F("pk") * F("exercise_id")),
        places=Sum(F("pk") * F("position")),
    ).values_list("session_id", "n", "keys", "versions", "pain", "of", "places"):  # fmt: skip
        sums[session].append(("items", *rest))
    said = Comment.objects.filter(theirs).order_by().values("session_id")
    for session, count in said.annotate(n=Count("pk")).values_list("session_id", "n"):
        sums[session].append(("comments", count))
    return {key: (version, *rest, *sums[pk]) for pk, key, version, *rest in heads}


def states_of_exercises(lifter: User, exercises: Collection[int], since: Place) -> dict[int, State]:
    """By exercise: the state of its log from a place on, and of the records kept of it."""
    found: dict[int, list[Hashable]] = defaultdict(list)
    items = SessionExercise.objects.visible_to(lifter).filter(
        exercise__in=exercises, started_at__gte=since.started_at
    )
    sums = items.order_by().values("exercise_id").annotate(
        n=Count("sets"), keys=Sum("sets__pk"), versions=Sum("sets__version"),
        gone=Count("sets__deleted_at"), sessions=Sum("session__version"),
        ended=Count("session__finished_at"),
    )  # fmt: skip
    for exercise, *rest in sums.values_list(
        *("exercise_id", "n", "keys", "versions", "gone", "sessions", "ended")
    ):
        found[exercise].append(tuple(rest))
    # A row is never changed in place, so its key says what is in it.
    kept = ExerciseRecord.objects.visible_to(lifter).filter(exercise__in=exercises)
    for exercise, pk in kept.order_by("pk").values_list("exercise_id", "pk"):
        found[exercise].append(pk)
    return {exercise: tuple(rows) for exercise, rows in found.items()}
