"""Load the reviewed exercises and the ready-made workouts; safe to run again at every start."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programming.datafiles import EXERCISES, WORKOUTS, DataFileError, read_exercises, read_workouts
from programming.releases.loading import load


class Command(BaseCommand):
    """Exits 0 when done, 1 when a file is refused (nothing is written then), 2 when called wrongly."""

    help = "Loads the exercise risk catalogue and the ready-made workouts from the data files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Other files than the product's own, for checking one before it is put in place."""
        parser.add_argument("--exercises", type=Path, default=EXERCISES, metavar="CSV")
        parser.add_argument("--workouts", type=Path, default=WORKOUTS, metavar="JSON")

    def handle(self, *args: object, **options: Path) -> None:
        """Check both files wholly, then write what changed."""
        try:
            exercises = read_exercises(options["exercises"])
            slugs = {row.entry.name: row.slug for row in exercises.rows}
            workouts = read_workouts(slugs, options["workouts"])
        except DataFileError as fault:
            raise CommandError(f"Nothing was loaded.\n{fault}", returncode=1) from fault
        loaded = load(exercises, workouts)
        if loaded.release is None:
            said = "The exercise catalogue is up to date."
        else:
            said = f"Published release {loaded.release.number}: {len(exercises.rows)} exercises."
        if loaded.workouts_written:
            said += f" Workouts written: {loaded.workouts_written}."
        if loaded.workouts_removed:
            said += f" Workouts removed: {loaded.workouts_removed}."
        self.stderr.write(said, self.style.SUCCESS)
