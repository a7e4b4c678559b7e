"""The phones and computers a person has logged in on before.

Ten wrong passwords close an account to strangers. Whoever once typed the right one on this device
is counted apart from them, so that nobody locks the owner out from somewhere else.
"""

from __future__ import annotations

from allauth.account.utils import filter_users_by_email
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from logbook.models import User

COOKIE = "known_device"
SALT = "repstack.accounts.devices"
KEPT_SECONDS = 365 * 24 * 3600
# A family shares a tablet.
MOST_PEOPLE = 5


def _mark(user: User) -> str:
    """Stands for the hash of one person's password: with another the device is a stranger's."""
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks: list[str] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS
        )
    except signing.BadSignature:
        return []
    return marks


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether this person logged in on this device before; asks nothing for a new device."""
    marks = _marks(request)
    if not marks:
        return False
    people = [_mark(user) for user in filter_users_by_email(email)]
    return any(constant_time_compare(mark, one) for mark in people for one in marks)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this device be known as the person's from now on."""
    mark = _mark(user)
    others = [one for one in _marks(request) if one != mark]
    response.set_cookie(
        COOKIE,
        signing.dumps([mark, *others][:MOST_PEOPLE], salt=SALT),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
