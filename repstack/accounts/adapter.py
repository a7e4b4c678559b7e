"""Where allauth asks how this installation does it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import reverse

from logbook.models import User
from repstack.accounts import devices
from repstack.accounts.take_back import token_for


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's own answers, but for who is told of a change and who is counted as a stranger."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Too many wrong passwords. Wait five minutes.",
    }

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Lead on, and know this device from now on."""
        response: HttpResponse = super().post_login(request, user, **how)
        devices.remember(request, response, user)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by: the address, and apart from it on a known device.

        Not by the host as well: whoever changes the port in it would begin anew.
        """
        email: str = credentials.get("email", "").lower()
        return f"{email} known" if devices.is_known(request, email) else email

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Send the mail, its links with the site's own address."""
        links = {name: self._own(url) for name, url in context.items() if name.endswith("_url")}
        super().send_mail(template_prefix, email, {**context, **links})

    def _own(self, url: str) -> str:
        """The link as it leads here: by the address that is set, else by the host that was asked.

        A host is one of those allowed, its port is anybody's word: it stays where it is the one
        the server listens on. Behind a proxy it never is.
        """
        link, own = urlsplit(url), urlsplit(settings.SITE_URL)
        if own.netloc:
            return link._replace(scheme=own.scheme, netloc=own.netloc).geturl()
        host, port = split_domain_port(link.netloc)
        if settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0 and port == self.request.get_port():
            return url
        return link._replace(netloc=host).geturl()

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Whether the address may go. It is kept at hand: once gone no row says how old it was."""
        self.request.allauth.removed = copy(email_address)
        return bool(super().can_delete_email(email_address))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: Mapping[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell every address that may be the owner's, each with its own way back.

        allauth tells one, the main one: by then it may be a stranger's.
        """
        for address in self._owners(user, email):
            path = reverse("account_take_back", args=[token_for(address)])
            url = self.request.build_absolute_uri(path)
            super().send_notification_mail(
                template_prefix, user, {**(context or {}), "take_back_url": url}, address.email
            )

    def _owners(self, user: User, email: str | None) -> list[EmailAddress]:
        """The confirmed addresses, the main one, and the one that a change has just taken."""
        # Who was made by a command or in the admin has no row yet.
        EmailAddress.objects.get_or_create(user=user, email=user.email)
        owners = [
            address
            for address in EmailAddress.objects.filter(user=user)
            if address.verified or address.email in {user.email, email}
        ]
        removed = getattr(self.request.allauth, "removed", None)
        if removed is not None and removed.verified and removed.email not in map(str, owners):
            owners.append(removed)
        return owners
