"""The files for other apps: Hevy's shape is read as Hevy's, openweight says what its schema asks."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.log.taken_out import sessions_out
from logbook.pages.transfer.formats.hevy_csv import hevy_csv
from logbook.pages.transfer.formats.openweight import openweight
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import Kind, Source
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_lifter, a_session, finished, logged, the_item
from tests.logbook.pages.transfer.odd_logs import SESSIONS, written
from tests.logbook.pages.transfer.reading import sample, sets_of, wall

pytestmark = pytest.mark.usefixtures("release")


def hevy(lifter) -> bytes:
    return b"".join(hevy_csv(sessions_out(lifter)))


def logs(lifter) -> list[dict]:
    return json.loads(b"".join(openweight(sessions_out(lifter))))


@pytest.fixture
def person():
    person = a_lifter(unit="lb", zone="Europe/Berlin")
    session = a_session(lifter=person, workout=None, exercises=["Barbell bench press", "Pull-up"],
                        started=dt.datetime(2025, 3, 5, 12, 30, tzinfo=dt.UTC))  # fmt: skip
    bench = the_item(session=session)
    logged(item=bench, kind="warm_up", reps=10, load="45", rir=None)
    logged(item=bench, reps=8, load="135", rir=2.5, note="slow")
    logged(item=bench, reps=6, load="135", rir=0, ended_by="muscular_failure")
    logged(item=bench, kind="drop", reps=10, load="95", rir=None)
    logged(
        item=the_item(session=session, name="Pull-up"), reps=6, load=None, rir=3, load_kind="added"
    )
    finished(session)
    return person


def test_hevys_header_is_that_of_its_own_file(person):
    header = hevy(person).split(b"\r\n")[0].decode()

    assert header == sample("hevy_kg.csv").split(b"\n")[0].decode().replace('"', "").strip()


def test_hevys_shape_is_read_as_hevys(person):
    reading = read(hevy(person))
    (session,) = reading.sessions
    sets = sets_of(reading)

    assert (reading.source, reading.errors, reading.unread) == (Source.HEVY, [], [])
    assert (session.start, session.end) == (wall(2025, 3, 5, 13, 30), wall(2025, 3, 5, 14, 32))
    assert [one.kind for one in sets] == [
        Kind.WARM_UP,
        Kind.WORKING,
        Kind.WORKING,
        Kind.DROP,
        Kind.WORKING,
    ]
    assert [one.rir_halves for one in sets] == [None, 5, 0, None, 6]
    assert [one.is_failure for one in sets] == [False, False, True, False, False]
    assert [(one.milli, one.unit) for one in sets][1] == (61_230, "kg")
    assert session.notes == {"Barbell bench press": ["slow"]}


def test_openweight_says_of_each_set_what_it_was(person):
    (workout,) = logs(person)
    bench, pull_up = workout["exercises"]

    assert (workout["date"], workout["durationSeconds"]) == ("2025-03-05T13:30:00+01:00", 62 * 60)
    assert (bench["exercise"]["name"], bench["order"]) == ("Barbell bench press", 1)
    assert bench["exercise"]["equipment"] == "barbell"
    assert bench["sets"][0] == {"reps": 10, "weight": 45.0, "unit": "lb", "type": "warmup"} | {
        "repstack": bench["sets"][0]["repstack"]
    }
    second, third = bench["sets"][1:3]
    assert (second["rpe"], "rir" in second, second["notes"]) == (7.5, False, "slow")
    assert (third["rpe"], third["rir"], third["toFailure"]) == (10, 0, True)
    assert bench["sets"][3]["type"] == "dropset"
    assert "weight" not in pull_up["sets"][0]
    assert pull_up["sets"][0]["rir"] == 3


@given(st.lists(SESSIONS, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_logged_both_hold_to_their_shape(sessions):
    person = a_lifter()
    written(person, sessions)
    told = list(sessions_out(person))
    sets = sum(len(one.sets) for session in told for one in session.exercises)
    rows = list(csv.DictReader(io.StringIO(hevy(person).decode(), newline="")))

    assert len(rows) == sets
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    workouts = logs(person)
    assert len(workouts) == len(told)
    for workout in workouts:
        assert dt.datetime.fromisoformat(workout["date"]).tzinfo
        assert workout["durationSeconds"] >= 0
        assert len(workout.get("name", "")) <= 200
        assert workout["exercises"]
        for exercise in workout["exercises"]:
            assert 1 <= len(exercise["exercise"]["name"]) <= 200
            assert exercise["sets"]
            for one in exercise["sets"]:
                assert type(one.get("reps", one.get("durationSeconds"))) is int
                assert ("weight" in one) is ("unit" in one)
                assert type(one.get("rir", 0)) is int
                assert 0 <= one.get("rpe", 0) <= 10
                assert len(one.get("notes", "")) <= 1000


def test_who_has_everything_gets_both_and_who_has_nothing_empty_ones():
    assert len(logs(a_lifter_with_everything())) == 3
    nobody = a_lifter()
    assert logs(nobody) == []
    assert len(hevy(nobody).splitlines()) == 1
