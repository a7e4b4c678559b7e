"""The door: what is the lifter’s own, else 404."""

from __future__ import annotations

from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import get_object_or_404

from logbook.log.locks import lock_session, lock_session_of
from logbook.models import CheckIn, SessionExercise, Set, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of

_SESSION = Compiled(
    lambda: TrainingSession.objects.filter(
        athlete_id=athlete(), pk=Given("session", output_field=BigIntegerField())
    ).values_list(*columns_of(TrainingSession), *columns_of(CheckIn, "check_in__"))
)


def own_item(lifter: User, item_id: int, *, lock: bool = False) -> SessionExercise:
    """The lifter's session exercise. Raises `Http404` where it is not theirs.

    With `lock` as it stands once its session is held, until the transaction ends.
    """
    if lock:
        lock_session_of(lifter, item_id)
    items = SessionExercise.objects.visible_to(lifter).select_related("risk", "session")
    return get_object_or_404(items, pk=item_id)


def own_session(lifter: User, session_id: int, *, lock: bool = False) -> TrainingSession:
    """The lifter's session. Raises `Http404` where it is not theirs.

    With `lock` as it stands once it is held, until the transaction ends.
    """
    if lock:
        lock_session(lifter, session_id)
    for row in _SESSION(athlete=lifter.pk, session=session_id):
        columns = iter(row)
        session = row_of(TrainingSession, columns)
        session.check_in = row_of(CheckIn, columns) if session.check_in_id is not None else None
        return session
    raise Http404("Not a session of yours.")


def own_set(lifter: User, set_id: int) -> Set:
    """The lifter's set, deleted or not. Raises `Http404` where it is not theirs."""
    rows = Set.objects.visible_to(lifter).select_related("session_exercise")
    return get_object_or_404(rows, pk=set_id)


def deleted_set(lifter: User, session: TrainingSession, set_id: int) -> Set | None:
    """A set of the session that was deleted and can come back; None for any other."""
    return Set.objects.visible_to(lifter).gone().filter(session=session, pk=set_id).first()
