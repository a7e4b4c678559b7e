"""Drafts, releases, what they change, and how one is taken back."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from logbook.models import User
from programming.catalogue.entries import current_release
from programming.models import CatalogueRelease, Exercise, RiskEntry
from programming.releases.changes import WHOLE, changes_between, changes_of, entries_of, facts_of
from programming.releases.publish import (
    DraftFaultsError,
    OutdatedDraftError,
    ReleaseError,
    bring_up_to_date,
    new_draft,
    publish,
    restore,
)
from tests.conftest import forget


@pytest.fixture
def admin(db):
    return User.objects.create_user("anna@example.org", name="Anna", is_staff=True)


def changed(draft, name, **facts):
    """The draft with other facts for one exercise."""
    entry = draft.entries.get(name=name)
    for field, value in facts.items():
        setattr(entry, field, value)
    entry.save()
    return draft


def published(draft, by, reason="As agreed."):
    return publish(draft, by=by, reason=reason, now=timezone.now())


def told(release):
    return [
        (change.kind, change.name, [(one.field, one.before, one.after) for one in change.fields])
        for change in changes_of(release)
    ]


def content(release):
    return {key: facts_of(entry) for key, entry in entries_of(release).items()}


def test_a_draft_is_a_copy_of_what_is_in_force_and_changes_nothing(release, admin):
    draft = new_draft(admin)

    assert (draft.is_draft, draft.number, draft.based_on) == (True, None, release)
    assert content(draft) == content(release)
    assert changes_of(draft) == []
    assert current_release() == release


def test_a_changed_draft_says_what_it_changes(release, admin):
    draft = changed(new_draft(admin), "Curl", floor=1, tier="caution")
    draft.entries.get(name="Hammer curl").delete()
    fly = draft.entries.get(name="Cable fly")
    RiskEntry.objects.create(
        release=draft,
        exercise=Exercise.objects.create(slug="new-fly"),
        **{**facts_of(fly), "name": "New fly"},
    )

    assert told(draft) == [
        ("changed", "Curl", [("tier", "safer", "caution"), ("floor", 0, 1)]),
        ("removed", "Hammer curl", []),
        ("added", "New fly", []),
    ]


def test_publishing_says_who_when_and_why_and_numbers_on(release, admin):
    before = timezone.now()

    made = published(changed(new_draft(admin), "Curl", floor=1), admin, "  Two   reports. ")

    assert current_release() == made
    assert (made.number, made.publisher, made.reason) == (2, "Anna", "Two reports.")
    assert made.published_by == admin
    assert made.published_at is not None
    assert before <= made.published_at <= timezone.now()
    assert told(made) == [("changed", "Curl", [("floor", 0, 1)])]


@pytest.mark.parametrize(
    ("reason", "says"), [("", "Say why"), ("   ", "Say why"), ("x" * 301, "at most 300")]
)
def test_a_release_needs_a_reason(release, admin, reason, says):
    with pytest.raises(ReleaseError, match=says):
        published(changed(new_draft(admin), "Curl", floor=1), admin, reason)

    assert current_release() == release


def test_a_draft_without_a_change_is_no_release(release, admin):
    with pytest.raises(ReleaseError, match="Nothing differs"):
        published(new_draft(admin), admin)


def test_a_draft_is_published_once(release, admin):
    draft = changed(new_draft(admin), "Curl", floor=1)
    published(draft, admin)

    with pytest.raises(ReleaseError, match="published already, as Release 2"):
        published(draft, admin)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"rationale": ""}, "Curl: rationale: Say why in one sentence."),
        ({"tier": "deadly"}, "Curl: tier: "),
        ({"safeties": ["pins"]}, "Curl: floor_with_safeties: Safeties are named"),
        ({"primary_muscles": ["arms"]}, "Curl: primary_muscles: Unknown: arms."),
        ({"name": "cable  FLY"}, "another exercise has this name."),
    ],
)
def test_a_draft_that_cannot_be_is_not_published(release, admin, facts, says):
    draft = new_draft(admin)
    draft.entries.filter(name="Curl").update(**facts)

    with pytest.raises(DraftFaultsError) as refused:
        published(draft, admin)

    assert any(says in fault for fault in refused.value.faults)
    assert current_release() == release


def test_an_exercise_a_workout_needs_stays(release, admin):
    draft = new_draft(admin)
    draft.entries.get(name="Barbell bench press").delete()

    with pytest.raises(DraftFaultsError, match="barbell-bench-press: the workout Upper A needs it"):
        published(draft, admin)


def test_of_two_drafts_the_first_published_wins_and_the_other_is_told(release, admin):
    first = changed(new_draft(admin), "Curl", floor=1)
    second = changed(new_draft(admin), "Cable fly", floor=1)
    published(first, admin)

    with pytest.raises(
        OutdatedDraftError, match=r"Release 2 was published since .* by Anna"
    ) as told:
        published(second, admin)

    assert told.value.current == current_release() == first


def test_a_draft_brought_up_to_date_keeps_its_own_changes_and_takes_the_others(release, admin):
    first = changed(new_draft(admin), "Curl", floor=2, tier="caution")
    second = changed(new_draft(admin), "Curl", floor=1, rationale="Ours.")
    changed(second, "Cable fly", floor=1)
    published(first, admin)

    merged = bring_up_to_date(second)

    curl = Exercise.objects.get(slug="curl").pk
    assert merged.clashes == [(curl, "floor", 1, 2)]
    second.refresh_from_db()
    assert told(second) == [
        ("changed", "Cable fly", [("floor", 0, 1)]),
        ("changed", "Curl", [("floor", 2, 1), ("rationale", *rationales(first, second))]),
    ]
    assert published(second, admin).number == 3


def rationales(first, second):
    return [one.entries.get(name="Curl").rationale for one in (first, second)]


def test_what_one_side_added_or_took_away_survives_the_merge(release, admin):
    first, second = new_draft(admin), new_draft(admin)
    first.entries.get(name="Hammer curl").delete()
    second.entries.get(name="Concentration curl").delete()
    fly = facts_of(second.entries.get(name="Cable fly"))
    for draft, slug in ((first, "theirs"), (second, "ours")):
        RiskEntry.objects.create(
            release=draft, exercise=Exercise.objects.create(slug=slug), **{**fly, "name": slug}
        )
    published(first, admin)

    bring_up_to_date(second)
    second.refresh_from_db()

    assert [(kind, name) for kind, name, _ in told(second)] == [
        ("removed", "Concentration curl"),
        ("added", "ours"),
    ]
    assert {"theirs", "ours"} <= set(second.entries.values_list("name", flat=True))
    assert not second.entries.filter(name="Hammer curl").exists()


def test_what_one_side_took_away_and_the_other_changed_is_a_clash_and_ours_stands(release, admin):
    first, second = new_draft(admin), new_draft(admin)
    first.entries.get(name="Hammer curl").delete()
    changed(first, "Curl", floor=2, tier="caution")
    changed(second, "Hammer curl", floor=1)
    second.entries.get(name="Curl").delete()
    published(first, admin)

    merged = bring_up_to_date(second)

    hammer, curl = (Exercise.objects.get(slug=slug).pk for slug in ("hammer-curl", "curl"))
    assert sorted(merged.clashes) == sorted(
        [
            (hammer, WHOLE, {"floor": 1}, None),
            (curl, WHOLE, None, {"tier": "caution", "floor": 2}),
        ]
    )
    assert second.entries.get(name="Hammer curl").floor == 1
    assert not second.entries.filter(name="Curl").exists()


def test_what_one_side_took_away_and_the_other_left_alone_is_no_clash(release, admin):
    first, second = new_draft(admin), new_draft(admin)
    first.entries.get(name="Hammer curl").delete()
    second.entries.get(name="Curl").delete()
    published(first, admin)

    assert bring_up_to_date(second).clashes == []
    assert not second.entries.filter(name__in=["Curl", "Hammer curl"]).exists()


def test_undo_is_a_new_release_with_the_old_content(release, admin):
    published(changed(new_draft(admin), "Curl", floor=1), admin)

    back = restore(release, by=admin, reason="It was a mistake.", now=timezone.now())

    assert (back.number, back.restores, back.reason) == (3, release, "It was a mistake.")
    assert content(back) == content(release)
    assert told(back) == [("changed", "Curl", [("floor", 1, 0)])]
    assert CatalogueRelease.objects.published().count() == 3


def test_undoing_what_is_in_force_or_a_draft_is_refused_and_leaves_nothing(release, admin):
    draft = new_draft(admin)

    for wrong, says in ((release, "Nothing differs"), (draft, "Only a published")):
        with pytest.raises(ReleaseError, match=says):
            restore(wrong, by=admin, reason="No.", now=timezone.now())

    assert list(CatalogueRelease.objects.drafts()) == [draft]


def test_the_order_of_names_and_two_identical_contents(release):
    entries = entries_of(release)

    assert changes_between(entries, entries) == []
    assert [one.kind for one in changes_between({}, entries)] == ["added"] * len(entries)


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_publish_at_once_make_one_release(release):
    admin = User.objects.create_user("anna@example.org", is_staff=True)
    drafts = [changed(new_draft(admin), name, floor=1) for name in ("Curl", "Cable fly")]
    together = threading.Barrier(2)
    ended: list[object] = []

    def run(draft):
        together.wait()
        try:
            ended.append(published(draft, admin).number)
        except ReleaseError as error:
            ended.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[draft]) for draft in drafts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(ended, key=str) == [2, OutdatedDraftError]
    forget()
