"""Stacked columns and strips of shades, a column for each week, month, quarter or year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logbook.charts.figures import (
    LEFT,
    RIGHT,
    Box,
    Figure,
    Mark,
    Path,
    Scale,
    Text,
    astray,
    foot,
    full_height,
    per_cent,
    scale_of,
    wide,
)
from logbook.charts.over_time import day_names
from logbook.charts.spans import Span

_HEIGHT = 140
# Of a column's room so much is drawn, so that one is told from the next.
_FILLED = 0.78
_FULL = 100.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its parts from the bottom up as (kind, value), and its row of the table.

    `mark` is a sign under the top, "" for none. None in place of parts: nothing to draw there.
    """

    parts: tuple[tuple[str, float], ...] | None
    row: tuple[str, ...]
    mark: str = ""

    @property
    def total(self) -> float:
        """How high it is."""
        return sum(value for _, value in self.parts or ())


def columns_figure(
    columns: Sequence[Column],
    span: Span,
    *,
    title: str,
    says: str,
    unit: str,
    legend: Iterable[tuple[str, str, str]],
    head: tuple[str, ...],
    are_shares: bool = False,
    are_counts: bool = False,
    limit: float | None = None,
) -> Figure:
    """A column for each column of the span, from zero up.

    Shares of a whole are in per cent, and each column with parts is full. A column that would
    flatten all others is cut off at the top, with an arrow, and said in `note`. Counts have whole
    numbers beside them. `limit` is a line across.
    """
    heights = [one.total for one in columns if one.parts]
    out = set() if are_shares else _over(columns)
    kept = [one.total for at, one in enumerate(columns) if one.parts and at not in out]
    values = [_FULL] if are_shares else [*kept, *([limit] if limit else [])] if heights else [1.0]
    scale = (
        Scale((0.0, 50.0, _FULL), _HEIGHT)
        if are_shares
        else scale_of(values or [1.0], _HEIGHT, from_zero=True, is_whole=are_counts)
    )
    boxes: list[Box] = []
    marks: list[Mark] = []
    for at, one in enumerate(columns):
        boxes += _stacked(one, at, len(columns), scale, are_shares=are_shares)
        middle = per_cent((at + 0.5) / len(columns))
        if at in out:
            marks.append(Mark("over", middle, f"{scale.y(scale.ticks[-1]):.1f}"))
        elif one.mark:
            marks.append(Mark(one.mark, middle, f"{scale.y(0) - 7:.1f}"))
    lines = [Path("limit", f"M{LEFT * 10} {scale.y(limit):.1f}H{RIGHT * 10}")] if limit else []
    return Figure(
        title=title,
        says=says,
        height=full_height(_HEIGHT),
        ticks=scale.drawn(unit),
        boxes=tuple(boxes),
        lines=tuple(lines),
        marks=tuple(marks),
        texts=column_names(span, _HEIGHT),
        legend=tuple(legend),
        head=head,
        rows=tuple(one.row for one in reversed(columns)),
        note=_note([columns[at] for at in sorted(out)]),
    )


def column_names(span: Span, height: int) -> tuple[Text, ...]:
    """The first and the last column by name: the last one is the running one."""
    if len(span.bins) == 1:
        return day_names(span, height)
    return (
        Text(per_cent(0), foot(height), "start", span.bins[0].short),
        Text(per_cent(1), foot(height), "end", f"this {span.of_column}"),
    )


def _over(columns: Sequence[Column]) -> set[int]:
    """The columns far higher than those around them; low ones flatten nothing."""
    drawn = [at for at, one in enumerate(columns) if one.total]
    totals = [columns[at].total for at in drawn]
    far = {drawn[at] for at in astray(totals)}
    rest = [columns[at].total for at in drawn if at not in far]
    # A week of twice the sets after a week off is no error: only what dwarfs the highest other is.
    return {at for at in far if rest and columns[at].total > 3 * max(rest)}


def _stacked(one: Column, at: int, count: int, scale: Scale, *, are_shares: bool) -> Iterable[Box]:
    total = one.total
    if not one.parts or not total:
        return
    gap = (1 - _FILLED) / 2
    x, width = per_cent((at + gap) / count), wide(_FILLED / count)
    so_far = 0.0
    for kind, value in one.parts:
        if not value:
            continue
        begin, end = so_far, so_far + value
        so_far = end
        if are_shares:
            begin, end = begin * _FULL / total, end * _FULL / total
        top, bottom = scale.y(end), scale.y(begin)
        yield Box(kind, x, f"{top:.1f}", width, f"{bottom - top:.1f}")


def _note(out: Sequence[Column]) -> str:
    if not out:
        return ""
    told = ", ".join(f"{one.row[0]} ({one.total:g})" for one in out[-3:])
    return f"Far higher than all others, and cut off: {told}."


# ---- a strip of shades, and a line as small as a word ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of a heat map: `shade` is 0 to 4, `said` what it stands for."""

    x: str
    width: str
    shade: int
    said: str


def strip(shades: Sequence[tuple[int | None, str]]) -> tuple[Cell, ...]:
    """A row of a heat map over its full width; None leaves a gap."""
    count = len(shades)
    return tuple(
        Cell(f"{100 * at / count:.2f}%", f"{100 * 0.9 / count:.2f}%", shade, said)
        for at, (shade, said) in enumerate(shades)
        if shade is not None
    )


def spark(values: Sequence[float | None]) -> tuple[str, ...]:
    """The path strings of a line as small as a word, in a box of 100 by 20; None is a gap."""
    known = [value for value in values if value is not None]
    if not known:
        return ()
    low, high = min(known), max(known)
    runs: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x = 100 * at / max(len(values) - 1, 1)
        y = 18 - 16 * (value - low) / (high - low) if high > low else 10.0
        runs[-1].append(f"{x:.1f} {y:.1f}")
    # A value between two gaps is a dot: a line of no length with a round end.
    return tuple("M" + "L".join(run if len(run) > 1 else [*run, *run]) for run in runs if run)
