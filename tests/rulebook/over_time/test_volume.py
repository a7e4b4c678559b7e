"""Section 12: hard sets per muscle and week."""

import pytest

from programming.rulebook import volume_band, weekly_volume
from tests.rulebook.logs import day, logged


def volumes(log, number=0):
    found = weekly_volume(log, today=day(number))
    return {row.muscle: (row.sets, row.effort_unknown) for row in found.muscles}


def test_a_primary_muscle_counts_one_and_a_secondary_a_half():
    log = [logged(secondary_muscles=("triceps", "shoulders"))] * 3

    assert volumes(log) == {"chest": (3, 0), "triceps": (1.5, 0), "shoulders": (1.5, 0)}


def test_a_muscle_that_is_both_counts_as_primary():
    assert volumes([logged(secondary_muscles=("chest",))]) == {"chest": (1, 0)}


@pytest.mark.parametrize(
    ("named", "sets"),
    [
        ({"rir": 4}, (1, 0)),
        ({"rir": 4.5}, None),
        ({"rir": 5, "ended_by": "muscular_failure"}, (1, 0)),
        ({"rir": None}, (1, 1)),
        ({"rir": None, "reps": 0}, (1, 0)),
        ({"is_imported": True}, (1, 0)),
        ({"is_imported": True, "rir": None}, (1, 1)),
        ({"is_test_set": True, "rir": 0}, (1, 0)),
        ({"kind": "warm_up"}, None),
        ({"kind": "drop"}, None),
        ({"kind": "timed"}, None),
    ],
)
def test_a_hard_set_is_a_working_or_imported_one_at_four_left_or_fewer(named, sets):
    assert volumes([logged(**named)]).get("chest") == sets


def test_sets_without_effort_are_shown_apart_and_in_halves():
    log = [logged(secondary_muscles=("triceps",)), logged(rir=None, secondary_muscles=("triceps",))]

    assert volumes(log) == {"chest": (2, 1), "triceps": (1, 0.5)}


def test_a_week_begins_on_monday_and_ends_today():
    log = [logged(number) for number in (-1, 0, 3, 6, 7)]

    assert volumes(log, -1)["chest"] == (1, 0)
    assert volumes(log, 0)["chest"] == (1, 0)
    assert volumes(log, 5)["chest"] == (2, 0)
    assert volumes(log, 6)["chest"] == (3, 0)
    assert volumes(log, 7)["chest"] == (1, 0)
    assert weekly_volume(log, today=day(6)).monday == day(0)


def test_the_muscle_with_most_sets_comes_first():
    log = [logged(), logged(primary_muscles=("lats",)), logged(primary_muscles=("lats",))]

    assert list(volumes(log)) == ["lats", "chest"]


@pytest.mark.parametrize(
    ("sets", "band"),
    [
        (0, "below_detection"),
        (3.5, "below_detection"),
        (4, "productive"),
        (9.5, "productive"),
        (10, "typical_target"),
        (19.5, "typical_target"),
        (20, "high"),
        (29.5, "high"),
        (30, "very_high"),
        (60, "very_high"),
    ],
)
def test_the_bands_are_the_rulebooks(sets, band):
    assert volume_band(sets) == band


def test_the_reason_says_the_band():
    found = weekly_volume([logged()] * 4, today=day(0))

    assert [reason.text for reason in found.reasons] == ["chest: 4 sets, productive."]
    assert found.muscles[0].reason is found.reasons[0]
