"""What a coach is told: answers not read yet, links that began or ended. Derived, nothing is kept.

So what a link does not show any more is in no notice: there is none to cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, DateTimeField

from logbook.choices import Side
from logbook.log.talks import is_shown_by, unread_answers
from logbook.models import CoachLink, CoachList, Comment, User
from logbook.speed.compiled import Compiled, Given, together

ANSWERS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Notices:
    """What is new for a coach. Of a link that ended only that it did: not whose it was."""

    answers: list[Comment]
    began: list[CoachLink]
    ended: list[dt.datetime]

    def __len__(self) -> int:
        return len(self.answers) + len(self.began) + len(self.ended)


def notices_of(coach: User, links: Sequence[CoachLink], kept: CoachList | None) -> Notices:
    """The notices, the latest first, in two queries; `links` are those in force."""
    since = kept.notices_at if kept is not None else None
    answers = unread_answers(links, ANSWERS_SHOWN) if links else []
    if since is None:
        return Notices(answers, [], [])
    ended = CoachLink.objects.of_coach(coach).filter(ended_at__gt=since, ended_by=Side.ATHLETE)
    return Notices(
        answers,
        sorted((one for one in links if one.made_at > since), key=lambda one: one.made_at)[::-1],
        [
            at
            for at in ended.order_by("-ended_at").values_list("ended_at", flat=True)[:ANSWERS_SHOWN]
            if at is not None
        ],
    )


_COACH = Given("coach", output_field=BigIntegerField())
_ANSWERS = Compiled(
    lambda: (
        Comment.objects.filter(
            link__coach_id=_COACH,
            link__ended_at=None,
            link__athlete__is_active=True,
            by=Side.ATHLETE,
            read_at=None,
        )
        .order_by("-made_at", "-pk")
        .values_list("link_id", "link__since", "session__local_date", "week")[:ANSWERS_SHOWN]
    )
)
_ENDED = Compiled(
    lambda: (
        CoachLink.objects.filter(
            coach_id=_COACH,
            ended_at__gt=Given("since", output_field=DateTimeField()),
            ended_by=Side.ATHLETE,
        )
        .order_by()
        .values_list("pk")[:ANSWERS_SHOWN]
    )
)


def notices_counted(coach: User, links: Sequence[CoachLink], kept: CoachList | None) -> int:
    """How many notices `notices_of` would have, in one query."""
    since = kept.notices_at if kept is not None else None
    its = {"coach": coach.pk}
    if since is None:
        answers, ended = _ANSWERS(**its), []
    else:
        answers, ended = together((_ANSWERS, its), (_ENDED, {**its, "since": since}))
    keys = {one.pk for one in links}
    read = sum(link in keys and is_shown_by(*days) for link, *days in answers)
    began = sum(one.made_at > since for one in links) if since is not None else 0
    return read + began + len(ended)
