"""The page on the sense of effort: what was said, what was there, and how far apart (rulebook 11)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from logbook.clock import local_date
from logbook.models import User
from logbook.training_log import read_measured
from programming.models import RiskEntry
from programming.rulebook import MeasuredPoint, rir_sense, rule

_AXIS_FROM, _AXIS_TO, _MOST_LABELS = -2, 3, 8
_BOTTOM, _ROW, _STACK = 52.0, 18.0, 28.0


@dataclass(frozen=True, slots=True)
class PointLine:
    """One measured point as a line of the table."""

    day: dt.date
    exercise: str
    said: str
    done: int
    error: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The chart: labels as (place, text), dots as (place across, place down); across in percent."""

    label: str
    ticks: tuple[tuple[str, str], ...]
    dots: tuple[tuple[str, str], ...]
    zero_at: str
    mean_at: str
    mean: str


@dataclass(frozen=True, slots=True)
class SensePage:
    """What the page shows; empty strings where there are too few points."""

    title: str
    points: tuple[PointLine, ...]
    strip: Strip | None
    mean: str
    spread: str
    offset: str
    offset_says: str
    to_mean: int
    to_offset: int


def read_sense(lifter: User, *, now: dt.datetime) -> SensePage:
    """The measured points of the last year, in four queries."""
    today = local_date(now, lifter.zone)
    sense = rir_sense(read_measured(lifter, today))
    mean_from = rule("rir_sense").numbers["from_points"]
    offset_from = rule("rir_offset").numbers["from_points"]
    found = len(sense.points)
    return SensePage(
        title=sense.reasons[0].text,
        points=tuple(_lines(sense.points)),
        strip=_strip(sense.points, sense.mean_error) if sense.points else None,
        mean=_signed(sense.mean_error),
        spread="" if sense.spread is None else f"{sense.spread:.1f}",
        offset=_signed(sense.offset),
        offset_says=sense.reasons[1].text if len(sense.reasons) > 1 else "",
        to_mean=max(mean_from - found, 0),
        to_offset=max(offset_from - found, 0),
    )


def _lines(points: Iterable[MeasuredPoint]) -> Iterable[PointLine]:
    """The points, newest first, with the exercise's name."""
    ordered = sorted(points, key=lambda one: (one.day, one.place), reverse=True)
    ids = {one.exercise for one in ordered}
    names = dict(
        RiskEntry.objects.filter(exercise_id__in=ids)
        .order_by("release__number")
        .values_list("exercise_id", "name")
    )
    for one in ordered:
        yield PointLine(
            day=one.day,
            exercise=names[int(one.exercise)],
            said=f"{one.said:g}",
            done=one.done,
            error=_signed(one.error, exact=True),
        )


def _signed(value: float | None, *, exact: bool = False) -> str:
    """`+1.2`, `−0.5` or `0`, with a real minus; empty for None."""
    if value is None:
        return ""
    text = f"{value:g}" if exact else f"{value:.1f}"
    if float(text) == 0:
        return "0"
    return text.replace("-", "−") if value < 0 else f"+{text}"


def _strip(points: Iterable[MeasuredPoint], mean: float | None) -> Strip:
    errors = sorted(one.error for one in points)
    low = min(_AXIS_FROM, math.floor(errors[0]))
    high = max(_AXIS_TO, math.ceil(errors[-1]))
    step = max(1, math.ceil((high - low) / _MOST_LABELS))

    def at(error: float) -> str:
        return f"{100 * (error - low + 0.5) / (high - low + 1):.2f}%"

    counted = Counter(errors)
    dots = []
    for error, count in counted.items():
        # A pile keeps its height: more dots overlap more.
        rise = min(_ROW, _STACK / max(count - 1, 1))
        dots += [(at(error), f"{_BOTTOM - place * rise:.1f}") for place in range(count)]
    said = ", ".join(_signed(error, exact=True) for error in errors)
    ending = f"; average {_signed(mean)}" if mean is not None else ""
    return Strip(
        label=f"{len(errors)} measured, reps really left minus reps said: {said}{ending}",
        ticks=tuple(
            (at(tick), _signed(tick, exact=True))
            for tick in range(low, high + 1)
            if tick % step == 0
        ),
        dots=tuple(dots),
        zero_at=at(0),
        mean_at=at(mean) if mean is not None else "",
        mean=_signed(mean),
    )
