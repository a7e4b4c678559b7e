"""What a coach is told: answers not read yet, links that began or ended, what was kept or refused.

Derived, nothing is kept.

So what a link does not show any more is in no notice: there is none to cut.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import DateTimeField, Q

from logbook.choices import ChangeState, Side
from logbook.log.coached_programs import the_coach
from logbook.log.talks import ANSWERS_SHOWN, is_shown_by, unread_answers
from logbook.models import CoachChange, CoachLink, CoachList, Comment, User
from logbook.speed.compiled import Compiled, Given, together


@dataclass(frozen=True, slots=True)
class Notices:
    """What is new for a coach. Of a link that ended only that it did: not whose it was.

    `settled` are changes of the coach's that an athlete kept or refused.
    """

    answers: list[Comment]
    began: list[CoachLink]
    ended: list[dt.datetime]
    settled: list[CoachChange]

    def __len__(self) -> int:
        return len(self.answers) + len(self.began) + len(self.ended) + len(self.settled)


def notices_of(coach: User, links: Sequence[CoachLink], kept: CoachList | None) -> Notices:
    """The notices, the latest first, in three queries; `links` are those in force."""
    since = kept.notices_at if kept is not None else None
    answers = unread_answers(links) if links else []
    if since is None:
        return Notices(answers, [], [], [])
    ended = CoachLink.objects.of_coach(coach).filter(ended_at__gt=since, ended_by=Side.ATHLETE)
    return Notices(
        answers,
        sorted((one for one in links if one.made_at > since), key=lambda one: one.made_at)[::-1],
        [
            at
            for at in ended.order_by("-ended_at").values_list("ended_at", flat=True)[:ANSWERS_SHOWN]
            if at is not None
        ],
        _settled(links, since),
    )


_MAY_SET = Q(link__sets_targets=True) | Q(link__sets_programs=True)


def _settled(links: Sequence[CoachLink], since: dt.datetime) -> list[CoachChange]:
    """What athletes said to changes, where the coach may still set something: their page says why."""
    found = CoachChange.objects.filter(
        _MAY_SET,
        link__in=[one.pk for one in links],
        state__in=(ChangeState.KEPT, ChangeState.REFUSED),
        answered_at__gt=since,
    )
    return list(
        found.select_related("link__athlete", "program").order_by("-answered_at", "-pk")[
            :ANSWERS_SHOWN
        ]
    )


_ANSWERS = Compiled(
    lambda: (
        Comment.objects.filter(
            link__coach_id=the_coach(),
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
            coach_id=the_coach(),
            ended_at__gt=Given("since", output_field=DateTimeField()),
            ended_by=Side.ATHLETE,
        )
        .order_by()
        .values_list("pk")[:ANSWERS_SHOWN]
    )
)
_SETTLED = Compiled(
    lambda: (
        CoachChange.objects.filter(
            _MAY_SET,
            link__coach_id=the_coach(),
            link__ended_at=None,
            state__in=(ChangeState.KEPT, ChangeState.REFUSED),
            answered_at__gt=Given("since", output_field=DateTimeField()),
        )
        .order_by()
        .values_list("link_id")[:ANSWERS_SHOWN]
    )
)


def notices_counted(coach: User, links: Sequence[CoachLink], kept: CoachList | None) -> int:
    """How many notices `notices_of` would have, in one query."""
    since = kept.notices_at if kept is not None else None
    its = {"coach": coach.pk}
    if since is None:
        answers, ended, settled = _ANSWERS(**its), [], []
    else:
        lately = {**its, "since": since}
        answers, ended, settled = together((_ANSWERS, its), (_ENDED, lately), (_SETTLED, lately))
    keys = {one.pk for one in links}
    read = sum(link in keys and is_shown_by(*days) for link, *days in answers)
    began = sum(one.made_at > since for one in links) if since is not None else 0
    return read + began + len(ended) + sum(link in keys for (link,) in settled)
