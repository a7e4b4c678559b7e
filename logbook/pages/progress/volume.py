"""Hard sets a muscle and week against their bands, and what was not trained lately (rulebook 12)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from logbook.charts.body import BodyMap, body_map
from logbook.charts.columns import Cell, strip
from logbook.charts.spans import Cut, Span
from logbook.clock import week_start
from logbook.log.period_sums import Period, Worked
from programming.choices import Muscle
from programming.rulebook import LoggedSet, VolumeBand, is_hard_set, rule, volume_band
from programming.wording import BANDS

_NUMBERS = rule("weekly_volume").numbers
_BANDS = tuple(VolumeBand)
"""Muscles that nothing trained for so long are named."""
_WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class MuscleRow:
    """A muscle: a strip of shades, and its sets a week with their band.

    `values` are the sets a week in each column, for the table; `text` is the sentence of the strip.
    """

    muscle: str
    shade: int
    name: str
    cells: tuple[Cell, ...]
    sets: str
    band: str
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VolumeCard:
    """`counted` says over which weeks the sets are; `silent` are the muscles without a set in four weeks."""

    title: str
    counted: str
    rows: tuple[MuscleRow, ...]
    columns: tuple[str, ...]
    first: str
    last: str
    silent: str
    unknown: str

    @property
    def body(self) -> BodyMap:
        """The same on a body: each muscle in the shade of its band."""
        told = "; ".join(row.text for row in self.rows)
        return body_map({row.muscle: row.shade for row in self.rows}, f"{self.title}. {told}.")


def volume_card(
    periods: Sequence[Period],
    span: Span,
    since: dt.date,
    lately: Collection[str],
) -> VolumeCard:
    """The card of what was trained in the span; `since` is the log's first day.

    `lately` are the muscles that hard sets of the last four weeks counted for.
    """
    halves: dict[str, list[int]] = defaultdict(lambda: [0] * len(span.bins))
    unknown = 0
    for period in periods:
        at = span.place(period.first)
        if at is None:
            continue
        unknown += sum(counts.unrated_sets for counts in period.counts.values())
        for muscle, one in period.muscles.items():
            if one.direct or one.indirect:
                halves[muscle][at] += _worth(one)
    begin, end, weeks = _full_weeks(span, since)
    lengths = [_weeks_in(one.first, one.last, begin, span.today) for one in span.bins]
    found = [
        _row(muscle, sets, span, lengths, _sum(sets, span, end), weeks)
        for muscle, sets in halves.items()
    ]
    ordered = [row for _, row in sorted(found, key=lambda one: (-one[0], one[1].name))]
    return VolumeCard(
        title=_title(found),
        counted=_counted(span, weeks),
        rows=tuple(ordered),
        columns=tuple(one.name for one in span.bins),
        first=span.bins[0].short,
        last=f"this {span.of_column}",
        silent=", ".join(
            Muscle(muscle).label.lower() for muscle in Muscle.values if muscle not in lately
        ),
        unknown=f"{unknown} of them without reps in reserve" if unknown else "",
    )


def trained_in(log: Iterable[LoggedSet]) -> set[str]:
    """The muscles that hard sets of a log counted for."""
    return {
        muscle
        for done in log
        if done.counts and is_hard_set(done)
        for muscle in (*done.primary_muscles, *done.secondary_muscles)
    }


def _worth(one: Worked) -> int:
    """What hard sets count for a muscle, in halves (rulebook 12)."""
    return one.direct * _NUMBERS["direct_halves"] + one.indirect * _NUMBERS["indirect_halves"]


def _full_weeks(span: Span, since: dt.date) -> tuple[dt.date, dt.date, float]:
    """From which day to which (not included) a week's sets are averaged, and how many weeks.

    Whole weeks, the running one left out; of a log that began this week the days so far. Longer
    columns are averaged over all their days.
    """
    begin = max(span.first, week_start(since))
    this = week_start(span.today)
    end = this if span.cut is Cut.WEEK else span.today + dt.timedelta(days=1)
    if span.cut is Cut.WEEK and end <= begin:
        return begin, span.today + dt.timedelta(days=1), 1.0
    return begin, end, (end - begin).days / 7


def _weeks_in(first: dt.date, last: dt.date, begin: dt.date, today: dt.date) -> float:
    """The weeks of a column that the log covers; a week counts as one from its first day."""
    days = (min(last, today) - max(first, begin)).days + 1
    return max(days / 7, 1.0) if days > 0 else 0.0


def _sum(sets: Sequence[int], span: Span, end: dt.date) -> int:
    return sum(count for one, count in zip(span.bins, sets, strict=True) if one.first < end)


def _row(
    muscle: str,
    halves: Sequence[int],
    span: Span,
    lengths: Sequence[float],
    total: int,
    weeks: float,
) -> tuple[float, MuscleRow]:
    average = total / 2 / weeks
    band = volume_band(average)
    each = [
        count / 2 / length if length else None
        for count, length in zip(halves, lengths, strict=True)
    ]
    name = _name(muscle)
    return average, MuscleRow(
        muscle=muscle,
        shade=_BANDS.index(band),
        name=name,
        cells=strip(
            [
                (_BANDS.index(volume_band(one)), f"{column.name}: {one:.1f}") if one else (None, "")
                for one, column in zip(each, span.bins, strict=True)
            ]
        ),
        sets=_shown(average),
        band=BANDS[band],
        text=f"{name}: {_shown(average)} sets a week, {BANDS[band]}",
        values=tuple("–" if one is None else _shown(one) for one in each),
    )


def _shown(sets: float) -> str:
    return f"{round(sets, 1):g}"


def _name(muscle: str) -> str:
    return str(Muscle(muscle).label) if muscle in Muscle.values else muscle.replace("_", " ")


def _title(found: Iterable[tuple[float, MuscleRow]]) -> str:
    """How many muscles are in the typical range, and which have too few to count."""
    averages = list(found)
    typical = sum(volume_band(one) is VolumeBand.TYPICAL_TARGET for one, _ in averages)
    over = [row.name for one, row in averages if volume_band(one) in _BANDS[3:]]
    title = f"{typical} of {len(averages)} muscles in the typical range"
    if over:
        names = ", ".join(one.lower() for one in over[:2])
        title += f", {names} above it" if len(over) < 3 else f", {len(over)} above it"
    return title


def _counted(span: Span, weeks: float) -> str:
    if span.cut is Cut.WEEK and weeks == 1.0:
        return "Hard sets in one week"
    if span.cut is Cut.WEEK:
        return f"Hard sets a week, over {weeks:g} whole weeks"
    return f"Hard sets a week, over {round(weeks)} weeks"
