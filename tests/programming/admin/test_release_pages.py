"""The pages of drafts and releases: begun, compared, published, brought up to date, taken back."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from logbook.models import Set, TrainingSession, User
from programming.models import CatalogueRelease
from programming.releases.publish import in_force, new_draft, publish
from tests.logbook.given import a_lifter
from tests.logbook.reading import flat
from tests.programming.drafting import one, said

pytestmark = pytest.mark.usefixtures("publishing")

LIST = "admin:programming_cataloguerelease_changelist"


def at(release, name="change"):
    return reverse(f"admin:programming_cataloguerelease_{name}", args=[release.pk])


def changed(draft, name="Curl", **facts):
    assert draft.entries.filter(name=name).update(**(facts or {"floor": 1})) == 1
    return draft


def sent(staff, draft, reason):
    seen = staff.get(at(draft)).context["seen"]
    return staff.post(at(draft, "publish"), {"seen": seen, "reason": reason}, follow=True)


def test_a_draft_is_begun_and_its_changes_are_shown(staff, release):
    begun = staff.post(reverse("admin:programming_cataloguerelease_begin"), follow=True)
    draft = CatalogueRelease.objects.drafts().get()
    assert "Nothing differs." in flat(begun.content.decode())

    shown = staff.get(at(changed(draft)))

    (line,) = shown.context["lines"]
    assert (line.name, [(f.label, f.before, f.after) for f in line.facts]) == (
        "Curl",
        [("Floor", "0", "1")],
    )


def test_a_draft_is_published_with_a_reason_alone(staff, draft):
    changed(draft)
    assert "Say why" in flat(sent(staff, draft, "  ").content.decode())
    assert in_force() == draft.based_on

    assert said(sent(staff, draft, "Two reports.")) == ["Release 2 is in force."]

    current = in_force()
    assert current is not None
    assert (current.pk, current.reason, current.publisher) == (draft.pk, "Two reports.", "Anna")


def test_what_was_not_seen_is_not_published(staff, draft):
    changed(draft)
    seen = staff.get(at(draft)).context["seen"]
    changed(draft, "Hammer curl")

    refused = staff.post(at(draft, "publish"), {"seen": seen, "reason": "So."}, follow=True)

    assert "changed since you opened" in said(refused)[0]
    assert in_force() == draft.based_on


def test_an_outdated_draft_is_told_and_brought_up_to_date_with_both_values(staff, draft, anna):
    other = changed(new_draft(anna), floor=2)
    changed(draft)
    publish(other, by=anna, reason="First.", now=timezone.now())

    assert "Release 2 was published since" in said(sent(staff, draft, "Second."))[0]
    told = said(staff.post(at(draft, "update"), follow=True))

    assert told[0] == ("Curl: Floor is 2 in Release 2, and 1 in this draft. The draft's stands.")
    assert one(draft, "Curl").floor == 1


def test_an_earlier_release_is_brought_back_with_a_reason(staff, draft, release):
    sent(staff, changed(draft), "So.")
    assert "Say why" in flat(staff.post(at(release, "restore"), {}).content.decode())

    staff.post(at(release, "restore"), {"reason": "Too strict."})

    current = in_force()
    assert current is not None
    assert (current.number, current.restores, one(current, "Curl").floor) == (3, release, 0)


def test_a_draft_is_discarded_after_a_question(staff, draft):
    assert staff.get(at(draft, "discard")).status_code == 200
    assert CatalogueRelease.objects.drafts().exists()

    staff.post(at(draft, "discard"))

    assert not CatalogueRelease.objects.drafts().exists()


def test_a_page_names_the_warnings_that_disappear_first_and_writes_nothing(staff, draft):
    a_lifter(level="intermediate")
    changed(
        draft, "Barbell bench press", tier="safer", floor=0, floor_with_safeties=None, safeties=[]
    )
    before = (Set.objects.count(), TrainingSession.objects.count(), list(draft.entries.values()))

    text = flat(staff.get(at(draft)).content.decode())

    assert text.index("Warnings that disappear or grow quieter") < text.index("transition-1")
    assert (
        Set.objects.count(), TrainingSession.objects.count(), list(draft.entries.values())
    ) == before  # fmt: skip


@pytest.mark.parametrize("name", ["publish", "update", "discard", "restore"])
def test_only_who_may_does_it(viewer, draft, name):
    assert viewer.get(at(draft)).status_code == 200
    assert viewer.post(at(draft, name), {"reason": "So."}).status_code == 403
    person = User.objects.get(email="staff@example.org")
    codename = {"publish": "change", "restore": "change"}.get(name, "publish")
    person.user_permissions.add(Permission.objects.get(codename=f"{codename}_cataloguerelease"))
    assert viewer.post(at(draft, name), {"reason": "So."}).status_code == 403


@pytest.mark.parametrize("odd", ["7777777", "x", "0", "9" * 30, "%00"])
def test_an_odd_id_is_no_error(staff, release, odd):
    for end in ("change", "publish", "update", "discard", "restore", "history"):
        address = f"{reverse(LIST)}{odd}/{end}/"
        for response in (staff.get(address), staff.post(address, {"reason": "So."})):
            assert response.status_code < 500


def test_a_drafts_page_lists_what_is_wrong_before_anybody_publishes(staff, draft):
    clean = staff.get(at(draft))
    assert clean.context["faults"] == []
    assert "Before it can be published" not in flat(clean.content.decode())

    changed(draft, name="Curl")
    draft.entries.filter(name="Hammer curl").update(name="CURL")
    shown = staff.get(at(draft))

    faults = shown.context["faults"]
    assert any("another exercise has this name" in fault for fault in faults)
    text = flat(shown.content.decode())
    assert "Before it can be published" in text
    assert all(f"<li>{escape(fault)}</li>" in text for fault in faults)
    assert said(sent(staff, draft, "So.")) == faults
    assert in_force() == draft.based_on


def given(codename):
    person = User.objects.get(email="staff@example.org")
    person.user_permissions.set(Permission.objects.filter(codename=f"{codename}_cataloguerelease"))


def test_who_may_only_edit_begins_updates_and_discards(viewer, draft, anna):
    given("change")
    changed(draft)
    publish(changed(new_draft(anna), "Hammer curl"), by=anna, reason="So.", now=timezone.now())

    text = flat(viewer.get(at(draft)).content.decode())
    assert "Bring it up to date" in text
    assert 'value="Publish"' not in text
    updated = viewer.post(at(draft, "update"), follow=True)
    assert said(updated) == ["The draft is based on Release 2 now."]
    viewer.post(reverse("admin:programming_cataloguerelease_begin"))
    assert CatalogueRelease.objects.drafts().count() == 2
    viewer.post(at(draft, "discard"))
    assert not CatalogueRelease.objects.filter(pk=draft.pk).exists()


def test_who_may_only_publish_publishes_and_brings_back(viewer, draft, release):
    given("publish")
    changed(draft)

    text = flat(viewer.get(at(draft)).content.decode())
    assert 'value="Publish"' in text
    assert "Discard" not in text
    assert said(sent(viewer, draft, "So.")) == ["Release 2 is in force."]
    brought = viewer.post(at(release, "restore"), {"reason": "Too strict."}, follow=True)
    assert said(brought) == ["Release 3 is in force, with the content of Release 1."]
