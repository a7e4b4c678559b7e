"""The catalogue in Django's admin: what staff see, and that nothing published can be changed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.models import User
from programming.catalogue.entries import entries, exercise_named
from programming.catalogue.own import create_own_exercise
from programming.models import Alias, Exercise, RiskEntry
from programming.releases.publish import new_draft, put_in_force
from tests.logbook.reading import flat
from tests.programming.given import an_own_workout

MODELS = ("riskentry", "cataloguerelease", "exercise", "workout")


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    """Logged in with every permission."""
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


def _list(model: str, **query: str) -> str:
    return reverse(f"admin:programming_{model}_changelist", query=query)


def _page(model: str, pk: int) -> str:
    return reverse(f"admin:programming_{model}_change", args=[pk])


def _rows(client: Client, **query: str) -> list[RiskEntry]:
    response = client.get(_list("riskentry", **query))
    assert response.status_code == 200
    return list(response.context["cl"].queryset)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_page_opens(staff, release, model):
    listed = staff.get(_list(model))
    assert listed.status_code == 200
    first = listed.context["cl"].queryset.first()
    page = staff.get(_page(model, first.pk))
    assert page.status_code == 200
    assert b"deletelink" not in page.content


@pytest.mark.parametrize("model", ["riskentry", "cataloguerelease", "workout"])
def test_nothing_published_can_be_added_changed_or_deleted(staff, release, model):
    listed = staff.get(_list(model))
    first = listed.context["cl"].queryset.first()
    before = list(type(first).objects.values())
    add = reverse(f"admin:programming_{model}_add")
    delete = reverse(f"admin:programming_{model}_delete", args=[first.pk])
    for address in (add, delete, _page(model, first.pk)):
        response = staff.post(address, {"name": "Other", "tier": "safer", "post": "yes"})
        assert response.status_code in {302, 403}
    bulk = {"action": "delete_selected", "_selected_action": [first.pk], "post": "yes"}
    staff.post(_list(model), bulk)
    assert list(type(first).objects.values()) == before


def test_the_table_shows_the_release_in_force_unless_another_is_chosen(staff, release, lifter):
    new, draft = new_draft(lifter), new_draft(lifter)
    for of, name in ((new, "Of release 2"), (draft, "Of the draft")):
        of.entries.exclude(exercise__slug="curl").delete()
        of.entries.update(name=name)
    put_in_force(new, by=lifter, reason="Less of it.", now=timezone.now())
    create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=[])
    assert [entry.name for entry in _rows(staff)] == ["Of release 2"]
    assert [entry.name for entry in _rows(staff, release=f"draft-{draft.pk}")] == ["Of the draft"]
    assert {entry.pk for entry in _rows(staff, release="1")} == {
        entry.pk for entry in entries(release.pk).values()
    }
    page = staff.get(_list("riskentry"))
    assert b"In force" in page.content


@pytest.mark.parametrize("value", ["7", "x", "", "-1", "²", "9" * 40, "1 or 1=1"])
def test_a_release_that_is_not_there_has_no_rows(staff, release, value):
    assert _rows(staff, release=value) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"tier__exact": "avoid"}, {"tier": "avoid"}),
        ({"equipment__exact": "cable"}, {"equipment": "cable"}),
        ({"pattern__exact": "hinge"}, {"pattern": "hinge"}),
    ],
)
def test_the_table_is_filtered(staff, release, query, count):
    expected = RiskEntry.objects.filter(release=release, **count)
    assert set(_rows(staff, **query)) == set(expected)
    assert expected.exists()


def test_the_table_is_searched_by_name_and_alias(staff, release):
    assert [entry.name for entry in _rows(staff, q="pec deck")] == [
        "Machine fly",
        "Reverse machine fly",
    ]


def test_the_table_costs_the_same_however_many_rows(staff, release, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        staff.get(_list("riskentry"))


def test_a_lifter_s_own_exercise_is_not_shown(staff, release, lifter):
    own = create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=[])
    mine = an_own_workout(lifter)
    for model, pk in (
        ("riskentry", own.pk),
        ("exercise", own.exercise_id),
        ("workout", mine.pk),
    ):
        assert b"Zercher" not in staff.get(_list(model)).content
        assert staff.get(_page(model, pk)).status_code == 302


def _aliases(
    exercise: Exercise, *, add: dict[str, str], delete: int | None = None
) -> dict[str, Any]:
    stored = list(exercise.aliases.order_by("name"))
    form: dict[str, Any] = {
        "aliases-TOTAL_FORMS": len(stored) + 1,
        "aliases-INITIAL_FORMS": len(stored),
        **{f"aliases-{len(stored)}-{field}": value for field, value in add.items()},
        f"aliases-{len(stored)}-exercise": exercise.pk,
    }
    for place, alias in enumerate(stored):
        form[f"aliases-{place}-id"] = alias.pk
        form[f"aliases-{place}-exercise"] = exercise.pk
        if alias.pk == delete:
            form[f"aliases-{place}-DELETE"] = "on"
    return form


def test_an_alias_is_added_and_another_taken_away(staff, release):
    curl = Exercise.objects.get(slug="curl")
    gone = curl.aliases.get(name="Barbell curl")
    form = _aliases(curl, add={"name": " Armbeuge ", "app": "strong"}, delete=gone.pk)
    assert staff.post(_page("exercise", curl.pk), form).status_code == 302
    assert Alias.objects.get(name="Armbeuge", app="strong").exercise == curl
    assert exercise_named("Barbell curl", release) is None


def test_an_alias_is_never_changed(staff, release):
    curl = Exercise.objects.get(slug="curl")
    form = _aliases(curl, add={"name": "", "app": ""})
    first = curl.aliases.order_by("name").first()
    assert first is not None
    staff.post(_page("exercise", curl.pk), {**form, "aliases-0-name": "Something else"})
    assert curl.aliases.get(pk=first.pk).name == first.name


@pytest.mark.parametrize(
    ("name", "app", "says"),
    [
        ("Back SQUAT", "", "This already names Barbell squat."),
        ("barbell-squat", "", "This already names Barbell squat."),
        ("Triceps-Extension", "strong", "This already names overhead-dumbbell-triceps-extension."),
        ("...", "", "Give the exercise a name with a letter or a figure in it."),
        ("a\u202eb", "", "Use letters, figures and ordinary marks for the name."),
        ("x" * 121, "", "Ensure this value has at most 120 characters"),
        ("a\x00b", "", "Null characters are not allowed."),
        ("Fine", "excel", "Select a valid choice."),
    ],
)
def test_a_wrong_alias_is_refused_with_its_reason(staff, release, name, app, says):
    curl = Exercise.objects.get(slug="curl")
    count = Alias.objects.count()
    page = staff.post(_page("exercise", curl.pk), _aliases(curl, add={"name": name, "app": app}))
    assert page.status_code == 200
    assert says in flat(page.content.decode())
    assert Alias.objects.count() == count


def test_staff_without_a_permission_see_all_and_change_nothing(client, release):
    person = User.objects.create_user("staff@example.org", is_staff=True)
    client.force_login(person)
    assert len(_rows(client)) == len(entries(release.pk))
    for model in MODELS:
        first = client.get(_list(model)).context["cl"].queryset.first()
        assert client.get(_page(model, first.pk)).status_code == 200
        assert client.get(reverse(f"admin:programming_{model}_add")).status_code == 403
    curl = Exercise.objects.get(slug="curl")
    assert client.get(_page("exercise", curl.pk)).status_code == 200
    refused = client.post(_page("exercise", curl.pk), _aliases(curl, add={"name": "X", "app": ""}))
    assert refused.status_code == 403


def test_a_lifter_does_not_get_in(client, release, lifter):
    client.force_login(lifter)
    assert client.get(_list("riskentry")).status_code in {302, 403, 404}
