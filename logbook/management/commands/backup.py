"""Back the database up into one file, while people train."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from logbook.management.backup import RefusedError, back_up, note_backup


class Command(BaseCommand):
    """Exits 0 when done, 1 when refused, 2 when called wrongly."""

    help = "Writes a verified copy of the SQLite database into FILE; also while the server runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="FILE", type=Path, help="may be an older backup")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Copy it, and say what is in the copy."""
        if connection.vendor != "sqlite":
            raise CommandError(
                "PostgreSQL is backed up by its own command, of the server's version or later:\n"
                f'  pg_dump --format=custom --file={file} "$DATABASE_URL"',
                returncode=1,
            )
        try:
            content = back_up(Path(connection.settings_dict["NAME"]), file.absolute())
        except (RefusedError, OSError) as refused:
            raise CommandError(f"No backup was made. {refused}", returncode=1) from refused
        self.stderr.write(f"Backed up and verified: {file} ({content}).")
        # The backup is made: that a start will not know of it is no reason to fail.
        with suppress(OSError):
            note_backup(settings.DATA_DIR, timezone.now())
