"""The page on the sense of effort: what was said, what was there, and how far apart (rulebook 11)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as date_text

from logbook.choices import EndedBy
from logbook.clock import moment
from logbook.log.long_term import read_measured
from logbook.models import User
from programming.models import RiskEntry
from programming.rulebook import LoggedSet, MeasuredPoint, RirSense, rir_sense, rule

_AXIS_FROM, _AXIS_TO, _MOST_LABELS = -2, 3, 8
# So many reps on a phone leave room for a dot and its number every half rep.
_MOST_IN_HALVES = 8
# What is on the edge lies within.
_ROUNDING = 1e-9
_LARGEST, _SMALLEST = 10.0, 3.0


@dataclass(frozen=True, slots=True)
class PointLine:
    """One measured point as a line of the table.

    `earlier` is the set that `said` comes from, `ended` how the set to failure did.
    """

    day: dt.date
    exercise: str
    said: str
    earlier: str
    done: int
    ended: str
    error: str


@dataclass(frozen=True, slots=True)
class Dot:
    """The points at one place: across in percent, the radius whose area is their share, and how many."""

    at: str
    radius: str
    apart: str
    count: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The chart: labels as (place, text) and dots; across in percent. `step` is theirs, in reps."""

    label: str
    ticks: tuple[tuple[str, str], ...]
    dots: tuple[Dot, ...]
    step: str
    has_piles: bool
    zero_at: str
    mean_at: str
    mean: str


@dataclass(frozen=True, slots=True)
class SensePage:
    """What the page shows; empty strings where there are too few points.

    `has_fatigue`: the points have it in them, as `to_pairs` more pairs of sets to failure are
    needed to know the lifter's own; else `loss` is it.
    """

    title: str
    last_test: str
    points: tuple[PointLine, ...]
    strip: Strip | None
    mean: str
    spread: str
    spread_says: str
    offset: str
    offset_says: str
    to_mean: int
    to_offset: int
    has_fatigue: bool
    loss: str
    pairs: int
    to_pairs: int


def read_sense(lifter: User, *, now: dt.datetime) -> SensePage:
    """The measured points of the last year, in four queries."""
    measured = read_measured(lifter, moment(now, lifter.zone))
    sense = rir_sense(measured)
    names = _names(measured)
    numbers = rule("rir_sense").numbers
    found = len(sense.points)
    return SensePage(
        title=sense.reasons[0].text,
        last_test=_last_test(sense, measured, names),
        points=tuple(_lines(sense.points, measured, names)),
        strip=_strip(sense.points, sense.mean_error) if sense.points else None,
        mean=_signed(sense.mean_error),
        spread="" if sense.spread is None else f"{sense.spread:.1f}",
        spread_says=_spread_says(sense),
        offset=_signed(sense.offset),
        offset_says=sense.reasons[1].text if len(sense.reasons) > 1 else "",
        to_mean=max(numbers["from_points"] - found, 0),
        to_offset=max(rule("rir_offset").numbers["from_points"] - found, 0),
        has_fatigue=sense.fatigue_loss is None,
        loss="" if sense.fatigue_loss is None else f"{sense.fatigue_loss:.1f}",
        pairs=sense.fatigue_pairs,
        to_pairs=max(numbers["from_pairs"] - sense.fatigue_pairs, 0),
    )


def _names(measured: Iterable[LoggedSet]) -> dict[int, str]:
    """What the exercises are called, in one query."""
    return dict(
        RiskEntry.objects.filter(exercise_id__in={one.exercise for one in measured})
        .order_by("release__number")
        .values_list("exercise_id", "name")
    )


def _last_test(sense: RirSense, measured: Sequence[LoggedSet], names: Mapping[int, str]) -> str:
    """What the latest test set showed, or why it showed nothing; empty where there was none."""
    place = max((at for at, one in enumerate(measured) if one.is_test_set), default=None)
    if place is None:
        return ""
    test = measured[place]
    begin = f"{date_text(test.day, 'D j M')}, {names[int(test.exercise)]}: "
    point = next((one for one in sense.points if one.place == place), None)
    if point is not None:
        before = measured[point.said_place]
        return begin + (
            f"the set before had {before.reps} reps and {before.good_reps_left:g} left as you said, so "
            f"{point.said:g}. The test had {point.done}: {_apart(point)}."
        )
    if test.good_reps_left:
        return (
            begin
            + "it ended with reps left, so it measures nothing. Go on until no good rep comes."
        )
    return begin + (
        "no set before it at that weight said how many reps were left, from Very hard to Medium, so "
        "there is nothing to hold it against."
    )


def _apart(point: MeasuredPoint) -> str:
    """How far apart what was said and what was there are, in words."""
    if not round(point.error, 1):
        return "as many as you said"
    reps = f"{abs(round(point.error, 1)):g}"
    unit = "rep" if reps == "1" else "reps"
    return f"{reps} {unit} {'more' if point.error > 0 else 'fewer'} than you said"


def _lines(
    points: Iterable[MeasuredPoint], measured: Sequence[LoggedSet], names: Mapping[int, str]
) -> Iterable[PointLine]:
    """The points, newest first, with the exercise's name."""
    ordered = sorted(points, key=lambda one: (one.day, one.place), reverse=True)
    for one in ordered:
        earlier, last = measured[one.said_place], measured[one.place]
        yield PointLine(
            day=one.day,
            exercise=names[int(one.exercise)],
            said=f"{one.said:g}",
            earlier=f"{earlier.reps} + {earlier.good_reps_left:g}",
            done=one.done,
            ended="form broke" if last.ended_by == EndedBy.TECHNICAL_FAILURE else "",
            error=_signed(round(one.error, 1), exact=True),
        )


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


def _strip(points: Sequence[MeasuredPoint], mean: float | None) -> Strip:
    """The points on a line of reps: those of one place are one dot, larger and with their number."""
    errors = [one.error for one in points]
    low = min(_AXIS_FROM, math.floor(min(errors)))
    high = max(_AXIS_TO, math.ceil(max(errors)))
    step = max(1, math.ceil((high - low) / _MOST_LABELS))
    by = 0.5 if high - low < _MOST_IN_HALVES else 1

    def at(error: float) -> str:
        return f"{100 * (error - low + 0.5) / (high - low + 1):.2f}%"

    piles = sorted(Counter(math.floor(error / by + 0.5) * by for error in errors).items())
    most = max(count for _, count in piles)
    dots = tuple(
        Dot(
            at(place),
            f"{max(_LARGEST * math.sqrt(count / most), _SMALLEST):.1f}",
            _signed(place, exact=True),
            count,
        )
        for place, count in piles
    )
    said = ", ".join(f"{dot.apart}{f' ({dot.count} times)' * (dot.count > 1)}" for dot in dots)
    ending = f"; average {_signed(mean)}" if mean is not None else "; fatigue included"
    return Strip(
        label=f"{len(errors)} measured, reps really left minus reps said: {said}{ending}",
        ticks=tuple(
            (at(tick), _signed(tick, exact=True))
            for tick in range(low, high + 1)
            if tick % step == 0
        ),
        dots=dots,
        step="half rep" if by < 1 else "rep",
        has_piles=most > 1,
        zero_at=at(0),
        mean_at=at(mean) if mean is not None else "",
        mean=_signed(mean),
    )
