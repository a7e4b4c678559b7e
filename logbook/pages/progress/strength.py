"""Strength: the estimated single of the main lifts, and the strength score over time (rulebook 7, 13)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from logbook.charts.figures import Figure
from logbook.charts.over_time import Point, line_figure
from logbook.charts.spans import Cut, Span
from logbook.log.weeks import Trained
from logbook.models import Background, User
from logbook.pages.level.strength import StrengthCard
from programming.choices import Role
from programming.loads import MICROGRAMS_PER_KG, Unit, shown
from programming.rulebook import CompetitionLift, current_e1rm, rule, strength_score

_CURRENT = rule("current_e1rm").numbers
_TOTAL_DAYS = rule("strength_total").numbers["days"]
_MONTHS_OF_TOTAL = 3
MOST_LIFTS = 4
_NEWS = dt.timedelta(days=28)
# Two columns of a year may be so many days apart; more is a gap.
_GAPS = {Cut.WEEK: _CURRENT["days"], Cut.MONTH: 62, Cut.QUARTER: 186, Cut.YEAR: 731}
READ_BEFORE = dt.timedelta(days=_TOTAL_DAYS)
"""How many days before a span are read: what stands at its first day rests on them."""
LINES = (
    ("mark", "dot", "session"),
    ("mark", "record", "best of these"),
    ("line", "series", "current estimate"),
    ("box", "band", "lowest to highest of its sessions"),
)
_LINES_OF_MONTHS = (
    ("mark", "dot", "best of the month"),
    ("mark", "record", "best of these"),
    ("box", "band", "from the lowest session up"),
)


@dataclass(frozen=True, slots=True)
class LiftCard:
    """A main lift: its picture, with the finding as its title."""

    exercise_id: int
    name: str
    title: str
    says: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """The strength score now, and over time where there is enough for a line."""

    card: StrengthCard
    title: str
    figure: Figure | None


def main_lifts(rows: Sequence[Trained], span: Span) -> list[int]:
    """The main lifts of the span that have an estimate, the most trained first."""
    days = Counter(
        row.exercise_id
        for row in rows
        if row.role == Role.MAIN and row.best is not None and span.place(row.day) is not None
    )
    return [exercise for exercise, _ in days.most_common(MOST_LIFTS)]


def lift_cards(
    rows: Sequence[Trained], lifts: Sequence[int], names: Mapping[int, str], span: Span, unit: Unit
) -> list[LiftCard]:
    """A card for each of these lifts; `rows` begin `READ_BEFORE` the span."""
    return [
        card
        for exercise in lifts
        if (card := _lift_card(exercise, names[exercise], _bests(rows, exercise), span, unit))
    ]


def _bests(rows: Iterable[Trained], exercise: int) -> list[tuple[dt.date, int, int]]:
    """Of each day, or month, of an exercise with an estimate: the best and the least, in order."""
    found: dict[dt.date, tuple[int, int]] = {}
    for row in rows:
        if row.exercise_id == exercise and row.best is not None and row.least is not None:
            best, least = found.get(row.day, (row.best, row.least))
            found[row.day] = max(best, row.best), min(least, row.least)
    return [(day, best, least) for day, (best, least) in sorted(found.items())]


def _lift_card(
    exercise: int, name: str, bests: Sequence[tuple[dt.date, int, int]], span: Span, unit: Unit
) -> LiftCard | None:
    within = [one for one in bests if one[0] >= span.first]
    if not within:
        return None
    days = [day for day, _, _ in within]
    values = [best for _, best, _ in within]
    by_month = span.cut is not Cut.WEEK
    top = max(values)
    top_day = max(day for day, best, _ in within if best == top)
    title, says = finding(days, values, unit, span)
    points = []
    for day, best, least in within:
        low, high = (least, best) if by_month else current_band(bests, day)
        points.append(
            Point(
                day=max(day, span.first),
                value=number(best, unit),
                shown=shown(best, unit),
                kind="record" if (best, day) == (top, top_day) else "dot",
                low=number(low, unit),
                high=number(high, unit),
                said="best" if (best, day) == (top, top_day) else "",
            )
        )
    figure = line_figure(
        points,
        span,
        title=f"Estimated single of {name}",
        says=says,
        unit=unit.value,
        gap_days=_GAPS[span.cut],
        legend=_LINES_OF_MONTHS if by_month else LINES,
        head=("Month" if by_month else "Session", f"Estimate, {unit.value}", ""),
        line=None if by_month else current_line(bests, span, unit),
    )
    return LiftCard(exercise, name, title, says, figure)


def number(micrograms: int, unit: Unit) -> float:
    """A load as shown in a lifter's unit, as a number to draw."""
    return float(shown(micrograms, unit).replace(",", ""))


def current_band(bests: Sequence[tuple[dt.date, int, int]], day: dt.date) -> tuple[int, int]:
    """The least and the best of the sessions that the current estimate of a day rests on."""
    near = [best for at, best, _ in bests if 0 <= (day - at).days <= _CURRENT["days"]][
        -_CURRENT["sessions"] :
    ]
    return min(near), max(near)


def current_line(
    bests: Sequence[tuple[dt.date, int, int]], span: Span, unit: Unit
) -> list[tuple[dt.date, float]]:
    """The current estimate as it stood after each session of the span (rulebook 7)."""
    found = []
    for at, (day, _, _) in enumerate(bests):
        if day >= span.first:
            lately = islice(bests, max(at - 9, 0), at + 1)
            value = current_e1rm([(one, best) for one, best, _ in lately], day)
            if value is not None:
                found.append((day, number(value, unit)))
    return found


def finding(
    days: Sequence[dt.date], values: Sequence[int], unit: Unit, span: Span
) -> tuple[str, str]:
    """What a lift's estimates come to: a title, and a sentence with the numbers behind it."""
    latest, best = values[-1], max(values)
    best_day = max(day for day, value in zip(days, values, strict=True) if value == best)
    last = f"{shown(latest, unit)} {unit.value}"
    when = f"in {best_day:%B %Y}" if span.cut is not Cut.WEEK else f"on {_day(best_day)}"
    if len(values) == 1:
        return f"{last}, once so far", f"One session with an estimate: {last} {when}."
    change = number(latest, unit) - number(values[0], unit)
    size = f"{abs(change):g} {unit.value}"
    moved = f"up {size}" if change > 0 else f"down {size}" if change < 0 else "unchanged"
    says = f"{last} last time, {moved} since {_day(days[0])}; best {shown(best, unit)} {when}."
    if latest == best:
        return f"At its best: {last}", says
    weeks = (span.today - best_day).days // 7
    if span.today - best_day >= _NEWS:
        return f"No new best for {weeks} weeks", says
    return f"{last}, best {shown(best, unit)}", says


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


# ---- the strength score ------------------------------------------------------------------------------


def score_card(
    lifter: User,
    background: Background | None,
    card: StrengthCard,
    rows: Sequence[Trained],
    weighings: Sequence[tuple[dt.date, int]],
    lifts: Mapping[int, CompetitionLift],
    span: Span,
) -> ScoreCard:
    """The score as the level page says it, with its way here; `rows` begin `READ_BEFORE` the span."""
    sex = background.sex if background is not None else ""
    if not sex:
        return ScoreCard(card, _score_title(card, []), None)
    bests: dict[CompetitionLift, list[tuple[dt.date, int]]] = defaultdict(list)
    for row in rows:
        if row.exercise_id in lifts and row.best is not None:
            bests[lifts[row.exercise_id]].append((row.day, row.best))
    points = []
    for one in span.bins:
        end = min(one.last, span.today)
        total = total_on(bests, end, by_month=span.cut is not Cut.WEEK)
        weight = weight_on(weighings, end)
        if total is not None and weight is not None:
            score = strength_score(
                lifter.strength_formula,
                sex,
                bodyweight_kg=weight / MICROGRAMS_PER_KG,
                total_kg=total / MICROGRAMS_PER_KG,
            ).shown
            points.append(Point(day=end, value=float(score), shown=str(score)))
    if not points:
        return ScoreCard(card, _score_title(card, []), None)
    title = _score_title(card, points)
    figure = line_figure(
        points,
        span,
        title=f"Strength score, {card.formula}",
        says=f"{title}.",
        unit="",
        gap_days=_GAPS[span.cut],
        legend=(),
        head=("Up to", card.formula, ""),
    )
    return ScoreCard(card, title, figure)


def total_on(
    bests: Mapping[CompetitionLift, Sequence[tuple[dt.date, int]]], end: dt.date, *, by_month: bool
) -> int | None:
    """The best squat, bench and deadlift of the 12 weeks up to a day, summed; None without all three.

    By month: of the month of that day and the two before it.
    """
    if by_month:
        months = end.year * 12 + end.month - _MONTHS_OF_TOTAL
        since = dt.date(months // 12, months % 12 + 1, 1)
    else:
        since = end - dt.timedelta(days=_TOTAL_DAYS - 1)
    found = [
        max((best for day, best in bests.get(lift, ()) if since <= day <= end), default=None)
        for lift in CompetitionLift
    ]
    known = [one for one in found if one is not None]
    return sum(known) if len(known) == len(found) else None


def weight_on(weighings: Sequence[tuple[dt.date, int]], day: dt.date) -> int | None:
    """The latest bodyweight on or before a day, in micrograms."""
    return next((weight for at, weight in reversed(weighings) if at <= day), None)


def _score_title(card: StrengthCard, points: Sequence[Point]) -> str:
    if not card.score:
        missing = [one.name.lower() for one in card.lifts if not one.best]
        if missing:
            return f"No score yet: {' and '.join(missing[:2])} missing"
        return "No score yet"
    words = f"{'At least ' if card.at_least else ''}{card.score} by {card.formula}"
    if len(points) < 2:
        return words
    change = int(points[-1].value - points[0].value)
    if not change:
        return f"{words}, as at first"
    return f"{words}, {abs(change)} {'up' if change > 0 else 'down'}"
