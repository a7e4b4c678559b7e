"""One exercise of a draft in Django's admin: edited, added, removed, and its history."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programming.catalogue.entries import exercise_named
from programming.models import Alias, CatalogueRelease, Exercise
from programming.releases.changes import facts_of
from programming.releases.publish import new_draft, publish
from tests.logbook.reading import flat
from tests.programming.drafting import ADD, new, one, page, sent

# --- One entry -------------------------------------------------------------------------------


def entry_sent(staff, entry):
    return sent(staff.get(page(entry)).context["adminform"].form)


def test_an_entry_is_edited_with_its_lists(staff, draft):
    bench = one(draft, "Barbell bench press")
    data = entry_sent(staff, bench)
    data |= {"secondary_muscles": ["shoulders", "triceps", "forearms"], "rationale": " One\nline. "}

    assert staff.post(page(bench), data).status_code == 302

    bench.refresh_from_db()
    assert bench.secondary_muscles == ["triceps", "shoulders", "forearms"]
    assert bench.rationale == "One line."


def test_an_entry_sent_back_as_it_was_changes_nothing(staff, draft, release):
    for name in ("Curl", "Barbell bench press", "Pull-up"):
        entry = one(draft, name)
        assert staff.post(page(entry), entry_sent(staff, entry)).status_code == 302
        assert facts_of(one(draft, name)) == facts_of(one(release, name))


def test_an_old_page_sent_back_untouched_does_not_undo_another_admin(staff, draft):
    curl = one(draft, "Curl")
    data = entry_sent(staff, curl)
    draft.entries.filter(name="Curl").update(floor=2)

    assert staff.post(page(curl), data).status_code == 302

    assert one(draft, "Curl").floor == 2


def test_an_edit_of_an_old_page_shows_both_values_and_the_second_save_counts(staff, draft):
    curl = one(draft, "Curl")
    data = entry_sent(staff, curl)
    draft.entries.filter(name="Curl").update(floor=2, safeties=["pins"], floor_with_safeties=0)

    refused = staff.post(page(curl), {**data, "floor": "1"})

    text = flat(refused.content.decode())
    assert "Floor: another admin made it 2 meanwhile; you entered 1. Save again" in text
    assert "Safeties: another admin made it pins meanwhile. It stands here now." in text
    assert one(draft, "Curl").floor == 2
    again = dict(refused.context["adminform"].form.data.lists())
    assert staff.post(page(curl), again).status_code == 302
    curl.refresh_from_db()
    assert (curl.floor, curl.safeties, curl.floor_with_safeties) == (1, ["pins"], 0)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": "cable  FLY"}, "name", "Cable fly is in this draft already."),
        ({"name": "..."}, "name", "Give the exercise a name"),
        ({"name": "a\x00b"}, "name", "Null characters"),
        ({"rationale": ""}, "rationale", "Say why in one sentence."),
        ({"rationale": "x" * 301}, "rationale", "at most 300"),
        ({"primary_muscles": []}, "primary_muscles", "Name at least one muscle."),
        ({"primary_muscles": ["arms"]}, "primary_muscles", "Select a valid choice."),
        ({"safeties": ["pins"]}, "floor_with_safeties", "Safeties are named"),
        ({"floor_with_safeties": "3"}, "safeties", "Name the safeties"),
        ({"bodyweight_percent": "50"}, "bodyweight_percent", "More than this kind"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(staff, draft, changes, field, says):
    curl = one(draft, "Curl")

    response = staff.post(page(curl), {**entry_sent(staff, curl), **changes})

    assert says in " ".join(response.context["adminform"].form.errors[field])
    assert facts_of(one(draft, "Curl")) == facts_of(curl)


def test_another_exercises_other_name_is_refused_at_the_name(staff, draft):
    curl = one(draft, "Curl")

    response = staff.post(page(curl), {**entry_sent(staff, curl), "name": "back  SQUAT"})

    errors = response.context["adminform"].form.errors
    assert errors == {"name": ["back SQUAT is another name of Barbell squat."]}
    assert one(draft, "Curl")


def test_an_exercise_may_be_called_by_its_own_other_name_and_by_what_one_app_calls_another(
    staff, draft
):
    squat, curl = one(draft, "Barbell squat"), one(draft, "Curl")
    Alias.objects.create(exercise=squat.exercise, name="Strong lift", app="strong")

    staff.post(page(squat), {**entry_sent(staff, squat), "name": "Back squat"})
    staff.post(page(curl), {**entry_sent(staff, curl), "name": "Strong lift"})

    assert one(draft, "Back squat").exercise == squat.exercise
    assert one(draft, "Strong lift").exercise == curl.exercise


def test_the_other_name_of_an_exercise_that_left_the_draft_is_free(staff, draft):
    one(draft, "Hammer curl").delete()
    hammer = Exercise.objects.get(slug="hammer-curl")
    Alias.objects.create(exercise=hammer, name="Iron curl", app="")
    curl = one(draft, "Curl")

    staff.post(page(curl), {**entry_sent(staff, curl), "name": "Iron curl"})

    assert one(draft, "Iron curl").exercise == curl.exercise


def test_the_other_name_of_an_exercise_new_in_another_draft_is_refused(staff, draft):
    staff.post(ADD, new(new_draft(None), aliases="Zercher walk"))
    curl = one(draft, "Curl")

    response = staff.post(page(curl), {**entry_sent(staff, curl), "name": "Zercher walk"})

    assert response.context["adminform"].form.errors == {
        "name": ["Zercher walk is another name of Zercher carry."]
    }


def test_an_entry_that_had_such_a_name_can_still_be_changed(staff, draft):
    curl = one(draft, "Curl")
    squat = Exercise.objects.get(slug="barbell-squat")
    Alias.objects.create(exercise=squat, name="Curl", app="")

    staff.post(page(curl), {**entry_sent(staff, curl), "floor": "1"})

    assert one(draft, "Curl").floor == 1


def test_a_published_entry_is_read_in_words(staff, release):
    text = flat(staff.get(page(one(release, "Barbell bench press"))).content.decode())

    assert "spotter arms, pins, spotter" in text
    assert 'name="_save"' not in text


def test_an_exercise_is_removed_from_a_draft(staff, draft, release):
    curl = one(draft, "Curl")

    staff.post(reverse("admin:programming_riskentry_delete", args=[curl.pk]), {"post": "yes"})

    assert not draft.entries.filter(name="Curl").exists()
    assert one(release, "Curl")


# --- Added -----------------------------------------------------------------------------------


def test_an_exercise_is_added_and_its_names_mean_nothing_before_it_is_published(
    staff, draft, release, anna, publishing
):
    assert staff.get(f"{ADD}?release={draft.pk}").status_code == 200

    staff.post(ADD, new(draft, aliases="Zercher walk\nZW@hevy"))

    assert one(draft, "Zercher carry").exercise.slug == "zercher-carry"
    assert exercise_named("Zercher walk", release) is None
    made = publish(draft, by=anna, reason="New.", now=timezone.now())
    added = one(made, "Zercher carry")
    assert exercise_named("zercher WALK", made) == added
    assert exercise_named("ZW", made, "hevy") == added


def test_an_exercise_removed_before_comes_back_as_itself(staff, draft, release):
    curl = one(draft, "Curl")
    curl.delete()

    staff.post(ADD, new(draft, name="Curl"))

    assert one(draft, "Curl").exercise == curl.exercise


def test_an_exercise_removed_again_leaves_nothing(staff, draft):
    staff.post(ADD, new(draft, aliases="Zercher walk"))
    entry = one(draft, "Zercher carry")

    staff.post(reverse("admin:programming_riskentry_delete", args=[entry.pk]), {"post": "yes"})

    assert not Exercise.objects.filter(slug="zercher-carry").exists()
    assert not Alias.objects.filter(name="Zercher walk").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "Curl"}, "name"),
        ({"name": "Back squat"}, "name"),
        ({"aliases": "Back squat"}, "aliases"),
        ({"aliases": "ZC@excel"}, "aliases"),
        ({"aliases": "..."}, "aliases"),
        ({"release": ""}, "release"),
        ({"release": "7777777"}, "release"),
        ({"floor_with_safeties": "1"}, "safeties"),
    ],
)
def test_an_exercise_that_cannot_be_is_not_added(staff, draft, more, field):
    response = staff.post(ADD, new(draft, **more))

    assert field in response.context["adminform"].form.errors
    assert not Exercise.objects.filter(slug="zercher-carry").exists()


# --- History ---------------------------------------------------------------------------------


def test_the_releases_are_the_history_of_an_exercise(
    staff, draft, anna, release, publishing, django_assert_max_num_queries
):
    draft.entries.filter(name="Curl").update(tier="caution", floor=1)
    publish(draft, by=anna, reason="Two reports of it.", now=timezone.now())
    other = new_draft(anna)
    other.entries.filter(name="Cable fly").update(floor=1)
    publish(other, by=anna, reason="Of the fly alone.", now=timezone.now())
    curl = Exercise.objects.get(slug="curl")

    for model, pk in (("exercise", curl.pk), ("riskentry", one(release, "Curl").pk)):
        with django_assert_max_num_queries(12):
            text = flat(staff.get(f"/admin/programming/{model}/{pk}/history/").content.decode())
        assert "Release 2" in text
        assert "by Anna" in text
        assert "Two reports of it." in text
        assert "Failure with caution" in text
        assert "Of the fly alone." not in text
    assert CatalogueRelease.objects.published().count() == 3
