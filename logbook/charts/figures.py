"""A picture as values: every chart of the logbook is a `Figure`, and one template draws them all.

Across, places are in per cent of the width, so that text and marks keep their size on every
screen; down, they are in pixels. Paths are drawn in a box of their own, a thousand wide, that is
stretched to the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

LEFT, RIGHT = 10.0, 97.0
"""Between them stands what is drawn, in per cent: left of it is room for the scale."""
TOP = 22.0
_FOOT = 24
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_STEPS = 3
# What is so many times its neighbours stands outside the scale, and the picture says so.
TIMES = 2
_NEIGHBOURS = 2


HATCHED = frozenset({"close", "cap"})


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale, and where its words stand."""

    y: str
    label_y: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the picture; `anchor` is start, middle or end."""

    x: str
    y: str
    anchor: str
    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area; `kind` is the class that colours it."""

    kind: str
    d: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    kind: str
    x: str
    y: str
    width: str
    height: str

    @property
    def is_hatched(self) -> bool:
        """Whether it is told apart by hatching as well as by its colour."""
        return self.kind in HATCHED


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with a meaning, drawn from the sheet of marks."""

    kind: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, its words, and the same numbers as a table.

    `says` is the picture in a sentence for who does not see it. `note` says what the scale leaves
    out. `legend` has (mark or class, words), the sign of a mark, box or line.
    """

    title: str
    says: str
    height: int
    ticks: tuple[Tick, ...] = ()
    boxes: tuple[Box, ...] = ()
    areas: tuple[Path, ...] = ()
    lines: tuple[Path, ...] = ()
    marks: tuple[Mark, ...] = ()
    texts: tuple[Text, ...] = ()
    legend: tuple[tuple[str, str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""

    @property
    def hatched(self) -> frozenset[str]:
        """The kinds whose boxes are hatched, for the legend."""
        return HATCHED


def per_cent(share: float) -> str:
    """A share of the width between the edges of the plot, 0 to 1, as a place."""
    return f"{LEFT + (RIGHT - LEFT) * share:.2f}%"


def wide(share: float) -> str:
    """A share of the plot's width as a width."""
    return f"{(RIGHT - LEFT) * share:.2f}%"


def thousandth(share: float) -> str:
    """The same place in the box of a path."""
    return f"{10 * (LEFT + (RIGHT - LEFT) * share):.1f}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of round numbers from the bottom of a plot to its top, in pixels."""

    ticks: tuple[float, ...]
    height: float

    def y(self, value: float) -> float:
        """Where a value stands; outside the scale it stands at its edge."""
        low, high = self.ticks[0], self.ticks[-1]
        share = min(max((value - low) / (high - low), 0.0), 1.0)
        return TOP + (1 - share) * (self.height - TOP)

    def drawn(self, unit: str = "") -> tuple[Tick, ...]:
        """Its lines; the highest names the unit."""
        return tuple(
            Tick(
                f"{self.y(value):.1f}",
                f"{self.y(value) - 5:.1f}",
                f"{value:g}" + (f" {unit}" if unit and value == self.ticks[-1] else ""),
            )
            for value in self.ticks
        )


def scale_of(
    values: Iterable[float], height: float, *, from_zero: bool, is_whole: bool = False
) -> Scale:
    """Two to five round numbers around the values; bars begin at zero, or they would lie.

    `is_whole` where half of what is counted is nothing: no number between two whole ones.
    """
    found = list(values)
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    step = float(ceil(_step(high - low))) if is_whole else _step(high - low)
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        last += 1
        first -= 0 if from_zero else 1
    return Scale(tuple(round(count * step, 6) for count in range(first, last + 1)), height)


def _step(width: float) -> float:
    """The smallest round number of which three are as long as the values are apart."""
    if width <= 0:
        return 1.0
    unit = float(10 ** floor(log10(width / _MOST_STEPS)))
    return next(unit * one for one in _STEPS if unit * one * _MOST_STEPS >= width)


def astray(values: Sequence[float]) -> set[int]:
    """The places of values that would flatten all others: far above or below what stands around.

    Far above is over twice, far below under a quarter: who begins small grows fast. Of the four
    nearest the outermost one is passed over, so that two slips in a row are both seen.
    """
    found = set()
    for at, value in enumerate(values):
        begin = min(max(at - _NEIGHBOURS, 0), max(len(values) - 2 * _NEIGHBOURS - 1, 0))
        end = begin + 2 * _NEIGHBOURS + 1
        around = sorted([*values[begin:at], *values[at + 1 : end]])
        if len(around) < _NEIGHBOURS:
            continue
        low, high = around[0], around[-1]
        if len(around) == 2 * _NEIGHBOURS:
            low, high = around[1], around[-2]
        if value > TIMES * high or value * 2 * TIMES < low:
            found.add(at)
    return found


def foot(height: int) -> str:
    """Where the words under a plot of this height stand."""
    return f"{height + 18}"


def full_height(height: int) -> int:
    """The height of a picture with a plot of this height and a line of words under it."""
    return height + _FOOT
