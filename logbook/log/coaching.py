"""Who coaches whom, who was invited and who asked; what an invitation's address opens."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db.models import Exists, OuterRef, QuerySet

from logbook.clock import local_date, week_start
from logbook.models import (
    AccessEntry,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Invitation,
    User,
)

# RepStack policy, all of them.
INVITED_FOR = dt.timedelta(days=7)
ASKS_FOR = dt.timedelta(days=30)
MOST_INVITATIONS = 5
MOST_REQUESTS = 20
# So much of before a link began is asked about.
ASKED_BACK = dt.timedelta(weeks=4)
ENTRIES_SHOWN = 60


def digest_of(token: str) -> str:
    """What is kept of an invitation's address."""
    return hashlib.sha256(token.encode()).hexdigest()


def links_of_coach(coach: User) -> QuerySet[CoachLink]:
    """The links in which somebody coaches now, with the athletes."""
    return CoachLink.objects.of_coach(coach).in_force().select_related("athlete")


def link_to(coach: User, athlete_id: int) -> CoachLink | None:
    """The link through which a coach sees an athlete now; read anew with every request."""
    return links_of_coach(coach).filter(athlete_id=athlete_id).first()


def links_of_athlete(athlete: User) -> QuerySet[CoachLink]:
    """Every link the athlete has or had, those in force first, with the coaches."""
    return (
        CoachLink.objects.visible_to(athlete)
        .select_related("coach")
        .order_by("ended_at", "-made_at", "-pk")
    )


def open_invitations(athlete: User, now: dt.datetime) -> QuerySet[Invitation]:
    """What the athlete invited to that nobody took up, and it is not too late; declined ones too."""
    return (
        Invitation.objects.visible_to(athlete)
        .filter(link=None, ends_at__gt=now)
        .order_by("-made_at", "-pk")
    )


def invitation_at(coach: User, token: str, now: dt.datetime) -> Invitation | None:
    """What an address opens to a coach; None where it is used, over, declined, or not for them.

    It is for no one who is blocked, and not for the one who wrote it.
    """
    if not coach.is_coach:
        return None
    found = Invitation.objects.filter(
        digest=digest_of(token),
        link=None,
        declined_at=None,
        ends_at__gt=now,
        athlete__is_active=True,
    ).exclude(athlete=coach)
    blocked = CoachBlock.objects.filter(athlete=OuterRef("athlete"), coach=coach)
    return found.exclude(Exists(blocked)).select_related("athlete").first()


def taken_up_at(coach: User, token: str) -> CoachLink | None:
    """The link that this coach made of an address, where it is in force: a second tap's answer."""
    return links_of_coach(coach).filter(invitations__digest=digest_of(token)).first()


def requests_to(athlete: User, now: dt.datetime) -> QuerySet[CoachRequest]:
    """Who asks the owner of this address, and was neither declined nor is blocked."""
    blocked = CoachBlock.objects.filter(athlete=athlete, coach=OuterRef("coach"))
    linked = CoachLink.objects.filter(athlete=athlete, coach=OuterRef("coach"), ended_at=None)
    return (
        CoachRequest.objects.filter(
            address=athlete.email.lower(),
            declined_at=None,
            made_at__gt=now - ASKS_FOR,
            coach__is_active=True,
            coach__is_coach=True,
        )
        .exclude(coach=athlete)
        .exclude(Exists(blocked))
        .exclude(Exists(linked))
        .select_related("coach")
        .order_by("-made_at", "-pk")
    )


def requests_of(coach: User, now: dt.datetime) -> QuerySet[CoachRequest]:
    """What a coach asked, declined ones too, until they are over."""
    mine = CoachRequest.objects.filter(coach=coach, made_at__gt=now - ASKS_FOR)
    return mine.order_by("-made_at", "-pk")


def blocks_of(athlete: User) -> QuerySet[CoachBlock]:
    """Whom the athlete blocked."""
    return CoachBlock.objects.visible_to(athlete).select_related("coach").order_by("pk")


def entries_of(athlete: User) -> QuerySet[AccessEntry]:
    """What was looked at and agreed, the latest first."""
    return (
        AccessEntry.objects.visible_to(athlete)
        .select_related("link__coach")
        .order_by("-last_at", "-pk")
    )


def is_week_shown(link: CoachLink, monday: dt.date, now: dt.datetime) -> bool:
    """Whether a link shows a day of the week that begins then, and it has begun for the athlete."""
    if monday != week_start(monday) or monday > local_date(now, link.athlete.zone):
        return False
    return link.since is None or link.since < monday + dt.timedelta(weeks=1)
