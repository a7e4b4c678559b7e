"""The level, computed weekly and kept week by week (rulebook 10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import DateField

from logbook.clock import Moment, local_date, week_start
from logbook.log.locks import lock_lifter
from logbook.log.long_term import Training, read_training
from logbook.models import Background, LevelComputation, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of, together
from programming.rulebook import RULEBOOK_VERSION, LevelAnswers, LevelAssessment, assess_level

# What the page shows of the weeks before; the rules read the last one.
_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How a lifter stands this week: what was assessed, from what, and the weeks, newest first."""

    assessment: LevelAssessment
    background: Background | None
    training: Training
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
    standing, kept = _read(lifter, now)
    # Kept beside a level set by hand as well, so that the way back needs no waiting.
    week = _write(standing.weeks[0], kept)
    _put_in_force(lifter, week.level)
    return replace(standing, weeks=(week, *standing.weeks[1:]))


def read_level(lifter: User, *, now: dt.datetime) -> Standing:
    """How the lifter stands by what is known now; nothing is written.

    The first of its weeks is this one, as `keep_level` would keep it: a page may show a level that
    is in force only from the next session's end.
    """
    return _read(lifter, now)[0]


_WEEKS_KEPT = Compiled(
    lambda: (
        LevelComputation.objects.filter(
            athlete_id=athlete(), monday__lte=Given("monday", output_field=DateField())
        )
        .order_by("-monday")
        .values_list(*columns_of(LevelComputation))[: _WEEKS + 1]
    )
)
_ANSWERS = Compiled(
    lambda: Background.objects.filter(athlete_id=athlete()).values_list(*columns_of(Background))
)


def _read(lifter: User, now: dt.datetime) -> tuple[Standing, LevelComputation | None]:
    """The standing, and this week's row as it was kept before."""
    today = local_date(now, lifter.zone)
    monday = week_start(today)
    rows, answers = together(
        (_WEEKS_KEPT, {"athlete": lifter.pk, "monday": monday}), (_ANSWERS, {"athlete": lifter.pk})
    )
    weeks = [row_of(LevelComputation, iter(row)) for row in rows]
    kept = weeks.pop(0) if weeks and weeks[0].monday == monday else None
    # A week in which too little was known said nothing: the first one that does stands at once.
    spoke = [week for week in weeks if not week.is_provisional]
    background = row_of(Background, iter(answers[0])) if answers else None
    training = read_training(lifter, Moment(today, now))
    assessment = assess_level(
        training.history,
        today=today,
        answers=_answers(background),
        sex=background.sex or None if background is not None else None,
        bodyweight=training.bodyweight,
        standing=spoke[0].level if spoke else None,
        previous=[(week.monday, week.computed) for week in reversed(spoke)],
        sessions=training.log.days,
        last_points=_last_points(weeks[0]) if weeks else None,
    )
    week = _computed(lifter, monday, assessment)
    return Standing(assessment, background, training, (week, *weeks[:_WEEKS])), kept


def _last_points(week: LevelComputation) -> dict[str, int]:
    """What each sign had the week before, which may have kept it from an earlier one."""
    return {code: points for code, points, _ in week.parameters if points is not None}


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
    """Unless it was set by hand, which may have been meanwhile: the row is read under its lock."""
    lock_lifter(lifter)
    lifter.refresh_from_db(fields=["level", "is_level_by_hand"])
    if not lifter.is_level_by_hand and lifter.level != level:
        lifter.level = level
        lifter.save(update_fields=["level"])


_COMPUTED = (
    *("points", "known", "is_provisional", "computed", "level", "parameters"),
    "rulebook_version",
)


def _computed(lifter: User, monday: dt.date, assessment: LevelAssessment) -> LevelComputation:
    """A week's row as it would be kept."""
    points = [one.points for one in assessment.parameters if one.points is not None]
    return LevelComputation(
        athlete=lifter,
        monday=monday,
        points=sum(points),
        known=len(points),
        is_provisional=assessment.is_provisional,
        computed=assessment.computed.value,
        level=assessment.level.value,
        parameters=[
            [one.code, one.points, [list(pair) for pair in one.reason.numbers]]
            for one in assessment.parameters
        ],
        rulebook_version=RULEBOOK_VERSION,
    )


def _write(week: LevelComputation, kept: LevelComputation | None) -> LevelComputation:
    """The week's row, as it now is."""
    if kept is None:
        try:
            with transaction.atomic():
                week.save(force_insert=True)
                return week
        except IntegrityError:
            # Two tabs on a Monday: the other one was first.
            kept = LevelComputation.objects.visible_to(week.athlete).get(monday=week.monday)
    changed = [name for name in _COMPUTED if getattr(kept, name) != getattr(week, name)]
    for name in changed:
        setattr(kept, name, getattr(week, name))
    if changed:
        kept.save(update_fields=changed)
    return kept
