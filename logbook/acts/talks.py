"""A coach and an athlete talk about a set, a session or a week, and a coach says what became of a breach."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from logbook.choices import Resolution, Side
from logbook.log.coaching import is_week_shown, links_of_coach
from logbook.log.locks import lock_lifter, lock_links, lock_session
from logbook.log.own import own_session
from logbook.log.talks import breach_in
from logbook.models import (
    BreachAnswer,
    CoachLink,
    Comment,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)

MOST_COMMENTS = 200
"""On one session or week (RepStack policy)."""


class TooManyCommentsError(Exception):
    """Enough was said of this session or week."""

    def __init__(self, where: str) -> None:
        super().__init__(f"There are {MOST_COMMENTS} comments on this {where}: talk about it.")


@dataclass(frozen=True, slots=True)
class _About:
    """What is talked about: a session with a set or an exercise of it, or a week by its Monday."""

    session: TrainingSession | None = None
    week: dt.date | None = None
    row_id: int | None = None
    exercise_id: int | None = None

    @property
    def place(self) -> Q:
        """The comments of the same session or week."""
        return Q(session=self.session) if self.session else Q(session=None, week=self.week)


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
    row_id: int | None = None,
    item_id: int | None = None,
    now: dt.datetime,
) -> Comment:
    """Say something of a session, of a set or of an exercise of it; a repeated `key` says it once.

    Raises `Http404` for what the link does not show, and `TooManyCommentsError`.
    """
    lock_session(link.athlete, session_id)
    held = _link_held(coach, link)
    session = own_session(link.athlete, session_id)
    if held.since is not None and session.local_date < held.since:
        raise Http404("Not shown.")
    about = _About(session, row_id=row_id, exercise_id=_exercise(session, row_id, item_id))
    return _said(held, about, Side.COACH, key, text, now)


def _exercise(session: TrainingSession, row_id: int | None, item_id: int | None) -> int | None:
    """The exercise of a set, or of an exercise of the session. Raises `Http404` for none of it."""
    rows = Set.objects.filter(session=session).values_list("pk", "exercise_id")
    items = SessionExercise.objects.filter(session=session).values_list("pk", "exercise_id")
    if row_id is not None:
        exercise_id = dict(rows.filter(pk=row_id)).get(row_id)
    elif item_id is not None:
        exercise_id = dict(items.filter(pk=item_id)).get(item_id)
    else:
        return None
    if exercise_id is None:
        raise Http404("Nothing of this session.")
    return exercise_id


@transaction.atomic
def comment_on_week(
    coach: User, link: CoachLink, monday: dt.date, *, key: uuid.UUID, text: str, now: dt.datetime
) -> Comment:
    """Say something of a week; a repeated `key` says it once.

    Raises `Http404` for a week that the link shows no day of, and `TooManyCommentsError`.
    """
    held = _link_held(coach, link)
    if not is_week_shown(held, monday, now):
        raise Http404("Not shown.")
    return _said(held, _About(week=monday), Side.COACH, key, text, now)


@transaction.atomic
def answer_comment(
    athlete: User, to: int, *, key: uuid.UUID, text: str, now: dt.datetime
) -> Comment:
    """Answer a comment of a coach's, where it stands; the coach reads it while the link holds.

    It settles what that coach said there. Raises `Http404` for a comment that is not the athlete's.
    """
    said = _own(athlete, to)
    if said.session_id is not None:
        lock_session(athlete, said.session_id)
    else:
        # A week has no row of its own to hold.
        lock_lifter(athlete)
    # Who coached them may have gone: it stands with the link.
    said = _own(athlete, to)
    about = _About(said.session, said.week, said.row_id, said.exercise_id)
    answer = _said(said.link, about, Side.ATHLETE, key, text, now)
    there = Comment.objects.filter(about.place, athlete=athlete, link=said.link, by=Side.COACH)
    there.filter(settled_at=None).update(settled_at=now)
    return answer


@transaction.atomic
def settle(athlete: User, comment_id: int, *, now: dt.datetime) -> Comment:
    """Put a comment away: it does not come with its exercise any more; again changes nothing.

    Raises `Http404` for a comment that is not the athlete's.
    """
    said = _own(athlete, comment_id)
    mine = Comment.objects.filter(pk=said.pk)
    mine.filter(settled_at=None).update(settled_at=now)
    mine.filter(read_at=None).update(read_at=now)
    return said


def mark_read(talk: Sequence[Comment], reader: Side, *, now: dt.datetime) -> None:
    """Keep that somebody found in its place what the other said."""
    unread = [one.pk for one in talk if one.by != reader and one.read_at is None]
    if unread:
        Comment.objects.filter(pk__in=unread, read_at=None).update(read_at=now)


def _own(athlete: User, comment_id: int) -> Comment:
    said = Comment.objects.visible_to(athlete).filter(pk=comment_id)
    found = said.select_related("session", "link").first()
    if found is None:
        raise Http404("No comment of yours.")
    return found


def _said(
    link: CoachLink, about: _About, by: Side, key: uuid.UUID, text: str, now: dt.datetime
) -> Comment:
    mine = Comment.objects.filter(athlete_id=link.athlete_id)
    there = mine.filter(key=key).first()
    if there is not None:
        return there
    if mine.filter(about.place).count() >= MOST_COMMENTS:
        raise TooManyCommentsError("session" if about.session else "week")
    return Comment.objects.create(
        athlete_id=link.athlete_id,
        link=link,
        session=about.session,
        week=about.week,
        row_id=about.row_id,
        exercise_id=about.exercise_id,
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
