"""The way back into an account that somebody else changed, from a mail to an address it had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.db.models import F, Q

from logbook.models import TakenBack, User

SALT = "repstack.accounts.take_back"
OPEN_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a mailed link says: whose account, the address it was sent to, and how old that was.

    Addresses get their ids in the order in which they come to an account, so that the id says
    which of two was there first.
    """

    user_id: int
    address_id: int
    email: str
    digest: str

    def is_open(self) -> bool:
        """Whether it can be taken: not used, and not overruled by an older address.

        An address that the owner removed must not come back by it, one that a stranger removed
        must: the stranger's own is the younger one.
        """
        addresses = EmailAddress.objects.filter(user=self.user_id)
        is_on_account = addresses.filter(email=self.email).exists()
        # The main one counts where nobody confirms addresses, without a mail server.
        counts = Q(verified=True) | Q(email=F("user__email"))
        is_older_there = addresses.filter(counts, pk__lt=self.address_id).exists()
        return (
            User.objects.filter(pk=self.user_id, is_active=True).exists()
            and (is_on_account or not is_older_there)
            and not TakenBack.objects.filter(digest=self.digest).exists()
            and not self._has_another_account()
        )

    def _has_another_account(self) -> bool:
        others = EmailAddress.objects.exclude(user=self.user_id)
        return bool(others.filter(email=self.email, verified=True).exists())


def token_for(address: EmailAddress) -> str:
    """What a link to this address carries, signed."""
    return signing.dumps([address.user_id, address.pk, address.email], salt=SALT)


def read(token: str) -> WayBack | None:
    """What the link says; None where it is not ours, or older than seven days."""
    try:
        user_id, address_id, email = signing.loads(token, salt=SALT, max_age=OPEN_SECONDS)
    except signing.BadSignature:
        return None
    return WayBack(user_id, address_id, email, hashlib.sha256(token.encode()).hexdigest())


@transaction.atomic
def take_back(way: WayBack) -> bool:
    """Make the address the main one again, and let nobody in until it has a new password.

    Younger addresses go. No password fits any more, which ends every session. False where the way
    is closed by now.

    Whoever signed up with the address meanwhile and never confirmed it has it from nobody: a thief
    would close the way by that. That account keeps its log, under an address that reaches no one.
    """
    user = User.objects.select_for_update().get(pk=way.user_id)
    if not way.is_open():
        return False
    TakenBack.objects.create(user=user, digest=way.digest)
    EmailAddress.objects.exclude(user=user).filter(email=way.email).delete()
    for other in User.objects.exclude(pk=user.pk).filter(email__iexact=way.email):
        other.email = f"{other.pk}@unconfirmed.invalid"
        other.save()
    addresses = EmailAddress.objects.filter(user=user)
    addresses.filter(pk__gt=way.address_id).exclude(email=way.email).delete()
    addresses.update(primary=False)
    addresses.update_or_create(
        user=user, email=way.email, defaults={"primary": True, "verified": True}
    )
    user.email = way.email
    user.set_unusable_password()
    user.save()
    return True
