"""People and logs in the admin: found quickly, and no verdict is written by hand."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import Bodyweight, User
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    checked_in,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")

TABLES = ("user", "checkin", "bodyweight", "trainingsession", "sessionexercise", "set")
READ_ONLY = ("checkin", "trainingsession", "sessionexercise", "set")


@pytest.fixture
def keeper():
    return logged_in(a_lifter(is_staff=True, is_superuser=True, email="keeper@example.org"))


@pytest.fixture
def lifter():
    return a_lifter(email="ann@example.org", name="Ann")


def trained(lifter, day):
    at = NOON + dt.timedelta(days=day)
    checked_in(lifter=lifter, at=at, sleep="6_to_7")
    Bodyweight.objects.create(
        athlete=lifter,
        local_date=at.date(),
        milli=80_000,
        unit="kg",
        micrograms=80 * 10**9,
    )
    return a_finished_session(lifter=lifter, started=at)


def table(name):
    return reverse(f"admin:logbook_{name}_changelist")


def test_a_table_asks_as_many_questions_for_one_row_as_for_thirty(keeper, lifter):
    def queries():
        asked = {}
        for name in TABLES:
            with CaptureQueriesContext(connection) as captured:
                assert keeper.get(table(name)).status_code == 200
            asked[name] = len(captured)
        return asked

    trained(lifter, 0)
    few = queries()
    for day in range(1, 30):
        trained(a_lifter() if day % 3 == 0 else lifter, day)

    assert queries() == few


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_searched_by_the_persons_address(keeper, lifter, name):
    trained(lifter, 0)
    trained(a_lifter(email="bob@example.org"), 1)

    html = flat(keeper.get(table(name), {"q": "ann@"}).content.decode())

    assert "Ann" in html
    assert "bob@example.org" not in html


@pytest.mark.parametrize("name", TABLES)
def test_an_odd_search_is_answered(keeper, lifter, name):
    trained(lifter, 0)

    for odd in ("a\x00b", "💪", "\u202e", "8" * 5_000, "８０"):
        assert keeper.get(table(name), {"q": odd}).status_code == 200, odd


def test_a_set_is_shown_with_its_target_its_reasons_and_what_was_said(keeper, lifter):
    row = logged(item=the_item(session=a_session(lifter=lifter)), rir=1)

    html = flat(keeper.get(reverse("admin:logbook_set_change", args=[row.pk])).content.decode())

    assert "80 kg" in html
    assert f"{row.target_low}–{row.target_aim}–{row.target_high}" in html
    assert "stop: 1 left; without safeties this lift asks for 2 or more." in html


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_was_judged_is_neither_added_nor_changed_nor_deleted(keeper, lifter, name):
    session = trained(lifter, 0)
    item = session.exercises.first()
    rows = {
        "checkin": session.check_in_id,
        "trainingsession": session.pk,
        "sessionexercise": item.pk,
        "set": item.sets.get().pk,
    }
    change = reverse(f"admin:logbook_{name}_change", args=[rows[name]])

    assert keeper.get(reverse(f"admin:logbook_{name}_add")).status_code == 403
    assert keeper.post(change, {"reps": "1"}).status_code == 403
    assert keeper.post(change.replace("change", "delete"), {"post": "yes"}).status_code == 403
    html = flat(keeper.get(change).content.decode())
    assert 'name="_save"' not in html


def test_a_person_is_added_with_an_address_in_lower_case(keeper):
    response = keeper.post(
        reverse("admin:logbook_user_add"),
        {
            "email": "New@Example.ORG",
            "name": "New",
            "password1": "a long enough password",
            "password2": "a long enough password",
        },
    )

    assert response.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert person.check_password("a long enough password")


def test_an_address_is_taken_whatever_its_case(keeper, lifter):
    response = keeper.post(
        reverse("admin:logbook_user_add"),
        {
            "email": lifter.email.upper(),
            "password1": "a long enough password",
            "password2": "a long enough password",
        },
    )

    assert response.status_code == 200
    assert User.objects.filter(email__iexact=lifter.email).count() == 1


def test_a_person_is_made_inactive(keeper, lifter):
    path = reverse("admin:logbook_user_change", args=[lifter.pk])
    fields = {
        "email": lifter.email,
        "name": lifter.name,
        "is_lifter": "on",
        "level": "advanced",
        "goal": "mixed",
        "unit": "kg",
        "zone": "Europe/Berlin",
    }

    assert keeper.post(path, fields).status_code == 302

    lifter.refresh_from_db()
    assert (lifter.is_active, lifter.level, lifter.zone) == (False, "advanced", "Europe/Berlin")


def test_a_weighing_corrected_here_keeps_its_canonical_mass(keeper, lifter):
    trained(lifter, 0)
    weighing = Bodyweight.objects.get()

    keeper.post(
        reverse("admin:logbook_bodyweight_change", args=[weighing.pk]),
        {
            "athlete": lifter.pk,
            "local_date": "2025-03-05",
            "milli": "180000",
            "unit": "lb",
        },
    )

    weighing.refresh_from_db()
    assert weighing.micrograms == 180 * 453_592_370


def test_a_session_is_listed_with_how_it_went(keeper, lifter):
    trained(lifter, 0)
    a_session(lifter=lifter, started=NOON + dt.timedelta(days=1))

    html = flat(keeper.get(table("trainingsession")).content.decode())

    assert "62 min" in html
    assert "running" in html
