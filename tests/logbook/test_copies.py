"""A log that is copied for a test is the log that would have been made for it."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from logbook.models import ExerciseRecord, Set
from tests.logbook import copies
from tests.logbook.given import a_lifter, a_session, known_movements, logged_in

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def made():
    copies.forget()
    lifter = a_lifter()
    known_movements(lifter=lifter)
    return lifter


@pytest.fixture
def copied(made):
    lifter = a_lifter()
    known_movements(lifter=lifter)
    return lifter


def told(lifter):
    """A lifter's rows by their places, without keys of their own and when each was written."""
    rows = copies.rows_of(lifter)
    places = {
        model: {row[model._meta.pk.attname]: place for place, row in enumerate(found)}
        for model, found in rows.items()
    }

    def value(column, row):
        if column.primary_key:
            return places[column.model][row[column.attname]]
        return copies.value_of(column, row[column.attname], places)

    return {
        model: [
            {one.attname: value(one, row) for one in model._meta.concrete_fields if is_told(one)}
            for row in found
        ]
        for model, found in rows.items()
    }


def is_told(column):
    is_of_now = getattr(column, "auto_now_add", False) or getattr(column, "auto_now", False)
    return not (is_of_now or column.name in ("athlete", "key", "digest"))


def test_a_copy_is_what_is_made(made, copied):
    copies.forget()
    another = a_lifter()
    known_movements(lifter=another)

    assert len(told(copied)[Set]) == 40
    assert told(copied) == told(made) == told(another)


def test_what_is_kept_of_a_copy_is_what_a_rebuild_gives(copied):
    assert ExerciseRecord.objects.filter(athlete=copied).exists()

    call_command("rebuild_summaries", "--check", verbosity=0)


def test_a_copy_is_made_of_the_same_settings_alone(made):
    other = a_lifter(unit="lb")
    known_movements(lifter=other)

    assert set(Set.objects.filter(athlete=other).values_list("load_unit", flat=True)) == {"lb"}


def test_a_log_goes_on_from_a_copy(made, copied):
    pages = [
        logged_in(lifter).get(reverse("session_detail", args=[a_session(lifter=lifter).pk]))
        for lifter in (made, copied)
    ]

    assert [page.status_code for page in pages] == [200, 200]
