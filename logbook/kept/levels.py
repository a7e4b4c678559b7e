"""The level, computed weekly and kept week by week (rulebook 10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from logbook.clock import local_date, week_start
from logbook.log.bodyweight import latest_bodyweight
from logbook.log.long_term import read_training
from logbook.models import Background, LevelComputation, User
from programming.rulebook import RULEBOOK_VERSION, LevelAnswers, LevelAssessment, assess_level

# What the page shows of the weeks before; the rules read the last one.
_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lifter stands this week: what was assessed, and this and earlier weeks, newest first."""

    assessment: LevelAssessment
    background: Background | None
    weeks: tuple[LevelComputation, ...]


def background_of(lifter: User) -> Background | None:
    """What the lifter answered of their training, if anything."""
    return Background.objects.visible_to(lifter).first()


@transaction.atomic
def keep_level(lifter: User, *, now: dt.datetime) -> Standing:
    """Compute this week's level and put it in force, unless one is set by hand (rulebook 10).

    Computing a week again changes nothing but what the log and the answers changed: it starts
    from the weeks before. Writes only where something differs.
    """
    today = local_date(now, lifter.zone)
    monday = week_start(today)
    weeks = list(
        LevelComputation.objects.visible_to(lifter)
        .filter(monday__lte=monday)
        .order_by("-monday")[: _WEEKS + 1]
    )
    kept = weeks.pop(0) if weeks and weeks[0].monday == monday else None
    # A week in which too little was known said nothing: the first one that does stands at once.
    spoke = [week for week in weeks if not week.is_provisional]
    background = background_of(lifter)
    assessment = assess_level(
        read_training(lifter, today),
        today=today,
        answers=_answers(background),
        sex=background.sex or None if background is not None else None,
        bodyweight=latest_bodyweight(lifter, today),
        standing=spoke[0].level if spoke else None,
        previous=[(week.monday, week.computed) for week in reversed(spoke)],
    )
    week = _write(lifter, monday, assessment, kept)
    if not lifter.is_level_by_hand:
        _put_in_force(lifter, week.level)
    return Standing(assessment, background, (week, *weeks[:_WEEKS]))


def _answers(background: Background | None) -> LevelAnswers | None:
    if background is None:
        return None
    return LevelAnswers(
        uninterrupted_months=background.uninterrupted_months,
        total_months=background.total_months,
        stable_lifts=background.stable_lifts,
        answered_on=background.answered_on,
    )


def _put_in_force(lifter: User, level: str) -> None:
    if lifter.level != level:
        lifter.level = level
        lifter.save(update_fields=["level"])


def _write(
    lifter: User, monday: dt.date, assessment: LevelAssessment, kept: LevelComputation | None
) -> LevelComputation:
    """The week's row, as it now is."""
    points = [one.points for one in assessment.parameters if one.points is not None]
    values = {
        "points": sum(points),
        "known": len(points),
        "is_provisional": assessment.is_provisional,
        "computed": assessment.computed.value,
        "level": assessment.level.value,
        "parameters": [
            [one.code, one.points, [list(pair) for pair in one.reason.numbers]]
            for one in assessment.parameters
        ],
        "rulebook_version": RULEBOOK_VERSION,
    }
    if kept is None:
        try:
            with transaction.atomic():
                return LevelComputation.objects.create(athlete=lifter, monday=monday, **values)
        except IntegrityError:
            # Two tabs on a Monday: the other one was first.
            kept = LevelComputation.objects.visible_to(lifter).get(monday=monday)
    changed = [name for name, value in values.items() if getattr(kept, name) != value]
    for name in changed:
        setattr(kept, name, values[name])
    if changed:
        kept.save(update_fields=changed)
    return kept
