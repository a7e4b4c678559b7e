"""A ready-made program that changes moves nobody who is in the middle of it, and is offered."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.programs import end, follow, pause
from logbook.acts.renewals import take_renewed
from logbook.log.programs import course_of, program_for
from logbook.models import FollowedProgram, TrainingSession, User
from programming.datafiles import PROGRAMS
from programming.models import Program, Workout
from programming.programs.plans import Plan
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

TODAY = NOON.date()
SLUG = "upper-lower-4"


@pytest.fixture
def followed(lifter: User) -> FollowedProgram:
    """One who did the first session of the program."""
    followed = follow(lifter, Program.objects.get(slug=SLUG), weekdays=5, today=TODAY)
    a_finished_session(lifter=lifter)
    return followed


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Callable[[list[dict[str, Any]]], object]], None]:
    """Load the catalogue with its programs changed."""

    def loaded(change: Callable[[list[dict[str, Any]]], object]) -> None:
        listed = json.loads(PROGRAMS.read_text())
        change(listed)
        path = tmp_path / "programs.json"
        path.write_text(json.dumps(listed))
        call_command("load_catalogue", programs=path)

    return loaded


def the(listed: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in listed if one["slug"] == SLUG)


def more_sets(listed: list[dict[str, Any]]) -> None:
    the(listed)["blocks"][0]["workouts"][0]["exercises"][0]["sets"] = 5


def a_day_less(listed: list[dict[str, Any]]) -> None:
    the(listed)["days"] = 3


def other_words(listed: list[dict[str, Any]]) -> None:
    the(listed)["why"] = "For other reasons."
    the(listed)["name"] = "Upper and lower"


def gone(listed: list[dict[str, Any]]) -> None:
    listed.remove(the(listed))


def coming(lifter: User) -> list[tuple[int, str, bool]]:
    course = course_of(lifter, TODAY)
    assert course is not None
    return [(one.number, one.workout.name, one.is_deload) for one in course.open]


def planned(lifter: User) -> list[object]:
    course = course_of(lifter, TODAY)
    assert course is not None
    plan = Plan.of(program_for(lifter, course.program.pk)).without_keys()
    return [plan.days, *plan.blocks]


@pytest.mark.parametrize("change", [more_sets, a_day_less, gone])
def test_who_is_in_the_middle_goes_on_as_they_began(lifter, followed, load, change):
    before = coming(lifter), planned(lifter)

    load(change)

    assert (coming(lifter), planned(lifter)) == before
    followed.refresh_from_db()
    assert followed.program.owner == lifter
    assert followed.program.name == "Upper and lower, 4 days (as you began it)"
    assert followed.weekdays == 5
    assert (followed.renewed_by is None) is (change is gone)
    done = TrainingSession.objects.get(athlete=lifter)
    assert (done.followed, done.slot) == (followed, 0)


def test_one_that_waits_is_kept_too_and_one_that_was_ended_is_not(lifter, followed, load):
    pause(lifter, followed.pk)
    other = a_lifter()
    ended = follow(other, Program.objects.get(slug=SLUG), weekdays=0, today=TODAY)
    end(other, ended.pk)

    load(more_sets)

    followed.refresh_from_db()
    ended.refresh_from_db()
    assert followed.program.owner == lifter
    assert ended.program.slug == SLUG
    assert not Program.objects.filter(owner=other).exists()


def test_other_words_about_it_change_nothing_that_is_followed(lifter, followed, load):
    load(other_words)

    followed.refresh_from_db()
    assert followed.program.slug == SLUG
    assert followed.renewed_by is None
    assert not Program.objects.filter(owner=lifter).exists()


def test_whoever_began_before_has_their_own_and_each_further_change_moves_nothing(
    lifter, followed, load
):
    load(more_sets)
    own = FollowedProgram.objects.get(pk=followed.pk).program
    load(a_day_less)

    followed.refresh_from_db()
    assert followed.program == own
    assert Program.objects.filter(owner=lifter).count() == 1


# --- What is offered ---------------------------------------------------------------------------


@pytest.fixture
def client(lifter: User) -> Client:
    return logged_in(lifter)


def test_what_is_new_is_said_and_taken_where_one_is(client, lifter, followed, load):
    assert "has changed" not in words(page(client, reverse("programs")))
    load(more_sets)

    text = words(page(client, reverse("programs")))
    assert "Upper and lower, 4 days has changed" in text
    assert "What is new Barbell bench press, Upper A: 5 × 6–8, it was 3 × 6–8 Take" in text
    assert "Take the new one, where you are" in text
    followed.refresh_from_db()
    assert "has changed" in words(page(client, reverse("program", args=[followed.program_id])))

    client.post(reverse("program_renew", args=[followed.pk]), {"act": "take"})

    followed.refresh_from_db()
    assert followed.program.slug == SLUG
    assert coming(lifter)[0] == (1, "Lower A", False)
    assert "has changed" not in words(page(client, reverse("programs")))


def test_one_of_another_shape_begins_anew(client, lifter, followed, load):
    load(a_day_less)
    text = words(page(client, reverse("programs")))
    assert "What is new 3 days a week, it was 4 Begin" in text
    assert "Begin the new one" in text

    taken = take_renewed(lifter, followed.pk, today=TODAY)

    assert taken.pk != followed.pk
    assert (taken.program.slug, taken.weekdays) == (SLUG, 5)
    assert coming(lifter)[0][0] == 0


def test_it_is_declined_once(client, lifter, followed, load):
    load(more_sets)
    before = planned(lifter)

    client.post(reverse("program_renew", args=[followed.pk]), {"act": "keep"})

    assert planned(lifter) == before
    assert "has changed" not in words(page(client, reverse("programs")))
    url = reverse("program_renew", args=[followed.pk])
    assert client.post(url, {"act": "take"}).status_code == 404


def test_nobody_else_s_is_taken(client, followed, load):
    other = follow(a_lifter(), Program.objects.get(slug=SLUG), weekdays=0, today=TODAY)
    load(more_sets)
    url = reverse("program_renew", args=[other.pk])
    assert client.post(url, {"act": "take"}).status_code == 404
    assert client.post(url, {"act": "keep"}).status_code == 404


def test_the_workouts_keep_their_keys_for_who_begins_now(followed, load):
    before = Workout.objects.get(slug="upper-a").pk
    load(more_sets)
    assert Workout.objects.get(slug="upper-a").pk == before


def test_an_offer_costs_the_same_whatever_changed(client, followed, load):
    load(more_sets)
    page(client, reverse("programs"))
    with CaptureQueriesContext(connection) as few:
        page(client, reverse("programs"))
    load(a_day_less)
    with CaptureQueriesContext(connection) as many:
        page(client, reverse("programs"))
    assert len(few) == len(many)
