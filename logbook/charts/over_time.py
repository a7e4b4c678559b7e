"""Lines with a band, and dots on a target band, over days."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from logbook.charts.figures import (
    Box,
    Figure,
    Mark,
    Path,
    Scale,
    Text,
    Tick,
    astray,
    foot,
    full_height,
    per_cent,
    scale_of,
    thousandth,
    wide,
)
from logbook.charts.spans import Span
from programming.wording import reps_left

_HEIGHT = 168
_DOTS_HEIGHT = 150
# Names of days nearer than this to the end would stand on the last one.
_APART = 0.3
RIR = (0, 1, 2, 3, 4, 5)
_MOST_MARKS = 160
_BAND_DAYS = 7
# How far apart dots of one day and height stand, and how far beyond today.
_DOT = 0.035
_OVER = 0.02
# A band reaches so far beyond its first and last whole number.
_OVERHANG = 0.44


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day. `kind` is its mark; `low` and `high` are the band around it there."""

    day: dt.date
    value: float
    shown: str
    kind: str = "dot"
    low: float | None = None
    high: float | None = None
    said: str = ""


def line_figure(
    points: Sequence[Point],
    span: Span,
    *,
    title: str,
    says: str,
    unit: str,
    gap_days: int,
    legend: Iterable[tuple[str, str, str]],
    head: tuple[str, ...],
    line: Sequence[tuple[dt.date, float]] | None = None,
) -> Figure:
    """A line through the points with the band around it, broken where `gap_days` have none.

    `line` is another one than through the points. What stands outside the scale is an arrow at its
    edge, and said in `note`; a line stays within the scale.
    """
    out = astray([one.value for one in points])
    inside = [
        _without(one, {points[at].value for at in out})
        for at, one in enumerate(points)
        if at not in out
    ]
    around = [edge for one in inside for edge in (one.low, one.high) if edge is not None]
    scale = scale_of([*(one.value for one in inside), *around], _HEIGHT, from_zero=False)
    runs = list(_runs(inside, gap_days))
    through = [Point(day, value, "") for day, value in line] if line is not None else inside
    best = max(inside, key=lambda one: (one.value, one.day), default=None)
    labels = [_value_text(best, span, scale, unit)] if best is not None and len(inside) > 1 else []
    return Figure(
        title=title,
        says=says,
        height=full_height(_HEIGHT),
        ticks=scale.drawn(unit),
        areas=tuple(Path("band", _area(run, span, scale)) for run in runs if _has_band(run)),
        lines=tuple(
            Path("series", _line(run, span, scale))
            for run in _runs(through, gap_days)
            if len(run) > 1
        ),
        marks=tuple(_marks(points, out, span, scale)),
        texts=(*labels, *day_names(span, _HEIGHT)),
        legend=tuple(legend),
        head=head,
        rows=tuple((_day(one.day), one.shown, one.said) for one in reversed(points)),
        note=_note([points[at] for at in sorted(out)], unit),
    )


def _without(one: Point, out: set[float]) -> Point:
    """The point with a band that no value outside the scale reaches into."""
    low = one.value if one.low in out else one.low
    high = one.value if one.high in out else one.high
    return replace(one, low=low, high=high)


def _runs(points: Sequence[Point], gap_days: int) -> Iterable[list[Point]]:
    """The points without a gap between them, a run at a time."""
    run: list[Point] = []
    for one in points:
        if run and (one.day - run[-1].day).days > gap_days:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _has_band(run: Sequence[Point]) -> bool:
    return len(run) > 1 and any(one.low != one.high for one in run)


def _line(run: Sequence[Point], span: Span, scale: Scale) -> str:
    return "M" + "L".join(f"{_x(one, span)} {scale.y(one.value):.1f}" for one in run)


def _area(run: Sequence[Point], span: Span, scale: Scale) -> str:
    """Along the upper edges and back along the lower ones."""
    edges = [(one, _or(one.high, one.value)) for one in run]
    edges += [(one, _or(one.low, one.value)) for one in reversed(run)]
    return "M" + "L".join(f"{_x(one, span)} {scale.y(value):.1f}" for one, value in edges) + "z"


def _or(value: float | None, other: float) -> float:
    return other if value is None else value


def _x(one: Point, span: Span) -> str:
    return thousandth(span.share(one.day))


def _marks(points: Sequence[Point], out: set[int], span: Span, scale: Scale) -> Iterable[Mark]:
    """A mark each; of very many only those that mean more than a session."""
    is_many = len(points) > _MOST_MARKS
    for at, one in enumerate(points):
        x = per_cent(span.share(one.day))
        if at in out:
            is_over = scale.y(one.value) <= scale.y(scale.ticks[-1])
            yield Mark("over" if is_over else "under", x, f"{scale.y(one.value):.1f}")
        elif not is_many or one.kind != "dot":
            yield Mark(one.kind, x, f"{scale.y(one.value):.1f}")


def _value_text(best: Point, span: Span, scale: Scale, unit: str) -> Text:
    """The best value, in words above its mark."""
    share = span.share(best.day)
    anchor = "end" if share > 1 - _APART else "start" if share < _APART else "middle"
    y = f"{scale.y(best.value) - 12:.1f}"
    return Text(per_cent(share), y, anchor, f"{best.shown} {unit}".strip(), is_strong=True)


def _note(out: Sequence[Point], unit: str) -> str:
    if not out:
        return ""
    told = ", ".join(f"{one.shown} {unit} on {_day(one.day)}" for one in out[-3:])
    many = f"{len(out)} values lie" if len(out) > 1 else "One value lies"
    more = ", among them " if len(out) > 3 else ": "
    return f"{many} far from all around and outside the scale{more}{told}."


def day_names(span: Span, height: int) -> tuple[Text, ...]:
    """The first day, today, and on a long picture the middle, under the plot."""
    first, last = span.bins[0], span.bins[-1]
    if len(span.bins) == 1:
        return (Text(per_cent(0.5), foot(height), "middle", last.short),)
    return (
        Text(per_cent(0), foot(height), "start", first.short),
        Text(per_cent(1), foot(height), "end", "today"),
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


# ---- dots on a target band -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dot:
    """A set's reps in reserve, 0 to 5, on a day. `kind` is the mark of how it went."""

    day: dt.date
    rir: float
    kind: str
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The target on a day, in reps in reserve."""

    day: dt.date
    low: float
    high: float


def dots_figure(
    dots: Sequence[Dot],
    targets: Sequence[Target],
    span: Span,
    *,
    title: str,
    says: str,
    legend: Iterable[tuple[str, str, str]],
    head: tuple[str, ...],
) -> Figure:
    """Dots over the band of their targets: failure is at the bottom, the band reaches half a rep on."""
    scale = Scale((-0.5, 5.5), _DOTS_HEIGHT)
    return Figure(
        title=title,
        says=says,
        height=full_height(_DOTS_HEIGHT),
        ticks=tuple(
            Tick(f"{scale.y(rir):.1f}", f"{scale.y(rir) - 4:.1f}", reps_left(rir)) for rir in RIR
        ),
        boxes=tuple(_bands(targets, span, scale)),
        marks=tuple(
            Mark(one.kind, per_cent(share), f"{scale.y(min(one.rir, 5)):.1f}")
            for one, share in _side_by_side(dots, span)
        ),
        texts=day_names(span, _DOTS_HEIGHT),
        legend=tuple(legend),
        head=head,
        rows=tuple(one.row for one in reversed(dots)),
    )


def _side_by_side(dots: Sequence[Dot], span: Span) -> Iterable[tuple[Dot, float]]:
    """The dots with their places across: of those of one day and height none lies under another.

    They stand around their day, as far as the days beside it leave room.
    """
    days = sorted({span.share(one.day) for one in dots})
    same: Counter[tuple[float, float]] = Counter((span.share(one.day), one.rir) for one in dots)
    seen: Counter[tuple[float, float]] = Counter()
    for one in dots:
        share = span.share(one.day)
        count, at = same[share, one.rir], seen[share, one.rir]
        seen[share, one.rir] += 1
        place = bisect_left(days, share)
        around = [
            abs(days[near] - share) for near in (place - 1, place + 1) if 0 <= near < len(days)
        ]
        step = min(_DOT, min(around, default=1.0) / count)
        # The outermost ones stay within the picture.
        aside = (count - 1) / 2 * step
        middle = min(max(share, aside), 1.0 + _OVER - aside)
        yield one, middle - aside + at * step


def _bands(targets: Sequence[Target], span: Span, scale: Scale) -> Iterable[Box]:
    """The band of each day up to the next one's, a week long at most: then nothing was asked."""
    day = 1 / max((span.today - span.first).days, 1)
    ends = [span.share(one.day) for one in targets[1:]] + [1.0]
    for one, end in zip(targets, ends, strict=False):
        begin = span.share(one.day)
        width = min(max(end - begin, day / 2), _BAND_DAYS * day)
        top, bottom = scale.y(one.high + _OVERHANG), scale.y(one.low - _OVERHANG)
        yield Box("zone", per_cent(begin), f"{top:.1f}", wide(width), f"{bottom - top:.1f}")
