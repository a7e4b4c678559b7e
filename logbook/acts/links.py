"""Opening and closing secret addresses."""

from __future__ import annotations

import secrets

from django.db import transaction

from logbook.log.links import calendar_of
from logbook.log.locks import lock_lifter
from logbook.models import CalendarFeed, User

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
