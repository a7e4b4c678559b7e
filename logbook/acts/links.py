"""Opening and closing secret addresses."""

from __future__ import annotations

import secrets

from django.db import transaction

from logbook.log.links import calendar_of, shared_of
from logbook.log.locks import lock_lifter
from logbook.log.programs import own_program
from logbook.models import CalendarFeed, SharedProgram, User

_BYTES = 16


def _nonce() -> str:
    return secrets.token_urlsafe(_BYTES)


@transaction.atomic
def open_calendar(lifter: User) -> CalendarFeed:
    """The lifter's calendar address; opened where it was not, so a second tap changes nothing."""
    lock_lifter(lifter)
    return calendar_of(lifter) or CalendarFeed.objects.create(athlete=lifter, nonce=_nonce())


@transaction.atomic
def renew_calendar(lifter: User) -> CalendarFeed:
    """Another address; who has the old one gets nothing from now on."""
    lock_lifter(lifter)
    CalendarFeed.objects.visible_to(lifter).delete()
    return CalendarFeed.objects.create(athlete=lifter, nonce=_nonce())


@transaction.atomic
def close_calendar(lifter: User) -> None:
    """No address any more; closing it again changes nothing."""
    lock_lifter(lifter)
    CalendarFeed.objects.visible_to(lifter).delete()


@transaction.atomic
def share_program(lifter: User, program_id: int, *, shows_name: bool) -> SharedProgram:
    """Open the address of a program of the lifter's own; again, only what it says of them changes.

    Raises `Http404` where it is not theirs.
    """
    lock_lifter(lifter)
    program = own_program(lifter, program_id)
    shared = shared_of(lifter, program.pk)
    if shared is None:
        return SharedProgram.objects.create(
            athlete=lifter, program=program, nonce=_nonce(), shows_name=shows_name
        )
    shared.shows_name = shows_name
    shared.save(update_fields=["shows_name"])
    return shared


@transaction.atomic
def renew_shared(lifter: User, program_id: int) -> None:
    """Another address for a program that is shared; who has the old one gets nothing any more."""
    lock_lifter(lifter)
    SharedProgram.objects.visible_to(lifter).filter(program_id=program_id).update(nonce=_nonce())


@transaction.atomic
def unshare_program(lifter: User, program_id: int) -> None:
    """Close the address of a program; closing it again changes nothing."""
    lock_lifter(lifter)
    SharedProgram.objects.visible_to(lifter).filter(program_id=program_id).delete()
