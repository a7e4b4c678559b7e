"""How often each warning, advice and record speaks to a lifter."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from logbook.advice.how_often import how_often_told
from logbook.clock import moment
from logbook.models import User
from programming.rulebook import HowOften

_PER_SETS = 100


class Command(BaseCommand):
    """Exits 0 when done, 1 when refused, 2 when called wrongly. Reads the log, writes nothing."""

    help = "Counts how often each rule spoke to a lifter, or would have, over the whole log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and how to print it."""
        parser.add_argument("--user", metavar="EMAIL", required=True)
        parser.add_argument("--json", action="store_true", help="as JSON on standard output")

    def handle(self, *args: object, user: str, json: bool, **options: object) -> None:
        """Walk the log and print the counts."""
        lifter = User.objects.filter(email__iexact=user).first()
        if lifter is None:
            raise CommandError(f"No account has the address {user}.", returncode=1)
        found = how_often_told(lifter, moment(timezone.now(), lifter.zone))
        if json:
            self.stdout.write(_as_json(lifter, found))
            return
        for line in _lines(found):
            self.stdout.write(line)


def _as_json(lifter: User, found: HowOften) -> str:
    return json.dumps({"user": lifter.email, **asdict(found)})


def _lines(found: HowOften) -> Iterator[str]:
    """The counts, each by what it is read against: rated sets, sessions, years."""
    rated, sessions, years = found.rated_sets or 1, found.sessions or 1, found.years or 1
    yield f"{found.sessions} sessions, {found.rated_sets} rated sets, {found.years} years"
    for code, counts in found.warnings.items():
        for severity, times in counts.items():
            share = times * _PER_SETS / rated
            yield f"{code} {severity}: {times}, {share:.1f} per {_PER_SETS} rated sets"
    stops = found.sessions_with_stop
    yield f"sessions with a stop: {stops}, {stops / sessions:.0%}"
    for what, times in found.advice.items():
        yield f"{what}: {times}, {times / years:.1f} a year"
    records = found.records_announced
    yield f"records announced: {records}, {records / sessions:.2f} a session"
    for name, times in asdict(found.suggestions).items():
        yield f"suggestions {name}: {times}"
