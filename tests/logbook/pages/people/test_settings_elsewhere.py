"""Settings changed in two places: only what was changed is written, and a clash shows both values."""

import re

import pytest
from django.contrib.auth import get_user_model

from logbook.models import User
from tests.at_once import at_once, post
from tests.logbook.given import a_lifter, logged_in
from tests.logbook.reading import flat, words

SETTINGS = "/settings/"
FIELDS = ("name", "goal", "unit", "effort_input", "zone", "energy_balance", "theme")


def form_of(client) -> dict[str, str]:
    """The form as the page shows it, hidden fields and all."""
    html = flat(client.get(SETTINGS).content.decode())
    form = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name and name[1].removeprefix("initial-") in FIELDS:
            form[name[1]] = value[1] if value else ""
    for name, inside in re.findall(
        r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', html, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        form[name] = chosen[1] if chosen else ""
    return form | {"bodyweight": ""}


@pytest.fixture
def lifter(db: None) -> User:
    return a_lifter(name="Ada", goal="mixed", unit="kg")


def test_the_form_carries_what_it_showed(lifter: User):
    form = form_of(logged_in(lifter))

    assert {f"initial-{name}" for name in FIELDS} <= set(form)
    assert (form["initial-goal"], form["goal"]) == ("mixed", "mixed")


def test_what_was_not_touched_keeps_what_another_tab_wrote(lifter: User):
    client = logged_in(lifter)
    stale = form_of(client)
    User.objects.filter(pk=lifter.pk).update(goal="max_strength", zone="Europe/Berlin")

    assert client.post(SETTINGS, stale | {"name": "Ada L."}).status_code == 302

    lifter.refresh_from_db()
    assert (lifter.name, lifter.goal, lifter.zone) == ("Ada L.", "max_strength", "Europe/Berlin")


def test_a_clash_shows_both_values_and_saving_again_means_it(lifter: User):
    client = logged_in(lifter)
    stale = form_of(client)
    User.objects.filter(pk=lifter.pk).update(name="Ada of the other tab")

    answer = client.post(SETTINGS, stale | {"name": "Ada of this tab"})

    assert answer.status_code == 409
    text = words(flat(answer.content.decode()))
    assert "Changed elsewhere to: Ada of the other tab. Saving now puts yours there." in text
    assert 'value="Ada of this tab"' in flat(answer.content.decode())
    lifter.refresh_from_db()
    assert lifter.name == "Ada of the other tab"

    again = dict(stale, name="Ada of this tab", **{"initial-name": "Ada of the other tab"})
    assert 'name="initial-name" value="Ada of the other tab"' in flat(answer.content.decode())
    assert client.post(SETTINGS, again).status_code == 302
    lifter.refresh_from_db()
    assert lifter.name == "Ada of this tab"


def test_a_choice_is_named_in_a_clash_as_the_page_names_it(lifter: User):
    client = logged_in(lifter)
    stale = form_of(client)
    User.objects.filter(pk=lifter.pk).update(unit="lb", goal="max_strength")

    answer = client.post(SETTINGS, stale | {"goal": "general_fitness"})

    assert answer.status_code == 409
    assert "Changed elsewhere to: Max strength" in words(flat(answer.content.decode()))


def test_both_tabs_saying_the_same_is_no_clash(lifter: User):
    client = logged_in(lifter)
    stale = form_of(client)
    User.objects.filter(pk=lifter.pk).update(goal="max_strength")

    assert client.post(SETTINGS, stale | {"goal": "max_strength"}).status_code == 302


@pytest.mark.parametrize(
    ("column", "value"),
    [("is_active", False), ("is_staff", False), ("is_superuser", False), ("password", "new")],
)
def test_whoever_saves_a_row_read_before_writes_only_what_it_changed(
    lifter: User, column: str, value: object
):
    """A library, the admin, a form: whatever calls `save()` with a row that is old by now."""
    User.objects.filter(pk=lifter.pk).update(is_staff=True, is_superuser=True)
    old = get_user_model().objects.get(pk=lifter.pk)
    User.objects.filter(pk=lifter.pk).update(**{column: value})

    old.theme = "dark"
    old.save()

    now = User.objects.get(pk=lifter.pk)
    assert (getattr(now, column), now.theme) == (value, "dark")


def test_a_change_is_written_once_and_a_row_read_anew_knows_what_it_holds(lifter: User):
    row = User.objects.get(pk=lifter.pk)
    row.name = "Ada L."
    row.save()
    User.objects.filter(pk=lifter.pk).update(name="Somebody else")
    row.theme = "light"
    row.save()
    assert User.objects.get(pk=lifter.pk).name == "Somebody else"

    row.refresh_from_db()
    row.name = "Ada"
    row.save()

    assert User.objects.get(pk=lifter.pk).name == "Ada"


@pytest.mark.django_db(transaction=True)
def test_settings_in_flight_undo_no_deactivation():
    for _ in range(3):
        lifter = a_lifter(is_staff=True)
        form = form_of(logged_in(lifter))

        def close(client, pk=lifter.pk):
            User.objects.filter(pk=pk).update(is_active=False, is_staff=False)
            return client.get("/healthz")

        at_once(lifter, [*[post("settings", **(form | {"name": "In flight"}))] * 3, close])

        lifter.refresh_from_db()
        assert (lifter.is_active, lifter.is_staff) == (False, False)


def test_reading_one_column_again_forgets_no_change_of_another(lifter: User):
    row = User.objects.get(pk=lifter.pk)
    row.name = "Ada L."
    row.refresh_from_db(fields=["zone"])
    row.save()

    deferred = User.objects.only("pk").get(pk=lifter.pk)
    deferred.goal = "max_strength"
    assert deferred.zone == "UTC"
    deferred.save()

    now = User.objects.get(pk=lifter.pk)
    assert (now.name, now.goal) == ("Ada L.", "max_strength")


def test_a_change_inside_a_column_is_a_change(lifter: User):
    row = User.objects.get(pk=lifter.pk)
    row.gyms.append({"key": 1})
    row.save()

    assert User.objects.get(pk=lifter.pk).gyms == [{"key": 1}]


def test_the_columns_to_save_may_be_named_by_whatever_can_be_gone_through(lifter: User):
    row = User.objects.get(pk=lifter.pk)
    row.name = "Ada L."
    row.save(update_fields=(name for name in ["name"]))
    User.objects.filter(pk=lifter.pk).update(name="Somebody else")
    row.save()

    assert User.objects.get(pk=lifter.pk).name == "Somebody else"
