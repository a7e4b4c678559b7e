"""The rows of rulebook sections 1, 3 and 12 and of test sets: scales, counts, risk, tests."""

from programming.rulebook.rows.rule import Basis, Rule
from programming.rulebook.rows.tables import DAYS_BETWEEN_TESTS, DEFAULT_FLOORS

_SAME_LOAD_PERMILLE = 25

WORDS = (
    Rule(
        "rir_scale",
        "1",
        "Reps in reserve",
        explanation="RIR is how many more good reps were left when the set ended. 0 is failure: no "
        "further rep in good form could be done. "
        "{most} or more is kept as {most}. RPE is the same scale counted from {rpe_at_failure}.",
        why="People count the reps they have left better than they rate effort in general, and "
        "better close to failure than far from it.",
        changes="Nothing: the scale is the same for everyone.",
        numbers={"most": 5, "rpe_at_failure": 10},
        basis=Basis.FINDING,
        sources=("Zourdos 2016", "Halperin 2022", "Refalo 2024 RIR accuracy"),
    ),
    Rule(
        "same_load",
        "1",
        "The same load",
        explanation="Two loads count as the same when they differ by at most "
        f"{_SAME_LOAD_PERMILLE / 10} % of the heavier one.",
        why="Gyms have plates and dumbbells that differ a little in size and unit.",
        changes="A larger difference between the two loads.",
        numbers={"permille": _SAME_LOAD_PERMILLE},
    ),
    Rule(
        "hard_set",
        "12",
        "A hard set",
        explanation="A working or imported set counts as hard when {most_rir} or fewer good reps "
        "were left. One without RIR counts too and is shown apart.",
        why="Sets that end far from failure do little, and are much like warm-ups.",
        changes="The reps in reserve you log.",
        numbers={"most_rir": 4},
    ),
)

TESTS = (
    Rule(
        "test_set",
        "2, test sets",
        "A test set",
        explanation="A final set taken to failure on purpose, to see how well you judge your "
        "reps in reserve: on a safer lift you know, on a green day, rarely. It costs no failure "
        "budget.",
        why="Everyone misjudges; a set to failure now and then shows by how much.",
        changes="The conditions named above.",
        numbers={"low": 0, "aim": 0, "high": 1, "floor": 0},
        says={"": "Test set: go to failure, to check your sense of effort."},
        sources=("Halperin 2022", "Refalo 2024 RIR accuracy"),
    ),
    Rule(
        "test_not_final",
        "2, test sets",
        "Test sets come last",
        explanation="Only the final set of an exercise can be a test set.",
        why="Failure before the last set spoils the sets that follow.",
        changes="Marking the final set instead.",
        says={"": "No test: this is not the final set."},
    ),
    Rule(
        "test_not_safe",
        "2, test sets",
        "Test sets are for safer lifts",
        explanation="Only a safer lift without a floor can be tested.",
        why="A test ends in failure, so failing must cost nothing.",
        changes="Another exercise.",
        says={"": "No test: this lift is not one to fail on purpose."},
    ),
    Rule(
        "test_not_green",
        "2, test sets",
        "Test sets need a green day",
        explanation="No test set on an amber or red day.",
        why="A tired day measures the day, not your sense of effort.",
        changes="The next green day.",
        says={"": "No test: only on a green day."},
    ),
    Rule(
        "test_new_movement",
        "2, test sets",
        "Test sets need a lift you know",
        explanation="No test set on an exercise that is still new to you.",
        why="Own the movement first.",
        changes="More sessions of the exercise.",
        says={"": "No test: this exercise is still new to you."},
    ),
    Rule(
        "test_in_deload",
        "2, test sets",
        "No tests in a deload",
        explanation="No test set within a deload.",
        why="A deload is a week without failure, and a test is failure.",
        changes="The end of the deload.",
        says={"": "No test: not within a deload."},
    ),
    Rule(
        "test_too_soon",
        "2, test sets",
        "Test sets are rare",
        explanation="One test set, of any exercise, in "
        f"{DAYS_BETWEEN_TESTS['intermediate']} days; in {DAYS_BETWEEN_TESTS['beginner']} for "
        "beginners.",
        why="A test is failure all the same, and costs recovery.",
        changes="Waiting.",
        says={"": "No test: the last one was too recent."},
        sources=("Morán-Navarro 2017",),
    ),
)

RISK = (
    Rule(
        "risk_tier",
        "3",
        "What failing a lift costs",
        explanation="Every exercise is one to fail more safely, one to fail with caution or one not to "
        "fail: safer, caution or avoid. Each has a floor of reps in reserve: "
        f"{DEFAULT_FLOORS['safer']}, {DEFAULT_FLOORS['caution']} and {DEFAULT_FLOORS['avoid']} "
        "unless the catalogue says otherwise. That is the fewest good reps to keep. On some lifts "
        "safeties (spotter arms, pins, a spotter, machine stops) lower it, and an avoid lift with "
        "them in place is treated as caution. An exercise nobody has classified is avoid.",
        why="People have died under a bench press bar, lifting alone without safeties. No study "
        "was found that ties failure itself to injury: the floor is a caution about the "
        "lift, not about hard effort.",
        changes="Safeties, an admin’s change to the exercise, or your answers about one of your own.",
        sources=("Kerr 2010",),
    ),
)

ROWS = (*WORDS, *TESTS, *RISK)
