"""The catalogue's home: what it tells staff, who sees which button, and what it costs."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import User
from programming.catalogue.own import create_own_exercise, offer
from programming.models import CatalogueRelease
from programming.releases.publish import new_draft, publish
from tests.conftest import forget
from tests.logbook.given import a_lifter, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release", "publishing")

PATH = "/admin/"
NOW = dt.datetime(2026, 3, 4, 22, 30, tzinfo=dt.UTC)
BEGIN = "Begin a draft</button>"


@pytest.fixture
def anna():
    """An admin in Berlin who may everything."""
    forget()
    return a_lifter(
        is_lifter=False, is_staff=True, is_superuser=True, name="Anna", zone="Europe/Berlin"
    )


@pytest.fixture
def staff(anna):
    return logged_in(anna)


@pytest.fixture
def viewer():
    """Staff without any permission."""
    forget()
    return logged_in(a_lifter(is_lifter=False, is_staff=True))


def a_release(by, reason, *, at=NOW, **changed):
    """A release that sets the fields of Curl."""
    draft = new_draft(by)
    draft.entries.filter(name="Curl").update(**changed)
    return publish(draft, by=by, reason=reason, now=at)


def own(name, *lifters, is_offered=True):
    for lifter in lifters:
        entry = create_own_exercise(lifter, name, is_compound=True, primary_muscles=["glutes"])
        offer(entry, is_offered=is_offered)


def test_the_release_in_force_is_told_with_its_number_its_day_its_maker_and_its_reason(staff, anna):
    a_release(anna, "Two torn <b>biceps</b>.", floor=1, tier="caution")

    text = page(staff, PATH)

    assert "Release 2" in text
    assert "550 exercises" in words(text)
    # In the zone of who reads, as everywhere: an hour later in Berlin.
    assert "Wed 4 Mar 2026, 23:30, by Anna" in words(text)
    assert "Two torn &lt;b&gt;biceps&lt;/b&gt;." in text
    assert "1 changed: Curl" in words(text)
    assert "Loaded from the reviewed data file." in text
    assert "The first: 550 exercises." in words(text)


def test_drafts_are_told_with_whose_they_are_and_how_much_they_change(staff, anna):
    bare = new_draft(None)
    draft = new_draft(anna)
    draft.entries.filter(name__in=("Curl", "Ab wheel")).update(floor=3)

    html = page(staff, PATH)
    text = words(html)

    assert "2 drafts" in text
    assert f"Draft {draft.pk} 2 changes Anna , since" in text
    assert f"Draft {bare.pk} 0 changes since" in text
    assert reverse("admin:programming_cataloguerelease_change", args=[draft.pk]) in html
    assert "Behind" not in text


def test_a_draft_that_another_release_overtook_says_so(staff, anna):
    new_draft(anna)
    a_release(anna, "So.", floor=1, tier="caution")

    assert "Behind: based on Release 1" in words(page(staff, PATH))


def test_more_drafts_than_fit_are_counted(staff, anna):
    for _ in range(7):
        new_draft(anna)

    text = words(page(staff, PATH))

    assert "7 drafts" in text
    assert "All 7 drafts" in text


def test_names_that_no_exercise_has_are_ranked_by_lifters_and_say_nobody_s_name(staff):
    bea, ivo = a_lifter(name="Bea"), a_lifter(name="Ivo")
    own("Zercher carry", bea, ivo)
    own("zercher CARRY", a_lifter())
    own("Tyre <i>flip</i>", ivo)
    own("Bea's own way", bea, is_offered=False)

    html = page(staff, PATH)
    text = words(html)

    assert "2 names no exercise has" in text
    assert "Zercher carry 3 lifters" in text
    assert "Tyre &lt;i&gt;flip&lt;/i&gt;" in html
    assert text.index("Zercher carry") < text.index("Tyre")
    assert "Bea" not in text
    assert "Ivo" not in text


def test_a_name_the_catalogue_has_got_meanwhile_is_not_asked_for(staff, anna):
    own("Zercher carry", a_lifter())
    draft = new_draft(anna)
    draft.entries.filter(name="Curl").update(name="Zercher carry")
    publish(draft, by=anna, reason="So.", now=NOW)

    assert "Every name has its exercise" in words(page(staff, PATH))


def test_doubtful_rows_of_the_release_in_force_are_told_with_why_and_by_which_rule(staff, anna):
    release = a_release(anna, "So.", floor=0, tier="avoid")
    draft = new_draft(anna)
    draft.entries.filter(name="Ab wheel").update(floor=0)

    html = page(staff, PATH)
    text = words(html)

    assert "1 doubtful row" in text
    assert "Curl Avoid failure with floor 0; the questions give 2." in text
    assert "A row stands here when its floor is not the one" in text
    curl = release.entries.get(name="Curl")
    assert reverse("admin:programming_riskentry_change", args=[curl.pk]) in html


def test_more_doubtful_rows_than_fit_are_counted(staff, anna):
    draft = new_draft(anna)
    draft.entries.filter(tier="caution").update(floor=0)
    release = publish(draft, by=anna, reason="So.", now=NOW)
    count = release.entries.filter(tier="caution").count()

    text = words(page(staff, PATH))

    assert f"{count} doubtful rows" in text
    assert f"And {count - 8} more." in text


def test_where_there_is_nothing_it_says_what_to_do(staff, viewer):
    text = words(page(staff, PATH))

    assert "No draft" in text
    assert "Begin one to change a row." in text
    assert "Every name has its exercise" in text
    assert "No doubtful row" in text
    assert "Whoever may edit drafts begins one." in words(page(viewer, PATH))


def test_before_the_first_release_it_says_how_to_load_one(no_catalogue, staff):
    text = words(page(staff, PATH))

    assert "No catalogue yet" in text
    assert "manage.py load_catalogue" in text
    assert "No release yet" in text
    assert BEGIN not in text


def test_all_staff_see_it_and_who_may_edit_begins_a_draft_there(viewer, staff):
    seen = page(viewer, PATH)
    assert BEGIN not in seen
    assert BEGIN in page(staff, PATH)

    person = User.objects.get(is_superuser=False, is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="change_cataloguerelease"))
    assert BEGIN in page(viewer, PATH)
    viewer.post(reverse("admin:programming_cataloguerelease_begin"))
    assert CatalogueRelease.objects.drafts().count() == 1


def test_it_leads_to_what_the_person_may_see_and_to_nothing_else(viewer, staff):
    people = reverse("admin:logbook_user_changelist")
    table = reverse("admin:programming_riskentry_changelist")

    assert people in page(staff, PATH)
    assert people not in page(viewer, PATH)
    assert table in page(viewer, PATH)


@pytest.mark.parametrize("role", [{}, {"is_coach": True}, {"is_superuser": True}])
def test_nobody_but_staff_gets_in(role):
    response = logged_in(a_lifter(**role)).get(PATH)

    assert response.status_code in {302, 403}
    assert b"doubtful" not in response.content


def test_the_times_of_a_list_are_those_of_who_reads_it(staff, anna):
    a_release(anna, "So.", floor=1, tier="caution")
    releases = reverse("admin:programming_cataloguerelease_changelist")

    assert "Wed 4 Mar 2026, 23:30" in words(page(staff, releases))


def test_it_asks_as_many_questions_however_much_there_is(staff, anna):
    def queries():
        page(staff, PATH)
        with CaptureQueriesContext(connection) as captured:
            page(staff, PATH)
        return len(captured)

    own("Zercher carry", a_lifter())
    new_draft(anna)
    a_release(anna, "First.", floor=0, tier="avoid")
    few = queries()

    for number in range(8):
        a_release(anna, f"Number {number}.", floor=(number + 1) % 2, tier="avoid")
        new_draft(a_lifter(is_staff=True))
        own(f"Made up {number}", *(a_lifter() for _ in range(5)))

    assert queries() == few


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_admin_has_the_theme_that_was_chosen_in_settings(staff, anna, theme):
    assert "data-bs-theme" not in page(staff, PATH)
    anna.theme = theme
    anna.save()

    assert f'<html lang="en" dir="ltr" data-bs-theme="{theme}">' in page(staff, PATH)


def test_the_bar_of_the_admin_leads_home_to_the_settings_and_out(staff):
    html = page(staff, reverse("admin:programming_workout_changelist"))

    assert '<a class="rs-desk__brand" href="/">' in html
    assert f'href="{reverse("more")}"' in html
    assert f'action="{reverse("account_logout")}"' in html
