"""The progress page: which days, what they come to, and the cards made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.advice.deload import DAYS_READ
from logbook.charts.spans import RANGES, Cut, Span, span_of
from logbook.clock import moment
from logbook.kept.levels import background_of
from logbook.log.levels import last_computed
from logbook.log.logged_sets import sets_of_days
from logbook.log.long_term import marked_lifts, read_lifts
from logbook.log.names import names_of
from logbook.log.weeks import By, first_day_of, read_weeks
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
    lift_cards,
    main_lifts,
    score_card,
)
from logbook.pages.progress.volume import VolumeCard, volume_card

_BY = {Cut.WEEK: By.DAY, Cut.YEAR: By.YEAR}


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
    # What lies before the first column is asked for where it is told by day alone.
    begin = span.first - READ_BEFORE if span.cut is Cut.WEEK else span.first
    weeks = read_weeks(lifter, begin, until, _BY.get(span.cut, By.MONTH))
    log = sets_of_days(lifter, until.day - DAYS_READ, until)
    rows = [row for row in weeks.trained if span.place(row.day) is not None]
    lifts = main_lifts(rows, span)
    background = background_of(lifter)
    history, bodyweight = read_lifts(lifter, until)
    strength = strength_card(lifter, background, history, bodyweight, now=now)
    return ProgressPage(
        span=span,
        ranges=tuple((name, words) for name, (_, words) in RANGES.items()),
        is_empty=since is None,
        patterns=patterns_card(lifter, log, until.day),
        effort=effort_card(rows, weeks.risks, span),
        volume=volume_card(rows, weeks.risks, span, since or until.day, log),
        lifts=lift_cards(weeks.trained, lifts, names_of(lifter, lifts), span, unit_of(lifter)),
        score=score_card(
            lifter,
            background,
            strength,
            weeks.trained,
            weeks.weighings,
            marked_lifts(),
            span,
        ),
        budget=budget_card(lifter, rows, weeks.risks, span),
        readiness=readiness_card(weeks.sessions, span),
        level=level_card(lifter, last_computed(lifter)),
        sense=read_sense(lifter, now=now),
    )
