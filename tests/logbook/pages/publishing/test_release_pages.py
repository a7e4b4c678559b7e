"""Drafts and releases in the admin: begun, compared, published, merged, undone. Long: one page, all its acts."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.models import User
from programming.catalogue.entries import current_release
from programming.models import CatalogueRelease, Exercise
from programming.releases.publish import new_draft, publish
from tests.house.test_admin import violations
from tests.logbook.reading import flat

LIST = "/admin/programming/cataloguerelease/"


@pytest.fixture
def anna(db):
    return User.objects.create_superuser("anna@example.org", name="Anna")


@pytest.fixture
def staff(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def draft(release, anna, publishing):
    """A draft that changes one exercise."""
    made = new_draft(anna)
    made.entries.filter(name="Curl").update(tier="caution", floor=1)
    return made


def address(release, action="change"):
    return reverse(f"admin:programming_cataloguerelease_{action}", args=[release.pk])


def text_of(client, release):
    response = client.get(address(release))
    assert response.status_code == 200
    text = flat(response.content.decode())
    assert violations(text) == []
    return re.sub(r"\s+", " ", text)


def said(response):
    return [str(message) for message in response.context["messages"]]


def sent(client, draft, reason="As agreed.", **more):
    """Publish as the page open in a browser does."""
    seen = client.get(address(draft)).context["seen"]
    data = {"reason": reason, "seen": seen, **more}
    return client.post(address(draft, "publish"), data, follow=True)


def put_in_force(by, name="Cable fly", **facts):
    """Another admin's release."""
    other = new_draft(by)
    other.entries.filter(name=name).update(**(facts or {"floor": 1}))
    return publish(other, by=by, reason="Theirs.", now=timezone.now())


def test_a_draft_is_begun(staff, release):
    response = staff.post(f"{LIST}begin/", follow=True)

    draft = CatalogueRelease.objects.drafts().get()
    assert response.context["release"] == draft
    assert str(draft.created_by) == "Anna"
    assert current_release() == release


def test_the_list_says_who_when_and_why(staff, draft, anna):
    put_in_force(anna)

    text = flat(staff.get(LIST).content.decode())

    for told in ("Draft based on Release 1", "Theirs.", "Anna", "Bring back", "Begin a draft"):
        assert told in text
    assert violations(text) == []
    listed = staff.get(LIST).context["cl"].result_list
    assert [str(one) for one in listed] == [str(draft), "Release 2", "Release 1"]


def test_a_draft_s_page_tells_what_it_changes_in_words(staff, draft):
    draft.entries.get(name="Hammer curl").delete()

    text = text_of(staff, draft)

    assert "2 exercises changed against Release 1" in text
    assert (
        "<td>Tier</td> <td>Failure is safer here</td> <td>Failure with caution</td> </tr> "
        "<tr> <td>Floor</td> <td>0</td> <td>1</td>" in text
    )
    assert '<span class="rs-kind">removed</span>' in text
    assert "<td>Primary muscles</td> <td>Biceps</td> <td>–</td>" in text


def test_the_first_release_is_folded_and_counts_what_it_added(staff, release):
    text = text_of(staff, release)

    assert f"{release.entries.count()} exercises changed" in text
    assert f'<details class="rs-group"> <summary>{release.entries.count()} added</summary>' in text
    assert text.count("<details") == 1


@pytest.mark.parametrize(("count", "is_open"), [(19, True), (20, False)])
def test_a_group_of_twenty_is_folded_and_a_shorter_one_is_open(staff, draft, count, is_open):
    draft.entries.get(name="Hammer curl").delete()
    others = draft.entries.exclude(name="Curl").values("pk")[: count - 1]
    draft.entries.filter(pk__in=[one["pk"] for one in others]).update(floor=4)

    text = text_of(staff, draft)

    opened = " open" if is_open else ""
    assert f'<details class="rs-group"{opened}> <summary>{count} changed</summary>' in text
    assert '<details class="rs-group" open> <summary>1 removed</summary>' in text
    assert text.index(f"{count} changed</summary>") < text.index("1 removed</summary>")


def test_one_short_group_needs_no_fold(staff, draft):
    assert "<details" not in text_of(staff, draft)


def test_a_draft_s_page_costs_the_same_however_much_it_changes(
    staff, draft, django_assert_max_num_queries
):
    draft.entries.update(floor=4)

    # What it does to lifters included.
    with django_assert_max_num_queries(45):
        assert len(staff.get(address(draft)).context["lines"]) > 500


def test_a_draft_is_published_with_its_reason(staff, draft):
    response = sent(staff, draft, "  Two   reports. ")

    assert said(response) == ["Release 2 is in force."]
    made = current_release()
    assert (made.pk, made.publisher, made.reason) == (draft.pk, "Anna", "Two reports.")
    assert "Two reports." in text_of(staff, made)


@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "Say why"), (" \n ", "Say why"), ("x" * 301, "at most 300"), ("a\x00b", "Null char")],
)
def test_without_a_reason_nothing_is_published(staff, draft, release, reason, says):
    response = sent(staff, draft, reason)

    assert says in flat(response.content.decode())
    assert current_release() == release


def test_what_was_changed_after_the_page_was_opened_is_not_published_unseen(staff, draft, release):
    seen = staff.get(address(draft)).context["seen"]
    draft.entries.filter(name="Cable fly").update(floor=4)

    response = staff.post(address(draft, "publish"), {"reason": "So.", "seen": seen})

    assert "was changed since you opened this page" in said(response)[0]
    assert response.context["form"]["reason"].value() == "So."
    assert current_release() == release
    assert said(sent(staff, draft)) == ["Release 2 is in force."]


def test_a_draft_that_cannot_be_says_each_fault_before_and_when_it_is_published(
    staff, draft, release
):
    draft.entries.filter(name="Cable fly").update(rationale="", safeties=["pins"])
    draft.entries.get(name="Barbell bench press").delete()

    text = text_of(staff, draft)
    response = sent(staff, draft)

    for fault in (
        "Cable fly: floor_with_safeties: Safeties are named, but no floor with them.",
        "Cable fly: rationale: Say why in one sentence.",
        "barbell-bench-press: the workout Upper A needs it.",
    ):
        assert fault in text
        assert fault in said(response)
    assert current_release() == release


def test_a_draft_without_a_change_is_not_published(staff, release, anna):
    empty = new_draft(anna)

    assert said(sent(staff, empty)) == ["Nothing differs from the release in force."]


def test_the_admin_who_is_late_is_told_who_published_and_keeps_the_draft(staff, draft, release):
    ben = User.objects.create_user("ben@example.org", name="Ben", is_staff=True)
    theirs = put_in_force(ben)

    assert "Release 2 was published since this draft was begun" in text_of(staff, draft)
    response = sent(staff, draft)

    assert "Release 2 was published since this draft was begun by Ben" in said(response)[0]
    assert current_release() == theirs
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_draft_is_brought_up_to_date_and_both_values_of_a_clash_are_told(staff, draft, anna):
    put_in_force(anna, "Curl", floor=2, tier="caution")

    response = staff.post(address(draft, "update"), follow=True)

    assert said(response) == [
        "Curl: Floor is 2 in Release 2, and 1 in this draft. The draft's stands.",
        "The draft is based on Release 2 now.",
    ]
    assert "<td>Floor</td> <td>2</td> <td>1</td>" in text_of(staff, draft)
    assert said(sent(staff, draft)) == ["Release 3 is in force."]


def test_an_exercise_one_side_removed_and_the_other_changed_is_told_as_a_clash(staff, draft, anna):
    draft.entries.filter(name="Concentration curl").update(floor=1)
    draft.entries.get(name="Hammer curl").delete()
    other = new_draft(anna)
    other.entries.get(name="Concentration curl").delete()
    other.entries.filter(name="Hammer curl").update(floor=2)
    publish(other, by=anna, reason="Theirs.", now=timezone.now())

    response = staff.post(address(draft, "update"), follow=True)

    *clashes, last = said(response)
    assert last == "The draft is based on Release 2 now."
    stays = "Concentration curl: removed in Release 2, and changed in this draft (Floor 1)."
    goes = "Hammer curl: changed in Release 2 (Floor 2), and removed in this draft."
    assert set(clashes) == {
        f"{stays} The draft's stands: the exercise stays.",
        f"{goes} The draft's stands: the exercise goes.",
    }
    text = text_of(staff, draft)
    assert "1 added</summary>" in text
    assert "1 removed</summary>" in text


def test_a_draft_is_discarded_after_a_question_with_what_only_it_knew(staff, draft, release):
    lonely = Exercise.objects.create(slug="lonely")
    draft.entries.filter(name="Hammer curl").update(exercise=lonely)
    assert "Discard" in flat(staff.get(address(draft, "discard")).content.decode())

    response = staff.post(address(draft, "discard"), follow=True)

    assert said(response) == [f"{draft} was discarded."]
    assert list(CatalogueRelease.objects.all()) == [release]
    assert not Exercise.objects.filter(slug="lonely").exists()
    assert Exercise.objects.filter(slug="hammer-curl").exists()


def test_an_earlier_release_is_brought_back_with_a_reason(staff, draft, release):
    sent(staff, draft)
    asked = staff.get(address(release, "restore"))
    assert "Failure with caution" in flat(asked.content.decode())
    assert violations(flat(asked.content.decode())) == []

    response = staff.post(address(release, "restore"), {"reason": "A mistake."}, follow=True)

    assert said(response) == ["Release 3 is in force, with the content of Release 1."]
    assert current_release().restores == release
    assert "Brings back" in text_of(staff, current_release())


def test_what_cannot_be_brought_back_says_so(staff, draft, release):
    answers = [
        staff.post(address(release, "restore"), {"reason": "Why not."}, follow=True),
        staff.post(address(draft, "restore"), {"reason": "Why not."}, follow=True),
        staff.post(address(release, "restore"), {"reason": ""}, follow=True),
    ]

    assert said(answers[0]) == ["Nothing differs from the release in force."]
    assert said(answers[1]) == ["Only a published release can be brought back."]
    assert "Say why" in flat(answers[2].content.decode())
    assert CatalogueRelease.objects.count() == 2


@pytest.mark.parametrize("action", ["publish", "update", "discard"])
def test_what_is_published_or_gone_is_refused_with_a_message(staff, draft, action):
    sent(staff, draft)
    published = staff.post(address(draft, action), {"reason": "So."}, follow=True)
    gone = staff.post(f"{LIST}987654/{action}/", {"reason": "So."}, follow=True)
    huge = staff.post(f"{LIST}{'9' * 40}/{action}/", {"reason": "So."}, follow=True)

    assert said(published) == ["This draft was published already by Anna, as Release 2."]
    assert "This draft is gone: somebody discarded it." in said(gone)
    assert "This draft is gone: somebody discarded it." in said(huge)


def test_actions_are_posted(staff, draft):
    for asked in (f"{LIST}begin/", address(draft, "publish"), address(draft, "update")):
        assert staff.get(asked).status_code == 405


def test_staff_without_permissions_see_all_and_do_nothing(draft, release):
    viewer = Client()
    person = User.objects.create_user("staff@example.org", is_staff=True)
    viewer.force_login(person)
    text = text_of(viewer, draft)
    assert "Failure with caution" in text
    assert "Publish</h2>" not in text
    assert "Begin a draft" not in flat(viewer.get(LIST).content.decode())

    refused = [
        viewer.post(f"{LIST}begin/"),
        viewer.post(address(draft, "update")),
        viewer.post(address(draft, "discard")),
        viewer.post(address(draft, "publish"), {"reason": "So."}),
        viewer.post(address(release, "restore"), {"reason": "So."}),
    ]

    assert {one.status_code for one in refused} == {403}
    assert CatalogueRelease.objects.count() == 2


def test_who_may_edit_drafts_may_not_publish_them(draft, release):
    editor = Client()
    person = User.objects.create_user("staff@example.org", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="change_cataloguerelease"))
    editor.force_login(person)

    assert editor.post(f"{LIST}begin/").status_code == 302
    assert sent(editor, draft).status_code == 403
    assert current_release() == release


def test_a_lifter_gets_nowhere(client, draft):
    client.force_login(User.objects.create_user("lifter@example.org"))

    for asked in (LIST, address(draft), address(draft, "discard"), address(draft, "restore")):
        assert client.get(asked).status_code == 302
    assert client.post(address(draft, "publish"), {"reason": "So."}).status_code == 302
    assert CatalogueRelease.objects.drafts().get() == draft
