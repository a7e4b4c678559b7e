"""Strength: the estimated single of the main lifts, and the strength score over time (rulebook 7, 13)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from logbook.charts.figures import Figure
from logbook.charts.lifts import GAPS, Estimate, LiftPicture, lift_picture
from logbook.charts.over_time import Point, line_figure
from logbook.charts.spans import Cut, Span
from logbook.choices import Grain
from logbook.log.period_sums import Period, first_of
from logbook.models import Background, User
from logbook.pages.level.strength import StrengthCard
from programming.loads import MICROGRAMS_PER_KG, Unit
from programming.rulebook import CompetitionLift, rule, strength_score

_TOTAL_DAYS = rule("strength_total").numbers["days"]
_MONTHS_OF_TOTAL = 3
MOST_LIFTS = 4
READ_BEFORE = dt.timedelta(days=_TOTAL_DAYS)
"""How many days before a span are read: what stands at its first day rests on them."""
Bests = dict[int, dict[dt.date, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class LiftCard:
    """A main lift: its picture, with the finding as its title."""

    exercise_id: int
    name: str
    picture: LiftPicture


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """The strength score now, and over time where there is enough for a line."""

    card: StrengthCard
    title: str
    figure: Figure | None


def main_lifts(periods: Sequence[Period], span: Span) -> list[int]:
    """The main lifts of the span that have an estimate, those of the most days first."""
    days: Counter[int] = Counter()
    for period in periods:
        if span.place(period.first) is not None:
            for exercise, main_days in period.lifts.main_days():
                days[exercise] += main_days
    # Of as many days the lower key: what is drawn does not hang on the order of rows.
    ordered = sorted(days, key=lambda exercise: (-days[exercise], exercise))
    return ordered[:MOST_LIFTS]


def bests_of(periods: Iterable[Period], exercises: Collection[int]) -> Bests:
    """Of each exercise the best and the least estimate of each period, in time order."""
    found: Bests = {}
    for period in periods:
        for exercise in exercises:
            one = period.lifts.get(exercise)
            if one is not None and one.best is not None and one.least is not None:
                found.setdefault(exercise, {})[period.first] = one.best, one.least
    return found


def lift_cards(
    bests: Bests, lifts: Sequence[int], names: Mapping[int, str], span: Span, unit: Unit
) -> list[LiftCard]:
    """A card for each of these lifts; of weeks the estimates begin `READ_BEFORE` the span."""
    pictures = (
        (exercise, lift_picture(names[exercise], _estimates(bests, exercise), span, unit))
        for exercise in lifts
    )
    return [LiftCard(pk, names[pk], picture) for pk, picture in pictures if picture is not None]


def _estimates(bests: Bests, exercise: int) -> list[Estimate]:
    return [Estimate(day, *one) for day, one in bests.get(exercise, {}).items()]


# ---- the strength score ------------------------------------------------------------------------------


def score_card(
    lifter: User,
    background: Background | None,
    card: StrengthCard,
    bests: Bests,
    weighings: Sequence[tuple[dt.date, int]],
    lifts: Mapping[int, CompetitionLift],
    span: Span,
) -> ScoreCard:
    """The score as the level page says it, with its way here; `bests` as `lift_cards` takes them."""
    sex = background.sex if background is not None else ""
    if not sex:
        return ScoreCard(card, _score_title(card, []), None)
    days: dict[CompetitionLift, list[tuple[dt.date, int]]] = defaultdict(list)
    for exercise, lift in lifts.items():
        days[lift] += ((day, best) for day, (best, _) in bests.get(exercise, {}).items())
    points = []
    for one in span.bins:
        end = min(one.last, span.today)
        total = total_on(days, end, span.cut)
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
        gap_days=GAPS[span.cut],
        legend=(),
        head=("Up to", card.formula, ""),
    )
    return ScoreCard(card, title, figure)


def total_on(
    bests: Mapping[CompetitionLift, Sequence[tuple[dt.date, int]]], end: dt.date, cut: Cut
) -> int | None:
    """The best squat, bench and deadlift of the 12 weeks up to a day, summed; None without all three.

    Of months the month of that day and the two before it; of quarters and years that one.
    """
    if cut is Cut.MONTH:
        months = end.year * 12 + end.month - _MONTHS_OF_TOTAL
        since = dt.date(months // 12, months % 12 + 1, 1)
    elif cut is not Cut.WEEK:
        since = first_of(Grain(cut.value), end)
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
