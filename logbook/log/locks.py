"""The one order of locks: sessions' rows, then links to coaches, then people, then a program's row.

Of several of a kind the one with the lowest key comes first.

The row of a session stands for everything in it: whoever writes its exercises, sets or dates, or
what is kept of them, holds it, and reads what it writes upon after that. Two acts on one session
so follow each other, and two that hold one row each never wait for each other in a circle.
SQLite lets one transaction write at a time; there these are plain reads.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import BigIntegerField, QuerySet
from django.http import Http404

from logbook.models import CoachLink, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete

# So many keys fit any engine's query.
_AT_ONCE = 200
# Not `FOR UPDATE`: the key stays, so whoever only points to the row need not wait.
_SESSION_OF_ITEM = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), exercises=Given("item", output_field=BigIntegerField())
        )
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk")
    )
)

_SESSION = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), pk=Given("session", output_field=BigIntegerField())
        )
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk")
    )
)
_LIFTER = Compiled(
    lambda: User.objects.filter(pk=athlete()).select_for_update(no_key=True).values_list("pk")
)


def lock_session_of(lifter: User, item_id: int) -> None:
    """Hold the session of a session exercise until the transaction ends.

    Raises `Http404` where the exercise is not the lifter's, or went while this waited. What was
    read before is old by now: read it again.
    """
    if not _SESSION_OF_ITEM(athlete=lifter.pk, item=item_id):
        raise Http404("Not an exercise of a session of yours.")


def lock_session(lifter: User, session_id: int) -> None:
    """Hold a session until the transaction ends. Raises `Http404` where it is not the lifter's."""
    if not _SESSION(athlete=lifter.pk, session=session_id):
        raise Http404("Not a session of yours.")


def lock_sessions(keys: Iterable[int]) -> list[int]:
    """Hold several sessions, in the order of their keys, and say which are still there."""
    wanted, held = sorted(set(keys)), list[int]()
    for at in range(0, len(wanted), _AT_ONCE):
        held += _locked(TrainingSession.objects.filter(pk__in=wanted[at : at + _AT_ONCE]))
    return held


def _locked(sessions: QuerySet[TrainingSession]) -> list[int]:
    held = sessions.order_by("pk").select_for_update(of=("self",), no_key=True)
    return list(held.values_list("pk", flat=True))


def lock_links(links: QuerySet[CoachLink]) -> list[CoachLink]:
    """Hold links of these until the transaction ends, and say how each stands now.

    Whoever shows or writes down that something was shown holds the link meanwhile, and whoever
    ends it does: the one waits for the other.
    """
    held = links.order_by("pk").select_for_update(of=("self",), no_key=True)
    return list(held)


def lock_people(*people: User) -> None:
    """Hold the rows of several. Raises `Http404` where one of the accounts went meanwhile."""
    keys = {one.pk for one in people}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys, is_active=True)
    if len(rows.order_by("pk").values_list("pk", flat=True)) < len(keys):
        raise Http404("One of these accounts is gone.")


def lock_those(people: QuerySet[User]) -> dict[int, User]:
    """Hold the rows of these, in the order of their keys; who went meanwhile is not among them."""
    return {one.pk: one for one in people.order_by("pk").select_for_update(no_key=True)}


def lock_lifter(lifter: User) -> None:
    """Hold the lifter's row: one transaction at a time keeps what is kept over all sessions.

    Take it last. Whoever holds it waits for no session. Raises `Http404` where the account went
    while this waited.
    """
    if not _LIFTER(athlete=lifter.pk):
        raise Http404("This account is deleted.")
