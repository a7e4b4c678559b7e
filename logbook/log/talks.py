"""What coach and athlete said to each other, and the sets there are to talk about."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from logbook.choices import Breach
from logbook.models import BreachAnswer, CoachLink, Comment, Set, TrainingSession, User

ANSWERED_SHOWN = 10


def comments_on(session: TrainingSession, link: CoachLink | None = None) -> list[Comment]:
    """What was said of a session in time order: to the athlete all of it, to a coach their own talk."""
    found = Comment.objects.filter(athlete_id=session.athlete_id, session=session)
    if link is not None:
        found = found.filter(link=link)
    return list(found.select_related("link__coach", "row__risk").order_by("made_at", "pk"))


def last_comments(athlete: User, most: int) -> list[Comment]:
    """The latest of what coaches said to an athlete."""
    said = Comment.objects.visible_to(athlete).filter(by="coach")
    return list(said.select_related("link__coach", "session").order_by("-made_at", "-pk")[:most])


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
