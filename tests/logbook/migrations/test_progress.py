"""0025: what was on record before is summed in SQL as `summarise` sums it."""

import importlib
from random import Random

import pytest
from django.apps import apps

from logbook.models import SessionExercise
from tests.logbook.given import a_lifter
from tests.logbook.kept.test_summaries import Lifting

STEP = importlib.import_module("logbook.migrations.0023_progress")

pytestmark = pytest.mark.usefixtures("release")


def test_what_is_on_record_is_summed_as_the_log_sums_it():
    lifting = Lifting(a_lifter(), Random(7))
    for _ in range(120):
        lifting.step()
    items = SessionExercise.objects.order_by("pk")
    kept = list(items.values_list("pk", "deviation_halves", "volume"))
    assert len({apart for _, apart, _ in kept}) > 3
    assert sum(volume > 0 for _, _, volume in kept) > 5

    items.update(deviation_halves=0, volume=0)
    STEP.sum_what_is_on_record(apps, None)

    assert list(items.values_list("pk", "deviation_halves", "volume")) == kept
