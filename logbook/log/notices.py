"""What a coach is told: answers not read yet, links that began or ended. Derived, nothing is kept.

So what a link does not show any more is in no notice: there is none to cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.choices import Side
from logbook.log.talks import unread_answers
from logbook.models import CoachLink, CoachList, Comment, User

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
