"""Put a backup in the database's place, while no server runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from logbook.management.backup import Content, RefusedError, judge, put_in_place, verify
from logbook.management.serving import ServedError, held_alone


class Command(BaseCommand):
    """Exits 0 when done, 1 when refused, 2 when called wrongly."""

    help = "Puts the backup FILE in the SQLite database's place; what stood there is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Judge the file, let it take the place, and say what is there now."""
        if connection.vendor != "sqlite":
            raise CommandError(
                "PostgreSQL is restored by its own command, while no server runs:\n"
                "  pg_restore --clean --if-exists --no-owner --single-transaction"
                f' --dbname="$DATABASE_URL" {file}',
                returncode=1,
            )
        database = Path(connection.settings_dict["NAME"])
        known = frozenset(MigrationLoader(None).disk_migrations)
        # This process lets go of the database too.
        connection.close()
        try:
            with held_alone(settings.DATA_DIR):
                content = self._restore(file.absolute(), database, known)
                verify(database, content)
        except (ServedError, RefusedError, OSError) as refused:
            raise CommandError(f"Not restored. {refused}", returncode=1) from refused
        self.stderr.write(f"Restored and verified: {file} ({content}).")
        if known - content.migrations:
            self.stderr.write(
                "It is from an earlier version. Before you serve it: python -m repstack.prepare"
                " (bin/start does so itself)."
            )

    def _restore(self, file: Path, database: Path, known: frozenset[tuple[str, str]]) -> Content:
        if database.exists() and file.exists() and file.samefile(database):
            raise RefusedError(f"{file} is the database itself.")
        content = judge(file, known)
        kept = database.with_name(f"{database.name}.before-{timezone.now():%Y%m%d-%H%M%S-%f}")
        put_in_place(file, database, content, kept)
        self._tell_start()
        if kept.exists():
            self.stderr.write(f"What stood there before: {kept}")
        return content

    def _tell_start(self) -> None:
        """What `bin/start` remembers of its folder is of the database that stood there.

        It prepares anew, and adds no demo accounts: their passwords are known.
        """
        (settings.DATA_DIR / "prepared").unlink(missing_ok=True)
        if not (settings.DATA_DIR / "demo-accounts").exists():
            (settings.DATA_DIR / "started-empty").touch()
