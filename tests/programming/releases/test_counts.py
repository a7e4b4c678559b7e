"""What several drafts and releases change, counted at once as the release's own page tells it."""

import random

import pytest

from programming.models import Exercise
from programming.releases.changes import changes_of
from programming.releases.counts import changed_by
from programming.releases.publish import new_draft


def test_changed_added_and_removed_are_counted_and_named(release, anna):
    draft = new_draft(anna)
    for name in ("Curl", "Ab wheel", "Leg press", "Barbell squat"):
        draft.entries.filter(name=name).update(floor=4)
    draft.entries.filter(name="Dead hang").delete()
    added = draft.entries.get(name="Lat pulldown")
    added.pk, added.name = None, "Zercher carry"
    added.exercise = Exercise.objects.create(slug="zercher-carry")
    added.save()

    changed = changed_by([draft])[draft.pk]

    assert changed.count == 6
    assert str(changed) == (
        "4 changed: Ab wheel, Barbell squat, Curl and 1 more; 1 added: Zercher carry; "
        "1 removed: Dead hang"
    )


def test_a_draft_like_its_base_changes_nothing(release, anna):
    draft = new_draft(anna)

    changed = changed_by([draft])[draft.pk]

    assert (changed.count, str(changed)) == (0, "")


def test_what_is_based_on_nothing_adds_all_it_has(release):
    assert changed_by([release])[release.pk].count == release.entries.count()


def test_ten_cost_what_one_costs(release, anna, django_assert_num_queries):
    drafts = [new_draft(anna) for _ in range(10)]
    for some in (drafts[:1], drafts):
        with django_assert_num_queries(1):
            changed_by(some)


@pytest.mark.parametrize("seed", range(5))
def test_the_counts_are_those_of_the_comparison_fact_by_fact(release, anna, seed):
    rng = random.Random(seed)
    draft = new_draft(anna)
    for entry in rng.sample(list(draft.entries.all()), 30):
        kind = rng.choice(["floor", "tier", "muscles", "name", "gone", "same"])
        if kind == "gone":
            entry.delete()
            continue
        if kind == "floor":
            entry.floor = rng.randint(0, 4)
        elif kind == "tier":
            entry.tier = rng.choice(["safer", "caution", "avoid"])
        elif kind == "muscles":
            entry.primary_muscles = rng.sample(["chest", "lats", "glutes"], 2)
        elif kind == "name":
            entry.name += " again"
        entry.save()

    found = changes_of(draft)

    changed = changed_by([draft])[draft.pk]
    assert {kind: set(names) for kind, names in changed.names} == {
        kind: {one.name for one in found if one.kind == kind}
        for kind in {one.kind for one in found}
    }
