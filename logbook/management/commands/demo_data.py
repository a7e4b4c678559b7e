"""Make the demo accounts and print them; safe to run again."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from logbook.clock import local_date
from logbook.demo.making import WEEKS, demo_emails, make_account, make_athletes
from logbook.demo.people import ACCOUNTS, PASSWORD, Lifter
from logbook.models import User
from programming.models import CatalogueRelease, Workout

_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2099, 12, 31)


def a_date(typed: str) -> dt.date:
    """The day an option names. Raises `ArgumentTypeError` for what is no day of these times."""
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError as error:
        raise ArgumentTypeError(f"{typed!r} is not a date like 2025-03-05.") from error
    if not _FIRST <= day <= _LAST:
        raise ArgumentTypeError(f"{typed} is not between {_FIRST} and {_LAST}.")
    return day


def some_weeks(typed: str) -> int:
    """The weeks an option names. Raises `ArgumentTypeError` outside 1 to 12."""
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= WEEKS):
        raise ArgumentTypeError(f"{typed!r} is not a number of weeks from 1 to {WEEKS}.")
    return int(typed)


class Command(BaseCommand):
    """Exits 0 when the accounts are there, 1 when refused (nothing is written), 2 when called wrongly.

    Prints `e-mail password role` for each account, one a line.
    """

    help = "Makes three lifters with 12 weeks of training, a coach of thirty athletes and an admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to end before, and what tests need."""
        parser.add_argument(
            "--date",
            type=a_date,
            help="the day the lifters are due their next session (default: today where each is)",
        )
        parser.add_argument("--weeks", type=some_weeks, default=WEEKS, help="weeks of training")
        parser.add_argument(
            "--anyway",
            action="store_true",
            help="also beside other people's accounts, although everyone knows the passwords",
        )

    def handle(
        self, *args: object, date: dt.date | None, weeks: int, anyway: bool, **options: object
    ) -> None:
        """Make what is missing, then print every account."""
        known = User.objects.filter(email__in=demo_emails())
        if not anyway and not known.exists() and User.objects.exists():
            raise CommandError(
                "There are accounts here already, and the demo accounts, one of them an admin's, "
                "have a password everyone knows. Nothing was made; --anyway makes them.",
                returncode=1,
            )
        now = timezone.now()
        for account in ACCOUNTS:
            zone = account.zone if isinstance(account, Lifter) else "UTC"
            try:
                make_account(account, today=date or local_date(now, zone), weeks=weeks)
            except (CatalogueRelease.DoesNotExist, Workout.DoesNotExist) as error:
                raise CommandError(
                    "The exercise catalogue is missing: run manage.py load_catalogue first.",
                    returncode=1,
                ) from error
        make_athletes(today=date or local_date(now, "UTC"), weeks=weeks)
        for account in ACCOUNTS:
            self.stdout.write(f"{account.email} {PASSWORD} {account.role}")
