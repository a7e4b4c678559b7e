"""Personal tokens: what one looks like, whose it is, and which a lifter has."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from logbook.models import AccessToken, User

# So that whoever finds one in a file knows what it is, and tools that look for secrets do too.
PREFIX: Final = "repstack_"
# 256 bits of chance, as `secrets.token_urlsafe` writes them.
_SHAPE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)


def digest_of(token: str) -> str:
    """What is kept of a token. One pass of SHA-256: what has 256 bits of chance nobody guesses."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_at(token: str) -> AccessToken | None:
    """The row of a token with its lifter, in one query; None where it opens nothing.

    That is one that is not ours, was revoked, or belongs to an account that is closed. One that has
    expired is found: its holder is told. What cannot be a token is refused without a query.
    """
    if not _SHAPE.fullmatch(token):
        return None
    # The token is the key: who has it is let in, logged in or not.
    found = AccessToken.objects.filter(digest=digest_of(token), athlete__is_active=True)
    return found.select_related("athlete").first()


def tokens_of(person: User) -> list[AccessToken]:
    """The person's tokens, the latest first, expired ones too."""
    return list(AccessToken.objects.visible_to(person).order_by("-made_at", "-pk"))
