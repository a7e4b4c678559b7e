"""A backup of an earlier release restores into this one, with everything that was logged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.serving import ROOT, deployed

# The tables as they were then, filled by the models as they were then.
THEN = """
import sys
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

release = ("logbook", sys.argv[1])
call_command("migrate", *release, verbosity=0)
tables = MigrationExecutor(connection).loader.project_state([release]).apps
make = lambda model, app="logbook", /, **values: tables.get_model(app, model).objects.create(**values)
now = timezone.now()
person = make("User", email="anna@example.org", name="Anna", is_welcomed=True)
catalogue = make("CatalogueRelease", "programming", published_at=None)
exercise = make("Exercise", "programming", slug="", owner=person)
risk = make(
    "RiskEntry", "programming", exercise=exercise, release=None, name="Zercher carry", equipment="barbell",
    pattern="squat", is_compound=True, default_role="main", tier="safer", floor=0,
)
session = make(
    "TrainingSession", athlete=person, name="Before", release=catalogue, started_at=now,
    finished_at=now, zone="UTC", local_date=now.date(),
)
at = {"athlete": person, "session": session, "exercise": exercise, "risk": risk, "local_date": now.date(), "started_at": now}
item = make("SessionExercise", position=1, role="main", working_sets=1, last_set_at=now, **at)
import uuid
make(
    "Set", session_exercise=item, key=uuid.uuid4(), digest="0" * 64, number=1, reps=8, load_milli=82_500,
    load_unit="kg", load_kind="external", load=82_500_000_000, rir_halves=4, logged_at=now, **at,
)
"""
NOW = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from logbook.models import Set, User
call_command("migrate", check_unapplied=True, verbosity=0)
person = User.objects.get(email="anna@example.org")
row = Set.objects.get(athlete=person)
client = Client()
client.force_login(person)
session = person.sessions.get()
pages = [
    reverse("session_review", args=[session.pk]), reverse("session_list"), reverse("today"),
    reverse("exercise_detail", args=[row.exercise_id]),
]
print(row.typed_load, row.reps, row.rir, [client.get(page).status_code for page in pages])
"""


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended


@pytest.mark.parametrize(
    "release", ["0021_timed_sets", pytest.param("0016_following", marks=pytest.mark.deep)]
)
def test_it_restores_is_prepared_and_shows_what_was_logged(tmp_path: Path, release: str):
    before, now = (
        deployed(tmp_path / name, REPSTACK_ALLOWED_HOSTS="testserver,localhost")
        for name in ("before", "now")
    )
    kept = str(tmp_path / "kept.sqlite3")
    run(before, "-c", THEN, release)
    made = run(before, "manage.py", "backup", kept)
    assert "1 people, 1 sets" in made.stderr

    run(now, "-m", "repstack.prepare")
    restored = run(now, "manage.py", "restore", kept)

    assert "It is from an earlier version." in restored.stderr
    run(now, "-m", "repstack.prepare")
    assert run(now, "-c", NOW).stdout.strip() == "82.5 kg 8 2.0 [200, 200, 200, 200]"
