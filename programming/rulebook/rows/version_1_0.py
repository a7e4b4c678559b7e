"""Rows of rulebook 1.0 that 1.1 numbers or words otherwise: what was stored under 1.0 is told by them.

Only what is read of a stored event stands here: the sentences, and the numbers they name. The rest is the
row's of today.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from programming.rulebook.rows import fatigue, judging, progression
from programming.rulebook.rows.rule import Rule

_WAS: Mapping[str, Mapping[str, Any]] = {
    "one_step": {
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
        "numbers": {"sets_off": 1, "cut_percent": 5},
        "says": {
            "": "Red day: {sets_off} set fewer, {cut_percent} % less load; you may keep the load.",
            "one_set": "Red day: {cut_percent} % less load; you may keep the load.",
        },
    },
    "layoff": {
        "says": {"": "{weeks} weeks off: {percent} % of the load, {aim_rise} more in reserve."},
    },
    "lift_down": {"numbers": {"percent": 5}},
    "deload_recipe": {"numbers": {"days": 7, "load_percent": 90}},
    "sharp_drop": {
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
}

ROWS: tuple[Rule, ...] = tuple(
    replace(row, **_WAS[row.code])
    for row in (*progression.ROWS, *fatigue.ROWS, *judging.ROWS)
    if row.code in _WAS
)
