"""Write docs/rulebook.md from the rules, or check that it is what they say."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programming.rulebook_pages.document import DOCUMENT, document


class Command(BaseCommand):
    """Exits 0 when done, 1 with --check when the page is not what the rules say."""

    help = "Writes docs/rulebook.md from the rules, their tables and their sources."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to write or only to look, and where."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when stale")
        parser.add_argument("--file", type=Path, default=DOCUMENT, metavar="MD")

    def handle(self, *args: object, check: bool, file: Path, **options: object) -> None:
        """Write the page, or compare it."""
        said = document()
        if not check:
            file.write_text(said, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != said:
            raise CommandError(f"{file} is stale: run manage.py write_rulebook.")
