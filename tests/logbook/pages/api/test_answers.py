"""What a token reads: the page's own sentences, in numbers with their units."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.log.verdicts import reasons_of, warnings_of
from logbook.models import Set
from programming.loads import MICROGRAMS_PER_KG
from tests.logbook.bench_days import bench_day
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.api.given import a_token, behind, read, told
from tests.logbook.reading import page, review, words

pytestmark = pytest.mark.usefixtures("release")

LISTS = ("sessions", "sets", "exercises", "records")


# --- The same sentences ---------------------------------------------------------------------------


def test_a_session_says_what_its_review_says(person, token):
    session = person.sessions.exclude(finished_at=None).latest("started_at")

    answer = told(token, f"sessions/{session.pk}")

    text = words(review(session)).replace("&#x27;", "'").replace("’", "'")
    assert answer["says"] in text
    for one in answer["exercises"]:
        assert one["name"] in text
        assert one["verdict"]["says"] in text
        for warning in one["warnings"]:
            assert warning["says"] in text
    first = answer["exercises"][0]["sets"][0]
    row = Set.objects.get(pk=first["id"])
    assert [one["says"] for one in first["target"]["reasons"]] == [
        one.text for one in reasons_of(row)
    ]
    assert [(one["says"], one["do_next"]) for one in first["warnings"]] == [
        (one.says, one.do_next) for one in warnings_of(row)
    ]
    assert first["warnings"]
    assert (first["verdict"]["code"], first["verdict"]["says"]) == (
        "below_floor",
        "Stop: below floor",
    )
    target = first["target"]
    assert (target["low"], target["aim"], target["high"]) == (
        row.target_low, row.target_aim, row.target_high,
    )  # fmt: skip


def test_next_time_is_told_as_the_review_does():
    session = a_finished_session(lifter=a_lifter(), started=timezone.now() - dt.timedelta(days=1))

    answer = told(a_token(session.athlete), f"sessions/{session.pk}")

    text = words(review(session))
    assert len(answer["next_time"]) == len(answer["exercises"]) > 2
    for one in answer["next_time"]:
        assert one["do"] in text
        assert one["why"] in text


def test_a_session_that_runs_says_the_day_what_was_skipped_and_every_kind_of_set(person, token):
    session = person.sessions.filter(finished_at=None).get()

    answer = told(token, f"sessions/{session.pk}")

    assert answer["session"]["finished_at"] is None
    assert answer["minutes"] is None
    assert answer["day_says"] == "Targets were two reps easier: a red day."
    assert answer["next_time"] == []
    skipped = [one["name"] for one in answer["exercises"] if one["is_skipped"]]
    assert skipped == ["Chest-supported row"]
    bench = answer["exercises"][0]
    assert bench["has_pain"]
    assert bench["note"] == "Wider grip."
    assert [one["kind"] for one in bench["sets"]] == ["warm_up", "working", "working", "working"]
    assert bench["sets"][0]["verdict"] == {"code": "", "says": "no verdict"}
    assert bench["sets"][1]["note"] == "heavy today"
    # One was deleted: it is told nowhere.
    gone = Set.objects.exclude(deleted_at=None).get(athlete=person)
    assert gone.pk not in [one["id"] for one in behind(token, "sets")]


def test_an_exercise_says_what_its_page_says(person, token):
    bench = an_exercise("Barbell bench press")

    answer = told(token, f"exercises/{bench.exercise_id}")

    address = reverse("exercise_detail", args=[bench.exercise_id])
    text = words(page(logged_in(person), f"{address}?range=1y"))
    for said in (answer["safeties_say"], answer["e1rm_says"]):
        assert said in text
    for fact in answer["facts"]:
        assert fact["says"] in text
    assert len(answer["exposures"]) == 3
    listed = {one["id"]: one for one in behind(token, "exercises")}
    assert listed[bench.exercise_id]["risk"] == answer["risk"]
    assert listed[bench.exercise_id]["e1rm_kg"] == answer["e1rm"][-1]["e1rm_kg"]
    # What was planned and not begun is on no record, an own exercise without a set neither.
    assert "Zercher carry" not in [one["name"] for one in listed.values()]


def test_an_own_exercise_is_told_to_its_owner_alone(person, token):
    own = the_item(session=person.sessions.get(finished_at=None), name="Zercher carry")
    logged(item=own)

    assert told(token, f"exercises/{own.exercise_id}")["is_own"]
    assert own.exercise_id in [one["id"] for one in behind(token, "exercises")]
    assert read(a_token(a_lifter()), f"exercises/{own.exercise_id}").status_code == 404


def test_records_say_what_the_review_says():
    lifter = a_lifter()
    for day, load in enumerate(("80", "90", "100")):
        bench_day(lifter, day, {"load": load})
    token = a_token(lifter)

    items = behind(token, "records")

    session = lifter.sessions.latest("started_at")
    latest = items[0]
    assert latest["session_id"] == session.pk
    text = words(review(session))
    assert len(latest["records"]) > 1
    for one in latest["records"]:
        assert one["says"] in text
        assert one["value"] in text
        assert one["effort"] in text
    assert [one["is_first"] for one in items] == [False, False, True]
    assert items[-1]["records"] == []


def test_adherence_says_what_history_says(person, token):
    answer = told(token, "adherence")

    text = words(page(logged_in(person), reverse("session_list")))
    assert answer["says"] in text
    assert (answer["percent_on_target"] is None) is bool(answer["needed"])
    assert answer["rated"] == answer["too_close"] + answer["on_target"] + answer["too_easy"]


def test_an_empty_log_is_told_as_one(lifter):
    token = a_token(lifter)

    for path in LISTS:
        assert told(token, path) == {"items": [], "next": None}
    assert told(token, "adherence")["says"] == "No session has ended yet."


# --- Numbers and units ----------------------------------------------------------------------------


def test_a_load_is_told_as_typed_and_in_kilograms_to_the_microgram():
    lifter = a_lifter(unit="lb")
    item = the_item(session=a_session(lifter=lifter))
    logged(item=item, load="137.5", rir=1.5)

    one = told(a_token(lifter), "sets")["items"][0]

    assert (one["load"], one["load_unit"]) == (137.5, "lb")
    row = Set.objects.get(pk=one["id"])
    assert one["load_kg"] == 62.368950875
    assert round(one["moved_kg"] * MICROGRAMS_PER_KG) == row.load
    assert (one["rir"], one["reps"], one["says"]) == (1.5, 8, "137.5 × 8")
    assert told(a_token(lifter, name="b"), "")["unit"] == "lb"


def test_no_load_and_no_effort_are_null():
    lifter = a_lifter()
    logged(item=the_item(session=a_session(lifter=lifter)), load=None, rir=None)

    one = told(a_token(lifter), "sets")["items"][0]

    assert [one[name] for name in ("load", "load_kg", "moved_kg", "rir", "seconds")] == [None] * 5
