"""Secret addresses: what stands in one, and what it opens.

An address carries a random word and this site's signature of it. The table keeps the word alone,
so that a copy of the database opens nothing, and what nobody signed is refused without asking it.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from logbook.models import CalendarFeed, SharedProgram, User

_PROGRAM = Signer(sep=".", salt="repstack.shared_program")
_CALENDAR = Signer(sep=".", salt="repstack.calendar")


def calendar_token(feed: CalendarFeed) -> str:
    """What the address of a lifter's calendar carries."""
    return _CALENDAR.sign(feed.nonce)


def calendar_of(lifter: User) -> CalendarFeed | None:
    """The lifter's calendar address, None where none is open."""
    return CalendarFeed.objects.visible_to(lifter).first()


def calendar_at(token: str) -> CalendarFeed | None:
    """What an address opens, with its lifter; None where it was closed, renewed, or never ours."""
    nonce = _signed(_CALENDAR, token)
    if nonce is None:
        return None
    # The address is the key: who has it is let in, logged in or not.
    found = CalendarFeed.objects.filter(nonce=nonce, athlete__is_active=True)
    return found.select_related("athlete").first()


def program_token(shared: SharedProgram) -> str:
    """What the address of a shared program carries."""
    return _PROGRAM.sign(shared.nonce)


def shared_of(lifter: User, program_id: int) -> SharedProgram | None:
    """The address of a program of the lifter's, None where none is open."""
    return SharedProgram.objects.visible_to(lifter).filter(program_id=program_id).first()


def shared_at(token: str) -> SharedProgram | None:
    """What an address opens, with the program and its owner; None where it is closed or never was."""
    nonce = _signed(_PROGRAM, token)
    if nonce is None:
        return None
    # The address is the key, as of a calendar.
    found = SharedProgram.objects.filter(
        nonce=nonce, athlete__is_active=True, program__is_removed=False
    )
    return (
        found.select_related("athlete", "program")
        .prefetch_related("program__blocks__workouts__planned__substitutes")
        .first()
    )


def _signed(signer: Signer, token: str) -> str | None:
    try:
        return signer.unsign(token)
    except BadSignature:
        return None
