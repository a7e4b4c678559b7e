"""Cost does not grow with history: every page of the gym reads slices, never all of the athlete."""

import re
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.links import open_calendar
from logbook.acts.programs import follow
from logbook.log.links import calendar_token
from logbook.models import SessionExercise
from tests.logbook.given import a_lifter, a_session, known_movements, logged, logged_in, the_item

pytestmark = pytest.mark.usefixtures("release")

# SQLite says how it will read; PostgreSQL chooses by the size of tables, which are small here.
WALK = re.compile(
    r"SCAN logbook_"
    r"|logbook_(set|sessionexercise|bodyweight|checkin|exerciserecord) USING (COVERING )?INDEX \w+ \(athlete_id=\?\)"
)
TESTS = 'AND "logbook_set"."is_test" AND'
A_SET = {
    "number": 1,
    "unit": "kg",
    "load_kind": "external",
    "load": "80",
    "reps": 8,
    "rir": 2,
    "kind": "working",
    "ended_by": "stopped",
    "note": "",
}


def steps(ask: Callable[[], object], *, least: int = 4) -> list[str]:
    """How SQLite would read to answer; checks that at least so much was asked."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    reads = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(reads) >= least
    if connection.vendor != "sqlite":
        return []
    found = []
    with connection.cursor() as cursor:
        for sql in reads:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            found += [f"{step[3]}: {sql}" for step in plan]
    return found


def walks(ask: Callable[[], object], *, least: int = 4) -> list[str]:
    """What SQLite would read whole to answer."""
    return [step for step in steps(ask, least=least) if WALK.search(step.partition(":")[0])]


@pytest.fixture
def item() -> SessionExercise:
    lifter = a_lifter()
    known_movements(lifter=lifter)
    return the_item(session=a_session(lifter=lifter))


@pytest.fixture
def browser(item: SessionExercise) -> Client:
    return logged_in(item.athlete)


@pytest.mark.parametrize("name", ["set_log", "set_preview"])
def test_a_set_is_logged_and_previewed_from_slices(
    item: SessionExercise, browser: Client, name: str
):
    form = {**A_SET, "key": uuid.uuid4()}
    address = reverse(name, args=[item.pk])

    assert walks(lambda: browser.post(address, form, headers={"HX-Request": "true"})) == []


def test_the_session_page_and_today_are_read_from_slices(item: SessionExercise, browser: Client):
    assert walks(lambda: browser.get(reverse("session_detail", args=[item.session_id]))) == []
    assert walks(lambda: browser.get(reverse("today"))) == []


def test_a_session_ends_and_is_reviewed_from_slices(item: SessionExercise, browser: Client):
    logged(item=item)

    assert walks(lambda: browser.post(reverse("session_finish", args=[item.session_id]))) == []
    assert walks(lambda: browser.get(reverse("session_review", args=[item.session_id]))) == []
    assert walks(lambda: browser.get(reverse("session_list"))) == []


def test_an_exercises_page_is_read_from_slices(item: SessionExercise, browser: Client):
    address = reverse("exercise_detail", args=[item.exercise_id])

    assert walks(lambda: browser.get(address)) == []
    assert walks(lambda: browser.get(address, {"before": "2025-03-03~999"})) == []


def test_a_program_is_played_and_a_calendar_told_from_slices(
    item: SessionExercise, browser: Client
):
    program = item.session.workout.block.program  # type: ignore[union-attr]
    follow(item.athlete, program, weekdays=127, today=item.local_date)
    calendar = reverse("calendar", args=[calendar_token(open_calendar(item.athlete))])

    assert walks(lambda: browser.get(reverse("program_played", args=[program.pk]))) == []
    assert walks(lambda: browser.get(calendar)) == []


def test_how_good_guesses_are_is_read_from_slices(item: SessionExercise, browser: Client):
    assert walks(lambda: browser.get(reverse("guesses"))) == []


@pytest.mark.parametrize("name", ["set_log", "set_preview"])
def test_nothing_is_sorted_for_a_set(item: SessionExercise, browser: Client, name: str):
    """A slice whose order ends before its index does is read whole to give the last twelve."""
    form = {**A_SET, "key": uuid.uuid4()}
    address = reverse(name, args=[item.pk])

    found = steps(lambda: browser.post(address, form, headers={"HX-Request": "true"}))

    assert [step for step in found if "TEMP B-TREE" in step] == []


def test_no_page_sorts_the_slices_it_reads(item: SessionExercise, browser: Client):
    for name, keys in (
        ("session_detail", [item.session_id]),
        ("today", []),
        ("exercise_detail", [item.exercise_id]),
        ("level", []),
        ("rir_sense", []),
        ("guesses", []),
    ):
        found = steps(partial(browser.get, reverse(name, args=keys)), least=3)

        # What is asked as one are the slices; the rest are rows of one session, or of the catalogue.
        slices = [step for step in found if "UNION ALL" in step or TESTS in step]
        assert [step for step in slices if "TEMP B-TREE" in step] == [], name


def test_search_reads_the_latest_rows_of_an_index_and_stops(item: SessionExercise, browser: Client):
    address = reverse("exercise_pick", args=[item.session_id])

    found = [step.partition(":")[0] for step in steps(lambda: browser.get(address), least=3)]

    # The latest sixty in the order of their index: nothing is sorted, so nothing else is read.
    assert [step for step in found if "TEMP B-TREE" in step or "SCAN logbook_" in step] == []
    walked = [step for step in found if WALK.search(step)]
    assert all("session_exercise_week" in step for step in walked)


def test_reading_all_of_an_athlete_would_be_seen(item: SessionExercise):
    mine = SessionExercise.objects.visible_to(item.athlete)

    def read_all() -> None:
        for _ in range(5):
            list(mine.filter(has_pain=True))

    assert bool(walks(read_all)) == (connection.vendor == "sqlite")
