"""What an athlete reads of who sees their training: in plain words, and what was looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as date_text

from logbook.acts.looks import Consent, consent_of
from logbook.choices import Looked, Side
from logbook.clock import local_time
from logbook.log.changes import given_to
from logbook.log.coaching import (
    ENTRIES_SHOWN,
    blocks_of,
    entries_of,
    links_of_athlete,
    open_invitations,
    requests_to,
)
from logbook.log.talks import last_comments
from logbook.models import (
    AccessEntry,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Comment,
    GivenProgram,
    Invitation,
    User,
)
from logbook.pages.coaching.week import news_lines

_COMMENTS = 10

_SEEN = {
    "sees_readiness": "how you were before sessions",
    "sees_notes": "your notes",
    "sees_bodyweight": "what you weighed",
    "sees_program": "which program you follow",
}
_OFFERED = {
    "sees_readiness": "how they were before sessions",
    "sees_notes": "their notes",
    "sees_bodyweight": "what they weighed",
    "sees_program": "which program they follow",
}
_MAY = {
    "sets_targets": "set your targets, your level and how many lifts you do with steady form",
    "sets_programs": "give you programs and change yours",
}
_MAY_THEIRS = {
    "sets_targets": "set their targets, their level and how many lifts they do with steady form",
    "sets_programs": "give them programs and change theirs",
}
NOBODY = "An account that is gone"


@dataclass(frozen=True, slots=True)
class CoachRow:
    """A coach: what they see and may do in words, and what they do not."""

    link: CoachLink
    name: str
    sees: str
    may: str
    hidden: str
    ended: str
    given: str


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation nobody took up: what it would show and allow."""

    invitation: Invitation
    sees: str
    may: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the access log, on a day of the athlete's."""

    name: str
    text: str
    day: dt.date
    at: str
    ticks: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The page."""

    coaches: list[CoachRow]
    past: list[CoachRow]
    invitations: list[InvitationRow]
    requests: list[CoachRequest]
    blocks: list[CoachBlock]
    entries: list[EntryRow]
    is_cut: bool
    said: list[tuple[Comment, str]]


def read_sharing(athlete: User, now: dt.datetime) -> Sharing:
    """Everything the page says, in seven queries."""
    linked = given_to(athlete)
    rows = [coach_row(link, linked.get(link.pk, [])) for link in links_of_athlete(athlete)]
    found = list(entries_of(athlete)[: ENTRIES_SHOWN + 1])
    return Sharing(
        coaches=[row for row in rows if not row.ended],
        past=[row for row in rows if row.ended],
        invitations=[
            InvitationRow(one, sees_text(_invited(one), None), may_text(_invited(one)))
            for one in open_invitations(athlete, now)
        ],
        requests=list(requests_to(athlete, now)),
        blocks=list(blocks_of(athlete)),
        entries=[_entry(one, athlete) for one in found[:ENTRIES_SHOWN]],
        is_cut=len(found) > ENTRIES_SHOWN,
        said=news_lines(last_comments(athlete, _COMMENTS)),
    )


def coach_row(link: CoachLink, linked: Sequence[GivenProgram] = ()) -> CoachRow:
    """A link in words; `linked` are the programs given through it."""
    consent = consent_of(link)
    ended = ""
    if link.coach is None:
        ended = "the account is gone"
    elif link.ended_at is not None:
        ended = "you ended it" if link.ended_by == Side.ATHLETE else "they ended it"
    return CoachRow(
        link=link,
        name=str(link.coach) if link.coach is not None else NOBODY,
        sees=sees_text(consent, link.since),
        may=may_text(consent),
        hidden=_listed([words for name, words in _SEEN.items() if not getattr(consent, name)]),
        ended=ended,
        given="" if ended else _listed([one.program.name for one in linked]),
    )


def sees_text(consent: Consent, since: dt.date | None) -> str:
    """`Every set since 5 March 2025 with its target and verdict, your notes`."""
    when = "" if consent.shows_all else " from then on"
    if not consent.shows_all and since is not None:
        when = f" since {since.day} {since:%B %Y}"
    always = f"every set{when} with its target and verdict"
    more = [words for name, words in _SEEN.items() if getattr(consent, name)]
    text = _listed([always, *more])
    return f"{text[0].upper()}{text[1:]}"


def may_text(consent: Consent) -> str:
    """`set your targets … and change yours`; empty where they only see."""
    return _listed([words for name, words in _MAY.items() if getattr(consent, name)])


def _invited(invitation: Invitation) -> Consent:
    ticks = {name: getattr(invitation, name) for name in Consent().ticks}
    return Consent(**ticks, shows_all=invitation.shows_all)


def offered_text(invitation: Invitation) -> str:
    """What an invitation offers the coach who reads it, in words."""
    consent = _invited(invitation)
    days = "of all they ever logged" if consent.shows_all else "from the day you accept"
    more = [words for name, words in _OFFERED.items() if getattr(consent, name)]
    return _listed([f"every set {days}, with its target and verdict", *more])


def offered_acts(invitation: Invitation) -> str:
    """What an invitation lets the coach do, in words; empty where it lets them see alone."""
    consent = _invited(invitation)
    return _listed([words for name, words in _MAY_THEIRS.items() if getattr(consent, name)])


def _entry(entry: AccessEntry, athlete: User) -> EntryRow:
    coach = entry.link.coach
    ticks = ""
    if entry.what in {Looked.AGREED, Looked.CHANGED} and isinstance(entry.ticks, dict):
        known = Consent().ticks.keys() | {"shows_all"}
        kept = {name: bool(value) for name, value in entry.ticks.items() if name in known}
        ticks = sees_text(Consent(**kept), entry.link.since)
        if may := may_text(Consent(**kept)):
            ticks = f"{ticks}; may {may}"
    return EntryRow(
        name=str(coach) if coach is not None else NOBODY,
        text=str(Looked(entry.what).label),
        day=entry.day,
        at=date_text(local_time(entry.last_at, athlete.zone), "H:i"),
        ticks=ticks,
    )


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
