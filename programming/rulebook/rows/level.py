"""The rows of rulebook section 10: which level a lifter is."""

from programming.rulebook.rows.rule import Rule

_NEXT = {"": "{goal}: {next_points} points.", "full": "Nothing: it has full points."}

PARAMETERS = (
    Rule(
        "level_uninterrupted",
        "10",
        "Uninterrupted training",
        explanation="Whole months without a gap of more than {gap_weeks} weeks: from "
        "{points_2} months 2 points, from {points_3} 3, from {points_4} 4, else 1. From the "
        "log or from your answer, whichever is more; what you answered goes on counting with the "
        "log.",
        why="What you can do safely depends on what you have done lately.",
        changes="Training on without a long gap.",
        numbers={"gap_weeks": 3, "points_2": 2, "points_3": 12, "points_4": 36},
        says={
            "": "Months without a long gap: {months}. That is {points} of 4.",
            "kept": "Months without a gap not known now: still {points} of 4.",
            "unknown": "Months of training without a gap: not known.",
        },
        do_next=_NEXT | {"unknown": "Answer how long you have trained without a gap."},
    ),
    Rule(
        "level_gap",
        "10",
        "Longest gap of the last 12 months",
        explanation="The longest time between two sessions in the last 12 months: under "
        "{points_4} weeks 4 points, under {points_3} 3, up to {points_2} 2, longer 1. Not known "
        "before the log is {points_4} weeks old.",
        why="A long gap undoes some of what was built.",
        changes="Time, and no new gap.",
        numbers={"years": 1, "points_4": 4, "points_3": 8, "points_2": 16},
        says={
            "": "Longest gap of the year, {days} days: {points} of 4.",
            "kept": "Longest gap not known now: still {points} of 4.",
            "unknown": "Longest gap of the year: not known yet.",
        },
        do_next=_NEXT | {"unknown": "Log for {points_4} weeks."},
    ),
    Rule(
        "level_total",
        "10",
        "Training in all",
        explanation="Whole months of consistent training in your life: from {points_2} 2 "
        "points, from {points_3} 3, from {points_4} 4, else 1. From your answer, or the past "
        "months of the log with {month_sessions} or more sessions, whichever is more.",
        why="Skill stays when strength goes.",
        changes="Months, as they add up, or your answer.",
        numbers={"points_2": 6, "points_3": 24, "points_4": 60, "month_sessions": 4},
        says={
            "": "Months of training in all: {months}. That is {points} of 4.",
            "kept": "Training in all not known now: still {points} of 4.",
            "unknown": "Months of training in all: not known.",
        },
        do_next=_NEXT | {"unknown": "Answer how long you have trained in all."},
    ),
    Rule(
        "level_technique",
        "10",
        "Technique under load",
        explanation="On how many of squat, hinge, press and row your form stays stable under "
        "load: {points_2} give 2 points, {points_3} 3, all {points_4} 4, fewer 1. From your "
        "answer, or set by a coach.",
        why="Effort is only worth adding to a rep that looks the same every time.",
        changes="Another lift under control.",
        numbers={"points_2": 2, "points_3": 3, "points_4": 4},
        says={
            "": "Stable form on {lifts} of {points_4} lifts. That is {points} of 4.",
            "kept": "Stable form not known now: still {points} of 4.",
            "unknown": "Stable form: not known.",
        },
        do_next=_NEXT | {"unknown": "Answer which lifts are stable under load."},
    ),
    Rule(
        "level_strength",
        "10",
        "Relative strength",
        explanation="The best of squat, bench press and deadlift by estimated best single for "
        "each kilogram of bodyweight, against the table: advanced 4 points, intermediate 3, "
        "novice 2, below it 1. The lines are good to about ±0.25, for adults of 18 to 39.",
        why="Strength shows training, but builds differ: it is one sign among six.",
        changes="A stronger squat, bench press or deadlift.",
        says={
            "": "{lift} at {ratio} × bodyweight: {points} of 4.",
            "kept": "Relative strength not known now: still {points} of 4.",
            "unknown": "Relative strength: not known.",
        },
        do_next=_NEXT | {"unknown": "Log a squat, bench press or deadlift, and your bodyweight."},
    ),
    Rule(
        "level_pace",
        "10",
        "Pace of progress",
        explanation="The days that usually pass (the middle number) between one best estimate and "
        "the next that is at least {percent} % above it, on main lifts with {exposures} or more sessions "
        "with reps in reserve in {weeks} weeks: up to {points_1} days 1 point, up to {points_2} 2, up to {points_3} 3, more or no "
        "second best 4.",
        why="The longer you have trained, the slower the bests come.",
        changes="How often you set a new best.",
        numbers={
            "percent": 1,
            "exposures": 8,
            "weeks": 12,
            "points_1": 4,
            "points_2": 14,
            "points_3": 45,
        },
        says={
            "": "A new best every {days} days: {points} of 4.",
            "none": "No new best after the first in {weeks} weeks: {points} of 4.",
            "kept": "Pace of progress not known now: still {points} of 4.",
            "unknown": "Pace of progress: not known yet.",
        },
        do_next=_NEXT | {"unknown": "Train a main lift {exposures} times in {weeks} weeks."},
    ),
)

LEVELS = (
    Rule(
        "level_score",
        "10",
        "The level score",
        explanation="Six signs give 1 to 4 points each; those not known are left out and at "
        "least {least_known} are needed. One that is no longer known keeps its last points. An average under 1.75 is a beginner, under 2.75 "
        "intermediate, from there advanced. The numbers are not validated against outcomes.",
        why="Most people have no measure of their level; one sign alone misleads.",
        changes="Any of the six signs.",
        numbers={
            "least_known": 3,
            "intermediate_quarters": 7,
            "advanced_quarters": 11,
            "most_points": 4,
        },
        says={
            "": "{known} signs, {score} points on average: {level}.",
            "provisional": "Only {known} of {least_known} signs known: beginner for now.",
        },
        sources=("Santos Junior 2021",),
    ),
    Rule(
        "level_cap",
        "10",
        "What holds a level back",
        explanation="Stable form on fewer than two lifts is a beginner’s. Under {months} months "
        "of training after more than {gap_weeks} weeks off is a beginner’s for {weeks} weeks. "
        "Advanced needs {least_points} points for uninterrupted training, and either "
        "{least_points} for strength or 4 for technique.",
        why="Some signs weigh more than an average can show.",
        changes="The sign that holds it back.",
        numbers={
            "technique_points": 1,
            "months": 2,
            "gap_weeks": 16,
            "weeks": 4,
            "least_points": 3,
            "technique_instead": 4,
        },
        says={
            "technique": "Form first: beginner until it is steady on two lifts.",
            "comeback": "Back after a long gap: beginner for {weeks} weeks.",
            "uninterrupted": "Advanced takes 12 months of training without a long gap.",
            "strength_or_technique": "Advanced takes more strength, or steady form on all 4 lifts.",
        },
    ),
    Rule(
        "level_change",
        "10",
        "A change takes two weeks",
        explanation="The score is worked out once a week. Your level changes when {times} weeks in a "
        "row say so. What holds a level back acts at once, whatever the score.",
        why="One good or bad week is no new level.",
        changes="Next week’s score.",
        numbers={"times": 2},
        says={
            "waits": "This week’s score says {level}; next week’s decides.",
            "changed": "The score has said {level} two weeks in a row.",
        },
    ),
    Rule(
        "level_by_hand",
        "10",
        "A level set by hand",
        explanation="You or a coach may set the level. The score stays visible.",
        why="Someone who knows you may know better than a score.",
        changes="Removing the level set by hand.",
        says={"": "Set by hand to {level}: {set_by}."},
    ),
    Rule(
        "level_movement",
        "10",
        "The level on one movement",
        explanation="On a movement that is still new to you, you train one level lower.",
        why="Own the movement first.",
        changes="More sessions of the exercise, with stable form.",
        says={
            "new": "Still new to you: the {level} level counts for now.",
            "own": "You know this exercise: your own level counts, {level}.",
        },
    ),
)

ROWS = (*PARAMETERS, *LEVELS)
