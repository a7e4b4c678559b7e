"""Half a year of somebody who does what is suggested, by level and by what is lifted.

`python -m tests.rulebook.replay.half_years docs/half-years.svg` draws them.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from tests.rulebook.replay.lifters import DEVICES, START, Lifter, Told, train

WEEKS = 26
# Strength gained in a year, by level: made up, slower with every level as everywhere.
GAINS = {"beginner": 0.5, "intermediate": 0.2, "advanced": 0.08}
THRICE = {0: DEVICES, 2: DEVICES, 4: DEVICES}
# A session costs so much of one's strength that after two months a twentieth is gone.
WEARS = 0.004


@dataclass(frozen=True)
class Exposure:
    """One exercise on one day: the load in grams, the reps, what was suggested, the true 1RM."""

    day: date
    load: int
    reps: tuple[int, ...]
    case: str
    able_to: float
    is_deload: bool
    is_red: bool


@cache
def half_year(
    level: str,
    *,
    seed: int = 1,
    wears: float = 0.0,
    gain: float | None = None,
    is_rating: bool = True,
) -> tuple[Told, ...]:
    """The log of 26 weeks, three sessions each: a bar, a stack and dumbbells."""
    by = GAINS[level] if gain is None else gain
    lifter = Lifter(seed, WEEKS, level, gain=by, week=THRICE, wears=wears, is_rating=is_rating)
    return tuple(train(lifter))


def exposures_of(log: Sequence[Told], name: str) -> list[Exposure]:
    """The exposures of one exercise, in time order."""
    own = [one for one in log if one.done.exercise == name]
    return [
        Exposure(
            day,
            max(one.done.load or 0 for one in sets),
            tuple(one.done.reps for one in sets),
            sets[0].found.case if sets[0].found else "",
            sets[0].able_to,
            sets[0].done.is_deload,
            sets[0].done.readiness == "red",
        )
        for day, group in groupby(own, key=lambda one: one.done.day)
        for sets in [list(group)]
    ]


def deloads_of(log: Sequence[Told]) -> int:
    """How many deloads were begun."""
    easy = [one.done.is_deload for one in log]
    return sum(now and not before for before, now in zip([False, *easy], easy, strict=False))


WIDE, HIGH, GAP = 300, 170, 34


def picture() -> str:
    """The half years as one SVG: a row a level, a column an exercise.

    The line is the load of a session, its dots the deloads; the broken line the true 1RM, on the
    same scale as a share of the first. Above it who is fresh, below who wears out.
    """
    panels = [
        (f"{level}, {lift.name}, {name}", exposures_of(half_year(level, wears=wears), lift.name))
        for level in GAINS
        for name, wears in (("fresh", 0.0), ("worn", WEARS))
        for lift in DEVICES
    ]
    across = len(DEVICES)
    size = (WIDE + GAP) * across + GAP, (HIGH + GAP) * (len(panels) // across) + GAP
    drawn = "\n".join(
        line
        for place, (title, exposures) in enumerate(panels)
        for line in _panel(
            title,
            exposures,
            GAP + place % across * (WIDE + GAP),
            GAP + place // across * (HIGH + GAP),
        )
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
        'font-family="system-ui, sans-serif" font-size="11">\n'
        f'<rect width="{size[0]}" height="{size[1]}" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def _panel(title: str, exposures: Sequence[Exposure], left: int, top: int) -> Iterator[str]:
    first = exposures[0]
    loads = [one.load / first.load for one in exposures]
    able = [one.able_to / first.able_to for one in exposures]
    low, high = min(loads + able) - 0.02, max(loads + able) + 0.02

    def at(day: date, share: float) -> str:
        x = left + WIDE * (day - START).days / (WEEKS * 7)
        return f"{x:.1f},{top + HIGH * (1 - (share - low) / (high - low)):.1f}"

    line = " ".join(at(one.day, share) for one, share in zip(exposures, loads, strict=True))
    true = " ".join(at(one.day, share) for one, share in zip(exposures, able, strict=True))
    yield f'<text x="{left}" y="{top - 6}" font-weight="600">{title}</text>'
    yield f'<rect x="{left}" y="{top}" width="{WIDE}" height="{HIGH}" fill="none" stroke="#ccc"/>'
    yield f'<polyline points="{true}" fill="none" stroke="#888" stroke-dasharray="4 3"/>'
    yield f'<polyline points="{line}" fill="none" stroke="#1a56b0" stroke-width="1.6"/>'
    for one, share in zip(exposures, loads, strict=True):
        if one.is_deload or one.case == "reset":
            x, y = at(one.day, share).split(",")
            color = "#b25000" if one.is_deload else "#b00020"
            yield f'<circle cx="{x}" cy="{y}" r="2.6" fill="{color}"/>'
    ends = f"{first.load / 1000:g} to {exposures[-1].load / 1000:g} kg"
    yield f'<text x="{left + WIDE}" y="{top - 6}" fill="#555" text-anchor="end">{ends}</text>'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(), encoding="utf-8")
