"""What the editor's search offers before anything is typed."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.log.most_done import most_done
from logbook.models import SessionExercise
from logbook.pages.programs.offered import offered
from programming.catalogue.entries import current_release
from programming.models import Program
from programming.programs.editing import begin, edit, with_day
from programming.programs.plans import Plan, empty_plan
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
TODAY = NOON.date()


def groups(lifter, plan, today=TODAY):
    day = plan.blocks[0].workouts[0]
    found = offered(lifter, current_release(), plan, day, today)
    return {one.title: [(entry.name, said) for entry, said in one.rows] for one in found}


def the_plan(program):
    return Plan.of(Program.objects.get(pk=program.pk))


def usual(lifter, plan, today=TODAY):
    return [name for name, _ in groups(lifter, plan, today).get("You do these most", [])]


def test_most_done_comes_first_for_half_a_year(lifter):
    plan = the_plan(begin(lifter, empty_plan("intermediate", "mixed")))
    assert usual(lifter, plan) == []
    for days, name in ((3, "Leg press"), (2, "Curl"), (1, "Curl")):
        session = a_session(
            lifter=lifter, workout=None, exercises=(name,), started=NOON - days * DAY
        )
        logged(item=the_item(session=session, name=name))
    # One that was only planned was not done.
    a_session(lifter=lifter, workout=None, exercises=("Leg extension",))

    assert usual(lifter, plan) == ["Curl", "Leg press"]
    last = TODAY - DAY + dt.timedelta(days=182)
    assert usual(lifter, plan, last) == ["Curl"]
    assert usual(lifter, plan, last + DAY) == []
    assert most_done(a_lifter(), TODAY) == []


def test_what_is_in_the_workout_already_is_not_offered(lifter):
    a_finished_session(lifter=lifter, started=NOON - DAY)
    own = begin(lifter, Plan.of(Program.objects.get(slug="upper-lower-4")))
    assert usual(lifter, the_plan(own)) == []


def test_a_muscle_the_workout_lacks_gets_its_lift_those_the_whole_block_lacks_first(lifter):
    own = begin(lifter, empty_plan("intermediate", "mixed"))
    bench, squat = an_exercise("Barbell bench press"), an_exercise("Barbell squat")
    ready = the_plan(begin(a_lifter(), Plan.of(Program.objects.get(slug="upper-lower-4"))))
    line = ready.blocks[0].workouts[0].lines[0]
    key = the_plan(own).blocks[0].workouts[0].key
    _, plan = edit(
        lifter,
        own.pk,
        1,
        lambda plan: with_day(
            plan, key, lambda day: replace(day, lines=(replace(line, exercise=bench.exercise_id),))
        ),
    )
    missing = groups(lifter, plan)["For what this workout does not train"]
    muscles = [muscle for _, muscle in missing]
    assert "Quadriceps" in muscles
    assert not {"Chest", "Triceps"} & {*muscles}
    assert len({name for name, _ in missing}) == len(missing) <= 8

    squats = replace(
        plan.blocks[0].workouts[0], key=None, lines=(replace(line, exercise=squat.exercise_id),)
    )
    block = replace(plan.blocks[0], workouts=(*plan.blocks[0].workouts, squats))
    later = groups(lifter, replace(plan, blocks=(block,)))
    muscles = [muscle for _, muscle in later["For what this workout does not train"]]
    # The squat of the other day trains them: they come after what nothing of the week trains.
    assert "Quadriceps" not in muscles or muscles.index("Lats") < muscles.index("Quadriceps")


def test_the_page_offers_them_and_a_search_does_not(lifter):
    client = logged_in(lifter)
    own = begin(lifter, empty_plan("intermediate", "mixed"))
    url = reverse("program_pick", args=[own.pk, the_plan(own).blocks[0].workouts[0].key])
    assert "For what this workout does not train" in words(page(client, url))
    for typed in ("curl", "zzzzzz"):
        assert "For what this workout" not in words(page(client, url, {"q": typed}))


def test_it_asks_as_much_however_much_was_done(lifter):
    client = logged_in(lifter)
    own = begin(lifter, empty_plan("intermediate", "mixed"))
    url = reverse("program_pick", args=[own.pk, the_plan(own).blocks[0].workouts[0].key])
    page(client, url)
    with CaptureQueriesContext(connection) as few:
        page(client, url)
    for days in (1, 2, 3):
        a_finished_session(lifter=lifter, started=NOON - days * DAY)
    assert SessionExercise.objects.filter(athlete=lifter).exists()
    with CaptureQueriesContext(connection) as many:
        page(client, url)
    assert len(few) == len(many)
