"""The row and the table of warm-up sets: what a lifter does before the first set that counts."""

from typing import NamedTuple

from programming.rulebook.rows.rule import Rule


class Ramp(NamedTuple):
    """From a working load of so many kilograms on: shares of it in percent, each with its reps."""

    from_kg: int
    steps: tuple[tuple[int, int], ...]


RAMPS = (
    Ramp(0, ((60, 6),)),
    Ramp(20, ((50, 8), (75, 4))),
    Ramp(40, ((50, 8), (70, 4), (85, 2))),
    Ramp(100, ((40, 8), (60, 5), (75, 3), (90, 1))),
)


def _told(ramp: Ramp) -> str:
    steps = ", ".join(f"{percent} % × {reps}" for percent, reps in ramp.steps)
    return f"from {ramp.from_kg} kg {steps}" if ramp.from_kg else steps


ROWS = (
    Rule(
        "warm_ups",
        "8",
        "Warm-up sets",
        explanation="Shares of the working load, each rounded down to what can be made: "
        + "; ".join(_told(one) for one in RAMPS)
        + ". Where there is a bar, it comes first by itself for {bar_reps} reps. A load less than "
        "{apart_percent} % of the working load over the one before it, or under the working load "
        "itself, is left out. Warm-ups never count as working sets.",
        why="A few rising sets ready the joints and the movement, and tire nobody.",
        changes="The working load, the loads you can make, or whether you want them shown.",
        numbers={"bar_reps": 10, "apart_percent": 10},
    ),
    Rule(
        "warm_ups_added",
        "8",
        "Warm-up sets before an added load",
        explanation="The body alone for {body_reps} reps, then {percent} % of what is added for {reps} reps, "
        "rounded down to what can be added. That one is left out where it is nothing, or where less than "
        "{least_kg} kg is added. Assisted sets and the body alone have none. Warm-ups never count as working sets.",
        why="The body is the first load there is, and it is the most of what will be moved.",
        changes="What is added, the step you can add, or whether you want them shown.",
        numbers={"body_reps": 5, "percent": 50, "reps": 3, "least_kg": 10},
    ),
)
