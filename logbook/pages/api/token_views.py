"""The page of one's tokens: making one, seeing it once, taking it back."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from logbook.acts.tokens import TokenRefusedError, make_token, revoke_token
from logbook.choices import TokenScope
from logbook.clock import local_date
from logbook.log.tokens import tokens_of
from logbook.models import AccessToken, User
from logbook.pages.api.forms import TokenForm
from logbook.web.requests import lifter_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token in the list; the templates say its times where the lifter is."""

    pk: int
    name: str
    reads: str
    until: dt.datetime
    is_expired: bool
    used: dt.datetime | None

    @classmethod
    def of(cls, row: AccessToken, now: dt.datetime) -> ListedToken:
        """The token as it is now."""
        return cls(
            pk=row.pk,
            name=row.name,
            reads="; ".join(TokenScope(scope).label for scope in row.scopes),
            until=row.expires_at,
            is_expired=row.is_expired(now),
            used=row.last_used_at,
        )


@require_GET
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens there are, what each may read, when it was used last."""
    lifter, now = lifter_of(request), timezone.now()
    listed = [ListedToken.of(one, now) for one in tokens_of(lifter)]
    return TemplateResponse(
        request, "logbook/api/tokens.html", {"tokens": listed, "zone": lifter.zone}
    )


# An open session on a phone that was left behind takes no key along: the password is asked again.
@require_http_methods(["GET", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def token_new(request: HttpRequest) -> HttpResponse:
    """Say what a token is for; once made, it stands in this one answer and nowhere else."""
    form = TokenForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            said, lifter, now = form.cleaned_data, lifter_of(request), timezone.now()
            try:
                token, row = make_token(
                    lifter, said["name"], said["scopes"], days=said["days"], now=now
                )
            except TokenRefusedError as refused:
                form.add_error("name", str(refused))
            else:
                _tell_owner(request, lifter, row)
                shown = {"token": token, "made": ListedToken.of(row, now), "zone": lifter.zone}
                return TemplateResponse(request, "logbook/api/token_made.html", shown)
    return TemplateResponse(request, "logbook/api/token_new.html", {"form": form}, status=status)


def _tell_owner(request: HttpRequest, lifter: User, row: AccessToken) -> None:
    """Say by mail that there is a new key to the log, as of a new password; the token is not in it."""
    said = {
        "token_expires": f"{local_date(row.expires_at, lifter.zone):%-d %B %Y}",
        "tokens_url": request.build_absolute_uri(reverse("settings_tokens")),
    }
    try:
        get_adapter().send_notification_mail("account/email/token_made", lifter, said)
    except OSError:
        # The token is shown in this answer alone: a mail server that is down must not lose it.
        _log.exception("The mail about a new token was not sent.")


@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Take a token back."""
    if not revoke_token(lifter_of(request), token_id):
        raise Http404("Not a token of yours.")
    messages.success(request, "The token is revoked: it opens nothing any more.")
    return redirect("settings_tokens")
