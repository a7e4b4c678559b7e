"""One athlete as their coach reads them: effort against plan, the week, and what else is shown."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.charts.spans import Span, span_of
from logbook.clock import moment
from logbook.log.logged_sets import sets_of_days
from logbook.log.names import names_of
from logbook.log.sessions import sessions_since
from logbook.log.weeks import Trained, Weeks, by_day, read_weeks
from logbook.log.weeks_of_fatigue import MISSED_IN
from logbook.models import CoachLink, TrainingSession
from logbook.models.people import unit_of
from logbook.pages.progress.effort import NEEDED, EffortCard, apart_text, effort_card
from logbook.pages.progress.recovery import RecoveryCard, budget_card, readiness_card
from logbook.pages.progress.volume import VolumeCard, trained_in, volume_card
from logbook.wording.voice import THEY
from programming.loads import Load, Unit
from programming.wording import shares

SESSIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ExerciseEffort:
    """An exercise's sets against their targets; shares from ten rated sets on (rulebook 4.2)."""

    name: str
    rated: int
    of: int
    close: str
    hit: str
    easy: str
    apart: str


@dataclass(frozen=True, slots=True)
class AthletePage:
    """Everything a coach's page of an athlete shows; what is not shared is None."""

    span: Span
    effort: EffortCard
    exercises: list[ExerciseEffort]
    budget: RecoveryCard
    volume: VolumeCard | None
    readiness: RecoveryCard | None
    weighings: list[tuple[dt.date, str]] | None
    sessions: list[TrainingSession]


def read_athlete(link: CoachLink, asked: str, *, now: dt.datetime) -> AthletePage:
    """The weeks of an athlete, as far as the link shows them, in a number of queries that stays.

    `asked` is 4w or 12w; longer ranges are the athlete's own page's.
    """
    athlete = link.athlete
    until = moment(now, athlete.zone)
    span = span_of(asked if asked == "4w" else "12w", today=until.day, since=None)
    first = max(span.first, link.since or span.first)
    weeks = read_weeks(athlete, first, until)
    rows = [row for row in weeks.trained if span.place(row.day) is not None]
    periods = [one for one in by_day(weeks) if span.place(one.first) is not None]
    first_lately = max(until.day - MISSED_IN + dt.timedelta(days=1), link.since or dt.date.min)
    lately = trained_in(sets_of_days(athlete, first_lately, until))
    return AthletePage(
        span=span,
        effort=effort_card(periods, span, THEY),
        exercises=_exercises(link, rows),
        budget=budget_card(athlete, periods, span, THEY),
        volume=volume_card(periods, span, first, lately) if rows else None,
        readiness=readiness_card(periods, span, THEY) if link.sees_readiness else None,
        weighings=_weighings(link, weeks) if link.sees_bodyweight else None,
        sessions=sessions_since(athlete, link.since, SESSIONS_SHOWN),
    )


def _exercises(link: CoachLink, rows: Sequence[Trained]) -> list[ExerciseEffort]:
    by_exercise: dict[int, list[Trained]] = defaultdict(list)
    for row in rows:
        by_exercise[row.exercise_id].append(row)
    names = names_of(link.athlete, list(by_exercise))
    found = [_exercise(names[pk], its) for pk, its in by_exercise.items()]
    return sorted(found, key=lambda one: (-one.rated, one.name))


def _exercise(name: str, rows: Sequence[Trained]) -> ExerciseEffort:
    rated, of = sum(row.rated for row in rows), sum(row.working_sets for row in rows)
    if rated < NEEDED:
        return ExerciseEffort(name, rated, of, "–", "–", "–", "–")
    close, hit, easy = shares(
        sum(row.too_close for row in rows),
        sum(row.on_target for row in rows),
        sum(row.too_easy for row in rows),
    )
    apart = sum(row.deviation_halves for row in rows) / 2 / rated
    return ExerciseEffort(name, rated, of, f"{close} %", f"{hit} %", f"{easy} %", apart_text(apart))


def _weighings(link: CoachLink, weeks: Weeks) -> list[tuple[dt.date, str]]:
    unit = unit_of(link.athlete)
    return [
        (day, f"{_in(unit, micrograms)}")
        for day, micrograms in reversed(weeks.weighings)
        if link.since is None or day >= link.since
    ]


def _in(unit: Unit, micrograms: int) -> str:
    a_unit = Load(1000, unit).micrograms
    return f"{micrograms / a_unit:.1f} {unit}"
