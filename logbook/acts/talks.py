"""A coach and an athlete talk about a set or a session, and a coach says what became of a breach."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404

from logbook.choices import Resolution, Side
from logbook.log.coaching import links_of_coach
from logbook.log.locks import lock_links, lock_session
from logbook.log.own import own_session
from logbook.log.talks import breach_in
from logbook.models import BreachAnswer, CoachLink, Comment, Set, TrainingSession, User

MOST_COMMENTS = 200
"""On one session (RepStack policy)."""


class TooManyCommentsError(Exception):
    """Enough was said of this session."""

    def __init__(self) -> None:
        super().__init__(f"There are {MOST_COMMENTS} comments on this session: talk about it.")


def _link_held(coach: User, link: CoachLink) -> CoachLink:
    """The link as it stands, held. Raises `Http404` where it ended meanwhile."""
    found = lock_links(links_of_coach(coach).filter(pk=link.pk))
    if not found:
        raise Http404("Nobody you coach.")
    return found[0]


@transaction.atomic
def comment(
    coach: User,
    link: CoachLink,
    session_id: int,
    *,
    key: uuid.UUID,
    text: str,
    row_id: int | None,
    now: dt.datetime,
) -> Comment:
    """Say something of a session, or of a set of it; a repeated `key` says it once.

    Raises `Http404` for what the link does not show, and `TooManyCommentsError`.
    """
    lock_session(link.athlete, session_id)
    held = _link_held(coach, link)
    session = own_session(link.athlete, session_id)
    if held.since is not None and session.local_date < held.since:
        raise Http404("Not shown.")
    return _said(held, session, Side.COACH, key, text, row_id, now)


@transaction.atomic
def answer_comment(
    athlete: User, session_id: int, *, to: int, key: uuid.UUID, text: str, now: dt.datetime
) -> Comment:
    """Answer a comment of a coach's, where it stands; the coach reads it while the link holds.

    Raises `Http404` for a comment on no session of the athlete's.
    """
    lock_session(athlete, session_id)
    session = own_session(athlete, session_id)
    said = Comment.objects.visible_to(athlete).filter(pk=to, session=session).first()
    if said is None:
        raise Http404("Nothing to answer.")
    return _said(said.link, session, Side.ATHLETE, key, text, said.row_id, now)


def _said(
    link: CoachLink,
    session: TrainingSession,
    by: Side,
    key: uuid.UUID,
    text: str,
    row_id: int | None,
    now: dt.datetime,
) -> Comment:
    there = Comment.objects.filter(athlete_id=link.athlete_id, key=key).first()
    if there is not None:
        return there
    if Comment.objects.filter(athlete_id=link.athlete_id, session=session).count() >= MOST_COMMENTS:
        raise TooManyCommentsError
    if row_id is not None and not Set.objects.filter(session=session, pk=row_id).exists():
        raise Http404("No set of this session.")
    return Comment.objects.create(
        athlete_id=link.athlete_id,
        link=link,
        session=session,
        row_id=row_id,
        key=key,
        by=by,
        text=text,
        made_at=now,
    )


@transaction.atomic
def answer_breach(
    coach: User, link: CoachLink, set_id: int, resolution: Resolution, *, now: dt.datetime
) -> BreachAnswer:
    """Say what became of a breach; said again, the last word holds. Raises `Http404`."""
    row = breach_in(link, set_id)
    if row is None:
        raise Http404("No breach you may see.")
    lock_session(link.athlete, row.session_id)
    held = _link_held(coach, link)
    if breach_in(held, set_id) is None:
        raise Http404("No breach you may see.")
    answer, _ = BreachAnswer.objects.update_or_create(
        link=held,
        row=row,
        defaults={"athlete_id": held.athlete_id, "resolution": resolution, "made_at": now},
    )
    return answer


@transaction.atomic
def reopen_breach(coach: User, link: CoachLink, set_id: int) -> None:
    """Take back what was said of a breach: it is open again; again changes nothing."""
    held = _link_held(coach, link)
    if breach_in(held, set_id) is None:
        raise Http404("No breach you may see.")
    BreachAnswer.objects.filter(link=held, row_id=set_id).delete()
