"""Load the reviewed exercises and the ready-made programs; safe to run again at every start."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programming.datafiles import EXERCISES, PROGRAMS, DataFileError, read_exercises, read_programs
from programming.releases.loading import load


class Command(BaseCommand):
    """Exits 0 when done, 1 when a file is refused (nothing is written then), 2 when called wrongly."""

    help = "Loads the exercise risk catalogue and the ready-made programs from the data files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Other files than the product's own, for checking one before it is put in place."""
        parser.add_argument("--exercises", type=Path, default=EXERCISES, metavar="CSV")
        parser.add_argument("--programs", type=Path, default=PROGRAMS, metavar="JSON")

    def handle(self, *args: object, **options: Path) -> None:
        """Check both files wholly, then write what changed."""
        try:
            exercises = read_exercises(options["exercises"])
            slugs = {row.entry.name: row.slug for row in exercises.rows}
            programs = read_programs(slugs, options["programs"])
        except DataFileError as fault:
            raise CommandError(f"Nothing was loaded.\n{fault}", returncode=1) from fault
        loaded = load(exercises, programs)
        if loaded.release is None:
            said = "The exercise catalogue is up to date."
        else:
            said = f"Published release {loaded.release.number}: {len(exercises.rows)} exercises."
        if loaded.programs_written:
            said += f" Programs written: {loaded.programs_written}."
        if loaded.programs_removed:
            said += f" Programs removed: {loaded.programs_removed}."
        self.stderr.write(said, self.style.SUCCESS)
