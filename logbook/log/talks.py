"""What coach and athlete said to each other, and the sets there are to talk about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import DateTimeField, EmailField, Exists, OuterRef, Q, QuerySet, Subquery

from logbook.choices import Breach, Side
from logbook.log.coaching import ASKS_FOR
from logbook.models import (
    BreachAnswer,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Comment,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.compiled import Compiled, Given, together
from logbook.speed.compiled import athlete as athlete_key

ANSWERED_SHOWN = 10
ANSWERS_SHOWN = 50
NEWS_SHOWN = 20


def comments_on(session: TrainingSession, link: CoachLink | None = None) -> list[Comment]:
    """What was said of a session in time order: to the athlete all of it, to a coach their own talk."""
    found = Comment.objects.filter(athlete_id=session.athlete_id, session=session)
    if link is not None:
        found = found.filter(link=link)
    name = SessionExercise.objects.filter(
        session=OuterRef("session"), exercise=OuterRef("exercise")
    ).values("risk__name")
    found = found.annotate(exercise_name=Subquery(name[:1]))
    return list(found.select_related("link__coach").order_by("made_at", "pk"))


def comments_on_week(
    athlete: User, monday: dt.date, link: CoachLink | None = None
) -> list[Comment]:
    """What was said of a week in time order: to the athlete all of it, to a coach their own talk."""
    found = Comment.objects.visible_to(athlete).filter(session=None, week=monday)
    if link is not None:
        found = found.filter(link=link)
    return list(found.select_related("link__coach").order_by("made_at", "pk"))


def answerable(talk: Sequence[Comment]) -> list[Comment]:
    """What an athlete can answer of a talk: the last that was said through each link that holds."""
    last = {one.link_id: one for one in talk if one.link.ended_at is None}
    return list(last.values())


def last_comments(athlete: User, most: int) -> list[Comment]:
    """The latest of what coaches said to an athlete."""
    said = Comment.objects.visible_to(athlete).filter(by=Side.COACH)
    return list(said.select_related("link__coach", "session").order_by("-made_at", "-pk")[:most])


def unread_answers(
    links: Sequence[CoachLink], *, until: dt.datetime | None = None
) -> list[Comment]:
    """What athletes answered and was not found yet, the latest first, as far as the links show it.

    Of what was answered up to an instant, where one is given; `ANSWERS_SHOWN` at most.
    """
    found = Comment.objects.filter(
        link_id__in=[one.pk for one in links], by=Side.ATHLETE, read_at=None
    )
    if until is not None:
        found = found.filter(made_at__lte=until)
    rows = found.select_related("link__athlete", "session").order_by("-made_at", "-pk")
    return [one for one in rows[:ANSWERS_SHOWN] if _is_shown(one)]


def _is_shown(said: Comment) -> bool:
    """Whether a comment's link shows a day of its session or week as it stands now."""
    day = said.session.local_date if said.session is not None else None
    return is_shown_by(said.link.since, day, said.week)


def is_shown_by(since: dt.date | None, day: dt.date | None, week: dt.date | None) -> bool:
    """Whether what is shown from a day on has the day of a session, or a day of a week."""
    if since is None:
        return True
    if day is not None:
        return day >= since
    return week is not None and week + dt.timedelta(weeks=1) > since


class Waiting(NamedTuple):
    """A comment of a coach's that an athlete did not find in its place yet."""

    pk: int
    session_id: int | None
    week: dt.date | None
    coach: str


class News(NamedTuple):
    """What an athlete is told on Today: who asks to coach them, and what was said."""

    asking: list[str]
    said: list[Waiting]


_ASKING = Compiled(
    lambda: (
        CoachRequest.objects.filter(
            address=Given("address", output_field=EmailField()),
            declined_at=None,
            made_at__gt=Given("since", output_field=DateTimeField()),
            coach__is_active=True,
            coach__is_coach=True,
        )
        .exclude(coach_id=athlete_key())
        .exclude(
            Exists(CoachBlock.objects.filter(athlete_id=athlete_key(), coach=OuterRef("coach")))
        )
        .exclude(
            Exists(
                CoachLink.objects.filter(
                    athlete_id=athlete_key(), coach=OuterRef("coach"), ended_at=None
                )
            )
        )
        .order_by("-made_at", "-pk")
        .values_list("coach__name", "coach__email")[:NEWS_SHOWN]
    )
)
_UNREAD = Compiled(
    lambda: (
        Comment.objects.filter(
            athlete_id=athlete_key(), by=Side.COACH, read_at=None, link__ended_at=None
        )
        .order_by("-made_at", "-pk")
        .values_list("pk", "session_id", "week", "link__coach__name", "link__coach__email")[
            :NEWS_SHOWN
        ]
    )
)


def news_for(athlete: User, now: dt.datetime) -> News:
    """Who asks, and what was said and not found yet, in one query; of coaches whose link holds."""
    given = {"athlete": athlete.pk}
    asked = {**given, "address": athlete.email.lower(), "since": now - ASKS_FOR}
    asking, unread = together((_ASKING, asked), (_UNREAD, given))
    return News(
        [name or email for name, email in asking],
        [Waiting(pk, session, week, name or email) for pk, session, week, name, email in unread],
    )


def _asked(links: Sequence[CoachLink]) -> Q:
    """The breaches each of these links asks about and shows."""
    found = Q(pk__in=())
    for link in links:
        since = max(link.breaches_from, link.since or link.breaches_from)
        one = Q(athlete_id=link.athlete_id, local_date__gte=since)
        found |= one if link.sees_readiness else one & ~Q(breach=Breach.RED_DAY)
    return found


def breach_queue(links: Sequence[CoachLink]) -> QuerySet[Set]:
    """The sets nobody of these links answered, those to stop first, then the latest."""
    mine = BreachAnswer.objects.filter(row=OuterRef("pk"), link__in=[one.pk for one in links])
    return (
        Set.objects.breaches()
        .filter(_asked(links))
        .exclude(Exists(mine))
        .select_related("risk", "session")
        .order_by("-breach_is_stop", "-logged_at", "-pk")
    )


def breach_in(link: CoachLink, set_id: int) -> Set | None:
    """A breach of the athlete's that the link shows, answered or not; None for any other set."""
    found = Set.objects.breaches().filter(_asked([link]), pk=set_id)
    return found.select_related("risk", "session").first()


def answers_of(links: Sequence[CoachLink]) -> list[BreachAnswer]:
    """What was answered last, to be taken back."""
    found = BreachAnswer.objects.filter(link__in=[one.pk for one in links])
    rows = found.select_related("link__athlete", "row__risk").order_by("-made_at", "-pk")
    return list(rows[:ANSWERED_SHOWN])
