"""What is published refuses every change, whoever asks: the database sees to it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from logbook.models import User
from programming.models import CatalogueRelease, RiskEntry
from programming.releases.changes import facts_of
from programming.releases.protection import protecting, unprotecting
from programming.releases.publish import new_draft, publish

ENTRIES = "programming_riskentry"
RELEASES = "programming_cataloguerelease"


def run(sql: str) -> Callable[[CatalogueRelease, RiskEntry], None]:
    def ask(release: CatalogueRelease, entry: RiskEntry) -> None:
        named = {"release": release.pk, "entry": entry.pk}
        with connection.cursor() as cursor:
            cursor.execute(sql.format(**named))

    return ask


def save(release: CatalogueRelease, entry: RiskEntry) -> None:
    entry.floor = 0
    entry.save()


def save_release(release: CatalogueRelease, entry: RiskEntry) -> None:
    release.reason = "Another."
    release.save()


def add(release: CatalogueRelease, entry: RiskEntry) -> None:
    RiskEntry.objects.create(release=release, exercise=entry.exercise, **facts_of(entry))


def take_back(release: CatalogueRelease, entry: RiskEntry) -> None:
    CatalogueRelease.objects.filter(pk=release.pk).update(published_at=None, number=None)


def bulk(release: CatalogueRelease, entry: RiskEntry) -> None:
    entry.name = "Other"
    RiskEntry.objects.bulk_update([entry], ["name"])


def move_away(release: CatalogueRelease, entry: RiskEntry) -> None:
    RiskEntry.objects.filter(pk=entry.pk).update(release=new_draft(None))


def move_in(release: CatalogueRelease, entry: RiskEntry) -> None:
    draft = new_draft(None)
    draft.entries.filter(exercise=entry.exercise).update(release=release)


ATTEMPTS = {
    "saving an entry": save,
    "adding an entry": add,
    "updating in bulk": bulk,
    "updating by a query": lambda release, entry: RiskEntry.objects.update(tier="safer"),
    "deleting an entry": lambda release, entry: entry.delete(),
    "deleting by a query": lambda release, entry: release.entries.all().delete(),
    "moving an entry out": move_away,
    "moving an entry in": move_in,
    "saving a release": save_release,
    "taking publication back": take_back,
    "deleting a release": lambda release, entry: CatalogueRelease.objects.filter(
        pk=release.pk
    )._raw_delete(using="default"),
    "raw update": run(f"UPDATE {ENTRIES} SET floor = 0 WHERE id = {{entry}}"),
    "raw delete": run(f"DELETE FROM {ENTRIES} WHERE id = {{entry}}"),
    "raw update of a release": run(f"UPDATE {RELEASES} SET digest = 'x' WHERE id = {{release}}"),
    "raw delete of releases": run(f"DELETE FROM {RELEASES}"),
}  # fmt: skip
SQLITE = {
    "replacing an entry": run(
        f"REPLACE INTO {ENTRIES} (id, release_id, exercise_id, name, equipment, pattern,"
        " is_compound, primary_muscles, secondary_muscles, load_kind, bodyweight_percent,"
        " is_unilateral, is_lower_body, default_role, tier, floor, safeties, rationale)"
        " SELECT id, NULL, exercise_id, name, equipment, pattern, is_compound, primary_muscles,"
        " secondary_muscles, load_kind, bodyweight_percent, is_unilateral, is_lower_body,"
        f" default_role, 'safer', 0, '[]', rationale FROM {ENTRIES} WHERE id = {{entry}}"
    ),
    "replacing a release": run(
        f"REPLACE INTO {RELEASES} (id, created_at, publisher, reason, digest)"
        " VALUES ({release}, '2026-01-01', '', '', '')"
    ),
}
POSTGRES = {"truncating": run(f"TRUNCATE {ENTRIES} CASCADE")}


def rows() -> tuple[list[object], list[object]]:
    return (
        list(RiskEntry.objects.order_by("pk").values()),
        list(CatalogueRelease.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("attempt", [*ATTEMPTS, *SQLITE, *POSTGRES])
def test_a_published_release_refuses(release, attempt):
    others = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if attempt not in {**ATTEMPTS, **others}:
        # The other engine's own statement: here it is not even read as one.
        attempt = "raw update"
    before = rows()

    with pytest.raises(IntegrityError, match="A published release never changes"):  # noqa: SIM117
        with transaction.atomic():
            {**ATTEMPTS, **others}[attempt](release, release.entries.get(name="Barbell squat"))

    assert rows() == before


def test_a_draft_can_be_changed_and_thrown_away(release):
    draft = new_draft(None)

    draft.entries.update(floor=1)
    draft.entries.filter(name="Curl").delete()
    assert draft.entries.filter(floor=1).count() == release.entries.count() - 1

    draft.entries.all().delete()
    draft.delete()
    assert list(CatalogueRelease.objects.all()) == [release]


def test_who_published_may_leave_and_their_name_stays(release):
    admin = User.objects.create_user("anna@example.org", name="Anna")
    draft = new_draft(admin)
    draft.entries.filter(name="Curl").update(floor=1)
    made = publish(draft, by=admin, reason="Careful.", now=timezone.now())

    admin.delete()

    made.refresh_from_db()
    assert (made.published_by, made.publisher) == (None, "Anna")


def test_nobody_else_can_be_named_as_the_publisher(release):
    admin = User.objects.create_user("anna@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueRelease.objects.filter(pk=release.pk).update(published_by=admin)


def test_without_the_triggers_a_change_would_go_through(release):
    with connection.cursor() as cursor:
        for statement in unprotecting(connection):
            cursor.execute(statement)
    assert RiskEntry.objects.filter(release=release, name="Curl").update(floor=3) == 1
    with connection.cursor() as cursor:
        for statement in protecting(connection):
            cursor.execute(statement)


def test_the_triggers_are_there_again_after_every_migrate(release):
    with connection.cursor() as cursor:
        for statement in unprotecting(connection):
            cursor.execute(statement)

    call_command("migrate", verbosity=0)

    with pytest.raises(IntegrityError), transaction.atomic():
        RiskEntry.objects.filter(release=release).update(floor=3)
