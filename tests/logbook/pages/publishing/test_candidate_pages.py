"""The page of lifters' own exercises in the admin: listed, adopted, merged after a question."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import Set, User
from logbook.pages.publishing.candidates import candidates
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.releases.publish import new_draft
from tests.logbook.given import RUBBISH, a_lifter, logged_in
from tests.logbook.pages.publishing.test_candidates import own
from tests.logbook.reading import flat
from tests.programming.drafting import said

pytestmark = pytest.mark.usefixtures("release", "publishing")

KEY = "zercher carry"


def at(name=""):
    return reverse(f"admin:programming_cataloguerelease_candidates{name}")


@pytest.fixture
def staff():
    """The browser of an admin who may everything."""
    return logged_in(User.objects.create_superuser("anna@example.org", name="Anna"))


def some_staff(*codenames):
    person = User.objects.create_user("staff@example.org", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return logged_in(person)


def curl():
    return Exercise.objects.get(slug="curl", owner=None)


def posted(staff, action, /, **data):
    return staff.post(at(action), data, follow=True)


def test_names_are_listed_and_never_whose_or_how_much(staff):
    first, second = a_lifter(name="Mara"), a_lifter(name="Tobias")
    own(first, sets=2)
    own(second, sets=1)
    own(second, "Anvil lift", sets=3)
    own(second, "Mara's lift", sets=3, is_offered=False)
    Alias.objects.create(exercise=curl(), name="Anvil lift", app="")

    response = staff.get(at())

    text = flat(response.content.decode())
    cells = [
        (row["candidate"].name, row["candidate"].lifters, row["muscles"], row["tiers"])
        for row in response.context["rows"]
    ]
    assert cells == [
        ("Zercher carry", 2, "Glutes", [("Avoid failure", 2)]),
        ("Anvil lift", 1, "Glutes", [("Avoid failure", 1)]),
    ]
    assert "Avoid failure: 2" in text
    assert "<td>Curl</td>" in text
    assert "<td>3</td>" not in text
    assert [row["typed"] for row in response.context["rows"]] == ["", "Curl"]
    assert text.count('value="Adopt"') == 1
    for whose in ("Mara", "Tobias", first.email, second.email):
        assert whose not in text


def test_the_list_of_releases_leads_there_and_nothing_there_says_so(staff):
    releases = staff.get(reverse("admin:programming_cataloguerelease_changelist"))
    assert f'href="{at()}"' in flat(releases.content.decode())

    assert "No lifter has offered an exercise of their own" in flat(
        staff.get(at()).content.decode()
    )


def test_without_a_catalogue_nothing_breaks(staff, no_catalogue):
    assert "No lifter has offered" in flat(staff.get(at()).content.decode())
    assert "no catalogue" in said(posted(staff, "_adopt", key=KEY, draft="new"))[0]
    assert "no catalogue" in said(posted(staff, "_merge", key=KEY, name="Curl"))[0]
    assert not CatalogueRelease.objects.exists()


def test_one_is_adopted_into_a_draft_and_completed_there(staff):
    own(a_lifter())
    draft, _other = new_draft(None), new_draft(None)

    response = posted(staff, "_adopt", key=KEY, draft=str(draft.pk))

    entry = RiskEntry.objects.get(release=draft, name="Zercher carry")
    assert response.redirect_chain[-1][0] == reverse(
        "admin:programming_riskentry_change", args=[entry.pk]
    )
    assert f"Zercher carry is in {draft} now." in said(response)[0]
    assert CatalogueRelease.objects.drafts().count() == 2


def test_one_is_adopted_into_a_draft_begun_for_it(staff):
    own(a_lifter())

    posted(staff, "_adopt", key=KEY, draft="new")

    draft = CatalogueRelease.objects.drafts().get()
    assert draft.entries.filter(name="Zercher carry").exists()
    assert str(draft.created_by) == "Anna"


def test_what_cannot_be_adopted_is_told_and_leaves_no_draft(staff, release):
    own(a_lifter())
    draft = new_draft(None)
    posted(staff, "_adopt", key=KEY, draft=str(draft.pk))

    twice = posted(staff, "_adopt", key=KEY, draft=str(draft.pk))
    gone = posted(staff, "_adopt", key="nobody's", draft="new")
    published = posted(staff, "_adopt", key=KEY, draft=str(release.pk))

    assert "has an exercise of this name already" in said(twice)[0]
    assert said(gone) == ["No exercise of this name is asked for any more."]
    assert "was published already" in said(published)[0]
    assert [one.pk for one in CatalogueRelease.objects.drafts()] == [draft.pk]


def test_what_is_in_one_draft_is_not_adopted_into_another_and_is_told_at_its_row(staff):
    own(a_lifter())
    own(a_lifter(), "Anvil lift")
    first, second = new_draft(User.objects.get(email="anna@example.org")), new_draft(None)
    posted(staff, "_adopt", key=KEY, draft=str(first.pk))

    for chosen in (str(second.pk), "new"):
        response = posted(staff, "_adopt", key=KEY, draft=chosen)

        text = f"{first}, begun by Anna, has an exercise of this name already."
        assert text in said(response)[0]
        html = flat(response.content.decode())
        assert html.count(f'id="refused">{text}') == 1
        assert html.count('aria-describedby="refused"') == 1
        assert f'<option value="{chosen}" selected>' in html
    assert not second.entries.filter(name="Zercher carry").exists()
    assert set(CatalogueRelease.objects.drafts()) == {first, second}
    assert Exercise.objects.filter(slug__startswith="zercher-carry", owner=None).count() == 1


def test_what_is_another_name_of_an_exercise_new_in_a_draft_is_not_adopted(staff):
    own(a_lifter())
    draft = new_draft(None)
    anvil = Exercise.objects.create(slug="anvil-lift")
    RiskEntry.objects.filter(release=draft, name="Hammer curl").update(
        exercise=anvil, name="Anvil lift"
    )
    Alias.objects.create(exercise=anvil, name="zercher-carry", app="")

    response = posted(staff, "_adopt", key=KEY, draft="new")

    assert said(response) == ["Zercher carry is another name of Anvil lift."]
    assert list(CatalogueRelease.objects.drafts()) == [draft]


def test_a_merge_asks_with_the_counts_and_then_tells_what_it_moved(staff):
    for lifter in (a_lifter(name="Mara"), a_lifter()):
        own(lifter, sets=3)

    asked = posted(staff, "_merge", key=KEY, name=" CURL ")

    text = flat(asked.content.decode())
    assert "Merge Zercher carry into Curl? What 2 lifters did of it will count as Curl." in text
    assert "Mara" not in text
    assert not Set.objects.filter(exercise=curl()).exists()

    done = posted(staff, "_merge", key=KEY, name="Curl", apply="1")

    assert said(done) == ["Zercher carry is merged into Curl, for 2 lifters."]
    assert Set.objects.filter(exercise=curl()).count() == 6
    assert candidates() == []
    again = posted(staff, "_merge", key=KEY, name="Curl", apply="1")
    assert said(again) == ["No exercise of this name is asked for any more."]


@pytest.mark.parametrize("more", [{}, {"apply": "1"}])
def test_an_unknown_name_is_told_and_what_was_typed_stays(staff, more):
    own(a_lifter(), sets=1)

    response = posted(staff, "_merge", key=KEY, name="Crul", **more)

    assert said(response) == ["The catalogue in force has no exercise named Crul."]
    assert 'name="name" value="Crul"' in flat(response.content.decode())
    assert len(candidates()) == 1


def test_no_name_is_asked_for(staff):
    own(a_lifter())

    assert said(posted(staff, "_merge", key=KEY, name=" ")) == [
        "Type the name of the exercise to merge into."
    ]


def test_who_may_only_see_sees_and_does_nothing():
    own(a_lifter())
    viewer = some_staff()

    text = flat(viewer.get(at()).content.decode())

    assert "Zercher carry" in text
    assert 'value="Adopt"' not in text
    assert 'value="Merge into"' not in text
    assert viewer.post(at("_adopt"), {"key": KEY, "draft": "new"}).status_code == 403
    merging = {"key": KEY, "name": "Curl", "apply": "1"}
    assert viewer.post(at("_merge"), merging).status_code == 403
    assert len(candidates()) == 1
    assert not CatalogueRelease.objects.drafts().exists()


def test_who_may_edit_drafts_adopts_and_merges_and_who_may_publish_does_not():
    own(a_lifter())
    editor = some_staff("change_cataloguerelease")

    assert editor.post(at("_adopt"), {"key": KEY, "draft": "new"}).status_code == 302
    assert editor.post(at("_merge"), {"key": KEY, "name": "Curl"}).status_code == 200

    User.objects.get(email="staff@example.org").user_permissions.set(
        Permission.objects.filter(codename="publish_cataloguerelease")
    )
    assert editor.post(at("_merge"), {"key": KEY, "name": "Curl"}).status_code == 403


def test_lifters_and_strangers_see_and_do_nothing():
    own(a_lifter())
    merging = {"key": KEY, "name": "Curl", "apply": "1"}

    for client in (Client(), logged_in(a_lifter())):
        for action in ("", "_adopt", "_merge"):
            for response in (client.get(at(action)), client.post(at(action), merging)):
                assert response.status_code in {302, 403, 404}
                assert b"Zercher carry" not in response.content
    assert len(candidates()) == 1


def test_the_pages_ask_as_much_of_many_as_of_few(staff):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            staff.get(at())
        return len(asked)

    lifter = a_lifter()
    own(lifter)
    new_draft(None)
    staff.get(at())
    few = queries()
    for number in range(4):
        own(lifter, f"Lift number {number}")
        new_draft(None)

    assert queries() == few


def test_a_form_without_its_token_is_refused(staff):
    own(a_lifter())
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get(email="anna@example.org"))

    for action in ("_adopt", "_merge"):
        data = {"key": KEY, "draft": "new", "name": "Curl", "apply": "1"}
        assert careful.post(at(action), data).status_code == 403
    assert len(candidates()) == 1


def test_each_address_answers_its_own_method_alone(staff):
    assert staff.get(at("_adopt")).status_code == 405
    assert staff.get(at("_merge")).status_code == 405
    assert staff.post(at()).status_code == 405


@pytest.mark.parametrize("odd", [*RUBBISH.values(), "", "0", "7777777", "9" * 30, "²"])
def test_whatever_is_sent_is_no_error(staff, odd):
    own(a_lifter())
    sent = [
        ("_adopt", {"key": KEY, "draft": odd}),
        ("_adopt", {"key": odd, "draft": "new"}),
        ("_merge", {"key": KEY, "name": odd}),
        ("_merge", {"key": odd, "name": "Curl", "apply": "1"}),
    ]
    for name, data in sent:
        assert staff.post(at(name), data, follow=True).status_code < 500
    assert not CatalogueRelease.objects.drafts().exists()
    assert len(candidates()) == 1
