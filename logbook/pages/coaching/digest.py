"""The weekly mail: how many athletes need a word, their names, how many answers. Nothing of their training.

It is composed when it is sent, of the links that hold then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from logbook.acts.looks import write_down_look
from logbook.choices import Looked
from logbook.log.coach_list import list_of
from logbook.log.talks import unread_answers
from logbook.models import User
from logbook.pages.coaching.ranking import rank
from logbook.pages.coaching.reasons import Kind

NAMES = 20
"""Named in one mail at most; the list has them all (RepStack policy)."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a mail says: numbers, and names."""

    names: list[str]
    more: int
    athletes: int
    answers: int

    @property
    def need(self) -> int:
        """How many need a word."""
        return len(self.names) + self.more


def digest_of(coach: User, now: dt.datetime) -> Digest | None:
    """The mail of now; None for who coaches nobody.

    Who is named finds it in their log of looks, which is written before: who ended it is not named.
    """
    kept = list_of(coach)
    ranked = rank(coach, now, kept)
    need = [one for one in ranked if one.worst.kind is not Kind.FINE]
    keys = [one.link.athlete_id for one in need[:NAMES]]
    there = {one.pk for one in write_down_look(coach, keys, Looked.DIGEST, now=now)}
    gone = {one.link.pk for one in need[:NAMES]} - there
    ranked = [one for one in ranked if one.link.pk not in gone]
    if not ranked:
        return None
    return Digest(
        names=[one.name for one in need[:NAMES] if one.link.pk in there],
        more=max(len(need) - NAMES, 0),
        athletes=len(ranked),
        answers=len(unread_answers([one.link for one in ranked])),
    )


def mail_of(coach: User, digest: Digest) -> EmailMessage:
    """The mail as it is sent, in plain text."""
    need = f"{digest.need} need{'s' if digest.need == 1 else ''} a word"
    return EmailMessage(
        subject=f"RepStack: {need if digest.need else 'all on plan'}",
        body=_body(digest),
        to=[coach.email],
    )


def _body(digest: Digest) -> str:
    many = f"{digest.athletes} athlete{'' if digest.athletes == 1 else 's'}"
    lines = ["Hello,", ""]
    if digest.need:
        lines.append(f"of your {many} {digest.need} need{'s' if digest.need == 1 else ''} a word:")
        lines += [f"- {name}" for name in digest.names]
        lines += [f"- and {digest.more} more"] if digest.more else []
    else:
        lines.append(f"nobody of your {many} needs a word: all are on plan.")
    if digest.answers:
        one = digest.answers == 1
        lines += [
            "",
            f"{digest.answers} answer{'' if one else 's'} wait{'s' if one else ''} for you.",
        ]
    lines += ["", f"The reasons are in RepStack only{_at('coaching', 'under Coaching')}"]
    lines += [f"You asked for this mail once a week. To end it{_at('coaching_notices', 'Notices')}"]
    return "\n".join([*lines, "", "RepStack", ""])


def _at(page: str, words: str) -> str:
    """Where a page is: its address, where the site has one."""
    return f": {settings.SITE_URL}{reverse(page)}" if settings.SITE_URL else f": {words}."
