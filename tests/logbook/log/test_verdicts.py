"""What was logged is never judged again, whatever is published afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.models import SessionExercise, Set
from programming.choices import Tier
from programming.models import RiskEntry
from programming.releases.publish import new_draft, publish
from tests.logbook.given import NOON, REST, a_lifter, a_session, finished, logged, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release", "publishing")

EFFORTS = (0, 1, 2, 3, None)
TURN = {Tier.SAFER: Tier.CAUTION, Tier.CAUTION: Tier.AVOID, Tier.AVOID: Tier.SAFER}


def publish_with_every_tier_changed(number):
    """A release in which every exercise has another tier, and every floor is another one."""
    draft = new_draft(None)
    entries = list(draft.entries.all())
    for entry in entries:
        entry.tier = TURN[Tier(entry.tier)]
        entry.floor = (entry.floor + 1) % 5
        entry.floor_with_safeties, entry.safeties = None, []
        entry.rationale = f"As release {number} has it."
    RiskEntry.objects.bulk_update(
        entries, ["tier", "floor", "floor_with_safeties", "safeties", "rationale"]
    )
    return publish(draft, by=None, reason=f"Turn {number}.", now=timezone.now())


def log_everything(lifter, started):
    """A workout with sets of every effort, with and without safeties."""
    session = a_session(lifter=lifter, started=started)
    for place, item in enumerate(session.exercises.all()):
        if place % 2 and item.risk.safeties:
            item.safeties = item.risk.safeties[0]
            item.save()
        for number in range(item.planned_sets or 0):
            logged(item=item, load="60", rir=EFFORTS[(place + number) % len(EFFORTS)])
    return session


def stored():
    return list(Set.objects.order_by("pk").values()), list(
        SessionExercise.objects.order_by("pk").values()
    )


def test_no_past_verdict_changes_over_five_releases_that_change_every_tier():
    lifter = a_lifter()
    client = logged_in(lifter)
    session = finished(log_everything(lifter, NOON))
    running = log_everything(lifter, NOON + 40 * REST)
    rows = stored()
    review = words(page(client, reverse("session_review", args=[session.pk])))
    gym = words(page(client, reverse("session_detail", args=[running.pk])))
    assert {row["outcome"] for row in rows[0]} >= {"on_target", "too_close", "unrated"}

    for number in range(5):
        release = publish_with_every_tier_changed(number)
        assert stored() == rows
        assert words(page(client, reverse("session_review", args=[session.pk]))) == review
        assert words(page(client, reverse("session_detail", args=[running.pk]))) == gym

    assert release.number == 6
    assert {row["risk_id"] for row in rows[0]}.isdisjoint(release.entries.values_list("pk"))


def test_an_edit_of_a_past_set_is_judged_by_the_release_it_was_logged_under():
    lifter = a_lifter()
    session = a_session(lifter=lifter)
    first = session.exercises.first()
    assert first is not None
    row = logged(item=first, rir=2)
    assert (row.risk.tier, row.risk.floor) == ("avoid", 2)
    publish_with_every_tier_changed(1)

    client = logged_in(lifter)
    form = {
        "version": row.version, "key": row.key, "number": row.number, "unit": "kg",
        "load_kind": "external", "load": "80", "reps": 8, "rir": 1, "ended_by": "stopped",
        "kind": "working", "note": "",
    }  # fmt: skip
    client.post(reverse("set_edit", args=[row.pk]), form)

    row.refresh_from_db()
    assert row.rir == 1
    assert "below_floor" in [code for code, *_ in row.warnings]
