"""Rows of rulebook 1.0 that 1.1 numbers or words otherwise: what was stored under 1.0 is told by them.

Only what is read of a stored event stands here: numbers and sentences. The rest is the row's of today.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from programming.rulebook.rows import fatigue, judging, progression
from programming.rulebook.rows.rule import Rule

_WAS: Mapping[str, Mapping[str, Any]] = {
    "one_step": {
        "numbers": {
            "upper_permille": 25,
            "lower_permille": 50,
            "upper_cap_permille": 50,
            "lower_cap_permille": 100,
            "one_number_divisor": 2,
        },
        "says": {
            "reps_first": "The next load is {percent} % more: first {reps} reps a set.",
            "nothing_heavier": "Nothing heavier can be made: more reps instead.",
            "nothing_between": "No load that near can be made: one more rep instead.",
        },
    },
    "loads_made": {
        "says": {
            "lightest": "Nothing lighter can be made.",
            "no_load": "No load is known: only the reps can change.",
        },
    },
    "next_not_evidence": {
        "says": {
            "red": "A red day says little of your strength: the plan stays.",
            "deload": "A deload says little of your strength: the plan stays.",
        },
    },
    "next_missed_reps": {
        "numbers": {"most_rir": 1, "least_permille": 25, "most_percent": 10},
        "says": {"": "Under {bottom} reps, almost none left: at least {percent} % less load."},
    },
    "next_two_for_two": {
        "says": {
            "up": "Last set {over} reps over plan {times} times running: a step up.",
            "hold": "Effort mostly left blank: same load, one more rep.",
        },
    },
    "next_hold": {
        "says": {
            "harder": "{off} fewer left than the aim: same again.",
            "top": "{top} reps, but fewer left than the aim: same again.",
            "short": "A set was under {bottom} reps: same again.",
        },
    },
    "red_day": {
        "numbers": {"sets_off": 1, "least_sets": 1, "cut_percent": 5},
        "says": {
            "": "Red day: {sets_off} set fewer, {cut_percent} % less load; you may keep the load.",
            "one_set": "Red day: {cut_percent} % less load; you may keep the load.",
        },
    },
    "layoff": {
        "says": {"": "{weeks} weeks off: {percent} % of the load, {aim_rise} more in reserve."},
    },
    "lift_down": {
        "numbers": {"percent": 5, "times": 2, "once_percent": 10},
    },
    "deload_recipe": {
        "numbers": {
            "days": 7,
            "sets_divisor": 2,
            "load_percent": 90,
            "aim_rise": 2,
            "least_aim": 3,
            "least_sets": 1,
        },
    },
    "sharp_drop": {
        "numbers": {
            "rest_seconds": 120,
            "late_set": 4,
            "amber_percent": 20,
            "late_amber_percent": 25,
            "amber_reps": 3,
            "red_percent": 30,
            "red_reps": 4,
            "amber_e1rm_percent": 10,
            "red_e1rm_percent": 15,
        },
        "says": {
            "amber": "At this load you had about {best} reps in you, now {now}.",
            "red": "At this load you had about {best} reps in you, now {now}.",
            "under_range": "Failure after {reps} reps; {bottom} or more were planned.",
            "amber_e1rm": "By estimate {percent} % weaker than in today’s best set.",
            "red_e1rm": "By estimate {percent} % weaker than in today’s best set.",
        },
        "do_next": {
            "": "End the exercise here for today.",
            "amber": "Rest longer, then take less weight.",
            "amber_e1rm": "Rest longer, then take less weight.",
        },
    },
    "too_close": {
        "numbers": {"note_most": 1, "stop_least": 2},
        "says": {
            "": "{rir} left; the plan was {low}–{high}.",
            "caution": "{rir} left; the plan was {low}–{high}.",
            "stop": "{rir} left; the plan was {low}–{high}.",
        },
        "do_next": {
            "": "Stop a rep sooner next time.",
            "caution": "End the next set with {low} or more left.",
            "stop": "No more sets like this; take less weight.",
        },
    },
    "load_too_heavy": {
        "numbers": {"allowance": 1},
    },
}

ROWS: tuple[Rule, ...] = tuple(
    replace(row, **_WAS[row.code])
    for row in (*progression.ROWS, *fatigue.ROWS, *judging.ROWS)
    if row.code in _WAS
)
