"""0014: what 1.0 kept of records goes, and `prepare` reads the log anew."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command

from logbook.models import ExerciseRecord
from tests.logbook.bench_days import asserted_of_the_whole_log, bench_day
from tests.logbook.given import a_lifter

STEP = importlib.import_module("logbook.migrations.0014_slips")

pytestmark = pytest.mark.usefixtures("release")


def test_records_are_read_anew_by_the_rules_of_now():
    lifter = a_lifter()
    bench_day(lifter, 0)
    bench_day(lifter, 2, {"load": "90"})
    ExerciseRecord.objects.update(standing=[], records=[["heaviest_load"]])

    STEP.forget_records(apps, None)

    assert not ExerciseRecord.objects.exists()
    call_command("rebuild_summaries", once=True, verbosity=0)
    assert asserted_of_the_whole_log(lifter) > 4
