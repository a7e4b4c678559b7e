"""A command that walks one lifter's log and says what it found, in words or as JSON."""

from __future__ import annotations

import json
from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from logbook.clock import Moment, moment
from logbook.models import User

Found = TypeVar("Found")


class OfOneLifter(BaseCommand, Generic[Found]):
    """Exits 0 when done, 1 when refused, 2 when called wrongly. Reads the log, writes nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and how to print it."""
        parser.add_argument("--user", metavar="EMAIL", required=True)
        parser.add_argument("--json", action="store_true", help="as JSON on standard output")

    def handle(self, *args: object, user: str, **options: Any) -> None:
        """Walk the log and print what was found. Raises `CommandError` without such an account."""
        lifter = User.objects.filter(email__iexact=user).first()
        if lifter is None:
            raise CommandError(f"No account has the address {user}.", returncode=1)
        found = self.found(lifter, moment(timezone.now(), lifter.zone))
        if options["json"]:
            self.stdout.write(json.dumps({"user": lifter.email, **self.figures(found)}))
            return
        for line in self.lines(found):
            self.stdout.write(line)

    @abstractmethod
    def found(self, lifter: User, until: Moment) -> Found:
        """What the log comes to, up to a moment."""

    @abstractmethod
    def figures(self, found: Found) -> dict[str, Any]:
        """The same as JSON has it."""

    @abstractmethod
    def lines(self, found: Found) -> Iterator[str]:
        """The same in words."""
