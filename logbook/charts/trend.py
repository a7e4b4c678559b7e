"""An exercise's estimated one-rep maximum over its latest sessions, as a small picture.

Places are in per cent of the width and pixels of the height, so that text keeps its size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from programming.loads import Load, Unit, shown

_LEFT, _RIGHT = 8.0, 92.0
_TOP, _BOTTOM = 36.0, 166.0
_STEPS = (0.5, 1, 2, 2.5, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_MOST_STEPS = 3
_DAY = "{0.day} {0:%b}"


@dataclass(frozen=True, slots=True)
class Point:
    """A session's estimate: `value` as shown in the lifter's unit."""

    day: dt.date
    value: str
    x: str
    y: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The picture: points, the lines between them, and the scale, in the lifter's unit."""

    unit: str
    points: list[Point]
    lines: list[tuple[Point, Point]]
    scale: list[tuple[str, str, str]]
    first: str
    last: str

    @property
    def best(self) -> Point:
        """The highest of them, the latest of equals."""
        return next(point for point in reversed(self.points) if point.is_best)

    @property
    def latest(self) -> Point:
        """The last session's."""
        return self.points[-1]

    @property
    def says(self) -> str:
        """The picture in one sentence."""
        best, latest, unit = self.best, self.latest, self.unit
        if len(self.points) == 1:
            return f"One session so far: {latest.value} {unit}."
        return (
            f"Latest {latest.value} {unit}; best of the last {len(self.points)} sessions "
            f"{best.value} {unit}, on {best.day.day} {best.day:%B %Y}."
        )


def trend_of(estimates: Sequence[tuple[dt.date, int]], unit: Unit) -> Trend | None:
    """The trend of session estimates in micrograms, in time order; None without any."""
    if not estimates:
        return None
    grams = Load(1000, unit).micrograms
    values = [micrograms / grams for _, micrograms in estimates]
    ticks = _ticks(min(values), max(values))
    days = [day for day, _ in estimates]
    best = max(value for _, value in estimates)

    def y(value: float) -> float:
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return _BOTTOM - share * (_BOTTOM - _TOP)

    points = [
        Point(
            day=day,
            value=shown(micrograms, unit),
            x=f"{_x(day, days[0], days[-1]):.2f}%",
            y=f"{y(value):.1f}",
            is_best=micrograms == best,
        )
        for (day, micrograms), value in zip(estimates, values, strict=True)
    ]
    return Trend(
        unit=unit.value,
        points=points,
        lines=list(pairwise(points)),
        scale=[
            (
                f"{y(tick):.1f}",
                f"{y(tick) - 5:.1f}",
                f"{tick:g}" + (f" {unit.value}" if tick == ticks[-1] else ""),
            )
            for tick in ticks
        ],
        first=_DAY.format(days[0]) if days[0] != days[-1] else "",
        last=_DAY.format(days[-1]),
    )


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    if first == last:
        return (_LEFT + _RIGHT) / 2
    return _LEFT + (_RIGHT - _LEFT) * ((day - first) / (last - first))


def _ticks(low: float, high: float) -> list[float]:
    """Two to five round numbers around the values."""
    step = next((one for one in _STEPS if high - low <= _MOST_STEPS * one), high - low)
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        last += 1
    return [count * step for count in range(first, last + 1)]
