"""Rows of the patterns that are said of weeks, beside those of sections 4.2 and 9."""

from programming.rulebook.rows.rule import Rule

ROWS = (
    Rule(
        "patterns",
        "4.2",
        "What stands out",
        explanation="At most {most} patterns of the last weeks are said at a time, the worst first: pain that "
        "repeats, recovery debt, failure piling up, too close on compound lifts, sharp drops, a grind, and sets "
        "that are too easy. One that you put aside is silent for {silent_days} days.",
        why="Told everything at once, nobody changes anything.",
        changes="Other sets, or putting one aside.",
        numbers={"most": 3, "silent_days": 28},
    ),
    Rule(
        "pain_repeats",
        "4.2",
        "Pain that repeats",
        explanation="An exercise had a pain mark in {times} of its last {of} sessions, the last of them within "
        "{days} days. Red days and deloads are left out.",
        why="Pain once says little; pain that comes back with the same movement says something.",
        changes="Another exercise for the muscle, a lighter load or a shorter range; a professional where it stays.",
        numbers={"times": 2, "of": 3, "days": 28},
        says={"": "{exercise}: pain in {count} of the last {of} sessions."},
    ),
    Rule(
        "failure_piles_up",
        "4.2",
        "Failure piling up",
        explanation="In {times} of the last {weeks} full weeks more of the rated hard sets went to failure than "
        "the level’s share of the budget, weeks from {from_sets} such sets on. Tests and imported sets are no "
        "failures here.",
        why="The budget is for weeks that need it. Spent every week, it is how you train.",
        changes="Ending sets a rep sooner, except where failure is planned.",
        numbers={"times": 3, "weeks": 4, "from_sets": 10},
        says={"": "Over your share of failure in {count} of the last {weeks} weeks."},
    ),
    Rule(
        "repeated_drops",
        "4.2",
        "Sharp drops, again and again",
        explanation="In {times} sessions of {days} days or more a set fell sharply against an earlier one at the same "
        "load (rulebook 4.1).",
        why="Reps that fall away within a session were spent too early, or rested too little.",
        changes="Ending the first sets sooner, longer rests, or a lighter load.",
        numbers={"times": 3, "days": 28},
        says={"": "Reps fell sharply within {count} sessions of {days} days."},
    ),
    Rule(
        "sandbagging",
        "4.2",
        "Too much left in the tank",
        explanation="{percent} % or more of the rated sets of {days} days were too easy, from {from_sets} sets on.",
        why="Sets far from their target train less than they could.",
        changes="More load, or going on until the planned reps are left.",
        numbers={"percent": 50, "days": 14, "from_sets": 10},
        says={"": "{easy} of {sets} sets in {days} days ended too early."},
    ),
    Rule(
        "check_in_predicts",
        "6",
        "Does the check-in predict anything?",
        explanation="For sleep, recovery and stress each, the sessions of {days} days with an answer are ranked by it and by "
        "what was lifted: the median of the session’s estimates against their references, the median of each lift’s "
        "{reference} before. Deloads are left out. From {from_sessions} sessions on, {from_group} of them at least after the "
        "worst answer given and as many after the best, the ranks go together where chance alone would order them so in fewer "
        "than 5 of 100 cases, three questions asked at once (|r| × √(n − 1) of {z_hundredths} hundredths or more).",
        why="A check-in that says nothing about your lifting is worth knowing too. What goes together need not be the cause.",
        changes="More sessions with an answer.",
        numbers={
            "days": 365,
            "reference": 5,
            "from_sessions": 20,
            "from_group": 5,
            "z_hundredths": 239,
        },
    ),
)
