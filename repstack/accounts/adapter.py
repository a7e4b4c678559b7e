"""Where allauth asks how this installation does it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.urls import reverse

from logbook.models import User
from repstack.accounts.take_back import token_for


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's own answers, but for who is told of a change."""

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
