"""The rows of rulebook sections 5 to 7: failure budget, readiness, estimated 1RM."""

from programming.rulebook.rows.rule import Rule
from programming.rulebook.rows.tables import ENERGY_POINTS, FAILURE_BUDGET

_BEGINNER, _INTERMEDIATE, _ADVANCED = FAILURE_BUDGET.values()

BUDGET = (
    Rule(
        "budget_exercise",
        "5",
        "Failure budget of the exercise",
        explanation="Sets to failure per exercise and session, on the final set: "
        f"{_BEGINNER.exercise_session} for beginners, tests aside, "
        f"{_INTERMEDIATE.exercise_session} for intermediate and "
        f"{_ADVANCED.exercise_session} for advanced lifters.",
        why="There is no direct evidence for a number; after one set to failure another brings "
        "little.",
        changes="The next session, or another level.",
        says={"": "This exercise today: {used} of {limit} sets to failure used."},
    ),
    Rule(
        "budget_muscle",
        "5",
        "Failure budget of the muscle",
        explanation=f"Sets to failure per muscle and week: {_BEGINNER.muscle_week} for beginners, "
        f"{_INTERMEDIATE.muscle_week} for intermediate and {_ADVANCED.muscle_week} for advanced "
        "lifters. An amber day halves the number, a red day sets it to {red}.",
        why="Failure slows recovery, so its sets are spread. There is no direct evidence for "
        "the numbers.",
        changes="A new week, a green day, or another level.",
        numbers={"amber_divisor": 2, "red": 0},
        says={"": "{muscle} this week: {used} of {limit} sets to failure used."},
        sources=("Morán-Navarro 2017",),
    ),
    Rule(
        "budget_share",
        "5",
        "Failure share of the week",
        explanation="Of the week’s rated hard sets, once {from_sets} are logged, up to "
        f"{_INTERMEDIATE.share_percent} % (intermediate) or {_ADVANCED.share_percent} % (advanced) "
        f"may go to failure; {_BEGINNER.share_percent} % for beginners.",
        why="There is no direct evidence for the numbers; they keep failure the exception.",
        changes="More hard sets short of failure, or a new week.",
        numbers={"from_sets": 10},
        says={"": "{used} of {sets} hard sets this week were failure; {limit} % is the cap."},
    ),
)

READINESS = (
    Rule(
        "readiness",
        "6",
        "Readiness",
        explanation="Four answers before a session give points. Up to {green_most} is a green "
        "day: targets stay as planned. {red_least} or more is a red one, between them amber: both "
        "keep more reps in reserve. A check-in only ever makes a target easier.",
        why="Poor sleep, stress and little food each take something from the day. The points are "
        "RepStack policy.",
        changes="The next check-in.",
        numbers={"green_most": 1, "red_least": 4},
        sources=("Craven 2022", "Stults-Kolehmainen 2014", "Murphy & Koehler 2022"),
    ),
    Rule(
        "readiness_unknown",
        "6",
        "No check-in",
        explanation="A skipped check-in counts as a green day.",
        why="Skipping must cost nothing, and nothing is known against the day.",
        changes="Answering the check-in.",
        says={"": "No check-in: counts as a good (green) day."},
    ),
    Rule(
        "readiness_sleep",
        "6",
        "Sleep",
        explanation="{enough_hours} h or more: no point. {short_hours} h to under {enough_hours}: "
        "{little_points}. Under {short_hours} h: {short_points}; on two or more of the last three "
        "nights: {short_nights_points}.",
        why="Losing sleep makes the next day’s physical performance worse.",
        changes="A longer night.",
        numbers={
            "enough_hours": 7,
            "short_hours": 6,
            "most_hours": 24,
            "little_points": 1,
            "short_points": 2,
            "short_nights_points": 3,
        },
        says={
            "little": "Slept under {enough_hours} h: +{points}.",
            "short": "Slept under {short_hours} h: +{points}.",
            "short_nights": "Slept under {short_hours} h again: +{points}.",
        },
        sources=("Craven 2022",),
    ),
    Rule(
        "readiness_recovery",
        "6",
        "Perceived recovery",
        explanation="From 0 to {most}: {good} or more gives no point, {fair} or more "
        "{fair_points}, less {poor_points}.",
        why="How recovered you feel sums up more than any one measure.",
        changes="An easier day, or a day off.",
        numbers={"most": 10, "good": 7, "fair": 4, "fair_points": 1, "poor_points": 2},
        says={"": "Recovery {answer} of {most}: +{points}."},
    ),
    Rule(
        "readiness_stress",
        "6",
        "Stress",
        explanation="On a scale from {least} to {most}, {calm} or less gives no point, {some} "
        "gives {some_points} and more gives {high_points}.",
        why="Muscle recovers more slowly in people under chronic stress.",
        changes="A calmer day.",
        numbers={
            "least": 1,
            "most": 5,
            "calm": 2,
            "some": 3,
            "some_points": 1,
            "high_points": 2,
        },
        says={"": "Stress {answer} of {most}: +{points}."},
        sources=("Stults-Kolehmainen 2014",),
    ),
    Rule(
        "readiness_energy",
        "6",
        "Energy balance",
        explanation="Eating enough gives no point, a deficit up to {kcal} kcal a day "
        f"{ENERGY_POINTS['deficit']}, a larger one {ENERGY_POINTS['large_deficit']}. Kept until "
        "you change it.",
        why="In an energy deficit lean mass suffers; strength does not significantly. So a deficit "
        "cuts failure and sets, not the load.",
        changes="Eating more.",
        numbers={"kcal": 500},
        says={
            "deficit": "A deficit up to {kcal} kcal a day: +{points}.",
            "large_deficit": "A deficit over {kcal} kcal a day: +{points}.",
        },
        sources=("Murphy & Koehler 2022",),
    ),
)

ESTIMATES = (
    Rule(
        "e1rm",
        "7",
        "Estimated best single",
        explanation="Load × (1 + reps to failure ÷ {epley}), Epley’s formula; reps to failure are "
        "the reps done plus those in reserve. One rep to failure is the load itself. A set "
        "without reps in reserve gives “at least”.",
        why="It is an estimate with about ±{error_percent} % between people; never compare it "
        "across exercises.",
        changes="A heavier set, or one closer to failure.",
        numbers={"epley": 30, "error_percent": 10},
    ),
    Rule(
        "current_e1rm",
        "7",
        "Current estimate",
        explanation="Of the best estimates of the last {sessions} sessions within {days} days the "
        "middle one; of two their average.",
        why="One good or bad day should not move the plan.",
        changes="New sessions of the exercise.",
        numbers={"sessions": 3, "days": 42},
    ),
    Rule(
        "no_reps",
        "7",
        "No estimate without a rep",
        explanation="A set without a finished rep gives no estimate.",
        why="No estimate is better than a bad one.",
        changes="A set with reps.",
        says={"": "No estimate: no rep was finished."},
    ),
    Rule(
        "no_load",
        "7",
        "No estimate without a load",
        explanation="Without a load above 0 only reps are compared.",
        why="A share of nothing says nothing.",
        changes="A bodyweight on record, for bodyweight exercises.",
        says={"": "No estimate: no load is known."},
    ),
    Rule(
        "too_far_from_failure",
        "7",
        "No estimate far from failure",
        explanation="With more than {most_rir} reps in reserve there is no estimate.",
        numbers={"most_rir": 4},
        why="People misjudge most when many reps are left.",
        changes="A set closer to failure.",
        says={"": "No estimate: too many reps were left."},
        sources=("Halperin 2022",),
    ),
    Rule(
        "too_many_reps",
        "7",
        "No estimate from long sets",
        explanation="With more than {most_reps} reps to failure there is no estimate.",
        numbers={"most_reps": 12},
        why="The formula drifts apart from what people lift in long sets.",
        changes="A heavier set.",
        says={"": "No estimate: too many reps for the formula."},
    ),
)

ROWS = (*BUDGET, *READINESS, *ESTIMATES)
