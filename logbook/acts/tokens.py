"""Making, using and revoking personal tokens."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.db.models import Q

from logbook.choices import TokenScope
from logbook.log.locks import lock_lifter
from logbook.log.tokens import PREFIX, digest_of
from logbook.models import AccessToken, User

_BYTES: Final = 32
# RepStack policy: a program needs one; with more nobody knows which is where.
MOST_TOKENS: Final = 20
# Days a token may last (RepStack policy): a year at most, since a forgotten one is still a key.
LASTS: Final = (30, 90, 180, 365)
# A reading is not to be a write each time.
USED_EVERY: Final = dt.timedelta(hours=1)


class TokenRefusedError(Exception):
    """No token is made; the text says why."""


@transaction.atomic
def make_token(
    person: User, name: str, scopes: Collection[TokenScope], *, days: int, now: dt.datetime
) -> tuple[str, AccessToken]:
    """Make a token: itself, which is shown once and kept nowhere, and its row.

    Raises `TokenRefusedError` for a name that another one has (a second tap would make a second token
    that nobody has seen), and where there are enough.
    """
    lock_lifter(person)
    there = AccessToken.objects.visible_to(person)
    if there.filter(name=name).exists():
        raise TokenRefusedError(
            "You have a token of this name. Revoke that one, or choose another name."
        )
    if there.count() >= MOST_TOKENS:
        raise TokenRefusedError(f"You have {MOST_TOKENS} tokens. Revoke one you no longer use.")
    token = PREFIX + secrets.token_urlsafe(_BYTES)
    row = AccessToken.objects.create(
        athlete=person,
        name=name,
        digest=digest_of(token),
        scopes=[one.value for one in TokenScope if one in scopes],
        made_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    return token, row


def revoke_token(person: User, token_id: int) -> bool:
    """Take a token back: it opens nothing from now on. False where the person has no such token."""
    gone, _ = AccessToken.objects.visible_to(person).filter(pk=token_id).delete()
    return bool(gone)


def note_use(token: AccessToken, now: dt.datetime) -> None:
    """Keep that a token was used, once an hour at most; one that was revoked meanwhile stays away."""
    last = token.last_used_at
    if last is not None and now - last < USED_EVERY:
        return
    stale = Q(last_used_at=None) | Q(last_used_at__lte=now - USED_EVERY)
    AccessToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
