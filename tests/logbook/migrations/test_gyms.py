"""0017: the loads a lifter stated become their first gym, and back."""

import importlib

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STEP = importlib.import_module("logbook.migrations.0017_gyms_and_habits")
BEFORE = [("logbook", "0016_following")]
AFTER = [("logbook", "0017_gyms_and_habits")]


def migrated(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps.get_model("logbook", "User")


@pytest.mark.django_db(transaction=True)
def test_what_was_stated_is_kept_both_ways():
    stated = {"barbell": [20_000, 1_250, "kg"], "dumbbell": [1_000, 2_000, "kg"]}
    try:
        users = migrated(BEFORE)
        users.objects.create(email="one@example.org", loads=stated)
        users.objects.create(email="other@example.org")

        users = migrated(AFTER)

        one = users.objects.get(email="one@example.org")
        assert one.gyms == [{"key": 1, "name": "", "loads": stated, "version": 1}]
        assert one.last_gym == 1
        other = users.objects.get(email="other@example.org")
        assert (other.gyms, other.last_gym) == ([], None)

        users = migrated(BEFORE)
        assert users.objects.get(email="one@example.org").loads == stated
        assert users.objects.get(email="other@example.org").loads == {}
    finally:
        migrated([("logbook", MigrationExecutor(connection).loader.graph.leaf_nodes("logbook")[0][1])])
