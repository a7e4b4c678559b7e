"""Says whether a file is a program of the published format, and if not, where and why not."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programming.exchange.document import Fault, RefusedDocumentError, read_document


class Command(BaseCommand):
    """Exits 0 where the file is one, 1 where it is none, 2 when called wrongly. Asks no database."""

    help = "Checks a program file against the published format."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and how to print what was found."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="as JSON on standard output")

    def handle(self, *args: object, file: Path, **options: bool) -> None:
        """Read the file and say what is wrong with it. Raises `CommandError`."""
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}", returncode=2) from fault
        faults: tuple[Fault, ...] = ()
        try:
            read_document(content)
        except RefusedDocumentError as refused:
            faults = refused.faults
        if options["json"]:
            found = {
                "file": str(file),
                "valid": not faults,
                "faults": [
                    {"path": one.path, "line": one.line, "reason": one.reason} for one in faults
                ],
            }
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        if faults:
            said = "\n".join(f"{file}: {one}" for one in faults)
            raise CommandError(said, returncode=1)
        self.stderr.write(f"{file} is a program.")
