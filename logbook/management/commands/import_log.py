"""Brings another app's log into an account."""

from __future__ import annotations

import json
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from logbook.acts.imports import OtherImportError
from logbook.models import User
from logbook.pages.transfer.account import LookedAccount, look_at_account
from logbook.pages.transfer.formats.account_json import MOST_BYTES as MOST_ACCOUNT_BYTES
from logbook.pages.transfer.formats.account_json import is_account
from logbook.pages.transfer.formats.tables import MOST_BYTES
from logbook.pages.transfer.formats.values import DateOrder
from logbook.pages.transfer.importing import Answers, bring, figures, look_at

_DATES = {"day-first": DateOrder.DAY_FIRST, "month-first": DateOrder.MONTH_FIRST}
_ASKS = {
    "unit": "The file does not say its unit: give --unit kg or --unit lb.",
    "dates": "A date like 3/4/2025 can be read two ways: give --dates day-first or month-first.",
}
_MOST_LINES = 20


class Command(BaseCommand):
    """Exits 0 when done, 1 when refused, 2 when called wrongly; JSON on standard output.

    What stands in the way is in the JSON as well: its `errors` and `needs`.
    """

    help = "Brings the log of another app in, or a table: docs/importing.md says of which."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whose it is, and what it cannot say."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--user", metavar="EMAIL", required=True)
        parser.add_argument("--unit", choices=("kg", "lb"), help="where the file names none")
        parser.add_argument("--zone", help="where the lifter was, like Europe/Berlin; else theirs")
        parser.add_argument("--dates", choices=_DATES, help="how 3/4/2025 is read")
        parser.add_argument("--dumbbells", choices=("one", "pair"), help="what their loads are of")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="as JSON on standard output")

    def handle(
        self,
        *args: object,
        file: Path,
        user: str,
        unit: str | None,
        zone: str | None,
        dates: str | None,
        dumbbells: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        """Look at the file, bring it in and say what was done. Raises `CommandError`."""
        lifter = User.objects.filter(email__iexact=user).first()
        if lifter is None:
            raise CommandError(f"No account has the address {user}.", returncode=1)
        if zone is not None and zone not in available_timezones():
            raise CommandError(f"{zone} is no time zone, like Europe/Berlin.", returncode=2)
        answers = Answers(
            unit or "",
            zone or "",
            _DATES[dates] if dates else None,
            dumbbells=dumbbells or "",
        )
        now = timezone.now()
        content = _content(file)
        if is_account(content):
            self._account(look_at_account(lifter, content), is_dry=dry_run, as_json=options["json"])
            return
        looked = look_at(lifter, content, answers, now=now)
        if looked.is_ready and not dry_run:
            try:
                bring(lifter, looked, key=uuid.uuid4(), now=now)
            except OtherImportError as other:
                raise CommandError(str(other), returncode=1) from other
        found = figures(looked)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        elif looked.is_ready:
            for line in _lines(found, is_dry=dry_run):
                self.stdout.write(line)
        if not looked.is_ready:
            raise CommandError("\n".join(_reasons(found)), returncode=1)

    def _account(self, looked: LookedAccount, *, is_dry: bool, as_json: bool) -> None:
        """Put a whole account into an empty one, and say what was done. Raises `CommandError`."""
        if looked.is_ready and not is_dry:
            looked.put_back()
        found = looked.figures()
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        elif looked.is_ready:
            done = "would restore" if is_dry else "restored"
            self.stdout.write(f"{done} {found['sessions']} sessions with {found['sets']} sets")
        if not looked.is_ready:
            raise CommandError("\n".join(_reasons(found)), returncode=1)


def _content(file: Path) -> bytes:
    """The file's bytes, a few more than are read at most. Raises `CommandError`."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(MOST_BYTES + 1)
            return begins + opened.read(MOST_ACCOUNT_BYTES) if is_account(begins) else begins
    except OSError as fault:
        raise CommandError(f"{file}: {fault.strerror}.", returncode=1) from fault


def _reasons(found: dict[str, Any]) -> Iterator[str]:
    for one in found["errors"][:_MOST_LINES]:
        yield f"line {one['line']}: {one['reason']}"
    if (more := len(found["errors"]) - _MOST_LINES) > 0:
        yield f"and {more} more."
    for need in found["needs"]:
        yield _ASKS[need]


def _lines(found: dict[str, Any], *, is_dry: bool) -> Iterator[str]:
    """The figures in words."""
    yield f"{found['source']}: {found['sets']} sets of {found['sessions']} sessions, {found['first_date']} to {found['last_date']}"
    yield (
        f"{'would add' if is_dry else 'added'} {found['added_sets']} sets, "
        f"{found['added_sessions']} new sessions; {found['duplicate_sets']} sets were here, "
        f"{found['kept_here']} changed here since stay"
    )
    yield f"{found['matched_sets']} sets of {found['matched_exercises']} exercises in the catalogue"
    for name, sets in found["unmatched"].items():
        yield f"  your own: {name} ({sets})"
    if found["min_kg"] is not None:
        unit, kilograms = found["unit"], (found["min_kg"], found["median_kg"], found["max_kg"])
        yield f"unit {unit}; loads {kilograms[0]} / {kilograms[1]} / {kilograms[2]} kg"
    yield (
        f"{found['warm_ups']} warm-ups, {found['failed_attempts']} failed attempts, "
        f"{found['effort_rated']} with effort, {found['conflicts']} that say two things"
    )
    if found["rounded_effort"]:
        yield f"effort finer than halves, taken to the nearest: {found['rounded_effort']}"
    for reason, rows in found["skipped"].items():
        yield f"skipped, {reason.replace('_', ' ')}: {rows}"
    for slip in found["slips"]:
        meant = f", likely {slip['meant']}" if slip["meant"] else ""
        yield f"line {slip['line']}: {slip['exercise']} with {slip['load']} looks like a slip{meant}"
    if found["unread_columns"]:
        yield f"columns not read: {', '.join(found['unread_columns'])}"
