"""Rows of rulebook 1.0 that 1.1 words or numbers otherwise: what was stored under 1.0 is told by them."""

from programming.rulebook.rows.rule import Rule

ROWS: tuple[Rule, ...] = (
    Rule(
        "lift_down",
        "9",
        "A lift that is down",
        explanation="A lift is down when its estimated best single was {percent} % or more under "
        "what it is compared with (the middle one of five earlier sessions) in the last {times} "
        "sessions, or {once_percent} % in the last one.",
        why="One session a little weaker says nothing.",
        changes="A better session of the lift.",
        numbers={"percent": 5, "times": 2, "once_percent": 10},
        says={"": "{exercise}: {percent} % weaker than before."},
    ),
    Rule(
        "deload_recipe",
        "9",
        "How a deload is done",
        explanation="{days} days with the same exercises on the same days, half the sets, "
        "{load_percent} % of the load, {aim_rise} further from failure (an aim of at least "
        "{least_aim}) and no failure.",
        why="Practice goes on while tiredness goes. No trial shows that deloads improve gains.",
        changes="Nothing: the recipe is the same for everyone.",
        numbers={
            "days": 7,
            "sets_divisor": 2,
            "load_percent": 90,
            "aim_rise": 2,
            "least_aim": 3,
            "least_sets": 1,
        },
        says={"": "{days} days: half the sets, {load_percent} % of the load, no failure."},
        sources=("Bell 2023", "Rogerson 2024"),
    ),
)
