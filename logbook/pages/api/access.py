"""Who asks: a token and nothing else, no cookie and no session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NoReturn

from django.http import HttpRequest
from ninja.security import HttpBearer

from logbook.acts.tokens import note_use
from logbook.choices import TokenScope
from logbook.log.tokens import token_at
from logbook.models import AccessToken, User
from logbook.pages.api.allowance import MOST, SECONDS, allowance
from logbook.pages.api.problems import ProblemError


class PersonalToken(HttpBearer):
    """A token in the header `Authorization: Bearer repstack_…`; with `scope`, one that may read that."""

    def __init__(self, clock: Callable[[], dt.datetime], scope: TokenScope | None = None) -> None:
        super().__init__()
        self.clock, self.scope = clock, scope

    def __call__(self, request: HttpRequest) -> AccessToken:
        """The token that asks. Raises `ProblemError` where there is none, or it opens nothing here."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            _refuse("token_missing", "Send your token: Authorization: Bearer repstack_…", "")
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The row of the token, its use noted and counted. Raises `ProblemError`."""
        now = self.clock()
        found = token_at(token)
        if found is None:
            _refuse("token_invalid", "This token opens nothing. Was it revoked?", "invalid_token")
        if found.is_expired(now):
            _refuse("token_expired", "This token has expired. Make a new one.", "invalid_token")
        if seconds := allowance.wait(found.pk, now.timestamp()):
            raise ProblemError(
                429,
                "too_many_requests",
                f"A token may ask {MOST} times in {SECONDS} seconds. Ask again in {seconds}.",
                {"Retry-After": str(seconds)},
            )
        note_use(found, now)
        if self.scope is not None and self.scope not in found.scopes:
            raise ProblemError(
                403,
                "scope_missing",
                f"This token may not read this: it lacks the scope “{self.scope}”.",
                {
                    "WWW-Authenticate": 'Bearer realm="RepStack", error="insufficient_scope",'
                    f' scope="{self.scope}"'
                },
            )
        return found


def _refuse(code: str, detail: str, error: str) -> NoReturn:
    """Raise the refusal of RFC 6750: what is wrong is said to who sent a token, not who sent none."""
    says = f', error="{error}", error_description="{detail}"' if error else ""
    raise ProblemError(401, code, detail, {"WWW-Authenticate": f'Bearer realm="RepStack"{says}'})


def token_of(request: HttpRequest) -> AccessToken:
    """The token that asks."""
    token: AccessToken = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return token


def asker(request: HttpRequest) -> User:
    """Whose token asks."""
    lifter: User = token_of(request).athlete
    return lifter
