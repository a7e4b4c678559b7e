"""The table with named columns, and the files of LiftLog, JEFIT, openGym and wger."""

import json

import pytest

from logbook.pages.transfer.formats.account_json import is_account
from logbook.pages.transfer.formats.generic import COLUMNS, TEMPLATE
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import NotReadError
from programming.datafiles.exercises import read_exercises
from tests.logbook.pages.transfer.reading import is_accounted_for, sample, sets_of, wall

OTHERS = ("generic.csv", "liftlog.csv", "jefit.txt", "opengym.json", "liftlog.json", "wger.json")


def _told(name: str) -> list[tuple[object, ...]]:
    return [
        (one.exercise, one.reps, one.milli, one.unit, str(one.kind), one.rir_halves, one.is_failure)
        for one in sets_of(read(sample(name)))
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_every_row_is_a_set_or_skipped_and_none_is_an_error(name):
    reading = read(sample(name))

    assert (reading.errors, reading.asks) == ([], ())
    assert is_accounted_for(reading)
    assert name.startswith(reading.source.value) or reading.source == "csv"


def test_a_table_with_named_columns_says_all_a_set_has():
    reading = read(sample("generic.csv"))

    assert _told("generic.csv") == [
        ("Bench Press (Barbell)", 10, 40_000, "kg", "warm_up", None, False),
        ("Bench Press (Barbell)", 8, 80_000, "kg", "working", 4, False),
        ("Bench Press (Barbell)", 6, 80_000, "kg", "working", 0, True),
        ("Dip thing", 9, -12_500, "kg", "drop", 3, False),
        ("Squat (Barbell)", 5, 225_000, "lb", "working", 3, False),
        ("Squat (Barbell)", 0, 245_000, "lb", "working", 0, True),
    ]
    push, legs = reading.sessions
    assert (push.name, push.start, push.end) == (
        "Push", wall(2026, 3, 2, 18, 5), wall(2026, 3, 2, 19, 10),
    )  # fmt: skip
    assert (push.note, push.aside) == ("Slept badly", ["Plank: 1 min"])
    assert [one.rest_seconds for one in push.sets] == [60, 180, None, None]
    assert push.sets[1].note == "felt fine"
    assert (legs.name, legs.has_time) == ("Legs", False)
    # An RPE of 8.3 is taken to 8.5.
    assert reading.rounded == 1


def test_the_template_is_such_a_table_and_three_columns_are_enough():
    row = dict.fromkeys(COLUMNS, "") | {"date": "2026-03-02", "exercise": "Squat", "reps": "5"}
    assert len(sets_of(read((TEMPLATE + ",".join(row.values()) + "\n").encode()))) == 1

    reading = read(
        b"Reps;Exercise;Weight (lbs);Date\n5;Squat;102,5;2.3.2026\n5;Squat;90;14.3.2026\n"
    )
    assert [(one.reps, one.milli, one.unit) for one in sets_of(reading)] == [
        (5, 102_500, "lb"), (5, 90_000, "lb"),
    ]  # fmt: skip
    assert read(b"date,exercise,reps,weight\n2026-03-02,Squat,5,100\n").asks == ("unit",)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("2026-03-02,Squat,5,100,kg,max", "set type"),
        ("2026-03-02,Squat,5,100,stone,", "unit of weight"),
        ("2026-03-02,,5,100,kg,", "no exercise"),
        (",Squat,5,100,kg,", "no date"),
        ("45718,Squat,5,100,kg,", "spreadsheet's number"),
        ("2026-03-02,Squat,five,100,kg,", "not a number"),
        ("2026-03-02,Squat,5,100,kg", "5 cells"),
        ("date,exercise,reps,weight,unit,set type", "two files in one"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(row, says):
    good = "2026-03-02,Squat,5,100,kg,working"
    reading = read(f"date,exercise,reps,weight,unit,set type\n{good}\n{row}\n{good}\n".encode())

    ((line, reason),) = reading.errors
    assert line == 3
    assert says in reason


def test_what_is_unknown_is_refused_with_its_headers_and_the_template():
    with pytest.raises(NotReadError, match="Day, Lift, Kilos") as refused:
        read(b"Day,Lift,Kilos\n1,2,3\n")

    assert "template" in refused.value.reason


def test_liftlog_has_an_instant_for_every_set():
    table, sessions = read(sample("liftlog.csv")), read(sample("liftlog.json"))

    assert _told("liftlog.csv") == [
        ("Squat", 5, 100_000, "kg", "working", None, False),
        ("Squat", 5, 100_000, "kg", "working", None, False),
        ("Bench Press", 0, 62_500, "kg", "working", 0, True),
        ("Deadlift", 5, 225_000, "lb", "working", None, False),
    ]
    assert all(one.at is not None for one in sets_of(table))
    assert table.sessions[0].notes == {"Squat": ["Belt, from here on"]}
    assert _told("liftlog.json") == [
        ("Squat", 5, 60_000, "kg", "warm_up", None, False),
        ("Squat", 5, 100_000, "kg", "working", 3, False),
        ("Deadlift", 0, 225_000, "lb", "working", 0, True),
    ]
    assert [one.name for one in sessions.sessions] == ["Workout A", "Workout B"]
    assert sessions.skipped == {"not_done": 1, "cardio": 1}


@pytest.mark.parametrize("name", ["liftlog.csv", "liftlog.json"])
def test_a_time_with_a_zone_beside_one_without_is_told(name):
    reading = read(sample(name).replace(b"2026-02-03T18:12:04.120+01:00", b"2026-02-03T18:12:04"))

    assert all("zone" in reason for _, reason in reading.errors)
    assert bool(reading.errors) == (name == "liftlog.csv")
    assert is_accounted_for(reading)


def test_jefit_packs_the_sets_of_an_exercise_into_one_cell():
    reading = read(sample("jefit.txt"))

    assert _told("jefit.txt") == [
        ("Barbell Bench Press", 10, 60_000, "kg", "working", None, False),
        ("Barbell Bench Press", 8, 65_000, "kg", "working", None, False),
        ("Barbell Bench Press", 8, 65_000, "kg", "working", None, False),
        ("Pull Up", 12, 0, "kg", "working", None, False),
        ("Barbell Squat", 5, 100_000, "kg", "working", None, False),
        ("Barbell Squat", 5, 102_500, "kg", "working", None, False),
    ]
    first, second = reading.sessions
    assert first.end is not None
    assert (first.end - first.start).total_seconds() == 3600
    assert (second.start, second.has_time) == (wall(2026, 1, 5), False)


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        (b'"60x10,65x8,65x8"', b'"60x10,65x"', 30, "weight"),
        (b'"Barbell Squat"', b'""', 32, "no exercise"),
        (b"2026-01-05,127", b"2026-13-05,127", 32, "date"),
    ],
)
def test_a_row_of_jefit_that_is_broken_is_told_with_its_line(before, after, line, says):
    reading = read(sample("jefit.txt").replace(before, after))

    ((at, reason),) = reading.errors
    assert at == line
    assert says in reason
    assert is_accounted_for(reading)


def test_jefit_without_its_unit_asks_and_twice_is_refused():
    assert read(sample("jefit.txt").replace(b'"kg"', b"")).asks == ("unit",)
    with pytest.raises(NotReadError, match="two files"):
        read(sample("jefit.txt") * 2)
    with pytest.raises(NotReadError, match="no columns"):
        read(b"### EXERCISE LOGS ###\n\na,b\n1,2\n")


def test_opengym_names_its_exercises_by_number():
    reading = read(sample("opengym.json"))

    assert _told("opengym.json") == [
        ("Barbell bench press", 10, 40_000, "kg", "warm_up", None, False),
        ("Barbell bench press", 8, 80_000, "kg", "working", 3, False),
        ("Barbell bench press", 7, 80_000, "kg", "working", 2, False),
        ("Barbell bench press", 6, 60_000, "kg", "drop", None, False),
        ("Zercher carry", 10, 30_000, "kg", "working", None, False),
        ("One-arm dumbbell row", 10, 22_500, "kg", "working", None, False),
        ("One-arm dumbbell row", 9, 22_500, "kg", "working", None, False),
        ("openGym exercise 9999", 5, 10_000, "kg", "working", None, False),
    ]
    assert reading.skipped == {"not_done": 1, "timed": 1, "cardio": 1}


def test_every_number_of_opengym_means_an_exercise_of_the_catalogue():
    from logbook.pages.transfer.formats.opengym_names import NAMES

    assert set(NAMES.values()) <= {row.entry.name for row in read_exercises().rows}


def test_wger_says_what_was_counted_and_in_which_unit():
    assert _told("wger.json") == [
        ("Bench Press", 8, 80_000, "kg", "working", 4, False),
        ("Bench Press", 7, 80_000, "kg", "working", 0, True),
        ("wger exercise 410", 12, None, "", "working", None, False),
        ("Bench Press", 5, 185_000, "lb", "working", 2, False),
    ]
    first, second = read(sample("wger.json")).sessions
    assert first.sets[2].note == "3 plates"
    assert first.aside == ["wger exercise 238: 1 min"]
    assert (first.has_time, second.has_time) == (True, False)


def test_wger_by_session_and_as_a_bare_list_says_the_same():
    found = json.loads(sample("wger.json"))
    rows = found["results"]
    for one in rows:
        one["exercise_name"] = "Bench Press" if one["exercise"] == 73 else ""
    bare = read(json.dumps(rows).encode())
    grouped = read(json.dumps([{"session": {"notes": "Good"}, "logs": rows}]).encode())

    assert [one.exercise for one in sets_of(bare)] == [one[0] for one in _told("wger.json")]
    assert len(sets_of(grouped)) == len(sets_of(bare))
    assert grouped.sessions[0].note == "Good"


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("opengym.json", b'"w": 80, "r": 8, "done": true', b'"w": "x", "r": 8, "done": true', "not a number"),
        ("opengym.json", b'"d": "2026-05-06"', b'"d": "soon"', "not a date"),
        ("opengym.json", b'[{"w": 30, "r": 10, "done": true}]', b'{"w": 30}', "no list"),
        ("liftlog.json", b'"pounds"', b'"stone"', "unit of weight"),
        ("liftlog.json", b'{"name": "Deadlift"}', b'{"name": ["Deadlift"]}', "where a text belongs"),
        ("wger.json", b'"repetitions": "8.00"', b'"repetitions": "8.50"', "whole number"),
        ("wger.json", b'"2026-04-09", "session": null, "routine": null, "exercise": 73, "repetitions_unit": 1, "repetitions": "5"',
         b'"then", "repetitions": "5"', "not a date"),
    ],
)  # fmt: skip
def test_json_that_is_broken_inside_is_told_with_its_session(name, before, after, says):
    assert before in sample(name)
    reading = read(sample(name).replace(before, after, 1))

    assert says in reading.errors[0][1]
    assert reading.errors[0][1].startswith(f"Session {reading.errors[0][0]}: ")
    assert is_accounted_for(reading)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"workouts": [', "Not readable as JSON"),
        (b'{"workouts": [NaN], "routines": []}', "no number"),
        (b"[" * 100_000, "JSON|nested"),
        (b'{"a":' * 100_000, "JSON|nested"),
        (b'[{"recordedExercises": [], "date": "2026-01-01"},', "Not readable"),
        (b"[1, 2]", "no export"),
        (b'{"routines": [], "workouts": {}}', "no export"),
        (b'{"routines": [], "workouts": [], "unit": "zkg"}', "unit of weight"),
        (b'{"routines": [], "workouts": [], "unit": ["kg"]}', "where a text belongs"),
        (
            b'{"results": [{"exercise": 1, "repetitions": 1, "weight": 1}], "exercises": 5}',
            "no list",
        ),
    ],
)
def test_json_that_is_no_log_is_refused(content, says):
    with pytest.raises(NotReadError, match=says):
        read(content)


def test_an_account_of_ours_is_never_taken_for_another_apps_log():
    assert is_account(b'{"format":"repstack account","workouts":[],"routines":[]}')
    assert not is_account(sample("opengym.json"))
    assert not is_account(sample("wger.json"))
