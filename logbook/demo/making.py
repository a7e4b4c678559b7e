"""Makes the demo accounts that are not there yet."""

from __future__ import annotations

import datetime as dt
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from logbook.acts.people import WelcomeEntry, welcome
from logbook.clock import instant
from logbook.demo.coached import coach_athletes
from logbook.demo.people import ACCOUNTS, ADMIN, COACH, PASSWORD, Account, Lifter
from logbook.demo.training import train_weeks
from logbook.models import User

WEEKS = 12


def make_athletes(*, today: dt.date, weeks: int = WEEKS) -> int:
    """The athletes of the demo's coach that are not there yet; how many were made."""
    coach = User.objects.filter(email=COACH.email, is_coach=True).first()
    if coach is None:
        return 0
    return coach_athletes(coach, _password_hash(), today=today, weeks=weeks)


def demo_emails() -> list[str]:
    """The addresses of the demo accounts."""
    return [account.email for account in ACCOUNTS]


@cache
def _password_hash() -> str:
    """The hash all demo accounts share: hashing is slow on purpose, and this one hides nothing."""
    return make_password(PASSWORD)


def make_account(account: Account, *, today: dt.date, weeks: int = WEEKS) -> bool:
    """Make an account, and for a lifter the log of `weeks` weeks up to the day before `today`.

    All of it or nothing. False where the address is taken: nothing changes then. Needs the
    catalogue (raises `CatalogueRelease.DoesNotExist` or `Workout.DoesNotExist` without).
    """
    with transaction.atomic():
        if User.objects.filter(email__iexact=account.email).exists():
            return False
        began = today - dt.timedelta(weeks=weeks, days=1)
        zone = account.zone if isinstance(account, Lifter) else "UTC"
        user = User.objects.create_user(
            account.email,
            name=account.name,
            date_joined=instant(dt.datetime.combine(began, dt.time(12)), zone),
            is_lifter=isinstance(account, Lifter),
            is_coach=account is COACH,
            is_staff=account is ADMIN,
            is_superuser=account is ADMIN,
        )
        user.password = _password_hash()
        user.save(update_fields=["password"])
        # No mail reaches the address, so it could not be proven where that is asked for.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if isinstance(account, Lifter):
            entry = WelcomeEntry(account.goal, account.unit, zone, account.background)
            welcome(user, entry, now=user.date_joined)
            train_weeks(account, user, until=today, weeks=weeks)
    return True
