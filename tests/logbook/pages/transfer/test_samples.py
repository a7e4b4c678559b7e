"""Every sample file, by what a person counts in it."""

import datetime as dt

import pytest

from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import Ask, DateOrder
from tests.logbook.pages.transfer.reading import (
    SAMPLES,
    is_accounted_for,
    read_sample,
    sample,
    sets_of,
    wall,
)

# source, unit, sessions, sets, exercises, warm-ups, failed attempts, rated, conflicts, skipped
COUNTED = {
    "strong_comma_no_unit.csv": ("strong", "", 2, 15, 5, 2, 1, 12, 0, {"rest_timer": 1, "timed": 1}),
    "strong_comma_no_notes.csv": ("strong", "", 2, 3, 1, 0, 0, 1, 0, {"cardio": 1}),
    "strong_2017_resaved.csv": ("strong", "", 2, 3, 1, 0, 0, 0, 0, {}),
    "strong_semicolon_kg.csv": ("strong", "kg", 2, 7, 5, 1, 0, 2, 0, {"rest_timer": 1, "note": 1}),
    "strong_semicolon_lbs_no_header.csv": ("strong", "lb", 2, 4, 3, 0, 0, 2, 0, {}),
    "strong_semicolon_duration.csv": ("strong", "kg", 1, 4, 2, 0, 1, 2, 1, {}),
    "strong_comma_lb.csv": ("strong", "lb", 2, 3, 1, 1, 0, 2, 0, {"cardio": 1}),
    "hevy_kg.csv": ("hevy", "kg", 2, 8, 5, 1, 0, 6, 1, {"cardio": 1}),
    "hevy_lbs_us_dates.csv": ("hevy", "lb", 1, 2, 1, 0, 1, 2, 0, {}),
    "hevy_portuguese.csv": ("hevy", "kg", 2, 3, 3, 0, 0, 3, 0, {}),
    "fitnotes_lbs.csv": ("fitnotes", "lb", 2, 4, 3, 0, 0, 0, 0, {"timed": 1}),
    "fitnotes_unit_per_row.csv": ("fitnotes", "mixed", 1, 3, 2, 0, 0, 0, 0, {}),
    "fitnotes_ios.csv": ("fitnotes", "mixed", 1, 2, 1, 0, 0, 0, 0, {"cardio": 1}),
    "liftosaur.csv": ("liftosaur", "kg", 1, 2, 1, 0, 0, 1, 0, {"not_done": 1}),
    "repcount.csv": ("repcount", "", 1, 3, 2, 0, 0, 0, 0, {"cardio": 1}),
    "alpha_progression.csv": (
        "alpha_progression", "kg", 2, 7, 3, 2, 0, 4, 0, {"not_done": 1},
    ),
    "generic.csv": ("csv", "mixed", 2, 6, 3, 1, 1, 5, 0, {"timed": 1}),
    "liftlog.csv": ("liftlog", "mixed", 2, 4, 3, 0, 1, 1, 0, {}),
}  # fmt: skip


def test_every_sample_is_counted():
    assert sorted(COUNTED) == SAMPLES


@pytest.mark.parametrize("name", COUNTED)
def test_a_sample_says_what_a_person_counts_in_it(name):
    reading = read_sample(name)
    sets = sets_of(reading)

    assert (
        reading.source,
        reading.unit,
        len(reading.trained),
        len(sets),
        len({one.exercise for one in sets}),
        sum(one.kind == "warm_up" for one in sets),
        sum(one.reps == 0 for one in sets),
        sum(one.rir_halves is not None for one in sets),
        sum(one.is_conflict for one in sets),
        dict(reading.skipped),
    ) == COUNTED[name]
    assert reading.errors == []
    assert is_accounted_for(reading)


@pytest.mark.parametrize("name", COUNTED)
def test_only_what_the_file_cannot_say_is_asked(name):
    is_asked = name in {
        "strong_comma_no_unit.csv",
        "strong_comma_no_notes.csv",
        "strong_2017_resaved.csv",
        "repcount.csv",
    }

    assert read_sample(name).asks == ((Ask.UNIT,) if is_asked else ())
    assert read_sample(name, unit="lb").asks == ()


@pytest.mark.parametrize("name", COUNTED)
def test_every_column_of_a_sample_is_known(name):
    assert read_sample(name).unread == []


def test_a_column_nobody_knows_is_named():
    content = sample("hevy_kg.csv").replace(b'"rpe"\n', b'"effort"\n')

    assert read(content).unread == ["effort"]


def test_the_unit_that_is_given_is_taken_where_the_file_has_none():
    assert {one.unit for one in sets_of(read_sample("strong_2017_resaved.csv", unit="lb"))} == {
        "lb"
    }
    assert {one.unit for one in sets_of(read_sample("hevy_kg.csv", unit="lb"))} == {"kg"}


def test_sets_stand_on_the_line_where_their_record_begins():
    lines = [one.line for one in sets_of(read_sample("strong_comma_no_unit.csv"))]
    text = sample("strong_comma_no_unit.csv").decode().split("\n")

    # The note of the row has a line of its own.
    assert lines == [2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18]
    assert all(text[line - 1].startswith("2025-03-0") for line in lines)


def test_the_layouts_of_strong_keep_what_they_say():
    upper, lower = read_sample("strong_comma_no_unit.csv", unit="kg").sessions

    assert upper.start == wall(2025, 3, 3, 18, 2, 11)
    assert upper.end == upper.start + dt.timedelta(hours=1, minutes=5)
    assert upper.note == "Slept badly"
    assert upper.sets[5].is_failure
    assert upper.sets[5].rest_seconds == 180
    assert upper.sets[6].exercise == "Chest Supported Incline Row (Dumbbell)"
    assert upper.sets[6].note == "pad on notch 4,\nlast rep slow"
    assert [one.kind for one in upper.sets[-2:]] == ["drop", "drop"]
    assert lower.sets[1].milli == 102_050
    assert lower.aside == ["Plank: 1 min"]


def test_a_duration_is_read_in_every_way_strong_writes_it():
    first, second = read_sample("strong_comma_no_notes.csv").sessions

    assert first.end == first.start + dt.timedelta(minutes=85)
    assert second.end == second.start + dt.timedelta(hours=93, minutes=22)
    assert read_sample("strong_semicolon_duration.csv").sessions[0].end is not None


def test_the_trace_of_another_unit_is_that_unit_again():
    first, trace, *_ = sets_of(read_sample("strong_comma_no_notes.csv", unit="lb"))
    mixed = sets_of(read_sample("strong_semicolon_duration.csv"))

    assert (first.milli, first.unit) == (225_000, "lb")
    assert (trace.milli, trace.unit) == (20_000, "kg")
    assert (mixed[1].milli, mixed[1].unit) == (100_000, "kg")
    assert sets_of(read_sample("strong_semicolon_lbs_no_header.csv"))[1].milli == 245_000


def test_two_sessions_at_one_time_stay_two():
    assert [len(one.sets) for one in read_sample("strong_comma_lb.csv").sessions] == [2, 1]


def test_slashed_dates_are_read_one_way_for_the_whole_file():
    assert [one.start for one in read_sample("strong_2017_resaved.csv").sessions] == [
        wall(2018, 1, 24, 5, 57),
        wall(2018, 1, 2, 5, 50),
    ]


def test_a_file_with_dates_in_both_orders_names_those_that_are_none():
    content = sample("strong_2017_resaved.csv").replace(b"1/2/2018", b"24/2/2018")
    by_month = read(content, dates=DateOrder.MONTH_FIRST)

    assert [line for line, _ in read(content).errors] == [2, 3]
    assert [line for line, _ in by_month.errors] == [4]
    assert "month first" in by_month.errors[0][1]


def test_notes_and_exercises_that_come_back_in_hevy():
    upper, legs = read_sample("hevy_kg.csv").sessions

    assert upper.name == "Upper 💪"
    assert upper.notes == {"Bench Press (Barbell)": ["paused reps\nsecond line"]}
    assert upper.end == wall(2026, 4, 8, 0, 32)
    assert [one.exercise for one in upper.sets[3:6]] == [
        "Cable Fly Crossovers",
        "Bicep Curl (Cable)",
        "Cable Fly Crossovers",
    ]
    assert upper.sets[2].is_conflict
    assert upper.sets[2].rir_halves == 3
    assert upper.sets[4].is_by_type
    assert upper.sets[4].rir_halves == 0
    assert legs.aside == ["Running (Treadmill): 2.1 km, 12 min"]


def test_a_portuguese_phone_writes_its_own_months():
    assert [one.start for one in read_sample("hevy_portuguese.csv").sessions] == [
        wall(2023, 8, 7, 18, 10),
        wall(2023, 5, 10, 18, 0),
    ]


def test_fitnotes_has_a_unit_a_row():
    assert [(one.milli, one.unit) for one in sets_of(read_sample("fitnotes_unit_per_row.csv"))] == [
        (10_000, "kg"),
        (25_000, "lb"),
        (74_000, "kg"),
    ]
    assert [(one.milli, one.unit) for one in sets_of(read_sample("fitnotes_ios.csv"))] == [
        (225_000, "lb"),
        (100_000, "kg"),
    ]
    assert not read_sample("fitnotes_lbs.csv").sessions[0].has_time


def test_an_rpe_that_was_only_asked_for_is_no_report():
    first, second = sets_of(read_sample("liftosaur.csv"))

    assert (first.reps, first.rir_halves) == (8, None)
    assert (second.reps, second.rir_halves, second.note) == (10, 1, "last set +")
    assert second.at == dt.datetime(2026, 2, 3, 17, 12, 40, tzinfo=dt.UTC)


def test_repcount_writes_assistance_below_zero_and_drops_in_words():
    helped, row, drop = sets_of(read_sample("repcount.csv", unit="kg"))

    assert (helped.milli, row.milli) == (-20_000, 70_000)
    assert (row.kind, drop.kind) == ("working", "drop")


def test_alpha_progression_is_no_table():
    legs, push = read_sample("alpha_progression.csv").sessions

    assert legs.name == "Legs · Day 2 · Week 4 · Push-Pull-Legs"
    assert legs.start == wall(2026, 2, 19, 4, 54)
    assert legs.end == legs.start + dt.timedelta(hours=1, minutes=2)
    assert [(one.exercise, one.kind, one.milli, one.reps, one.rir_halves) for one in legs.sets] == [
        ("Hack Squats · Machine", "warm_up", 37_500, 9, None),
        ("Hack Squats · Machine", "warm_up", 72_500, 7, None),
        ("Hack Squats · Machine", "working", 102_500, 7, 2),
        ("Hack Squats · Machine", "working", 102_500, 6, 0),
        ("Pull-ups · Bodyweight", "working", 35_000, 6, 1),
        ("Pull-ups · Bodyweight", "working", 0, 9, None),
    ]
    assert [one.reps for one in push.sets] == [6]
