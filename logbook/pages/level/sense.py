"""The page on the sense of effort: what was said, what was there, and how far apart (rulebook 11)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logbook.choices import EndedBy
from logbook.clock import moment
from logbook.log.long_term import read_measured
from logbook.models import User
from programming.models import RiskEntry
from programming.rulebook import LoggedSet, MeasuredPoint, RirSense, rir_sense, rule

_AXIS_FROM, _AXIS_TO, _MOST_LABELS = -2, 3, 8
# What is on the edge lies within.
_ROUNDING = 1e-9
_BOTTOM, _ROW, _STACK = 52.0, 18.0, 28.0


@dataclass(frozen=True, slots=True)
class PointLine:
    """One measured point as a line of the table.

    `earlier` is the set that `said` comes from, `ended` how the set to failure did. With
    `is_least` what was said is the least that was meant, and `error` the most.
    """

    day: dt.date
    exercise: str
    said: str
    earlier: str
    done: int
    ended: str
    error: str
    is_least: bool


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
    spread_says: str
    has_least: bool
    offset: str
    offset_says: str
    to_mean: int
    to_offset: int


def read_sense(lifter: User, *, now: dt.datetime) -> SensePage:
    """The measured points of the last year, in four queries."""
    measured = read_measured(lifter, moment(now, lifter.zone))
    sense = rir_sense([done for done, _ in measured])
    lines = tuple(_lines(sense.points, measured))
    mean_from = rule("rir_sense").numbers["from_points"]
    offset_from = rule("rir_offset").numbers["from_points"]
    found = len(sense.points)
    return SensePage(
        title=sense.reasons[0].text,
        points=lines,
        strip=_strip(sense.points, sense.mean_error) if sense.points else None,
        mean=_signed(sense.mean_error),
        spread="" if sense.spread is None else f"{sense.spread:.1f}",
        spread_says=_spread_says(sense),
        has_least=any(line.is_least for line in lines),
        offset=_signed(sense.offset),
        offset_says=sense.reasons[1].text if len(sense.reasons) > 1 else "",
        to_mean=max(mean_from - found, 0),
        to_offset=max(offset_from - found, 0),
    )


def _lines(
    points: Iterable[MeasuredPoint], measured: Sequence[tuple[LoggedSet, bool]]
) -> Iterable[PointLine]:
    """The points, newest first, with the exercise's name."""
    ordered = sorted(points, key=lambda one: (one.day, one.place), reverse=True)
    ids = {one.exercise for one in ordered}
    names = dict(
        RiskEntry.objects.filter(exercise_id__in=ids)
        .order_by("release__number")
        .values_list("exercise_id", "name")
    )
    for one in ordered:
        earlier, is_open = measured[one.said_place]
        last, _ = measured[one.place]
        is_least = is_open and earlier.reps_to_failure != earlier.reps
        yield PointLine(
            day=one.day,
            exercise=names[int(one.exercise)],
            said=f"{one.said:g}{' or more' if is_least else ''}",
            earlier=_earlier(earlier, is_least=is_least),
            done=one.done,
            ended="form broke" if last.ended_by == EndedBy.TECHNICAL_FAILURE else "",
            error=f"{_signed(one.error, exact=True)}{' or less' if is_least else ''}",
            is_least=is_least,
        )


def _earlier(earlier: LoggedSet, *, is_least: bool) -> str:
    """The reps of an earlier set and what was said to be left: `12 + 5 or more`."""
    if earlier.ended_by == EndedBy.TECHNICAL_FAILURE:
        return f"{earlier.reps}, form broke"
    return f"{earlier.reps} + {earlier.good_reps_left:g}{' or more' if is_least else ''}"


def _spread_says(sense: RirSense) -> str:
    """How many of the points lie within the spread of the mean, counted."""
    if sense.mean_error is None or sense.spread is None:
        return ""
    if not sense.spread:
        return "All points are the same."
    # Counted: "most lie within" need not be true of few points.
    within = sum(
        abs(one.error - sense.mean_error) <= sense.spread + _ROUNDING for one in sense.points
    )
    return f"{within} of {len(sense.points)} points lie within {sense.spread:.1f} reps of your average."


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
