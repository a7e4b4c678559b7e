"""The rows of rulebook section 9: plateau, deload, reset."""

from programming.rulebook.rows.rule import Rule

TRENDS = (
    Rule(
        "lift_down",
        "9",
        "A lift that is down",
        explanation="A lift is down when its estimated best single was {percent} % or more under "
        "what it is compared with (the middle one of five earlier sessions) in the last {times} "
        "sessions, or {once_percent} % in the last one. A session {other_percent} % or more under "
        "it is taken for another machine or unit and says nothing.",
        why="One session a little weaker says nothing.",
        changes="A better session of the lift.",
        numbers={"percent": 5, "times": 2, "once_percent": 10, "other_percent": 30},
        says={"": "{exercise}: {percent} % weaker than before."},
    ),
    Rule(
        "lift_rising",
        "9",
        "A lift that is rising",
        explanation="A lift is rising when the reps of its best set at the same load, or the "
        "estimated best single, rose in each of the last {times} sessions. Then neither a deload "
        "nor a reset is suggested for it, and it is no plateau and no grind.",
        why="What is working needs no repair.",
        changes="A session without progress.",
        numbers={"times": 2},
        says={"": "{exercise} is rising: leave it as it is."},
    ),
)

DELOAD = (
    Rule(
        "deload",
        "9",
        "When a deload is suggested",
        explanation="A deload is an easy week. It is suggested when {lifts} or more main lifts of different "
        "movement patterns are down; or one is, and {red_sessions} of the last {sessions} "
        "sessions were red days; or {pain_exercises} or more exercises had a pain mark in "
        "{pain_times} of their last {pain_of} sessions; or {weeks} weeks have passed since the "
        "last and {poor_sessions} of the last {sessions} sessions were not on green days. The "
        "weeks start anew after {rest_days} days without a session.",
        why="Several things slipping at once point at tiredness and not at one lift. No trial "
        "shows that deloads improve gains.",
        changes="Better sessions, better days, or time since the last deload.",
        numbers={
            "lifts": 2,
            "lifts_with_red": 1,
            "red_sessions": 3,
            "sessions": 4,
            "pain_exercises": 2,
            "pain_times": 2,
            "pain_of": 3,
            "weeks": 8,
            "poor_sessions": 2,
            "rest_days": 7,
        },
        says={
            "lifts": "{count} main lifts of different kinds are weaker than before.",
            "lift_and_red": "A main lift is weaker; {red} of the last {of} sessions were red.",
            "pain": "Pain marked again and again on {count} exercises.",
            "weeks": "{weeks} weeks of training, {poor} of the last {of} days not green.",
        },
        sources=("Bell 2023", "Coleman 2024"),
    ),
    Rule(
        "deload_waits",
        "9",
        "When no deload is suggested",
        explanation="No deload is suggested within {weeks} weeks of the last one, nor within "
        "{refusal_days} days of your refusing one.",
        why="You have just had one, or know better.",
        changes="Time.",
        numbers={"weeks": 4, "refusal_days": 14},
        says={
            "recent": "The last deload is under {weeks} weeks ago: no other yet.",
            "refused": "You declined one in the last {refusal_days} days.",
        },
    ),
    Rule(
        "deload_note",
        "9",
        "A note after some weeks",
        explanation="After {weeks} weeks without a deload a note says so, and no more.",
        why="Lifters in a survey deloaded every 5.6 ± 2.3 weeks for 6.4 ± 1.7 days. That is what "
        "they do, not what is best.",
        changes="A deload, or some days off.",
        numbers={"weeks": 6},
        says={"": "{since} weeks without an easy week. Only a note."},
        sources=("Rogerson 2024",),
    ),
    Rule(
        "deload_recipe",
        "9",
        "How a deload is done",
        explanation="{days} days with the same exercises on the same days, half the sets (rounded "
        "up), {load_percent} % of the last load before it for the reps done then, {aim_rise} further "
        "from failure (an aim of at least {least_aim}), no failure and no test sets. A rise that "
        "was due waits until it is over, and a load stays where the next lighter one is over "
        "{most_cuts} times as far off. Sessions without a plan are done so too.",
        why="Practice goes on while tiredness goes. No trial shows that deloads improve gains.",
        changes="Nothing: the recipe is the same for everyone.",
        numbers={
            "days": 7,
            "sets_divisor": 2,
            "load_percent": 90,
            "aim_rise": 2,
            "least_aim": 3,
            "most_cuts": 2,
        },
        says={"": "{days} days: half the sets, {load_percent} % of the load, no failure."},
        sources=("Bell 2023", "Rogerson 2024"),
    ),
)

LIFTS = (
    Rule(
        "reset",
        "9",
        "A reset of one lift",
        explanation="A lift under its planned reps in {times} sessions running ({strength_times} "
        "when training for strength), with no other main lift down, not rising itself and its "
        "estimated best single not above what it is compared with, goes to {load_percent} % of its load, or {near_percent} % if {near_reps} rep or less was "
        "missing. It is rebuilt from there, {aim_rise} further from failure the first time.",
        why="The load got ahead of the lift; a step back gives room to climb again.",
        changes="Sets within the planned reps.",
        numbers={
            "times": 2,
            "strength_times": 3,
            "load_percent": 90,
            "near_percent": 95,
            "near_reps": 1,
            "aim_rise": 1,
        },
        says={"": "Under {bottom} reps {times} times running: {percent} % of the load."},
    ),
    Rule(
        "plateau",
        "9",
        "A plateau",
        explanation="No new best single by estimate and no new best in reps over {weeks} weeks "
        "and {exposures} sessions of a lift, while half or more of its rated sets were on "
        "target. For an advanced lifter training for muscle, on an isolation or safer lift "
        "whose final set may go that far, failure on the final set is then worth a try.",
        why="The effort was there, so something else has to change.",
        changes="A new best.",
        numbers={"weeks": 4, "exposures": 6, "on_target_divisor": 2},
        says={
            "": "{exercise}: no new best in {weeks} weeks, effort on target.",
            "failure": "{exercise}: no new best; try failure on the last set.",
        },
        sources=("Grgic 2022",),
    ),
    Rule(
        "grind",
        "9",
        "A grind",
        explanation="The same stall as a plateau while more than half of the rated sets were "
        "too close or at 0 left: the advice is the opposite, back off. A set whose form broke is "
        "both, and a lift without one clean set stalls.",
        why="More effort is no answer where there was too much of it.",
        changes="Sets back on target, or a new best.",
        numbers={"divisor": 2},
        says={"": "{exercise}: no new best, and too close to failure. Back off."},
    ),
    Rule(
        "no_fatigue",
        "9",
        "Neither deload nor reset",
        explanation="Without one of the signs nothing is suggested.",
        why="Training that goes on needs no advice.",
        changes="The signs above.",
        says={"": "Nothing calls for a deload or a reset."},
    ),
)

ROWS = (*TRENDS, *DELOAD, *LIFTS)
