"""The progress page: which days, what they come to, and the cards made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.advice.deload import DAYS_READ
from logbook.charts.spans import RANGES, Cut, Span, span_of
from logbook.choices import Grain
from logbook.clock import moment
from logbook.kept.levels import background_of
from logbook.log.levels import last_computed
from logbook.log.long_term import marked_lifts, read_lifts
from logbook.log.names import names_of
from logbook.log.periods import estimates_since, period_parts, periods_of
from logbook.log.weeks import first_day_of, weighing_parts
from logbook.log.weeks_of_fatigue import weeks_of_effort
from logbook.models import User
from logbook.models.people import unit_of
from logbook.pages.level.sense import SensePage, read_sense
from logbook.pages.level.strength import strength_card
from logbook.pages.progress.effort import EffortCard, effort_card
from logbook.pages.progress.level import LevelCard, level_card
from logbook.pages.progress.patterns import PatternsCard, patterns_card
from logbook.pages.progress.recovery import RecoveryCard, budget_card, readiness_card
from logbook.pages.progress.strength import (
    READ_BEFORE,
    LiftCard,
    ScoreCard,
    bests_of,
    lift_cards,
    main_lifts,
    score_card,
)
from logbook.pages.progress.volume import VolumeCard, volume_card
from logbook.speed.compiled import together


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything the page shows; `ranges` are (name, words) of its links."""

    span: Span
    ranges: tuple[tuple[str, str], ...]
    is_empty: bool
    patterns: PatternsCard
    effort: EffortCard
    volume: VolumeCard
    lifts: list[LiftCard]
    score: ScoreCard
    budget: RecoveryCard
    readiness: RecoveryCard
    level: LevelCard
    sense: SensePage


def read_progress(lifter: User, asked: str, *, now: dt.datetime) -> ProgressPage:
    """The page of a range (`4w`, `12w`, `1y`, `all`), in a constant number of queries."""
    until = moment(now, lifter.zone)
    since = first_day_of(lifter)
    span = span_of(asked, today=until.day, since=since)
    grain = Grain(span.cut.value)
    is_long = span.cut is not Cut.WEEK
    # What lies before the first column is asked for where it is told by day alone.
    begin = span.first if is_long else span.first - READ_BEFORE
    kept, running, items, before, weighed = together(
        *period_parts(lifter, grain, span.first, until),
        *weighing_parts(lifter, begin, until, of_months=is_long),
    )
    periods = periods_of(lifter, grain, span.first, kept, running, items)
    lately = weeks_of_effort(lifter, until.day - DAYS_READ, until)
    lifts, marked = main_lifts(periods, span), marked_lifts()
    wanted = {*lifts, *marked}
    bests = bests_of(periods, wanted) if is_long else estimates_since(lifter, wanted, begin, until)
    background = background_of(lifter)
    history, bodyweight = read_lifts(lifter, until)
    strength = strength_card(lifter, background, history, bodyweight, now=now)
    return ProgressPage(
        span=span,
        ranges=tuple((name, words) for name, (_, words) in RANGES.items()),
        is_empty=since is None,
        patterns=patterns_card(lifter, lately, until.day),
        effort=effort_card(periods, span),
        volume=volume_card(periods, span, since or until.day, lately.trained),
        lifts=lift_cards(bests, lifts, names_of(lifter, lifts), span, unit_of(lifter)),
        score=score_card(lifter, background, strength, bests, [*before, *weighed], marked, span),
        budget=budget_card(lifter, periods, span),
        readiness=readiness_card(periods, span),
        level=level_card(lifter, last_computed(lifter)),
        sense=read_sense(lifter, now=now),
    )
