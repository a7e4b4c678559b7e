"""Section 2 as a whole: the article's session, the visible cases, every combination."""

import csv
from itertools import product
from pathlib import Path

import pytest

from programming.rulebook import EffortContext, effort_target
from tests.rulebook.given import band, bench, context, row

CASES = Path(__file__).parents[1] / "data" / "effort_target_cases.csv"


def visible_cases():
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(text):
    return int(text) if text else None


@pytest.mark.parametrize("case", visible_cases(), ids=lambda case: case["case"] or "unnamed")
def test_a_visible_case_has_its_target(case):
    given = EffortContext(
        level=case["level"],
        goal=case["goal"],
        role=case["role"],
        tier=case["tier"],
        rir_floor=int(case["rir_floor"]),
        rir_floor_with_safeties=number(case["rir_floor_with_safeties"]),
        safeties=case["safeties"] == "true",
        is_final_set=case["is_final_set"] == "true",
        readiness=case["readiness"],
        budget_left=case["budget_left"] == "true",
        planned_reps=number(case["planned_reps"]),
    )

    assert band(given) == (int(case["low"]), int(case["aim"]), int(case["high"]))


@pytest.mark.parametrize(
    ("lift", "early", "final"),
    [
        (bench, (2, 3, 4), (2, 3, 4)),
        (row, (1, 2, 3), (1, 1, 2)),
        (context, (1, 1, 2), (0, 0, 1)),
    ],
    ids=["barbell bench press", "chest-supported row and incline dumbbell press", "fly and curl"],
)
def test_the_articles_session_has_the_targets_of_the_worked_example(lift, early, final):
    assert band(lift(is_final_set=False)) == early
    assert band(lift(is_final_set=True)) == final


BASE = {
    ("muscle_gain", "main"): (1, 2, 3),
    ("muscle_gain", "secondary"): (1, 2, 3),
    ("muscle_gain", "isolation"): (0, 1, 2),
    ("max_strength", "main"): (3, 3, 5),
    ("max_strength", "secondary"): (2, 3, 4),
    ("max_strength", "isolation"): (1, 2, 3),
    ("general_fitness", "main"): (2, 3, 4),
    ("general_fitness", "secondary"): (2, 3, 4),
    ("general_fitness", "isolation"): (1, 2, 3),
    ("mixed", "main"): (2, 3, 4),
    ("mixed", "secondary"): (1, 2, 3),
    ("mixed", "isolation"): (0, 1, 2),
}


@pytest.mark.parametrize(("goal", "role"), BASE)
def test_a_goal_and_a_role_start_where_the_table_says(goal, role):
    first = effort_target(context(goal=goal, role=role)).reasons[0]

    assert first.after == BASE[goal, role]


RISKS = [
    ("safer", 0, None, False),
    ("safer", 0, None, True),
    ("caution", 1, None, True),
    ("caution", 1, 0, True),
    ("caution", 1, 0, False),
    ("avoid", 2, 0, True),
    ("avoid", 2, 1, True),
    ("avoid", 2, 0, False),
    ("avoid", 2, None, True),
    ("avoid", 3, None, False),
    ("avoid", 4, None, False),
]
LEVELS = ["beginner", "intermediate", "advanced"]


def read_aloud(level, goal, role, risk, final, readiness, budget, reps, new):
    """Section 2 word by word, without the engine's tables: the same answer a second way."""
    own_tier, floor, with_safeties, safeties = risk
    tier = own_tier
    if safeties and with_safeties is not None:
        floor = with_safeties
        tier = "caution" if own_tier == "avoid" else own_tier
    if new:
        level = LEVELS[max(LEVELS.index(level) - 1, 0)]
    may_push = (
        final
        and (level == "advanced" or (level == "intermediate" and own_tier != "avoid"))
        and goal in ("muscle_gain", "mixed")
        and tier in ("safer", "caution")
        and readiness == "green"
        and budget
    )
    low, aim, high = BASE[goal, role]
    if level == "beginner":
        low, aim, high = low + 1, aim + 1, high + 1
    if may_push and role != "main":
        low, aim, high = max(low - 1, 0), max(aim - 1, 0), max(high - 1, 1)
    if goal == "muscle_gain" and reps is not None and reps > 15:
        low, aim, high = min(low, 2), min(aim, 2), min(high, 2)
    worse = {"green": 0, "amber": 1, "red": 2}[readiness]
    low, aim, high = low + worse, aim + worse, high + worse
    if not may_push:
        low, aim = max(low, 1), max(aim, 1)
    if level == "beginner":
        low = max(low, 2 if tier == "safer" else 3)
    if level == "intermediate" and role == "main":
        low = max(low, 1)
    low = max(low, floor)
    aim = max(aim, low)
    high = max(high, aim, low + 1)
    return (min(low, 4), min(aim, 4), min(high, 5)), may_push and low == 0


def test_every_combination_reads_as_the_rulebook_does():
    combinations = product(
        LEVELS,
        ["muscle_gain", "max_strength", "general_fitness", "mixed"],
        ["main", "secondary", "isolation"],
        RISKS,
        [False, True],
        ["green", "amber", "red"],
        [False, True],
        [None, 15, 16],
        [False, True],
    )
    wrong = []
    for level, goal, role, risk, final, readiness, budget, reps, new in combinations:
        got = effort_target(
            EffortContext(
                level=level,
                goal=goal,
                role=role,
                tier=risk[0],
                rir_floor=risk[1],
                rir_floor_with_safeties=risk[2],
                safeties=risk[3],
                is_final_set=final,
                readiness=readiness,
                budget_left=budget,
                planned_reps=reps,
                is_new_movement=new,
            )
        )
        read = read_aloud(level, goal, role, risk, final, readiness, budget, reps, new)
        if ((got.low, got.aim, got.high), got.may_fail) != read:
            wrong.append((level, goal, role, risk, final, readiness, budget, reps, new, got, read))

    assert wrong == []
