"""Section 4: several warnings on a set, one order that meets them all."""

import json

import pytest

from programming.rulebook import effort_target, judge_set, reason_from, warning_from, what_to_do
from tests.rulebook.given import bench, context, done, row, target


def warned(*codes):
    """Warnings by their code, or code and case; their numbers are of no matter here."""
    named = [one if isinstance(one, tuple) else (one, "") for one in codes]
    filler = {"best": 9, "now": 5, "reps": 5, "bottom": 6, "percent": 12, "next": 1}
    filler |= {"rir": 0, "low": 1, "high": 3, "floor": 1, "since": 3, "wait": 48}
    # What 1.0 said of a set keeps its order: its rows know every case of today's.
    return [
        warning_from(code, "stop", [("case", case), *filler.items()], version="1.0")
        for code, case in named
    ]


def order(*codes, is_final=False, aims=(2, 3, 4)):
    found = what_to_do(warned(*codes), target(*aims), is_final_set=is_final)
    return " ".join(one.text for one in found)


UNSAFE = ("safeties_missing", "close")
ENDS = [("form_broke", "avoid"), ("sharp_drop", "red"), ("sharp_drop", "under_range"),
        ("sharp_drop", "red_e1rm")]  # fmt: skip
LEFT = ["below_floor", "early_failure", "too_close", ("too_close", "caution"), "budget_spent",
        "muscle_recovering"]  # fmt: skip


@pytest.mark.parametrize("ends", ENDS, ids="-".join)
def test_what_ends_the_exercise_stands_alone(ends):
    assert order(UNSAFE, ends, "too_close") == "End the exercise here for today."
    assert order(ends, is_final=True) == "End the exercise here for today."


@pytest.mark.parametrize("code", LEFT, ids=str)
def test_a_set_too_close_asks_for_what_the_target_asked(code):
    asked = 3 if code == "early_failure" else 2

    assert order(code) == f"End the next set with {asked} or more left."
    assert order(code, is_final=True) == f"Next time end it with {asked} or more left."


@pytest.mark.parametrize("code", LEFT, ids=str)
def test_no_order_asks_for_less_than_one_left(code):
    assert order(code, aims=(0, 0, 1)) == "End the next set with 1 or more left."


def test_failure_with_sets_to_come_asks_for_the_aim_and_no_less():
    assert order("early_failure", "below_floor", aims=(1, 3, 4)).endswith("with 3 or more left.")
    assert order("below_floor", "budget_spent", aims=(1, 3, 4)).endswith("with 1 or more left.")
    assert order("early_failure", aims=(0, 1, 2)).endswith("with 1 or more left.")


def test_safeties_come_first_and_the_rest_follows():
    assert order("below_floor", UNSAFE) == (
        "Set safeties, and end the next set with 2 or more left."
    )
    assert order("below_floor", UNSAFE, is_final=True) == (
        "Next time set safeties and leave 2 or more."
    )
    assert order("below_floor", UNSAFE, ("sharp_drop", "amber")) == (
        "Set safeties before the next set. Rest longer, take less weight, and leave 2 or more."
    )
    assert order(UNSAFE) == "Set safeties before the next set."
    assert order(UNSAFE, is_final=True) == "Next time set safeties first."


@pytest.mark.parametrize(
    ("codes", "says", "last"),
    [
        (
            [("sharp_drop", "amber")],
            "Rest longer, then take less weight.",
            "Next time rest longer between sets.",
        ),
        (
            [("sharp_drop", "amber_e1rm"), ("too_close", "stop")],
            "Rest longer, then take less weight.",
            "Next time rest longer between sets.",
        ),
        (
            [("too_close", "stop"), "load_too_heavy"],
            "Take less weight on the next set.",
            "Next time take less weight.",
        ),
        (
            ["form_broke", "load_too_heavy"],
            "Take less weight, or stop a rep sooner.",
            "Next time take less weight, or stop sooner.",
        ),
        (
            ["load_too_heavy"],
            "Take less weight or plan fewer reps.",
            "Next time take less weight or plan fewer reps.",
        ),
        (
            ["form_broke", "below_floor"],
            "Take less weight on the next set and leave 2 or more.",
            "Next time take less weight and leave 2 or more.",
        ),
        (
            [("sharp_drop", "amber"), "too_close"],
            "Rest longer, take less weight, and leave 2 or more.",
            "Next time rest longer and leave 2 or more.",
        ),
    ],
)
def test_less_weight_and_reps_to_leave_are_one_order(codes, says, last):
    assert order(*codes) == says
    assert order(*codes, is_final=True) == last


def test_an_easy_set_asks_for_more_unless_something_asks_for_less():
    assert order("too_easy") == "Add a rep or a little weight."
    assert order("too_easy", is_final=True) == "Next time add a rep or a little weight."
    assert order(("too_easy", "again")) == "Take more weight on the next set."
    assert order(("too_easy", "again"), is_final=True) == "Next time take more weight."
    assert order("load_too_heavy", "too_easy") == "Take less weight or plan fewer reps."


def test_effort_not_told_asks_nothing_of_the_next_set():
    assert order("rir_missing") == ""
    assert order() == ""


def test_every_warning_of_a_bad_set_gives_one_order():
    given = bench(budget_left=False, level="advanced", goal="muscle_gain", is_final_set=True)
    aims = effort_target(given)
    judgement = judge_set(
        aims, done(6, 0), context=given, hours_since_muscle_failure=3, muscle_failure_sets=1
    )

    assert len(judgement.warnings) > 3
    assert [one.text for one in what_to_do(judgement.warnings, aims, is_final_set=True)] == [
        "Next time set safeties and leave 2 or more.",
    ]


@pytest.mark.parametrize("given", [row(), context(), bench()], ids=["row", "fly", "bench"])
def test_an_order_is_rebuilt_from_what_is_stored(given):
    aims = effort_target(given)
    [one, *_] = what_to_do(
        judge_set(aims, done(8, 0), context=given).warnings, aims, is_final_set=False
    )

    assert reason_from(*json.loads(json.dumps(one.stored()))) == one
