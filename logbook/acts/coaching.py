"""Consent: inviting, asking, agreeing, changing what is seen, ending; and writing down who looked.

Every act that lets somebody see anything is the athlete's own.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import Http404

from logbook.acts.coach_list import forget_link
from logbook.acts.looks import Consent, consent_of, write_down
from logbook.choices import Looked, Side
from logbook.clock import local_date
from logbook.log.coaching import (
    ASKED_BACK,
    ASKS_FOR,
    INVITED_FOR,
    MOST_INVITATIONS,
    MOST_REQUESTS,
    digest_of,
    invitation_at,
    open_invitations,
    requests_of,
    requests_to,
    taken_up_at,
)
from logbook.log.locks import lock_lifter, lock_links, lock_people
from logbook.models import (
    AccessEntry,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Invitation,
    User,
)

_BYTES = 32


class RefusedConsentError(Exception):
    """What was asked cannot be; its text says why to who asked."""


class ConsentChangedError(Exception):
    """What a coach sees was changed since the form was made."""


# --- the athlete invites ------------------------------------------------------------------------


@transaction.atomic
def invite(athlete: User, consent: Consent, *, now: dt.datetime) -> tuple[Invitation, str]:
    """An invitation and its secret, which is told this once. Raises `RefusedConsentError`."""
    lock_lifter(athlete)
    if open_invitations(athlete, now).filter(declined_at=None).count() >= MOST_INVITATIONS:
        raise RefusedConsentError(
            f"{MOST_INVITATIONS} invitations are open. Take one back before you write another."
        )
    token = secrets.token_urlsafe(_BYTES)
    made = Invitation.objects.create(
        athlete=athlete,
        digest=digest_of(token),
        made_at=now,
        ends_at=now + INVITED_FOR,
        **asdict(consent),
    )
    return made, token


@transaction.atomic
def withdraw_invitation(athlete: User, invitation_id: int) -> None:
    """Close an invitation that nobody took up. Raises `Http404` for any other."""
    lock_lifter(athlete)
    _gone(Invitation.objects.visible_to(athlete).filter(pk=invitation_id, link=None))


@transaction.atomic
def accept_invitation(coach: User, token: str, *, now: dt.datetime) -> CoachLink:
    """Take up an invitation, once. Raises `Http404` where it opens nothing to this coach."""
    found = invitation_at(coach, token, now)
    if found is None:
        if (taken := taken_up_at(coach, token)) is not None:
            return taken
        raise Http404("No invitation here.")
    lock_people(found.athlete, coach)
    # Another coach may have been faster, or the athlete took it back.
    invitation = invitation_at(coach, token, now)
    if invitation is None:
        if (taken := taken_up_at(coach, token)) is not None:
            return taken
        raise Http404("No invitation here.")
    consent = Consent(
        **{name: getattr(invitation, name) for name in Consent().ticks},
        shows_all=invitation.shows_all,
    )
    link = _linked(invitation.athlete, coach, consent, now)
    invitation.link = link
    invitation.save(update_fields=["link"])
    return link


@transaction.atomic
def decline_invitation(coach: User, token: str, *, now: dt.datetime) -> None:
    """Say no to an invitation; it opens nothing any more. Raises `Http404` where it never did."""
    found = invitation_at(coach, token, now)
    if found is None:
        raise Http404("No invitation here.")
    lock_people(found.athlete, coach)
    Invitation.objects.filter(pk=found.pk, link=None, declined_at=None).update(declined_at=now)


# --- the coach asks -----------------------------------------------------------------------------


@transaction.atomic
def ask(coach: User, address: str, *, now: dt.datetime) -> None:
    """Ask whoever has an address. Nothing is looked up, so nothing tells whether anybody does.

    Asking again changes nothing while it waits. Raises `RefusedConsentError`.
    """
    lock_lifter(coach)
    address = address.lower()
    CoachRequest.objects.filter(coach=coach, made_at__lte=now - ASKS_FOR).delete()
    if CoachRequest.objects.filter(coach=coach, address=address).exists():
        return
    if requests_of(coach, now).count() >= MOST_REQUESTS:
        raise RefusedConsentError(
            f"{MOST_REQUESTS} requests are out. Take one back before you ask somebody else."
        )
    CoachRequest.objects.create(coach=coach, address=address, made_at=now)


@transaction.atomic
def withdraw_request(coach: User, request_id: int) -> None:
    """Take a request back. Raises `Http404` for any other.

    One that was declined stays until it is over: else the same could be asked on the same day.
    """
    lock_lifter(coach)
    _gone(CoachRequest.objects.filter(coach=coach, pk=request_id, declined_at=None))


@transaction.atomic
def accept_request(
    athlete: User, request_id: int, consent: Consent, *, now: dt.datetime
) -> CoachLink:
    """Let the coach who asked see what is ticked. Raises `Http404` where nobody asks so any more."""
    found = requests_to(athlete, now).filter(pk=request_id).first()
    if found is None:
        raise Http404("Nobody asks so.")
    lock_people(athlete, found.coach)
    if not requests_to(athlete, now).filter(pk=request_id).exists():
        raise Http404("Nobody asks so.")
    link = _linked(athlete, found.coach, consent, now)
    CoachRequest.objects.filter(pk=request_id).delete()
    return link


@transaction.atomic
def decline_request(athlete: User, request_id: int, *, now: dt.datetime) -> None:
    """Say no to a coach who asked, who sees that. Raises `Http404` where nobody asks so."""
    lock_lifter(athlete)
    asked = requests_to(athlete, now).filter(pk=request_id).first()
    if asked is None:
        raise Http404("Nobody asks so.")
    asked.declined_at = now
    asked.save(update_fields=["declined_at"])


# --- while it holds -----------------------------------------------------------------------------


@transaction.atomic
def change_consent(
    athlete: User, link_id: int, consent: Consent, *, version: int, now: dt.datetime
) -> CoachLink:
    """Change what a coach sees, from their next request on.

    Raises `Http404` where the link is over, `ConsentChangedError` where it was changed meanwhile.
    """
    link = _held(CoachLink.objects.visible_to(athlete).filter(pk=link_id))
    if link.version != version:
        raise ConsentChangedError
    if consent_of(link) == consent:
        return link
    if consent.shows_all:
        link.since = None
    elif link.since is None:
        link.since = local_date(now, athlete.zone)
    for name, value in consent.ticks.items():
        setattr(link, name, value)
    link.version += 1
    link.save(update_fields=["since", "version", *consent.ticks])
    write_down([link], Looked.CHANGED, local_date(now, athlete.zone), now, consent=consent)
    return link


@transaction.atomic
def end_link(person: User, link_id: int, *, now: dt.datetime) -> None:
    """End a link, by either of the two. Raises `Http404` for others; again changes nothing."""
    mine = Q(athlete=person) | Q(coach=person)
    found = lock_links(CoachLink.objects.filter(mine, pk=link_id))
    if not found:
        raise Http404("Not a link of yours.")
    if found[0].ended_at is None:
        _end(found[0], Side.ATHLETE if found[0].athlete_id == person.pk else Side.COACH, now)


def block_coach(
    athlete: User, *, link_id: int | None = None, request_id: int | None = None, now: dt.datetime
) -> None:
    """Hear nothing more of a coach, named by a link or by what they asked; a link between ends.

    Two acts: once blocked, nobody becomes their coach again, and what link there is then ends. So
    no act holds people and waits for a link. Raises `Http404` where the athlete knows no such one.
    """
    links = CoachLink.objects.visible_to(athlete)
    link = links.filter(pk=link_id).select_related("coach").first() if link_id else None
    asked = requests_to(athlete, now).filter(pk=request_id).first() if request_id else None
    coach = link.coach if link is not None else asked.coach if asked is not None else None
    if coach is None:
        raise Http404("Nobody to block.")
    with transaction.atomic():
        lock_people(athlete, coach)
        CoachBlock.objects.get_or_create(athlete=athlete, coach=coach, defaults={"made_at": now})
    with transaction.atomic():
        for one in lock_links(links.filter(coach=coach, ended_at=None)):
            _end(one, Side.ATHLETE, now)


@transaction.atomic
def unblock_coach(athlete: User, block_id: int) -> None:
    """Let a coach ask again; a link that ended stays ended. Raises `Http404` where none is blocked."""
    lock_lifter(athlete)
    _gone(CoachBlock.objects.visible_to(athlete).filter(pk=block_id))


def _gone(rows: QuerySet[Any]) -> None:
    """Delete the row there is. Raises `Http404` where there is none."""
    if not rows.exists():
        raise Http404("Nothing of yours.")
    rows.delete()


def _held(links: QuerySet[CoachLink]) -> CoachLink:
    found = [one for one in lock_links(links) if one.ended_at is None]
    if not found:
        raise Http404("No such link.")
    return found[0]


def _linked(athlete: User, coach: User, consent: Consent, now: dt.datetime) -> CoachLink:
    """The link of the two, whose rows are held."""
    day = local_date(now, athlete.zone)
    there = CoachLink.objects.visible_to(athlete).filter(coach=coach, ended_at=None).first()
    if there is not None:
        # Who asks or invites again while it holds has nothing to agree to: the page changes ticks.
        return there
    link = CoachLink.objects.create(
        athlete=athlete,
        coach=coach,
        since=None if consent.shows_all else day,
        made_at=now,
        breaches_from=day - ASKED_BACK if consent.shows_all else day,
        **consent.ticks,
    )
    write_down([link], Looked.AGREED, day, now, consent=consent)
    return link


def _end(link: CoachLink, by: Side, now: dt.datetime) -> None:
    # A look that this waited for was before it, whenever either began.
    last = AccessEntry.objects.filter(link=link).aggregate(last=Max("last_at"))["last"]
    now = max(now, last or now)
    link.ended_at, link.ended_by = now, by
    link.save(update_fields=["ended_at", "ended_by"])
    forget_link(link)
    # The coach first, as whoever changes a group holds them: then what is in it.
    link.groups.clear()
    write_down([link], Looked.ENDED, local_date(now, link.athlete.zone), now)
