"""The page of records: what stands, with its effort, and what is taken back with its set."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.sets import delete_set
from tests.logbook.bench_days import bench_day
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, logged_in, the_item
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

PATH = reverse("progress_records")


def test_there_is_none_yet():
    assert "No record yet" in words(page(logged_in(a_lifter()), PATH))


def test_what_stands_is_told_with_its_effort_and_day():
    lifter = a_lifter()
    bench_day(lifter, 0, {"load": "80", "reps": 8, "rir": 2})
    bench_day(lifter, 2, {"load": "90", "reps": 3, "rir": 3})
    bench_day(lifter, 4, {"load": "70", "reps": 5, "rir": 5})

    text = words(page(logged_in(lifter), PATH))

    assert "1 exercise, the latest first" in text
    assert "Heaviest: 90 × 3 , 3 left 7 Mar 2025" in text
    assert "Single, estimated: 108 kg by 90 × 3 , 3 left 7 Mar 2025" in text
    assert "Session volume: 640 kg" in text


def test_a_record_goes_with_its_set():
    lifter = a_lifter()
    bench_day(lifter, 0, {"load": "80"})
    session = bench_day(lifter, 2, {"load": "95"})
    assert "Heaviest: 95" in words(page(logged_in(lifter), PATH))

    delete_set(lifter, session.sets.get().pk, now=NOON)

    assert "Heaviest: 80" in words(page(logged_in(lifter), PATH))


def test_the_exercise_of_the_latest_record_comes_first():
    lifter = a_lifter()
    bench_day(lifter, 0)
    session = a_session(
        lifter=lifter, workout=None, exercises=["Curl"], started=NOON + dt.timedelta(days=1)
    )
    logged(item=the_item(session=session, name="Curl"), load="20")
    finished(session)

    text = words(page(logged_in(lifter), PATH))

    assert text.index("Curl") < text.index("Barbell bench press")


def test_another_lifters_records_are_not_here():
    bench_day(a_lifter(), 0)

    assert "No record yet" in words(page(logged_in(a_lifter()), PATH))


def test_the_number_of_queries_is_the_same_for_any_log():
    lifter = a_lifter()
    bench_day(lifter, 0)
    client = logged_in(lifter)
    counts = []
    for day in (2, 4):
        client.get(PATH)
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        counts.append(len(asked))
        bench_day(lifter, day, {"load": str(90 + day)})

    assert counts[0] == counts[1]
