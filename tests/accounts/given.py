"""A person, a thief, and what the mails say."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from logbook.models import User

PASSWORD = "four plain words here"
OWN, FOREIGN = "anna@example.org", "thief@example.net"


def addressed(user: User, email: str, *, primary: bool = False) -> EmailAddress:
    return EmailAddress.objects.create(user=user, email=email, verified=True, primary=primary)


def manage(client: Client, action: str, email: str):
    return client.post("/accounts/email/", {f"action_{action}": "", "email": email})


def moved(client: Client, anna: User) -> None:
    """The foreign address becomes the main one, and the own one goes."""
    manage(client, "add", FOREIGN)
    EmailAddress.objects.filter(email=FOREIGN).update(verified=True)
    manage(client, "primary", FOREIGN)
    manage(client, "remove", OWN)
    anna.refresh_from_db()
    assert anna.email == FOREIGN


def mails_to(email: str) -> list[EmailMessage]:
    return [one for one in mail.outbox if one.to == [email]]


def way_back(one: EmailMessage) -> str:
    """The path of the link in a mail."""
    found = re.search(r"http://testserver(/accounts/take-back/\S+)", str(one.body))
    assert found is not None, one.body
    return found.group(1)


def of(user: User) -> set[str]:
    return set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
