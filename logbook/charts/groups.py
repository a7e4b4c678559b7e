"""Dots of several groups side by side, each with its median."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from logbook.charts.figures import (
    Box,
    Figure,
    Mark,
    Path,
    Scale,
    Text,
    foot,
    full_height,
    per_cent,
    scale_of,
    thousandth,
    wide,
)

_HEIGHT = 168
# What is farther from nothing is an arrow at the edge, and said.
_FAR = 25.0
_ASIDE = 7
_STEP = 0.035
_MEDIAN = 0.22
_BAR = 3


def groups_figure(
    groups: Sequence[tuple[str, Sequence[float], float | None]],
    *,
    title: str,
    says: str,
    unit: str,
    legend: Iterable[tuple[str, str, str]],
    head: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Figure:
    """Each group's values over its name, beside one another where they would hide each other.

    `groups` are (name, values, median or None). Zero is a line of its own.
    """
    every = [value for _, values, _ in groups for value in values]
    out = sum(abs(value) > _FAR for value in every)
    inside = [value for value in every if abs(value) <= _FAR]
    scale = scale_of([*inside, 0.0], _HEIGHT, from_zero=False)
    zero = f"M{thousandth(0)} {scale.y(0):.1f}L{thousandth(1)} {scale.y(0):.1f}"
    marks: list[Mark] = []
    boxes: list[Box] = []
    texts: list[Text] = []
    for at, (name, values, middle) in enumerate(groups):
        share = (at + 0.5) / len(groups)
        marks += _marks(values, share, scale)
        if middle is not None:
            y = scale.y(middle) - _BAR / 2
            left = per_cent(share - _MEDIAN / 2)
            boxes.append(Box("failed", left, f"{y:.1f}", wide(_MEDIAN), str(_BAR)))
        texts.append(Text(per_cent(share), foot(_HEIGHT), "middle", name))
    return Figure(
        title=title,
        says=says,
        height=full_height(_HEIGHT),
        ticks=scale.drawn(unit),
        boxes=tuple(boxes),
        lines=(Path("limit", zero),),
        marks=tuple(marks),
        texts=tuple(texts),
        legend=tuple(legend),
        head=head,
        rows=rows,
        note=_note(out),
    )


def _note(out: int) -> str:
    """How many lie outside the scale, in words; empty for none."""
    lie = "1 session lies" if out == 1 else f"{out} sessions lie"
    return f"{lie} more than {_FAR:g} % away, outside the scale." if out else ""


def _marks(values: Sequence[float], share: float, scale: Scale) -> Iterable[Mark]:
    """A dot each; of those that stand at one height the later ones step aside."""
    taken: dict[int, int] = {}
    for value in sorted(values):
        if abs(value) > _FAR:
            yield Mark("over" if value > 0 else "under", per_cent(share), f"{scale.y(value):.1f}")
            continue
        y = scale.y(value)
        row = round(y / _ASIDE)
        count = taken.get(row, 0)
        taken[row] = count + 1
        # To the right, to the left, and so on outwards, as far as the group's room goes.
        aside = (count + 1) // 2 * (1 if count % 2 else -1) * _STEP
        yield Mark("dot", per_cent(share + max(min(aside, 0.14), -0.14)), f"{y:.1f}")
