"""0005 to 0008: workouts of before come to stand in programs, and what was logged of them stays."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

# A process of its own with a database of its own: the tests' own is never taken back.
STEPS = """
import json
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

before = [("programming", "0004_offered_exercises"), ("logbook", "0014_slips")]
executor = MigrationExecutor(connection)
executor.migrate(before)
old = executor.loader.project_state(before).apps
User = old.get_model("logbook", "User")
Exercise = old.get_model("programming", "Exercise")
Workout = old.get_model("programming", "Workout")
Planned = old.get_model("programming", "PlannedExercise")
Session = old.get_model("logbook", "TrainingSession")
Release = old.get_model("programming", "CatalogueRelease")
ann = User.objects.create(email="ann@example.org")
curl = Exercise.objects.create(slug="curl")
release = Release.objects.create(digest="x")
made = {}
for slug, level, owner in (
    ("upper-a", "intermediate", None), ("push", "advanced", None), ("gone", "advanced", None),
    ("mine", "beginner", ann), ("also-mine", "beginner", ann),
):
    made[slug] = Workout.objects.create(slug=slug, name=slug, level=level, minutes=9, owner=owner)
    Planned.objects.create(workout=made[slug], exercise=curl, position=0, role="main", sets=3,
                           reps_bottom=6, reps_top=8, rest_seconds=90)
for slug in ("upper-a", "mine", "gone"):
    Session.objects.create(athlete=ann, name=slug, workout=made[slug], release=release,
                           started_at=timezone.now(), zone="UTC", local_date="2026-11-01")

executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
call_command("load_catalogue", verbosity=0)

from logbook.models import TrainingSession
from programming.models import Program, Workout
print(json.dumps({
    "kept": {one.slug or one.name: made[one.slug or one.name].pk == one.pk
             for one in Workout.objects.filter(pk__in=[one.pk for one in made.values()])},
    "own": [[one.name, one.blocks.get().workouts.count(), one.owner.email]
            for one in Program.objects.exclude(owner=None)],
    "ready": Program.objects.filter(owner=None).count(),
    "logged": {one.name: one.workout and one.workout.name for one in TrainingSession.objects.all()},
    "sets": Workout.objects.get(name="mine").planned.get().sets,
    "lines": [(one.sets, one.reps, one.percent, one.load, one.target)
              for one in Workout.objects.get(name="mine").planned.get().lines],
    "rule": Workout.objects.get(name="mine").planned.get().load_rule,
}))
"""


def test_no_workout_is_lost_and_each_stays_what_was_logged_of_it(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "repstack.settings",
        "REPSTACK_DATA_DIR": str(tmp_path),
        "REPSTACK_HTTPS": "off",
        "REPSTACK_DEBUG": "on",
    }
    ran = subprocess.run(
        [sys.executable, "-c", STEPS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.strip().splitlines()[-1]) == {
        # What is in no file any more goes; the session keeps its name.
        "kept": {"upper-a": True, "push": True, "mine": True, "also-mine": True},
        "own": [["My workouts", 2, "ann@example.org"]],
        "ready": 6,
        "logged": {"upper-a": "Upper A", "mine": "mine", "gone": None},
        "sets": 3,
        # Every plan of before is one line, with the loads of last time.
        "lines": [[3, [6, 8], None, None, None]],
        "rule": "last_time",
    }
